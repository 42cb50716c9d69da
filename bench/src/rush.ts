import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { createPerson } from '@zhongzhi/directory';
import { addDemoPerson } from '@zhongzhi/identity';
import type { Platform } from '@zhongzhi/kernel';
import { registerVolunteer } from '@zhongzhi/volunteers';
import { decideProject, openActivity, planActivity, proposeProject } from '@zhongzhi/volunteering';
import { COMMUNITY, type Served, type World } from './world.ts';

const CONNECTIONS = 256;
const PLACES = 100;
const LINE = 500;
/** As many as a post may hold. */
const MOST_AT_A_POST = 10_000;
const HOUR_MS = 3_600_000;

interface Seat {
  person: string;
  cookie: string;
}

/** Volunteers with a session each. */
export async function makeVolunteers(platform: Platform, served: Served, count: number): Promise<Seat[]> {
  const people: string[] = [];
  for (let from = 0; from < count; from += 500)
    await platform.asSystem('benchmark world', async (context) => {
      for (let index = from; index < Math.min(count, from + 500); index += 1) {
        const person = await createPerson(context, { name: '志愿者', place: COMMUNITY });
        await addDemoPerson(context, { person, position: 9, roles: [], roleLabel: '志愿者', scopeLabel: '' });
        await registerVolunteer(context, { person });
        people.push(person);
      }
    });
  const seats: Seat[] = [];
  const waiting = [...people];
  const enter = async (): Promise<void> => {
    for (let person = waiting.pop(); person !== undefined; person = waiting.pop())
      seats.push({ person, cookie: await served.cookieOf(person) });
  };
  await Promise.all(Array.from({ length: 8 }, enter));
  return seats;
}

/** A published activity of one post, starting so many hours from now. */
async function anActivity(
  platform: Platform,
  world: World,
  { capacity, waitlist, startsIn, posts = 1 }: { capacity: number; waitlist: number; startsIn: number; posts?: number },
): Promise<{ id: string; posts: string[] }> {
  return platform.asSystem('benchmark world', async (context) => {
    const project = await proposeProject(context, {
      unit: world.units[0]!,
      place: COMMUNITY,
      kind: 'environment',
      title: '清洁家园',
      content: '清扫步道',
      risks: '路滑',
    });
    await decideProject(context, { id: project, opens: true });
    const startsAt = new Date(Date.now() + startsIn * HOUR_MS);
    const id = await planActivity(context, {
      project,
      title: '清洁家园',
      content: '清扫步道',
      address: '南门',
      leader: world.communityStaff,
      signUpFrom: new Date(Date.now() - HOUR_MS),
      shifts: [
        {
          name: '上午',
          startsAt,
          endsAt: new Date(startsAt.getTime() + 2 * HOUR_MS),
          posts: Array.from({ length: posts }, (_unused, index) => ({ name: `保洁${index + 1}`, capacity, waitlist })),
        },
      ],
    });
    await openActivity(context, id);
    const { rows } = await sql<{
      id: string;
    }>`select id from volunteering.post where district = ${context.district} and activity = ${id}`.execute(context.tx);
    return { id, posts: rows.map((row) => row.id) };
  });
}

const post = (
  agent: Agent,
  url: string,
  cookie: string,
  body: object,
): Promise<{ status: number; text: string; ms: number }> =>
  new Promise((resolve, reject) => {
    const begin = performance.now();
    const text = JSON.stringify(body);
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            text: Buffer.concat(parts).toString(),
            ms: performance.now() - begin,
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });

/** Does something for each, so many at a time, and gives how long all of it took, in seconds. */
async function forEachOf<T, R>(
  items: readonly T[],
  connections: number,
  act: (item: T) => Promise<R>,
): Promise<{ results: R[]; seconds: number }> {
  const results: R[] = [];
  let next = 0;
  const begin = performance.now();
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next]!;
      next += 1;
      results.push(await act(item));
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return { results, seconds: (performance.now() - begin) / 1_000 };
}

/** Everyone for a hundred places and a line of five hundred. @throws Error when anyone got what is not theirs. */
export async function measureRush(
  platform: Platform,
  served: Served,
  world: World,
  seats: readonly Seat[],
): Promise<number> {
  const { posts } = await anActivity(platform, world, { capacity: PLACES, waitlist: LINE, startsIn: 48 });
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const { results, seconds } = await forEachOf(seats, CONNECTIONS, ({ cookie }) =>
    post(agent, `${served.base}/api/v1/sign-ups`, cookie, { posts }),
  );
  agent.destroy();
  const states = results.map(({ status, text }) =>
    status === 200
      ? (JSON.parse(text) as { results: { state: string }[] }).results[0]!.state
      : `status ${status} ${text.slice(0, 200)}`,
  );
  const count = (state: string): number => states.filter((one) => one === state).length;
  if (count('held') !== PLACES || count('waiting') !== LINE || count('refused') !== seats.length - PLACES - LINE)
    throw new Error(
      `the rush ended with ${[...new Set(states)].map((state) => `${state} ${count(state)}`).join(', ')}`,
    );
  return seconds;
}

/** Everyone checks in by the code on the screen, one in ten twice. @throws Error unless each has exactly one attendance. */
export async function measureStorm(
  platform: Platform,
  served: Served,
  world: World,
  seats: readonly Seat[],
): Promise<{ perSecond: number; p99: number }> {
  const { id } = await anActivity(platform, world, {
    capacity: Math.min(seats.length, MOST_AT_A_POST),
    posts: Math.ceil(seats.length / MOST_AT_A_POST),
    waitlist: 0,
    startsIn: 0.2,
  });
  await platform.asSystem('benchmark world', async (context) => {
    await sql`insert into volunteering.sign_up (district, id, post, shift, activity, person, state, number, meets_at, starts_at, ends_at, signed_up_by, at, changed_at)
      select ${context.district}, gen_random_uuid(), p.id, p.shift, p.activity, v, 'held', n, s.meets_at, s.starts_at, s.ends_at, v, now(), now()
      from (select *, row_number() over (order by id) as row from volunteering.post where district = ${context.district} and activity = ${id}) p
      join volunteering.shift s on s.district = p.district and s.id = p.shift
      join unnest(${seats.map(({ person }) => person)}::uuid[]) with ordinality as people(v, n) on (n - 1) / ${MOST_AT_A_POST}::int + 1 = p.row`.execute(
      context.tx,
    );
    await sql`update volunteering.post p set taken = (select count(*) from volunteering.sign_up u where u.district = p.district and u.post = p.id)
      where p.district = ${context.district} and p.activity = ${id}`.execute(context.tx);
  });
  const leader = await served.cookieOf(world.communityStaff);
  const code = async (): Promise<string> =>
    (
      (await (
        await fetch(`${served.base}/api/v1/activities/${id}/code?step=in`, { headers: { cookie: leader } })
      ).json()) as { text: string }
    ).text;
  let shown = await code();
  const timer = setInterval(() => void code().then((text) => (shown = text)), 5_000);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const sent = seats.flatMap((seat, index) => {
    const check = { seat, nonce: randomUUID() };
    return index % 10 === 0 ? [check, check] : [check];
  });
  const { results, seconds } = await forEachOf(sent, CONNECTIONS, ({ seat, nonce }) =>
    post(agent, `${served.base}/api/v1/checks`, seat.cookie, { nonce, code: shown }),
  );
  clearInterval(timer);
  agent.destroy();
  const bad = results.filter(({ status }) => status !== 200);
  if (bad.length > 0)
    throw new Error(`${bad.length} checks were not answered: ${bad[0]!.status} ${bad[0]!.text.slice(0, 200)}`);
  const kept = await platform.asSystem(
    'benchmark world',
    async ({ tx, district }) =>
      (
        await sql<{
          n: number;
        }>`select count(*)::int as n from volunteering.attendance where district = ${district} and activity = ${id}`.execute(
          tx,
        )
      ).rows[0]!.n,
  );
  if (kept !== seats.length) throw new Error(`${seats.length} people came, ${kept} attendances are kept`);
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b);
  return { perSecond: sent.length / seconds, p99: times[Math.floor(times.length * 0.99)]! };
}
