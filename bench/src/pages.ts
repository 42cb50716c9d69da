import { Agent, get } from 'node:http';
import type { Served } from './world.ts';

const CONNECTIONS = 16;
const WARM_UP = 150;
const SAMPLES = 1_200;

export interface PageTimes {
  name: string;
  p50: number;
  p95: number;
}

/** Addresses that are asked for in turn, and who asks. */
export interface Target {
  name: string;
  path: (index: number) => string;
  cookie: string;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** One request over a kept connection; as light as it can be, because the load generator shares the machine. */
const ask = (agent: Agent, url: string, cookie: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
    }).on('error', reject);
  });

/** Asks for a page over and over from 16 connections and gives the time that 95 in 100 answers keep. */
async function measure(served: Served, { name, path, cookie }: Target): Promise<PageTimes> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  let asked = 0;
  const client = async (): Promise<void> => {
    while (asked < WARM_UP + SAMPLES) {
      const index = (asked += 1);
      const start = performance.now();
      const { status, text } = await ask(agent, `${served.base}${path(index)}`, cookie);
      if (status !== 200) throw new Error(`${path(index)}: ${status} ${text.slice(0, 300)}`);
      if (index > WARM_UP) times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  agent.destroy();
  const sorted = times.sort((a, b) => a - b);
  return { name, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
}

/** One after the other. */
export async function measureAll(served: Served, targets: readonly Target[]): Promise<PageTimes[]> {
  const results: PageTimes[] = [];
  for (const target of targets) results.push(await measure(served, target));
  return results;
}

const WORDS = ['电梯 漏水', '井盖 松动', '消防通道', '充电桩 线路', '烧烤摊 噪音', '门禁', '行道树 线路', '第1234处'];

/** The pages that the figures speak of: board of a street and of the whole district, a case, search. */
export async function measurePages(
  served: Served,
  cookies: { street: string; hotline: string },
  ids: readonly string[],
): Promise<PageTimes[]> {
  const targets: Target[] = [
    {
      name: 'board page, street',
      path: (index) => `/api/v1/cases?type=appeal&tab=${['active', 'new', 'open', 'done'][index % 4]}`,
      cookie: cookies.street,
    },
    {
      name: 'board page, district',
      path: (index) => `/api/v1/cases?type=appeal&tab=${['active', 'new', 'overdue', 'done'][index % 4]}`,
      cookie: cookies.hotline,
    },
    { name: 'case page', path: (index) => `/api/v1/cases/${ids[index % ids.length]}`, cookie: cookies.hotline },
    {
      name: 'search, district',
      path: (index) => `/api/v1/cases?type=appeal&tab=all&text=${encodeURIComponent(WORDS[index % WORDS.length]!)}`,
      cookie: cookies.hotline,
    },
    {
      name: 'search, street',
      path: (index) => `/api/v1/cases?type=appeal&tab=all&text=${encodeURIComponent(WORDS[index % WORDS.length]!)}`,
      cookie: cookies.street,
    },
  ];
  return measureAll(served, targets);
}
