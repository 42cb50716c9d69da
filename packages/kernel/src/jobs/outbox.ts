import { sql } from 'kysely';
import type { Platform } from '../platform.ts';

interface OutboxRow {
  id: string;
  event: string;
  payload: Record<string, unknown>;
  tries: number;
}

const MOST_TRIES = 12;

/**
 * Delivers waiting events to their subscribers, oldest first; several workers may do so side by side. An event's
 * subscribers run in one transaction that also marks it delivered, so each effect happens once.
 * @returns how many events were taken.
 */
export async function deliverEvents(platform: Platform, most = 50): Promise<number> {
  let taken = 0;
  while (taken < most && (await deliverOne(platform))) taken += 1;
  return taken;
}

async function deliverOne(platform: Platform): Promise<boolean> {
  let current: OutboxRow | undefined;
  try {
    return await platform.asSystem('event delivery', async (context) => {
      const { rows } = await sql<OutboxRow>`select id, event, payload, tries from kernel.outbox
        where district = ${context.district} and delivered_at is null and due_at <= now() and tries < ${MOST_TRIES} order by due_at, id limit 1 for update skip locked`.execute(
        context.tx,
      );
      current = rows[0];
      if (current === undefined) return false;
      for (const subscription of platform.registry.subscriptions.get(current.event) ?? [])
        await subscription.run(context, current.payload);
      await sql`update kernel.outbox set delivered_at = now() where district = ${context.district} and id = ${current.id}`.execute(
        context.tx,
      );
      if (current.payload['live'] !== undefined)
        await sql`select pg_notify('zhongzhi_live', ${JSON.stringify({ event: current.event, ...current.payload })})`.execute(
          context.tx,
        );
      return true;
    });
  } catch (error) {
    if (current === undefined) throw error;
    const { id, event, tries } = current;
    platform.logger.error(
      { event, fault: (error as Error).message },
      'an event could not be delivered and will be tried again',
    );
    await platform.asSystem('event delivery failed', (context) =>
      sql`update kernel.outbox set tries = tries + 1, due_at = now() + make_interval(secs => ${2 ** tries}), fault = ${(error as Error).message} where district = ${context.district} and id = ${id}`.execute(
        context.tx,
      ),
    );
    return true;
  }
}

/** Keeps delivering: woken after each commit in this process, and by itself every half second for others'. */
export function keepDelivering(platform: Platform, everyMs = 500): { stop: () => Promise<void> } {
  const state = { isStopped: false, isWoken: false };
  let running: Promise<void> | null = null;
  const round = async (): Promise<void> => {
    do {
      state.isWoken = false;
      try {
        let taken = 1;
        while (taken > 0 && !state.isStopped) taken = await deliverEvents(platform);
      } catch (error) {
        platform.logger.warn({ fault: (error as Error).message }, 'events wait: the database is away');
      }
    } while (state.isWoken && !state.isStopped);
  };
  const wake = (): void => {
    if (state.isStopped) return;
    state.isWoken = true;
    running ??= round().finally(() => {
      running = null;
    });
  };
  const timer = setInterval(wake, everyMs);
  platform.onEvents = wake;
  return {
    stop: async () => {
      state.isStopped = true;
      clearInterval(timer);
      platform.onEvents = () => undefined;
      await running;
    },
  };
}
