import { sql } from 'kysely';
import type { Actor, Context } from '@zhongzhi/kernel';
import { getCaseType, isCaseNumber, redact, type CaseFacts } from '@zhongzhi/casework';
import { organisationNamesOf, regionPath } from '@zhongzhi/directory';
import { openServices } from './domain/services.ts';
import { errors } from './domain/refusals.ts';
import { listOf, numberOf, textOf, timeOf, type Sent } from './parameters.ts';

type Client = Extract<Actor, { kind: 'client' }>;

interface Row {
  id: string;
  number: string;
  type: string;
  type_version: number;
  status: string;
  phase: string;
  title: string;
  description: string;
  place: string | null;
  longitude: number | null;
  latitude: number | null;
  unit: string | null;
  source: string;
  visibility: CaseFacts['visibility'];
  opened_at: Date;
  updated_at: Date;
  due_at: Date | null;
  memory: { public?: { title?: string; text?: string } };
  form: { address?: string };
}

const SPAN_DAYS = 90;
const MOST_ROWS = 1_000;
const DAY_MS = 86_400_000;

export const sourceOf = (client: Client): string => `open311:${client.clientId}`;

/** Who may read a case here: everyone a cleared one; its status everyone, when it came through this interface. */
const readable = sql`(c.visibility = 'public' or c.source like 'open311:%')`;

/** The list with the standard's filters: ids, service codes, dates (90 days when left out, and at most), status. */
export async function listRequests(context: Context, sent: Sent, client: Client | undefined): Promise<object[]> {
  const numbers = listOf(sent, 'service_request_id');
  const services = listOf(sent, 'service_code') ?? openServices(context).map(({ name }) => name);
  const offered = new Set(openServices(context).map(({ name }) => name));
  const statuses = listOf(sent, 'status');
  if (statuses?.some((status) => status !== 'open' && status !== 'closed') === true)
    throw errors.malformed('status', 'open, closed or both');
  const times = numbers === undefined ? spanOf(context, sent) : undefined;
  const updatedAfter = timeOf(sent, 'updated_after');
  const updatedBefore = timeOf(sent, 'updated_before');
  const pageSize = numberOf(sent, 'page_size', 1, MOST_ROWS) ?? MOST_ROWS;
  const page = numberOf(sent, 'page', 1, 100_000) ?? 1;
  const conditions = [
    sql`c.district = ${context.district}`,
    readable,
    sql`c.type = any(${services.filter((name) => offered.has(name))}::text[])`,
    ...(numbers === undefined ? [] : [sql`c.number = any(${numbers}::text[])`]),
    ...(times === undefined ? [] : [sql`c.opened_at >= ${times.from}`, sql`c.opened_at <= ${times.to}`]),
    ...(updatedAfter === undefined ? [] : [sql`c.updated_at >= ${updatedAfter}`]),
    ...(updatedBefore === undefined ? [] : [sql`c.updated_at <= ${updatedBefore}`]),
    ...(statuses === undefined || statuses.length > 1
      ? []
      : [statuses[0] === 'closed' ? sql`c.phase = 'done'` : sql`c.phase <> 'done'`]),
  ];
  const { rows } =
    await sql<Row>`select c.* from casework.case c where ${sql.join(conditions, sql` and `)} order by c.opened_at desc, c.id desc limit ${Math.floor(pageSize)} offset ${Math.floor((page - 1) * pageSize)}`.execute(
      context.tx,
    );
  const printed: object[] = [];
  for (const row of rows) printed.push(await printRequest(context, row, client));
  return printed;
}

function spanOf(context: Context, sent: Sent): { from: Date; to: Date } {
  const start = timeOf(sent, 'start_date');
  const end = timeOf(sent, 'end_date');
  const to =
    end ??
    (start === undefined
      ? context.now
      : new Date(Math.min(context.now.getTime(), start.getTime() + SPAN_DAYS * DAY_MS)));
  const from = start ?? new Date(to.getTime() - SPAN_DAYS * DAY_MS);
  if (from > to) throw errors.malformed('start_date', 'before end_date');
  return { from: new Date(Math.max(from.getTime(), to.getTime() - SPAN_DAYS * DAY_MS)), to };
}

/** One request by its number. */
export async function getRequest(context: Context, number: string, client: Client | undefined): Promise<object> {
  return printRequest(context, await findReadable(context, number), client);
}

export async function findReadable(context: Context, number: string): Promise<Row> {
  if (!isCaseNumber(number)) throw errors.request();
  const { rows } =
    await sql<Row>`select c.* from casework.case c where c.district = ${context.district} and c.number = ${number} and ${readable}`.execute(
      context.tx,
    );
  const row = rows[0];
  if (row === undefined || !openServices(context).some(({ name }) => name === row.type)) throw errors.request();
  return row;
}

const iso = (at: Date | null): string => (at === null ? '' : at.toISOString().replace(/\.\d{3}Z$/, 'Z'));

/**
 * A request as the standard prints it. Words, address and photos of a report that staff have not cleared go only to the
 * client that sent it; everyone else reads its status.
 */
async function printRequest(context: Context, row: Row, client: Client | undefined): Promise<object> {
  const type = getCaseType(context.platform, row.type, row.type_version);
  const isOwn = client !== undefined && row.source === sourceOf(client);
  const isCleared = row.visibility === 'public';
  const status = type.statuses[row.status]!;
  const unit = row.unit === null ? '' : ((await organisationNamesOf(context, [row.unit])).get(row.unit) ?? '');
  const description = isOwn ? row.description : isCleared ? (row.memory.public?.text ?? redact(row.description)) : '';
  const photo =
    isCleared || isOwn
      ? await context.tx
          .selectFrom('casework.attachment')
          .select('file_id')
          .where('district', '=', context.district)
          .where('case_id', '=', row.id)
          .limit(1)
          .executeTakeFirst()
      : undefined;
  const place = row.place === null ? [] : await regionPath(context, row.place);
  const round = (value: number | null): number | string =>
    value === null ? '' : isOwn ? value : Math.round(value * 1_000) / 1_000;
  return {
    service_request_id: row.number,
    status: row.phase === 'done' ? 'closed' : 'open',
    status_notes: status.label[context.language],
    service_name: type.label[context.language],
    service_code: row.type,
    description,
    agency_responsible: unit,
    service_notice: '',
    requested_datetime: iso(row.opened_at),
    updated_datetime: iso(row.updated_at),
    expected_datetime: iso(row.due_at),
    address: [...place, isOwn ? (row.form.address ?? '') : ''].filter((part) => part !== '').join(' '),
    address_id: row.place ?? '',
    zipcode: '',
    lat: round(row.latitude),
    long: round(row.longitude),
    media_url:
      photo === undefined || !isCleared
        ? ''
        : `${context.platform.settings.publicAddress ?? ''}/api/v1/files/${photo.file_id}`,
  };
}

/** Updates in a span of time: what happened to requests that everyone, or this client, may read. */
export async function listUpdates(context: Context, sent: Sent, client: Client | undefined): Promise<object[]> {
  const times = spanOf(context, sent);
  const numbers = listOf(sent, 'service_request_id');
  const own = client === undefined ? null : sourceOf(client);
  const { rows } = await sql<{
    number: string;
    seq: number;
    at: Date;
    to_status: string;
    note: string | null;
    type: string;
    type_version: number;
    action: string;
    isOpen: boolean;
    mayRead: boolean;
  }>`
    select c.number, e.seq, e.at, e.to_status, e.note, c.type, c.type_version, e.action, (c.visibility = 'public' or c.source = ${own}) as "mayRead"
    from casework.event e join casework.case c on c.district = e.district and c.id = e.case_id
    where e.district = ${context.district} and e.seen_by = 'everyone' and e.seq > 1 and e.at >= ${times.from} and e.at <= ${times.to} and ${readable}
      and (${numbers ?? null}::text[] is null or c.number = any(${numbers ?? null}::text[])) order by e.at, c.number, e.seq limit ${MOST_ROWS}`.execute(
    context.tx,
  );
  return rows.map((row) => {
    const type = getCaseType(context.platform, row.type, row.type_version);
    const status = type.statuses[row.to_status]!;
    return {
      update_id: `${row.number}.${row.seq}`,
      service_request_id: row.number,
      status: status.phase === 'done' ? 'closed' : 'open',
      updated_datetime: iso(row.at),
      description: row.mayRead && row.note !== null ? redact(row.note) : status.label[context.language],
      media_url: '',
    };
  });
}

/** The address that a report gives in words. */
export const addressOf = (sent: Sent): string | undefined =>
  textOf(sent, 'address_string', 100) ?? textOf(sent, 'address', 100);
