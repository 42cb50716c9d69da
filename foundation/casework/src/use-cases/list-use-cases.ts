import { Type } from 'typebox';
import { personOf, query, refuse, useCase } from '@zhongzhi/kernel';
import { BoardFilter, BoardRequest, CasePage, PHASES, PublicCase } from '../contract/index.ts';
import { boardCounts, boardPage, MOST_COUNTED } from '../queries/board.ts';
import { myCases } from '../queries/my-cases.ts';
import { publicCase, publicCases, publicMap, similarCases } from '../queries/public-cases.ts';
import { casesBehind, MEASURES, threeRates } from '../queries/statistics.ts';

const Id = Type.String({ format: 'uuid' });
const Cursor = Type.Optional(Type.String({ maxLength: 500 }));
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 }));
const TypeName = Type.String({ minLength: 1, maxLength: 60 });
const Place = Type.Optional(Type.String({ pattern: '^(\\d{6}|\\d{9}|\\d{12}|\\d{15})$' }));

export const getBoard = query({
  name: 'case.board',
  permission: 'signed-in',
  input: BoardRequest,
  output: CasePage,
  summary: { zh: '办件台：按时限排序，逐页', en: 'The board: by deadline, page by page' },
  run: (context, { cursor, limit, ...filter }) => boardPage(context, filter, cursor, limit ?? 20),
});

export const getBoardCounts = query({
  name: 'case.board-counts',
  permission: 'signed-in',
  input: BoardFilter,
  output: Type.Object({ counts: Type.Record(Type.String(), Type.Integer()), most: Type.Integer() }),
  summary: { zh: '办件台各栏的件数', en: 'Counts of the board’s tabs' },
  run: async (context, filter) => ({ counts: await boardCounts(context, filter), most: MOST_COUNTED }),
});

export const getMyCases = query({
  name: 'case.mine',
  permission: 'signed-in',
  input: Type.Object({ cursor: Cursor, limit: Limit }, { additionalProperties: false }),
  output: CasePage,
  summary: { zh: '我的事项', en: 'My matters' },
  run: (context, { cursor, limit }) => myCases(context, cursor, limit ?? 20),
});

export const listPublicCases = query({
  name: 'case.public-list',
  permission: 'public',
  input: Type.Object(
    {
      type: TypeName,
      place: Place,
      category: Type.Optional(Type.String({ maxLength: 120 })),
      phase: Type.Optional(Type.String({ enum: [...PHASES] })),
      cursor: Cursor,
      limit: Limit,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ items: Type.Array(PublicCase), next: Type.Union([Type.String(), Type.Null()]) }),
  summary: { zh: '公开的事项', en: 'Public cases' },
  run: (context, { cursor, limit, ...filter }) => publicCases(context, filter, cursor, limit ?? 20),
});

export const getPublicCase = query({
  name: 'case.public-get',
  permission: 'public',
  input: Type.Object({ id: Id }, { additionalProperties: false }),
  output: PublicCase,
  summary: { zh: '一件公开的事项', en: 'One public case' },
  run: (context, { id }) => publicCase(context, id),
});

export const getPublicMap = query({
  name: 'case.public-map',
  permission: 'public',
  input: Type.Object({ type: TypeName }, { additionalProperties: false }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        longitude: Type.Number(),
        latitude: Type.Number(),
        phase: Type.String(),
        type: Type.String(),
      }),
    ),
  }),
  summary: { zh: '公开事项的地图点', en: 'Public cases as points of a map' },
  run: async (context, { type }) => ({ items: await publicMap(context, type) }),
});

export const listSimilarCases = query({
  name: 'case.similar',
  permission: 'public',
  input: Type.Object(
    {
      type: TypeName,
      longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
      latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
      place: Place,
      text: Type.Optional(Type.String({ maxLength: 1_000 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ items: Type.Array(PublicCase) }),
  summary: { zh: '附近相似、还没办完的公开反映', en: 'Similar open public reports nearby' },
  run: async (context, request) => ({ items: await similarCases(context, request) }),
});

const Day = Type.String({ format: 'date' });
const RateShape = Type.Object({ numerator: Type.Integer(), denominator: Type.Integer() });

export const getThreeRates = query({
  name: 'case.three-rates',
  permission: 'signed-in',
  input: Type.Object({ type: TypeName, from: Day, to: Day }, { additionalProperties: false }),
  output: Type.Object({
    units: Type.Array(
      Type.Object({
        unit: Type.Union([Type.String(), Type.Null()]),
        unitName: Type.String(),
        opened: Type.Integer(),
        response: RateShape,
        solution: RateShape,
        satisfaction: RateShape,
      }),
    ),
  }),
  summary: {
    zh: '响应率、解决率、满意率（分子分母）',
    en: 'Response, solution and satisfaction rates with both numbers',
  },
  run: async (context, period) => ({ units: await threeRates(context, period) }),
});

export const listCasesBehind = query({
  name: 'case.rate-cases',
  permission: 'signed-in',
  input: Type.Object(
    {
      type: TypeName,
      from: Day,
      to: Day,
      measure: Type.String({ enum: [...MEASURES] }),
      unit: Type.Optional(Id),
      cursor: Cursor,
      limit: Limit,
    },
    { additionalProperties: false },
  ),
  output: CasePage,
  summary: { zh: '一个比率背后的事项', en: 'The cases behind a rate' },
  run: (context, { measure, unit, cursor, limit, ...period }) =>
    casesBehind(context, period, measure as never, unit ?? null, cursor, limit ?? 20),
});

const SavedFilter = Type.Object({ id: Type.String(), name: Type.String(), filter: BoardFilter });

export const listSavedFilters = query({
  name: 'case.list-saved-filters',
  permission: 'signed-in',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(SavedFilter) }),
  summary: { zh: '我保存的筛选', en: 'My saved filters' },
  async run(context) {
    const rows = await context.tx
      .selectFrom('casework.saved_filter')
      .select(['id', 'name', 'filter'])
      .where('district', '=', context.district)
      .where('person', '=', personOf(context.actor)!)
      .orderBy('id')
      .limit(50)
      .execute();
    return { items: rows.map((row) => ({ id: row.id, name: row.name, filter: row.filter as BoardFilter })) };
  },
});

export const saveFilter = useCase({
  name: 'case.save-filter',
  permission: 'signed-in',
  input: Type.Object(
    { name: Type.String({ minLength: 1, maxLength: 40 }), filter: BoardFilter },
    { additionalProperties: false },
  ),
  output: SavedFilter,
  summary: { zh: '保存筛选', en: 'Save a filter' },
  async run(context, { name, filter }) {
    const person = personOf(context.actor)!;
    const { count } = await context.tx
      .selectFrom('casework.saved_filter')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('district', '=', context.district)
      .where('person', '=', person)
      .executeTakeFirstOrThrow();
    if (count >= 50)
      throw refuse.conflict(
        'case.too-many-filters',
        '最多保存 50 个筛选，请先删去不用的。',
        'At most 50 filters can be saved; delete one first.',
      );
    const id = context.newId();
    await context.tx
      .insertInto('casework.saved_filter')
      .values({ district: context.district, id, person, name, filter: JSON.stringify(filter), at: context.now })
      .execute();
    return { id, name, filter };
  },
});

export const deleteFilter = useCase({
  name: 'case.delete-filter',
  permission: 'signed-in',
  input: Type.Object({ id: Id }, { additionalProperties: false }),
  output: Type.Object({ deleted: Type.Boolean() }),
  summary: { zh: '删除筛选', en: 'Delete a saved filter' },
  async run(context, { id }) {
    const { numDeletedRows } = await context.tx
      .deleteFrom('casework.saved_filter')
      .where('district', '=', context.district)
      .where('id', '=', id)
      .where('person', '=', personOf(context.actor)!)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw refuse.notFound();
    return { deleted: true };
  },
});
