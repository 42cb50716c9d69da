import { anonymous, systemActor } from '@zhongzhi/kernel';
import { getCaseType, joinCase, openCase, ringPastClocks, takeStep, viewCase } from '@zhongzhi/casework';
import { after, type Person, type Telling, type Wait } from './past.ts';

/** One thing that happens to a case. */
export type Move =
  | {
      readonly kind: 'step';
      readonly by: Person;
      readonly action: string;
      readonly input?: Readonly<Record<string, unknown>>;
      readonly wait: Wait;
      /** The unit whose task the step belongs to. */ readonly unit?: string;
    }
  | { readonly kind: 'join'; readonly by: Person; readonly words: string | null; readonly wait: Wait }
  /** Clocks that ran out meanwhile take effect. */
  | { readonly kind: 'ring'; readonly wait: Wait }
  /** Another person's report of the same is opened and merged in. */
  | { readonly kind: 'twin'; readonly tale: Tale; readonly by: Person; readonly wait: Wait };

/** A matter from its opening to where it stands. */
export interface Tale {
  readonly type: string;
  readonly by: Person | null;
  readonly opener?: string | null;
  readonly openerWords?: string;
  readonly source: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly openedAt: Date;
  readonly moves: readonly Move[];
}

/** When each move happens. */
export function timesOf(openedAt: Date, moves: readonly Move[], telling: Telling): Date[] {
  const times: Date[] = [];
  for (const { wait } of moves) times.push(after(times.at(-1) ?? openedAt, wait, telling.calendar));
  return times;
}

/** A tale told later or earlier so that its last move lies before the given moment. */
export function endingBefore(tale: Tale, latest: Date, telling: Telling): Tale {
  const STEP_MS = 2 * 3_600_000;
  let { openedAt } = tale;
  for (let tries = 0; tries < 400; tries += 1) {
    if ((timesOf(openedAt, tale.moves, telling).at(-1) ?? openedAt) <= latest) return { ...tale, openedAt };
    openedAt = new Date(openedAt.getTime() - STEP_MS);
  }
  throw new Error(`a ${tale.type} cannot end before ${latest.toISOString()}`);
}

/** Tells a tale: every act through the engine, at its own time and by its own person. */
export async function play(telling: Telling, tale: Tale): Promise<string> {
  const opened = await openCase(
    telling.as(tale.by ?? anonymous, tale.openedAt),
    getCaseType(telling.context.platform, tale.type),
    {
      form: { ...tale.form },
      source: tale.source,
      ...(tale.opener === undefined ? {} : { opener: tale.opener }),
      ...(tale.openerWords === undefined ? {} : { openerWords: tale.openerWords }),
    },
  );
  const times = timesOf(tale.openedAt, tale.moves, telling);
  for (const [index, move] of tale.moves.entries()) await playMove(telling, opened.id, move, times[index]!);
  return opened.id;
}

/** How many tales are told side by side: while the database works on one, the next is prepared. */
const AT_ONCE = 8;

/** Tells many tales side by side in the one transaction; each has its own keys, so their order does not matter. */
export async function playAll(
  telling: Telling,
  tales: Iterable<Tale>,
  onDone: () => void = () => undefined,
): Promise<void> {
  const waiting = tales[Symbol.iterator]();
  const tellOn = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
      await play(telling.own(), next.value);
      onDone();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, tellOn));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function playMove(telling: Telling, id: string, move: Move, at: Date): Promise<void> {
  if (move.kind === 'ring') return ringPastClocks(telling.as(systemActor('deadline sweep'), at), id);
  if (move.kind === 'join') return joinCase(telling.as(move.by, at), id, move.words);
  if (move.kind === 'twin') {
    const twin = await play(telling, { ...move.tale, openedAt: new Date(at.getTime() - 40 * 60_000) });
    await takeStep(telling.as(move.by, at), {
      id: twin,
      action: 'merge',
      input: { into: id, note: '与在办的同类反映一并办理。' },
    });
    return;
  }
  const taskId =
    move.unit === undefined
      ? undefined
      : (await viewCase(telling.as(systemActor('demonstration'), at), id, 'look')).tasks.find(
          ({ unit }) => unit === move.unit,
        )?.id;
  await takeStep(telling.as(move.by, at), { id, action: move.action, input: { ...move.input }, taskId });
}
