import pg from 'pg';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { personOf, type Actor, type CallOf, type Platform } from '@zhongzhi/kernel';
import { currentCaseTypes } from './case-types.ts';

interface Listener {
  desks: Set<string>;
  send: (text: string) => void;
  close: () => void;
}

interface Live {
  caseId: string;
  type: string;
  version: number;
  desks: string[];
}

const KEEP_ALIVE_MS = 25_000;
const TRY_AGAIN_MS = 1_000;
const MOST_PER_PROCESS = 2_000;

/** The desks from which an actor may hear of changes: every board they may see, and their own. */
function desksOfActor(platform: Platform, actor: Actor): Set<string> {
  const desks = currentCaseTypes(platform).flatMap((type) =>
    platform.registry.may(actor, type.boardPermission)
      ? platform.registry.scopeFor(actor, type.boardPermission, platform.district).reach
      : [],
  );
  const person = personOf(actor);
  return new Set([...desks, ...(person === null ? [] : [`p:${person}`])]);
}

/**
 * The live channel: server-sent events saying that a case changed, to those on whose desks it lies. It tells only id,
 * type and version; the page asks for the rest. One listening connection a process, opened again when it breaks.
 */
export class LiveChannel {
  readonly #platform: Platform;
  readonly #listeners = new Set<Listener>();
  #client: pg.Client | null = null;
  #isStopped = false;
  #hasMissed = false;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  async start(): Promise<void> {
    if (this.#isStopped) return;
    const client = new pg.Client({
      ...(this.#platform.pool.options as pg.ClientConfig),
      application_name: 'zhongzhi-live',
    });
    let isOver = false;
    const again = (): void => {
      if (isOver) return;
      isOver = true;
      this.#again();
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload }) => this.#spread(payload ?? '{}'));
    try {
      await client.connect();
      await client.query('listen zhongzhi_live');
      this.#client = client;
      if (this.#hasMissed) this.#spreadAll();
    } catch {
      again();
      await client.end().catch(() => undefined);
    }
  }

  /** The connection is lost, or another attempt to open it has failed. */
  #again(): void {
    this.#client = null;
    this.#hasMissed = true;
    if (!this.#isStopped) setTimeout(() => void this.start(), TRY_AGAIN_MS).unref();
  }

  /** After a gap nobody knows what was missed: everyone is asked to look again. */
  #spreadAll(): void {
    this.#hasMissed = false;
    for (const listener of this.#listeners) listener.send('event: again\ndata: {}\n\n');
  }

  #spread(payload: string): void {
    const { live } = JSON.parse(payload) as { live?: Live };
    if (live === undefined) return;
    const text = `event: case\ndata: ${JSON.stringify({ caseId: live.caseId, type: live.type, version: live.version })}\n\n`;
    for (const listener of this.#listeners)
      if (live.desks.some((desk) => listener.desks.has(desk))) listener.send(text);
  }

  /** Keeps a reply open as an event stream for the actor. */
  open(actor: Actor, reply: FastifyReply): void {
    reply.hijack();
    const { raw } = reply;
    if (this.#listeners.size >= MOST_PER_PROCESS) {
      raw.writeHead(503, { 'retry-after': '30' }).end();
      return;
    }
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 3000\n\n');
    const timer = setInterval(() => raw.write(': alive\n\n'), KEEP_ALIVE_MS);
    const listener: Listener = {
      desks: desksOfActor(this.#platform, actor),
      send: (text) => void raw.write(text),
      close: () => raw.end(),
    };
    this.#listeners.add(listener);
    raw.on('close', () => {
      clearInterval(timer);
      this.#listeners.delete(listener);
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const listener of this.#listeners) listener.close();
    await this.#client?.end().catch(() => undefined);
  }
}

/** `GET /api/v1/live` */
export function addLiveRoute(app: FastifyInstance, platform: Platform, callOf: CallOf): void {
  const channel = new LiveChannel(platform);
  app.addHook('onReady', () => channel.start());
  app.addHook('preClose', () => channel.stop());
  app.get(
    '/api/v1/live',
    {
      config: { access: 'signed-in' },
      schema: {
        summary: '实时更新（服务器推送事件）',
        description: 'Server-sent events: `case` with {caseId, type, version}; `again` after a gap.',
        tags: ['case'],
      },
    },
    async (request, reply) => {
      const { actor } = await callOf(request);
      if (actor.kind !== 'person')
        return reply.code(401).send({
          code: 'sign-in-needed',
          title: '请先登录',
          status: 401,
          type: 'about:blank',
          detail: '请先登录，再看实时更新。',
        });
      channel.open(actor, reply);
      return reply;
    },
  );
}
