import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLive, type Source } from './live.ts';

/** An event stream whose other end is held by the test. */
class Stream implements Source {
  readyState = 1;
  readonly #topics = new Map<string, (event: MessageEvent<string>) => void>();
  addEventListener(topic: string, listener: (event: MessageEvent<string>) => void): void {
    this.#topics.set(topic, listener);
  }
  close(): void {
    this.readyState = 2;
  }
  say(topic: string, data: string): void {
    this.#topics.get(topic)?.({ data } as MessageEvent<string>);
  }
  break(isRefused: boolean): void {
    if (isRefused) this.readyState = 2;
    this.say('error', '');
  }
  open(): void {
    this.say('open', '');
  }
}

describe('the live channel', () => {
  const streams: Stream[] = [];
  const live = () =>
    createLive('/live', () => {
      const stream = new Stream();
      streams.push(stream);
      return stream;
    });
  beforeEach(() => {
    streams.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('opens one connection for all listeners, and closes it with the last', () => {
    const channel = live();
    const ends = [channel.on('case', () => undefined), channel.on('case', () => undefined)];
    expect(streams).toHaveLength(1);
    ends[0]?.();
    expect(streams[0]?.readyState).toBe(1);
    ends[1]?.();
    expect(streams[0]?.readyState).toBe(2);
  });

  it('tells what was said to those who listen to that topic', () => {
    const heard: unknown[] = [];
    const channel = live();
    channel.on('case', (data) => heard.push(data));
    channel.on('again', () => heard.push('again'));
    streams[0]?.say('case', '{"version":3}');
    expect(heard).toEqual([{ version: 3 }]);
  });

  it('asks everyone to look again after a gap, since nobody knows what was missed', () => {
    let again = 0;
    live().on('again', () => (again += 1));
    streams[0]?.open();
    expect(again).toBe(0);
    streams[0]?.break(false);
    streams[0]?.open();
    expect(again).toBe(1);
    expect(streams).toHaveLength(1);
  });

  it('comes back after a refusal, waiting longer each time, and then asks to look again', () => {
    let again = 0;
    live().on('again', () => (again += 1));
    streams[0]?.break(true);
    vi.advanceTimersByTime(4_999);
    expect(streams).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(streams).toHaveLength(2);
    streams[1]?.break(true);
    vi.advanceTimersByTime(9_999);
    expect(streams).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(streams).toHaveLength(3);
    streams[2]?.open();
    expect(again).toBe(1);
  });

  it('does not come back when nobody listens any more', () => {
    const end = live().on('case', () => undefined);
    streams[0]?.break(true);
    end();
    vi.advanceTimersByTime(600_000);
    expect(streams).toHaveLength(1);
  });
});
