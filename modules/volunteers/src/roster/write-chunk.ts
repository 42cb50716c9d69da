import type { Context } from '@zhongzhi/kernel';
import { admitPeople, listRegions, type Admitted } from '@zhongzhi/directory';
import {
  headingOf,
  namesOfPlaces,
  readRosterRow,
  type PlacesByName,
  type RosterEntry,
  type RosterFault,
  type RosterField,
} from '../domain/roster-row.ts';
import { registerAdults, statusesOf } from '../register-many.ts';
import {
  noteFaults,
  noteProgress,
  rowsOfPeople,
  type FaultLine,
  type RosterImport,
  type StagedRow,
} from './roster-store.ts';

interface Listed {
  readonly row: number;
  readonly entry: RosterEntry;
}

const yearIn = (now: Date): number => new Date(now.getTime() + 8 * 3_600_000).getUTCFullYear();

const line = (row: number, { field, zh, en }: RosterFault, repeats = false): FaultLine => ({
  row,
  column: headingOf(field),
  repeats,
  zh,
  en,
});

const refusal = (field: RosterField, zh: string, en: string): RosterFault => ({ field, zh, en });

const OTHER_NAME = refusal(
  'phone',
  '这个手机号已登记在另一个人名下，请核对姓名和号码。',
  'This number is on record for someone else; check name and number.',
);
const HAS_LEFT = refusal(
  'name',
  '此人已退出志愿者，要由本人在手机上重新登记。',
  'This person has left; only they can register again.',
);
const IS_MINOR = refusal(
  'name',
  '此人未满18周岁，请监护人到社区登记并同意。',
  'Under 18: the guardian registers the child at the community and agrees.',
);
const ELSEWHERE = refusal(
  'home',
  '请填写居住社区，且应在您负责的范围内。',
  'Name the home community; it must lie within your area.',
);

const repeats = (row: number): RosterFault =>
  refusal(
    'phone',
    `与第${row}行是同一个人，已按那一行导入。`,
    `The same person as in row ${row}, imported from there.`,
  );

/** Reads the rows, sorts out what cannot come in and what the chunk says twice. */
function sortOut(roster: RosterImport, rows: readonly StagedRow[], places: PlacesByName, thisYear: number) {
  const faults: FaultLine[] = [];
  const refused = new Set<number>();
  let repeated = 0;
  const listed = new Map<string, Listed>();
  for (const { number, values } of rows) {
    const entry = readRosterRow(values, { places, thisYear });
    const wrong = Array.isArray(entry) ? entry : outside(roster, entry) ? [ELSEWHERE] : [];
    const first = Array.isArray(entry) ? undefined : listed.get(entry.phone);
    if (wrong.length === 0 && first !== undefined && first.entry.name === (entry as RosterEntry).name) {
      faults.push(line(number, repeats(first.row), true));
      repeated += 1;
      continue;
    }
    if (wrong.length === 0 && first !== undefined) wrong.push(OTHER_NAME);
    if (wrong.length > 0) {
      faults.push(...wrong.map((one) => line(number, one)));
      refused.add(number);
    } else listed.set((entry as RosterEntry).phone, { row: number, entry: entry as RosterEntry });
  }
  return { listed: [...listed.values()], faults, refused: refused.size, repeated };
}

const outside = ({ places }: RosterImport, { place }: RosterEntry): boolean =>
  !places.some((prefix) => (place ?? prefix.slice(0, 6)).startsWith(prefix));

/** What becomes of someone on the list, once it is known who they are. */
interface Outcome {
  readonly kind: 'added' | 'joined' | 'known' | 'repeated' | 'refused';
  readonly fault?: RosterFault;
}

function outcomeOf(
  admitted: Admitted,
  { status, earlierRow, isNew }: { status: string | undefined; earlierRow: number | undefined; isNew: boolean },
): Outcome {
  if (admitted.person === null) return { kind: 'refused', fault: OTHER_NAME };
  if (earlierRow !== undefined) return { kind: 'repeated', fault: repeats(earlierRow) };
  if (status === 'left') return { kind: 'refused', fault: HAS_LEFT };
  if (isNew) return { kind: admitted.outcome === 'entered' ? 'added' : 'joined' };
  return status === undefined ? { kind: 'refused', fault: IS_MINOR } : { kind: 'known' };
}

/**
 * Writes one chunk of a roster: people who are new are entered, those who are known are joined, everyone becomes a
 * volunteer, whatever cannot come in is noted with row, column and what to do. Part of the transaction that takes the
 * chunk out of the stage.
 */
export async function writeChunk(context: Context, roster: RosterImport, rows: readonly StagedRow[]): Promise<void> {
  const places = namesOfPlaces(await listRegions(context));
  const { listed, faults, refused, repeated } = sortOut(roster, rows, places, yearIn(context.now));
  const admitted = await admitPeople(
    context,
    listed.map(({ entry }) => entry),
  );
  const people = admitted.flatMap(({ person }) => person ?? []);
  const before = await statusesOf(context, people);
  const earlier = await rowsOfPeople(context, roster.id, people);
  const fresh = listed.flatMap(({ entry }, index) => {
    const { person, isMinor } = admitted[index]!;
    return person === null || isMinor || before.has(person) || earlier.has(person)
      ? []
      : [{ person, skills: entry.skills, interests: entry.interests, freeTimes: entry.freeTimes }];
  });
  const made = await registerAdults(context, fresh);
  const counts = { added: 0, joined: 0, known: 0, repeated, refused };
  const onRoster: { person: string; row: number }[] = [];
  for (const [index, { row }] of listed.entries()) {
    const one = admitted[index]!;
    const { kind, fault } = outcomeOf(one, {
      status: one.person === null ? undefined : before.get(one.person),
      earlierRow: one.person === null ? undefined : earlier.get(one.person),
      isNew: one.person !== null && made.has(one.person),
    });
    counts[kind] += 1;
    if (fault !== undefined) faults.push(line(row, fault, kind === 'repeated'));
    else onRoster.push({ person: one.person!, row });
  }
  await noteFaults(context, roster.id, faults);
  await noteProgress(context, roster.id, counts, onRoster);
}
