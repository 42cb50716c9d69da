import autocannon from 'autocannon';
import pg from 'pg';
import { openCase, getCaseType } from '@zhongzhi/casework';
import { APP_ROLE, newUuid, type Platform } from '@zhongzhi/kernel';
import { COMMUNITY, type Served } from './world.ts';

const SECONDS = 8;
const CONNECTIONS = 16;
const FORM = {
  place: COMMUNITY,
  description: '文林街路口井盖松动，夜里响得厉害，请尽快处理',
  point: { longitude: 102.7036, latitude: 25.0453 },
};

interface Statement {
  text: string;
  values: unknown[];
}

/** What one report does to the database, recorded from the platform's own code. */
async function recordTransaction(platform: Platform, person: string): Promise<Statement[]> {
  const recorded: Statement[] = [];
  // oxlint-disable-next-line typescript/unbound-method -- put back, and called with its own client below
  const original = pg.Client.prototype.query;
  // oxlint-disable-next-line typescript/no-explicit-any -- the recorder passes every form of call on
  pg.Client.prototype.query = function record(this: pg.Client, ...given: any[]): any {
    const [first] = given as [{ text?: string; values?: unknown[] } | string];
    recorded.push(
      typeof first === 'string' ? { text: first, values: [] } : { text: first.text ?? '', values: first.values ?? [] },
    );
    return (original as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof original;
  try {
    await platform.transact(
      'public',
      'write',
      { actor: { kind: 'person', personId: person, name: '', grants: [], sessionId: null, secondFactor: false } },
      async (context, trail) => {
        const opened = await openCase(context, getCaseType(platform, 'appeal'), { form: FORM, source: 'phone' });
        trail.audit.push({ action: 'case.open', subject: opened.id, detail: {} });
      },
    );
  } finally {
    pg.Client.prototype.query = original;
  }
  return recorded;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Replays the recorded statements with fresh keys from as many bare clients: the reference that HTTP is held against. */
async function replayBare(url: string, recorded: readonly Statement[], keep: ReadonlySet<string>): Promise<number> {
  const until = performance.now() + SECONDS * 1_000;
  let done = 0;
  const one = async (worker: number): Promise<void> => {
    const client = new pg.Client({ connectionString: url, options: `-c role=${APP_ROLE}` });
    await client.connect();
    for (let round = 0; performance.now() < until; round += 1) {
      const fresh = new Map<string, string>();
      const renew = (text: string): string =>
        text
          .replace(UUID, (id) => (keep.has(id) ? id : (fresh.get(id) ?? fresh.set(id, newUuid()).get(id)!)))
          .replace(/\d{8}-[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]/gi, `${worker}-${round}-${Math.trunc(until)}`);
      for (const [index, { text, values }] of recorded.entries()) {
        if (values.length === 0) await client.query(text);
        else
          await client.query({
            name: `s${index}`,
            text,
            values: values.map((value) =>
              typeof value === 'string'
                ? renew(value)
                : Array.isArray(value)
                  ? value.map((inner) => (typeof inner === 'string' ? renew(inner) : inner))
                  : value,
            ),
          });
      }
      done += 1;
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => one(index)));
  return done / SECONDS;
}

/** Reports a second by HTTP, and by bare clients issuing the same transaction. */
export async function measureIntake(
  platform: Platform,
  url: string,
  served: Served,
  residents: readonly string[],
  units: readonly string[],
): Promise<{ http: number; bare: number; errors: number }> {
  const recorded = await recordTransaction(platform, residents[0]!);
  const community = recorded
    .flatMap(({ values }) => values.flat())
    .flatMap((value) => (typeof value === 'string' && value.startsWith('u:') ? [value.slice(2)] : []));
  const keep = new Set([...residents, ...units, ...community]);
  const cookies = await Promise.all(residents.slice(0, CONNECTIONS).map((person) => served.cookieOf(person)));
  const body = JSON.stringify({ type: 'appeal', form: FORM });
  let next = 0;
  const load = (duration: number) =>
    autocannon({
      url: `${served.base}/api/v1/cases`,
      method: 'POST',
      connections: CONNECTIONS,
      duration,
      body,
      headers: { 'content-type': 'application/json' },
      setupClient: (client) =>
        client.setHeaders({ 'content-type': 'application/json', cookie: cookies[(next += 1) % cookies.length]! }),
    });
  await load(2);
  const result = await load(SECONDS);
  const bare = await replayBare(url, recorded, keep);
  return { http: result['2xx'] / SECONDS, bare, errors: result.non2xx + result.errors };
}
