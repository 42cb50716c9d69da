import { type RunningPlatform, freePort, launch, untilReady } from './a-process.ts';
import type { OwnDatabase } from './own-database.ts';

const WRITERS = 6;
const MOST_BEFORE_A_KILL = 60;

/** Reports sent without a pause while somebody pulls the plug, and what was acknowledged. */
export interface Drill {
  readonly database: OwnDatabase;
  /** Starts the platform; the same settings every time. */
  readonly settings: Readonly<Record<string, string>>;
  /** Headers of a resident who reports. */
  readonly headers: Readonly<Record<string, string>>;
  readonly place: string;
  readonly rounds: number;
  /** Ends the drill early once it has shown what it was to show. */
  readonly enough?: (acknowledged: ReadonlyMap<string, string>) => Promise<boolean>;
}

const start = async (settings: Drill['settings']): Promise<RunningPlatform> =>
  untilReady(launch(settings, await freePort()));

/** Asks until it serves again; a process that has ended will not, and what it said is the reason. */
async function untilItServes(running: RunningPlatform): Promise<void> {
  const serves = (): Promise<boolean> =>
    fetch(`${running.base}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await serves())) {
    if (running.child.exitCode !== null || running.child.signalCode !== null)
      throw new Error(`the platform ended with its database:\n${running.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Writers report until `kill` strikes after a random number of acknowledgements, with others still on their way.
 * @returns the numbers of the cases that were acknowledged, by their words
 */
async function oneRound(drill: Drill, base: string, round: number, kill: () => void): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  const killAfter = 1 + Math.floor(Math.random() * MOST_BEFORE_A_KILL);
  let isOver = false;
  const write = async (writer: number): Promise<void> => {
    for (let count = 0; !isOver; count += 1) {
      const description = `第${round}轮第${writer}人第${count}件`;
      const answer = await fetch(`${base}/api/v1/cases`, {
        method: 'POST',
        headers: { ...drill.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'appeal', form: { place: drill.place, description } }),
      }).catch(() => null);
      const opened = answer?.status === 201 ? await answer.json().catch(() => null) : null;
      if (opened !== null) acknowledged.set(description, (opened as { id: string }).id);
      else if (!isOver) throw new Error(`refused before anything was killed: ${answer?.status}`);
      if (acknowledged.size >= killAfter && !isOver) {
        isOver = true;
        kill();
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_unused, writer) => write(writer)));
  return acknowledged;
}

/** Kills the server in every round; another one takes its place. */
export async function killServer(drill: Drill): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  for (let round = 0; round < drill.rounds; round += 1) {
    const running = await start(drill.settings);
    const kept = await oneRound(drill, running.base, round, () => running.child.kill('SIGKILL'));
    for (const [words, id] of kept) acknowledged.set(words, id);
    await running.ended;
  }
  return acknowledged;
}

/** Kills the database in every round, every process of it; the server has to outlive them all. */
export async function killDatabase(drill: Drill): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  const running = await start(drill.settings);
  try {
    for (let round = 0; round < drill.rounds; round += 1) {
      const kept = await oneRound(drill, running.base, round, () => drill.database.kill());
      for (const [words, id] of kept) acknowledged.set(words, id);
      await drill.database.up();
      await untilItServes(running);
      if (await drill.enough?.(acknowledged)) break;
    }
  } finally {
    await running.stop();
  }
  return acknowledged;
}
