import { normalisePhone, safeText, shortenRegionCode } from '@zhongzhi/contract-kit';
import type { ColumnRule } from '@zhongzhi/kernel/spreadsheet';

export type RosterField = 'name' | 'phone' | 'born' | 'home' | 'street' | 'skills' | 'interests' | 'freeTimes';

/** The columns of a roster by the headings that organisations use; the first is the template's. */
export const ROSTER_COLUMNS: readonly ColumnRule<RosterField>[] = [
  { field: 'name', headings: ['姓名', '志愿者姓名', '名字', 'name'], required: true },
  {
    field: 'phone',
    headings: ['手机号', '手机号码', '手机', '联系电话', '联系方式', '移动电话', '电话', 'phone', 'mobile'],
    required: true,
  },
  { field: 'born', headings: ['出生日期', '出生年月', '出生年份', '生日', 'birthday', 'date of birth'] },
  { field: 'home', headings: ['居住社区', '所在社区', '社区', '居住区域', '社区代码', 'community'] },
  { field: 'street', headings: ['所属街道', '街道', '所在街道', 'street'] },
  { field: 'skills', headings: ['技能', '专业技能', '特长', 'skills'] },
  { field: 'interests', headings: ['服务意向', '服务类别', '兴趣', '意向服务', 'interests'] },
  { field: 'freeTimes', headings: ['空闲时间', '服务时间', '可服务时间', 'free times'] },
];

/** Heading of a field in the template, for reports. */
export const headingOf = (field: RosterField): string =>
  ROSTER_COLUMNS.find((column) => column.field === field)!.headings[0]!;

export type RosterValues = Readonly<Record<RosterField, string>>;

/** What is wrong with a row, and what to do. */
export interface RosterFault {
  readonly field: RosterField;
  readonly zh: string;
  readonly en: string;
}

/** A row that can come in. */
export interface RosterEntry {
  readonly name: string;
  readonly phone: string;
  readonly place: string | null;
  readonly birthYear: number | null;
  readonly skills: readonly string[];
  readonly interests: readonly string[];
  readonly freeTimes: readonly string[];
}

/** Places by code and by every name that people write; null where a name fits several. */
export type PlacesByName = ReadonlyMap<string, string | null>;

const bare = (name: string): string => name.replace(/(?:社区居民委员会|社区居委会|居民委员会|居委会|社区)$/u, '');
const bareStreet = (name: string): string => name.replace(/(?:街道办事处|办事处|街道)$/u, '');

/** Names by which communities can be found: code, name, name without 社区 or 居委会, each also with the street in front. */
export function namesOfPlaces(
  regions: readonly { readonly code: string; readonly name: string; readonly level: string }[],
): Map<string, string | null> {
  const found = new Map<string, string | null>();
  const streets = new Map(regions.filter(({ level }) => level === 'street').map(({ code, name }) => [code, name]));
  const add = (name: string, code: string): void =>
    void found.set(name, found.has(name) && found.get(name) !== code ? null : code);
  for (const { code, name, level } of regions) {
    if (level !== 'community') continue;
    found.set(code, code);
    add(bare(name), code);
    add(`${bareStreet(streets.get(code.slice(0, 9)) ?? '')}/${bare(name)}`, code);
  }
  return found;
}

const fault = (field: RosterField, zh: string, en: string): RosterFault => ({ field, zh, en });

function placeOf(values: RosterValues, places: PlacesByName): string | null | RosterFault {
  const typed = safeText(values.home).replace(/\s/g, '');
  if (typed === '') return null;
  const street = bareStreet(safeText(values.street).replace(/\s/g, ''));
  const place =
    places.get(shortenRegionCode(typed)) ?? places.get(`${street}/${bare(typed)}`) ?? places.get(bare(typed));
  if (place === undefined)
    return fault(
      'home',
      '本区没有这个社区，请核对名称，或填12位社区代码。',
      'There is no such community here; check the name or give its 12-digit code.',
    );
  if (place === null)
    return fault(
      'home',
      '有几个社区叫这个名字，请在“所属街道”一列写明街道。',
      'Several communities have this name; name the street in its column.',
    );
  return place;
}

const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const DATE = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?(?:\s.*)?$/u;

/** The year of a date as people write it, or of a date that a sheet holds as a number of days. */
function yearOf(typed: string): number | null {
  const text = safeText(typed).trim();
  const compact = /^(\d{4})(\d{2})(\d{2})?$/.exec(text);
  const written = compact ?? DATE.exec(text);
  if (written !== null) {
    const [year, month, day] = [Number(written[1]), Number(written[2] ?? 1), Number(written[3] ?? 1)];
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? year : null;
  }
  return /^\d{5}(?:\.\d+)?$/.test(text)
    ? new Date(EXCEL_EPOCH + Math.floor(Number(text)) * 86_400_000).getUTCFullYear()
    : null;
}

const LONGEST_WORD = 20;
const MOST_WORDS = 20;

function wordsOf(field: RosterField, typed: string): string[] | RosterFault {
  const words = [
    ...new Set(
      safeText(typed)
        .split(/[、，,；;|/\n]+/u)
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  ];
  if (words.length > MOST_WORDS || words.some((word) => word.length > LONGEST_WORD))
    return fault(
      field,
      `最多${MOST_WORDS}项，每项不超过${LONGEST_WORD}个字，用顿号隔开。`,
      `At most ${MOST_WORDS} words of ${LONGEST_WORD} characters, with commas between.`,
    );
  return words;
}

const isFault = (value: unknown): value is RosterFault =>
  typeof value === 'object' && value !== null && 'field' in value && 'zh' in value;

const ADULT = 18;
const OLDEST = 120;

/**
 * Reads one row of a roster; everything that is wrong with it is told at once. Sex and ID number are not read: nothing
 * here needs them (data minimisation). Minors do not come by roster: their guardian's consent cannot be declared by an
 * organisation. In doubt, by the year alone, one counts as the younger.
 * @param thisYear the year in Asia/Shanghai
 */
export function readRosterRow(
  values: RosterValues,
  { places, thisYear }: { places: PlacesByName; thisYear: number },
): RosterEntry | RosterFault[] {
  const name = safeText(values.name).replace(/\s+/g, ' ').trim();
  const phone = normalisePhone(values.phone);
  const place = placeOf(values, places);
  const year = values.born.trim() === '' ? null : yearOf(values.born);
  const lists = (['skills', 'interests', 'freeTimes'] as const).map((field) => wordsOf(field, values[field]));
  const faults = [
    ...(name === '' || name.length > 50
      ? [fault('name', '请填写姓名，最多50个字。', 'Enter a name of at most 50 characters.')]
      : []),
    ...(phone === null
      ? [fault('phone', '手机号不对，应为11位手机号。', 'The phone number is not right: 11 digits.')]
      : []),
    ...(isFault(place) ? [place] : []),
    ...(values.born.trim() !== '' && (year === null || year > thisYear || year < thisYear - OLDEST)
      ? [fault('born', '出生日期不对，请写成1990-05-01这样。', 'Write the date of birth as 1990-05-01.')]
      : year !== null && thisYear - year - 1 < ADULT
        ? [
            fault(
              'born',
              '未满18周岁不能由单位导入，请监护人到社区登记并同意。',
              'Under 18: the guardian registers the child at the community and agrees.',
            ),
          ]
        : []),
    ...lists.filter(isFault),
  ];
  if (faults.length > 0 || phone === null || isFault(place)) return faults;
  const [skills, interests, freeTimes] = lists as [string[], string[], string[]];
  return { name, phone, place, birthYear: year, skills, interests, freeTimes };
}
