import { currentCaseTypes } from '@zhongzhi/casework';
import type { AServer, Caller, Request, Seat, Served } from '../a-server.ts';
import { freeze } from './frozen-world.ts';
import { examplesOf, requestOf, withKey, type Example } from './requests.ts';
import { MAKERS, type RecordKind } from './records.ts';
import { RELATIONS, type Relation } from './relations.ts';

/** What an answer means for access: the exact status may change with a rule of the business, this may not. */
export function classOf(status: number): string {
  if (status < 400) return 'yes';
  const words: Record<number, string> = {
    401: 'sign-in',
    403: 'no',
    404: 'hidden',
    409: 'state',
    410: 'state',
    429: 'slow',
  };
  return words[status] ?? (status >= 500 ? `BROKEN ${status}` : 'input');
}

/** Route → caller → relation → class. */
export type Matrix = Record<string, Record<string, Record<string, string>>>;

interface Row {
  readonly name: string;
  readonly route: Served;
  readonly example: Example;
}

/** One row a route and example; steps of cases one a step, for they are what the one address hides. */
function rowsOf(server: AServer): Row[] {
  const rows = server.routes.flatMap((route) =>
    examplesOf(route).map((example, index, all): Row => ({
      route,
      example,
      name: `${route.method} ${route.url}${all.length === 1 ? '' : example.about === undefined ? ` [${index + 1}]` : ` [${index + 1}: ${example.about}]`}`,
    })),
  );
  const step = rows.find(({ name }) => name === 'POST /api/v1/cases/:id/actions/:action');
  if (step === undefined) throw new Error('steps of cases are not served');
  // What is erased takes its pictures from the disk at once, even from a world that stands still: last.
  const isLast = ({ name }: Row): boolean => name.includes('eras');
  const others = rows.filter((row) => row !== step);
  return [...others.filter((row) => !isLast(row)), ...stepRows(server, step.route), ...others.filter(isLast)];
}

function stepRows(server: AServer, route: Served): Row[] {
  return currentCaseTypes(server.t.platform).flatMap((type) => [
    ...Object.keys(type.actions).map((action): Row => ({
      route,
      name: `${type.name}: ${action}`,
      example: { about: type.name as RecordKind, path: { action }, body: () => ({}) },
    })),
    ...Object.values(type.tasks ?? {}).flatMap((task) =>
      Object.keys(task.actions).map((action): Row => ({
        route,
        name: `${type.name}: task ${action}`,
        example: { about: type.name as RecordKind, path: { action }, body: (id) => ({ taskId: `the task of ${id}` }) },
      })),
    ),
  ]);
}

interface Column {
  readonly caller: string;
  readonly who: Caller | null;
  readonly seat: Seat | null;
}

/** Everyone: nobody at all, a machine client, and a person of every role. */
function columnsOf(server: AServer): Column[] {
  return [
    { caller: 'anonymous', who: null, seat: null },
    { caller: 'machine-client', who: server.client, seat: null },
    ...[...server.seats.values()].map((seat): Column => ({ caller: seat.name, who: seat, seat })),
  ];
}

type Records = Map<string, string>;

/** Makes all records that rows are about, before the world stands still. */
async function makeRecords(server: AServer, rows: readonly Row[]): Promise<Records> {
  const records: Records = new Map();
  const kinds = new Set(rows.flatMap(({ example }) => example.about ?? []));
  for (const kind of kinds) {
    for (const seat of server.seats.values()) {
      for (const relation of RELATIONS) {
        const id = await MAKERS[kind](server, seat, relation);
        if (id !== undefined) records.set(`${kind} ${seat.name} ${relation}`, id);
      }
    }
  }
  return records;
}

const OF_ONE_AMONG_MANY: Readonly<Record<string, string>> = { 'case.not-found': 'hidden', 'case.step-not-yours': 'no' };

/** Sends one request of the matrix. A stream is let go once it has begun; a bulk step answers for each case by itself. */
async function answerTo(server: AServer, who: Caller | null, request: Request): Promise<string> {
  if (request.url.startsWith('/api/v1/live')) {
    const stream = await server.app.inject({
      method: 'GET',
      url: request.url,
      headers: { ...who?.headers },
      payloadAsStream: true,
    });
    stream.stream().destroy();
    return classOf(stream.statusCode);
  }
  const answer = await server.ask(who, request);
  if (!request.url.endsWith('/bulk') || answer.statusCode >= 300) return classOf(answer.statusCode);
  const [one] = answer.json<{ results: { ok: boolean; code: string }[] }>().results;
  return one!.ok ? 'yes' : (OF_ONE_AMONG_MANY[one!.code] ?? 'state');
}

/** Asks every route as everyone about records in every relation. `only` narrows it to some rows. */
export async function measure(
  server: AServer,
  known: Readonly<Record<string, string>>,
  only: (row: string) => boolean = () => true,
): Promise<Matrix> {
  const rows = rowsOf(server).filter(({ name }) => only(name));
  const records = await makeRecords(server, rows);
  const tasks = await tasksOf(server, records);
  const thaw = freeze(server.t.platform);
  const matrix: Matrix = {};
  try {
    for (const { name, route, example } of rows) {
      for (const { caller, who, seat } of columnsOf(server)) {
        const cell: Record<string, string> = {};
        const relations: readonly (Relation | 'any')[] =
          example.about === undefined ? ['any'] : seat === null ? ['nobody'] : RELATIONS;
        for (const relation of relations) {
          const id =
            example.about === undefined ? '' : records.get(`${example.about} ${seat?.name ?? 'resident'} ${relation}`);
          if (id === undefined) continue;
          const request = requestOf(server, route, example, id, {
            ...known,
            [`the task of ${id}`]: tasks.get(id) ?? id,
          });
          cell[relation] = await answerTo(server, who, withKey(request, who));
        }
        (matrix[name] ??= {})[caller] = cell;
      }
    }
  } finally {
    thaw();
  }
  return matrix;
}

async function tasksOf(server: AServer, records: Records): Promise<Map<string, string>> {
  const rows = await server.t.platform.asSystem('test world', (context) =>
    context.tx
      .selectFrom('casework.task')
      .select(['id', 'case_id'])
      .where('district', '=', context.district)
      .where(
        'case_id',
        'in',
        [...records.values(), '00000000-0000-0000-0000-000000000000'].filter((id) => id.length === 36),
      )
      .execute(),
  );
  return new Map(rows.map((row) => [row.case_id, row.id]));
}

const lineOf = (cell: Readonly<Record<string, string>>): string => {
  const words = Object.entries(cell);
  return new Set(words.map(([, word]) => word)).size === 1 && words.length > 1
    ? `always ${words[0]![1]}`
    : words.map(([relation, word]) => (relation === 'any' ? word : `${relation} ${word}`)).join(' · ');
};

/** As it is checked in: callers with the same answers share a line. */
export function printMatrix(matrix: Matrix): string {
  const table: Record<string, Record<string, string>> = {};
  for (const route of Object.keys(matrix).sort()) {
    const callers = new Map<string, string[]>();
    for (const [caller, cell] of Object.entries(matrix[route]!))
      callers.set(lineOf(cell), [...(callers.get(lineOf(cell)) ?? []), caller]);
    table[route] = Object.fromEntries([...callers].map(([line, names]) => [names.join(', '), line]));
  }
  return `${JSON.stringify(table, null, 2)}\n`;
}

/** What differs between the table that is checked in and what was measured, one sentence each. */
export function differences(checkedIn: string, measured: Matrix): string[] {
  const read = (text: string): Map<string, string> =>
    new Map(
      Object.entries(JSON.parse(text) as Record<string, Record<string, string>>).flatMap(([route, lines]) =>
        Object.entries(lines).flatMap(([callers, line]) =>
          callers.split(', ').map((caller) => [`${route} as ${caller}`, line] as const),
        ),
      ),
    );
  const before = read(checkedIn);
  const after = read(printMatrix(measured));
  return [...new Set([...before.keys(), ...after.keys()])]
    .flatMap((key) =>
      before.get(key) === after.get(key)
        ? []
        : [`${key}: the table says "${before.get(key) ?? 'nothing'}", now it is "${after.get(key) ?? 'nothing'}"`],
    )
    .sort();
}

/** The part of a table that some rows make up. */
export const partOf = (checkedIn: string, only: (row: string) => boolean): string =>
  JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(checkedIn) as object).filter(([row]) => only(row))));
