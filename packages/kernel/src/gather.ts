/** How questions that arrive together are answered. */
export interface Gathering<Q, A> {
  /** Most questions that are answered at once. */
  readonly most: number;
  /** Most groups that are being answered at the same time. */
  readonly groups: number;
  /** Answers a group: one outcome for each question, in their order. */
  readonly answer: (questions: readonly Q[]) => Promise<readonly PromiseSettledResult<A>[]>;
}

interface Asked<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Gives a function that answers questions in groups. Nobody waits for a group to fill: a question that finds nothing
 * under way is answered at once and alone, and what arrives meanwhile makes up the next group – so groups grow with the
 * load, and only then.
 */
export function gather<Q, A>({ most, groups, answer }: Gathering<Q, A>): (question: Q) => Promise<A> {
  const waiting: Asked<Q, A>[] = [];
  let running = 0;
  const answerGroup = async (group: readonly Asked<Q, A>[]): Promise<void> => {
    try {
      const outcomes = await answer(group.map(({ question }) => question));
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome?.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome?.reason ?? new Error('a question was left without an answer'));
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  };
  const next = (): void => {
    while (running < groups && waiting.length > 0) {
      running += 1;
      void answerGroup(waiting.splice(0, most)).finally(() => {
        running -= 1;
        next();
      });
    }
  };
  return (question) =>
    new Promise<A>((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      next();
    });
}

/** The outcome of an act, as a group keeps it. */
export async function settle<A>(act: () => Promise<A>): Promise<PromiseSettledResult<A>> {
  try {
    return { status: 'fulfilled', value: await act() };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
}
