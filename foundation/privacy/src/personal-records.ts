import type { Context, Platform, Text } from '@zhongzhi/kernel';

/**
 * What a module keeps about people, contributed under `personal-records`. `erase` is called again until nothing is
 * pending, and may be called for someone it has erased already.
 */
export interface PersonalRecords {
  readonly name: string;
  readonly label?: Text;
  /** Everything of this person, as plain JSON. */
  readonly export: (context: Context, person: string) => Promise<unknown>;
  /** `kept`: what stays and why, in words for the person. `pending`: some of it goes later, when its reason is gone. */
  readonly erase: (
    context: Context,
    person: string,
  ) => Promise<{ kept: readonly (string | Text)[]; pending?: boolean }>;
}

/** Why something of a person is kept. */
export interface Kept {
  readonly name: string;
  readonly reason: Text;
}

const recordsOf = (platform: Platform): PersonalRecords[] => platform.collect<PersonalRecords>('personal-records');

/** Everything that all modules keep about a person. */
export async function exportAll(
  context: Context,
  person: string,
): Promise<{ name: string; label: string; data: unknown }[]> {
  const all: { name: string; label: string; data: unknown }[] = [];
  for (const { name, label, export: read } of recordsOf(context.platform))
    all.push({ name, label: label?.[context.language] ?? name, data: await read(context, person) });
  return all;
}

/** Erases in all modules, the last first: a module may still ask those it stands on who the person was. */
export async function eraseAll(context: Context, person: string): Promise<{ kept: Kept[]; finished: boolean }> {
  const kept: Kept[] = [];
  let finished = true;
  for (const { name, erase } of recordsOf(context.platform).reverse()) {
    const left = await erase(context, person);
    if (left.pending === true) finished = false;
    kept.push(
      ...left.kept.map((reason) => ({
        name,
        reason: typeof reason === 'string' ? { zh: reason, en: reason } : reason,
      })),
    );
  }
  return { kept, finished };
}
