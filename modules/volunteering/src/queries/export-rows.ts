import { sql, type RawBuilder } from 'kysely';
import { basicsOf, organisationNamesOf, regionNamesOf, type Basics } from '@zhongzhi/directory';
import type { Context } from '@zhongzhi/kernel';
import type { Cell } from '@zhongzhi/kernel/spreadsheet';
import { numbersOf, volunteersOf } from '@zhongzhi/volunteers';
import type { GROUPS } from '../contract/records.ts';
import type { RecordExport } from '../record-export.ts';

export type Group = (typeof GROUPS)[number];
/** People whose rows are read at once. */
export const PEOPLE_AT_ONCE = 300;

const day = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`;

/** Where the rows of a group lie, by which unit and on which day. */
const SOURCES = {
  service: { table: sql.table('volunteering.standing'), day: sql`t.served_on`, also: sql`and t.stands = 'counts'` },
  training: {
    table: sql.table('volunteering.training'),
    day: sql`t.trained_on`,
    also: sql`and t.withdrawn_at is null`,
  },
  commendation: {
    table: sql.table('volunteering.commendation'),
    day: sql`t.granted_on`,
    also: sql`and t.withdrawn_at is null`,
  },
  evaluation: { table: sql.table('volunteering.evaluation'), day: day('t.at'), also: sql`` },
} as const;
type Source = keyof typeof SOURCES;

const chosen = (context: Context, source: Source, { unit, from, to }: RecordExport): RawBuilder<unknown> =>
  sql`t.district = ${context.district} ${unit === null ? sql`` : sql`and t.unit = ${unit}::uuid`}
    and ${SOURCES[source].day} between ${from}::date and ${to}::date ${SOURCES[source].also}`;

/** The next people of whom a group has rows, in order of their ids. */
export async function peopleAfter(
  context: Context,
  group: Group,
  asked: RecordExport,
  after: string | null,
): Promise<string[]> {
  const sources: readonly Source[] =
    group === 'basics' ? ['service', 'training', 'commendation', 'evaluation'] : [group];
  const parts = sources.map(
    (source) => sql`(select distinct t.person from ${SOURCES[source].table} t where ${chosen(context, source, asked)}
      and (${after}::uuid is null or t.person > ${after}::uuid) order by t.person limit ${PEOPLE_AT_ONCE})`,
  );
  const { rows } = await sql<{
    person: string;
  }>`select person from (${sql.join(parts, sql` union `)}) p order by person limit ${PEOPLE_AT_ONCE}`.execute(
    context.tx,
  );
  return rows.map(({ person }) => person);
}

export const COLUMNS: Readonly<Record<Group, readonly string[]>> = {
  basics: ['志愿者编号', '姓名', '性别', '出生日期', '身份证件号码', '居住区域', '联系方式', '专业技能', '服务类别'],
  service: [
    '志愿者编号',
    '姓名',
    '活动名称',
    '服务日期',
    '服务地点',
    '服务内容',
    '服务时间（小时）',
    '服务时间（分钟）',
    '组织单位',
    '活动负责人',
    '记录方式',
  ],
  training: ['志愿者编号', '姓名', '培训名称', '培训内容', '培训时长（分钟）', '组织者', '日期', '登记单位'],
  commendation: ['志愿者编号', '姓名', '表彰奖励名称', '日期', '授予单位', '县级以上', '登记单位'],
  evaluation: ['志愿者编号', '姓名', '活动名称', '服务质量', '评价', '日期', '组织单位'],
};

const OUTCOMES: Readonly<Record<string, string>> = { well: '完成得好', done: '已完成', 'not-done': '没有完成' };
const GENDERS = { male: '男', female: '女' } as const;

async function basicsRows(
  context: Context,
  people: readonly string[],
  known: ReadonlyMap<string, Basics>,
): Promise<Cell[][]> {
  const volunteers = await volunteersOf(context, people);
  const places = await regionNamesOf(
    context,
    [...known.values()].flatMap(({ place }) => place ?? []),
  );
  return people.flatMap((person): Cell[][] => {
    const basics = known.get(person);
    if (basics === undefined) return [];
    const volunteer = volunteers.get(person);
    return [
      [
        volunteer?.number ?? '',
        basics.name,
        basics.gender === null ? '' : GENDERS[basics.gender],
        basics.bornOn ?? '',
        basics.idNumber ?? '',
        basics.place === null ? '' : (places.get(basics.place) ?? basics.place),
        basics.phone ?? '',
        (volunteer?.skills ?? []).join('、'),
        (volunteer?.interests ?? []).join('、'),
      ],
    ];
  });
}

type Row = Record<string, string | number | boolean> & { person: string };

async function rowsOfPeople(
  context: Context,
  source: Source,
  asked: RecordExport,
  people: readonly string[],
): Promise<Row[]> {
  const columns = {
    service: sql`r.activity_name as name, t.served_on::text as day, r.place, r.content, t.minutes, r.unit_name as "unitName", r.leader_name as "leaderName", t.class`,
    training: sql`t.name, t.content, t.minutes, t.provider, t.trained_on::text as day, t.unit`,
    commendation: sql`t.name, t.granted_on::text as day, t.granted_by as "grantedBy", t.is_high as "isHigh", t.unit`,
    evaluation: sql`a.title as name, t.outcome, t.words, ${day('t.at')}::text as day, t.unit`,
  }[source];
  const joined =
    source === 'service'
      ? sql`join volunteering.record r on r.district = t.district and r.id = t.record and r.revision = t.revision`
      : source === 'evaluation'
        ? sql`join volunteering.activity a on a.district = t.district and a.id = t.activity`
        : sql``;
  const newest =
    source === 'evaluation'
      ? sql`and not exists (select from volunteering.evaluation n where n.district = t.district and n.activity = t.activity and n.person = t.person and (n.at, n.id) > (t.at, t.id))`
      : sql``;
  const { rows } = await sql<Row>`select t.person, ${columns} from ${SOURCES[source].table} t ${joined}
    where ${chosen(context, source, asked)} and t.person = any(${[...people]}::uuid[]) ${newest} order by t.person, ${SOURCES[source].day}, ${source === 'service' ? sql`t.record` : sql`t.id`}`.execute(
    context.tx,
  );
  return rows;
}

const hours = (minutes: number): number => Math.floor((minutes / 60) * 100) / 100;

/** The rows of a group for some people; who was erased is in them without name and number. */
export async function exportRows(
  context: Context,
  group: Group,
  asked: RecordExport,
  people: readonly string[],
): Promise<Cell[][]> {
  const known = await basicsOf(context, people, { whole: group === 'basics' && asked.wholeNumbers });
  if (group === 'basics') return basicsRows(context, people, known);
  const rows = await rowsOfPeople(context, group, asked, people);
  const numbers = await numbersOf(context, people);
  const units = await organisationNamesOf(
    context,
    rows.flatMap(({ unit }) => (typeof unit === 'string' ? unit : [])),
  );
  return rows.map((row): Cell[] => {
    const who = [numbers.get(row.person) ?? '', known.get(row.person)?.name ?? ''];
    const unit = units.get(String(row['unit'])) ?? '';
    const cell = (key: string): string => String(row[key] ?? '');
    const minutes = Number(row['minutes']);
    switch (group) {
      case 'service':
        return [
          ...who,
          cell('name'),
          cell('day'),
          cell('place'),
          cell('content'),
          hours(minutes),
          minutes,
          cell('unitName'),
          cell('leaderName'),
          row['class'] === 'timed' ? '签到签退' : '补录',
        ];
      case 'training':
        return [...who, cell('name'), cell('content'), minutes, cell('provider'), cell('day'), unit];
      case 'commendation':
        return [...who, cell('name'), cell('day'), cell('grantedBy'), row['isHigh'] === true ? '是' : '否', unit];
      case 'evaluation':
        return [...who, cell('name'), OUTCOMES[cell('outcome')] ?? '', cell('words'), cell('day'), unit];
    }
  });
}
