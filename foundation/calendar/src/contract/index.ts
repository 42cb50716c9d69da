import { Type, type Static } from 'typebox';
import { enumOf, PlainDate, Text, type Label } from '@zhongzhi/contract-kit';

/** A year in an address; text, because addresses are. */
export const YearInAddress = Type.String({
  pattern: '^(199[2-9]|20[0-9]{2})$',
  examples: ['2026'],
  title: '年份',
});

export const YearStatusShape = enumOf(['final', 'provisional'], { title: '状态' });
export const DayKindShape = enumOf(['off', 'work'], { title: '类型' });

/** A time of day on the full minute, 24 hours. */
export const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', examples: ['09:00'] });

export const OfficePeriodShape = Type.Object(
  { from: TimeOfDay, to: TimeOfDay },
  { additionalProperties: false, title: '办公时段' },
);

export const CalendarDay = Type.Object({ date: PlainDate, kind: DayKindShape, note: Type.String() });
export type CalendarDay = Static<typeof CalendarDay>;

export const CalendarYear = Type.Object({
  year: Type.Integer(),
  status: YearStatusShape,
  source: enumOf(['platform', 'district'], { description: 'platform：平台自带；district：本区导入' }),
  workingDays: Type.Integer({ description: '全年工作日天数 · working days of the year' }),
  officeHours: Type.Array(OfficePeriodShape),
  days: Type.Array(CalendarDay),
});
export type CalendarYear = Static<typeof CalendarYear>;

/** The longest list of days that is read: every day of a year with a long note. */
const MOST_CHARACTERS = 40_000;

export const ImportYearInput = Type.Object(
  {
    year: YearInAddress,
    status: YearStatusShape,
    days: Text(MOST_CHARACTERS, { title: '放假和调休日（每行：日期,类型,说明）' }),
    preview: Type.Optional(
      Type.Boolean({ default: false, description: '只看结果，不保存 · show the result, save nothing' }),
    ),
  },
  { additionalProperties: false },
);

export const ImportYearResult = Type.Object({
  saved: Type.Boolean(),
  before: CalendarYear,
  after: CalendarYear,
  added: Type.Array(CalendarDay),
  removed: Type.Array(CalendarDay),
});
export type ImportYearResult = Static<typeof ImportYearResult>;

export const SetOfficeHoursInput = Type.Object(
  { officeHours: Type.Array(OfficePeriodShape, { minItems: 1, maxItems: 4 }) },
  { additionalProperties: false },
);

export const DAY_KIND_LABELS: Record<Static<typeof DayKindShape>, Label> = {
  off: { zh: '放假', en: 'Day off' },
  work: { zh: '调休上班', en: 'Working day' },
};

export const YEAR_STATUS_LABELS: Record<Static<typeof YearStatusShape>, Label> = {
  final: { zh: '已公布', en: 'Published' },
  provisional: { zh: '预计（国务院尚未公布）', en: 'Forecast (not yet published)' },
};

export const EDIT_CALENDAR = 'calendar.edit';

/** Told after the calendar has changed: `{ year: number | null }`, null when the office hours changed. */
export const CALENDAR_CHANGED = 'calendar.changed';
