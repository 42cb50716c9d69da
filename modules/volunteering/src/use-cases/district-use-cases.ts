import { Type, type Static } from 'typebox';
import { encodeCursor, enumOf, Nullable, PlainDate, RegionCode } from '@zhongzhi/contract-kit';
import { coversPlace, isUuid, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { Closed, SERVICE_KIND_LABELS, ServiceKind } from '../contract/index.ts';
import { ActivityBehindShape, PlacesShape, RecordBehindShape, WhichActivities } from '../contract/district-view.ts';
import { placeAfter } from '../queries/page-marker.ts';
import { activitiesBehind, placesBy, type Period } from '../queries/places.ts';
import { allRecordsBehind, countBehind, recordsBehind, type Figure } from '../queries/records-behind.ts';
import { recordSheet } from '../record-sheet.ts';

const Month = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' });
const Marker = Type.Optional(Type.String({ minLength: 1, maxLength: 300 }));
const MOST_MONTHS = 36;

const monthsBetween = (from: string, to: string): number => {
  const [a, b] = [from, to].map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)));
  return b! - a! + 1;
};

/** @throws Refusal `service.months`, `service.months-too-many`. */
function needMonths(from: string, to: string, most = MOST_MONTHS): void {
  const months = monthsBetween(from, to);
  if (months < 1)
    throw refuse.invalid('service.months', '结束月份要在开始月份之后。', 'The last month is before the first.');
  if (months > most)
    throw refuse.invalid(
      'service.months-too-many',
      `一次最多看${most}个月，请缩短时间。`,
      `At most ${most} months at a time; choose fewer.`,
    );
}

const lastDayOf = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);

/** A place to narrow to must lie in the caller's own; an activity of the unit elsewhere is seen without narrowing. */
function needPlace(context: Context, place: string | undefined): void {
  if (place !== undefined && !coversPlace(context.scope, place))
    throw refuse.notFound(
      'service.place-not-found',
      '没有这个区域，请重新选择。',
      'There is no such place; choose again.',
    );
}

export const getPlaceFigures = query({
  name: 'service.place-figures',
  permission: 'volunteering.see-figures',
  input: Closed({
    by: enumOf(['day', 'month', 'region', 'kind']),
    from: Month,
    to: Month,
    place: Type.Optional(RegionCode),
  }),
  output: PlacesShape,
  summary: {
    zh: '活动、名额和缺席：按日、月、区域、类别（分子和分母都列出，不按人）',
    en: 'Activities, places and no-shows by day, month, region and kind; never by person',
  },
  run(context, { by, from, to, place }) {
    needMonths(from, to, by === 'day' ? 1 : MOST_MONTHS);
    needPlace(context, place);
    return placesBy(context, by, { from: `${from}-01`, to: lastDayOf(to), ...(place === undefined ? {} : { place }) });
  },
});

export const listActivitiesBehind = query({
  name: 'service.list-activities-behind',
  permission: 'volunteering.see-figures',
  input: Closed({
    from: Month,
    to: Month,
    day: Type.Optional(PlainDate),
    place: Type.Optional(RegionCode),
    region: Type.Optional(RegionCode),
    kind: Type.Optional(ServiceKind),
    which: Type.Optional(WhichActivities),
    after: Marker,
  }),
  output: Type.Object({ items: Type.Array(ActivityBehindShape), next: Nullable(Type.String()) }),
  summary: { zh: '数字后面的活动', en: 'The activities that a figure counts' },
  async run(context, { from, to, day, which, after, ...narrowed }) {
    needMonths(from, to);
    needPlace(context, narrowed.place);
    const period: Period = { ...narrowed, from: day ?? `${from}-01`, to: day ?? lastDayOf(to) };
    const { items, next } = await activitiesBehind(
      context,
      period,
      which ?? 'all',
      after === undefined ? null : placeAfter(after, 'instant'),
    );
    return { items, next: next === null ? null : encodeCursor([next.at, next.id]) };
  },
});

const FigureAsked = {
  dimension: enumOf(['region', 'circle', 'kind', 'unit']),
  key: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  from: Month,
  to: Month,
};
const FigureInput = Closed(FigureAsked);

/** The figure that is meant, as far as the caller sees it. @throws Refusal `service.region-only`, `service.place-not-found`. */
function figureOf(context: Context, { dimension, key, from, to }: Static<typeof FigureInput>): Figure {
  needMonths(from, to);
  const { places } = context.scope;
  const isWhole = places.includes(String(context.district));
  if (!isWhole && dimension !== 'region')
    throw refuse.forbidden(
      'service.region-only',
      '街道和社区只能按区域查看。',
      'Streets and communities see figures by region only.',
    );
  if (dimension === 'region') needPlace(context, key);
  const isUuidKey = dimension === 'circle' || dimension === 'unit';
  if (key !== undefined && isUuidKey && !isUuid(key))
    throw refuse.notFound('service.figure-not-found', '没有这一项，请刷新。', 'There is no such figure; reload.');
  return { dimension, key: key ?? null, from: `${from}-01`, to: `${to}-01`, places: isWhole ? null : places };
}

export const listRecordsBehind = query({
  name: 'service.list-records-behind',
  permission: 'volunteering.see-figures',
  input: Closed({ ...FigureAsked, after: Marker }),
  output: Type.Object({
    count: Type.Integer(),
    items: Type.Array(RecordBehindShape),
    next: Nullable(Type.String()),
  }),
  summary: {
    zh: '服务时间后面的记录（姓名已隐去）',
    en: 'The records that a figure of hours counts; names are masked',
  },
  async run(context, { after, ...asked }) {
    const figure = figureOf(context, asked);
    const from = after === undefined ? null : placeAfter(after, 'day');
    const page = await recordsBehind(context, figure, from === null ? null : { day: from.at, record: from.id });
    return {
      count: await countBehind(context, figure),
      items: page.items,
      next: page.next === null ? null : encodeCursor([page.next.day, page.next.record]),
    };
  },
});

const MOST_EXPORTED = 10_000;

export const exportRecordsBehind = useCase({
  name: 'service.export-records-behind',
  permission: 'volunteering.see-figures',
  keepsAnswer: false,
  input: FigureInput,
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), content: Type.String() }),
  summary: { zh: '把数字后面的记录导出为表格', en: 'The records behind a figure as a spreadsheet' },
  subject: ({ dimension, key, from, to }) => `${dimension} ${key ?? ''} ${from} ${to}`,
  async run(context, asked) {
    const figure = figureOf(context, asked);
    const count = await countBehind(context, figure);
    if (count > MOST_EXPORTED)
      throw refuse.invalid(
        'service.export-too-large',
        `一共${count}条，一次最多导出${MOST_EXPORTED}条，请缩短月份或只选一个区域。`,
        `${count} records; at most ${MOST_EXPORTED} are exported at a time. Choose fewer months or one region.`,
      );
    const records = await allRecordsBehind(context, figure, MOST_EXPORTED);
    const { bytes, ...file } = await recordSheet(records, asked, (kind) =>
      kind in SERVICE_KIND_LABELS ? SERVICE_KIND_LABELS[kind as keyof typeof SERVICE_KIND_LABELS].zh : kind,
    );
    return { ...file, content: bytes.toString('base64') };
  },
});
