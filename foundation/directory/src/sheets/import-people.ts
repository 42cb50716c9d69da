import { sql } from 'kysely';
import {
  isIdNumber,
  maskIdNumber,
  maskPhone,
  normaliseCreditCode,
  normaliseIdNumber,
  normalisePhone,
  shortenRegionCode,
} from '@zhongzhi/contract-kit';
import { coversPlace, type Context } from '@zhongzhi/kernel';
import { dayOf } from '../domain/days.ts';
import { coversDistrict, organisationsIn, peopleIn, rolesBeyond } from '../domain/scope-predicates.ts';
import { sealIdNumber, sealPhone } from '../domain/sealed-fields.ts';
import { createPerson, editPerson } from '../people.ts';
import { putMembership } from '../store/membership-store.ts';
import { regionTree } from '../store/region-tree.ts';
import { planRows, RowProblem, textOrNull, value, type SheetImport, type SheetRow, type Step } from './sheet-import.ts';

interface Fields {
  readonly name: string;
  readonly phone: string | null;
  readonly phoneHash: string | null;
  readonly idNumber: string | null;
  readonly idHash: string | null;
  readonly place: string | null;
  readonly organisation: string | null;
  readonly title: string | null;
}

interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly place: string | null;
  readonly version: number;
  readonly isInside: boolean;
  readonly isProtected: boolean;
  readonly organisations: readonly string[];
}

interface Known {
  readonly regions: ReadonlyMap<string, unknown>;
  /** Organisations in scope by name and by credit code; null for a name that several have. */
  readonly organisations: ReadonlyMap<string, string | null>;
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly holderOf: ReadonlyMap<string, string>;
  readonly seen: Set<string>;
}

function readNumbers(context: Context, row: SheetRow): Pick<Fields, 'phone' | 'phoneHash' | 'idNumber' | 'idHash'> {
  const phone = normalisePhone(value(row, 'phone'));
  const idNumber = normaliseIdNumber(value(row, 'idNumber')) || null;
  if (value(row, 'phone') !== '' && phone === null)
    throw new RowProblem('手机号', '手机号不对，应为 11 位手机号。', 'The phone number is not right.');
  if (idNumber !== null && !isIdNumber(idNumber, dayOf(context.now)))
    throw new RowProblem(
      '身份证号',
      '身份证号不对，请对照证件；如果末几位变成了 0，请把这一列改为文本格式后重填。',
      'The ID number is not right; if its last digits have turned into 0, set the column to text and enter it again.',
    );
  if (phone === null && idNumber === null)
    throw new RowProblem(
      '手机号',
      '手机号和身份证号至少填一项，否则分不清是不是同一个人。',
      'Give the phone number or the ID number, else the person cannot be told from others.',
    );
  return {
    phone,
    idNumber,
    phoneHash: phone === null ? null : sealPhone(context, phone).hash,
    idHash: idNumber === null ? null : sealIdNumber(context, idNumber).hash,
  };
}

function readPlace(context: Context, row: SheetRow, known: Known): string | null {
  const text = textOrNull(row, 'place');
  const place = text === null ? null : shortenRegionCode(text);
  if (place !== null && !known.regions.has(place))
    throw new RowProblem('社区代码', '没有这个区划代码，请核对。', 'There is no such region code.');
  if (place === null ? !coversDistrict(context.scope) : !coversPlace(context.scope, place))
    throw new RowProblem(
      '社区代码',
      '请填写您管理范围内的社区代码。',
      'Give the code of a community within your scope.',
    );
  return place;
}

function readOrganisation(row: SheetRow, known: Known): string | null {
  const text = textOrNull(row, 'organisation');
  if (text === null) return null;
  const id = known.organisations.get(text) ?? known.organisations.get(normaliseCreditCode(text));
  if (id === undefined)
    throw new RowProblem(
      '单位',
      '没有这个单位，或不在您的范围内；请先登记单位。',
      'There is no such organisation in your scope; add it first.',
    );
  if (id === null)
    throw new RowProblem(
      '单位',
      '有几个单位同名，请改填统一社会信用代码。',
      'Several organisations have this name; give the credit code instead.',
    );
  return id;
}

function readFields(context: Context, row: SheetRow, known: Known): Fields {
  const name = textOrNull(row, 'name');
  if (name === null || name.length > 50)
    throw new RowProblem('姓名', '请填写姓名，最多 50 个字。', 'Enter a name of at most 50 characters.');
  const title = textOrNull(row, 'title');
  if (title !== null && title.length > 40)
    throw new RowProblem('职务', '太长了，最多 40 个字。', 'Too long: at most 40 characters.');
  return {
    name,
    title,
    ...readNumbers(context, row),
    place: readPlace(context, row, known),
    organisation: readOrganisation(row, known),
  };
}

/** The person on record with these numbers, if it is clear who and the sheet's sender may touch them. */
function holderOf(fields: Fields, known: Known): KnownPerson | undefined {
  const byPhone = fields.phoneHash === null ? undefined : known.holderOf.get(fields.phoneHash);
  const byId = fields.idHash === null ? undefined : known.holderOf.get(fields.idHash);
  const elsewhere = new RowProblem(
    '手机号',
    '这个号码已登记在另一个人名下，请核对。',
    'This number is on record for someone else; check it.',
  );
  if (byPhone !== undefined && byId !== undefined && byPhone !== byId) throw elsewhere;
  const id = byId ?? byPhone;
  if (id === undefined) return undefined;
  const person = known.people.get(id);
  if (person === undefined || !person.isInside || person.isProtected || person.name !== fields.name) throw elsewhere;
  return person;
}

function stepFor(context: Context, row: SheetRow, known: Known): Step {
  const fields = readFields(context, row, known);
  const { name, phone, phoneHash, idNumber, idHash, place, organisation, title } = fields;
  for (const hash of [phoneHash, idHash]) {
    if (hash === null) continue;
    if (known.seen.has(hash))
      throw new RowProblem('手机号', '这个号码在表里出现了两次。', 'This number stands twice in the sheet.');
    known.seen.add(hash);
  }
  const before = holderOf(fields, known);
  const join = async (person: string): Promise<void> => {
    if (organisation !== null) await putMembership(context, { person, organisation, title });
  };
  if (before === undefined) {
    return {
      row: row.number,
      outcome: 'added',
      apply: async () => join(await createPerson(context, { name, phone, idNumber, place })),
    };
  }
  const edit = {
    ...(place === null || place === before.place ? {} : { place }),
    ...(phoneHash === null || known.holderOf.get(phoneHash) === before.id ? {} : { phone }),
    ...(idHash === null || known.holderOf.get(idHash) === before.id ? {} : { idNumber }),
  };
  const isEdited = Object.keys(edit).length > 0;
  const joins = organisation !== null && !before.organisations.includes(organisation);
  const apply = async (): Promise<void> => {
    if (isEdited) await editPerson(context, before.id, before.version, edit);
    await join(before.id);
  };
  return { row: row.number, outcome: isEdited || joins ? 'changed' : 'unchanged', apply };
}

/** Who holds the numbers of the sheet, in two queries however many rows there are. */
async function findHolders(context: Context, rows: readonly SheetRow[]): Promise<Pick<Known, 'holderOf' | 'people'>> {
  const phones = rows
    .flatMap((row) => normalisePhone(value(row, 'phone')) ?? [])
    .map((phone) => sealPhone(context, phone).hash);
  const ids = rows
    .flatMap((row) => normaliseIdNumber(value(row, 'idNumber')) || [])
    .map((idNumber) => sealIdNumber(context, idNumber).hash);
  const held = await sql<{
    hash: string;
    person: string;
  }>`select hash, person from directory.phone_index where hash = any(${phones}::text[])
    union all select hash, person from directory.id_index where hash = any(${ids}::text[])`.execute(context.tx);
  const people =
    await sql<KnownPerson>`select p.id, p.name, p.place, p.version, ${peopleIn(context.scope)} as "isInside",
      ${rolesBeyond(context.scope)} as "isProtected",
      array(select n.organisation::text from directory.membership n where n.district = p.district and n.person = p.id and n.ended_at is null) as organisations
    from directory.person p where p.district = ${context.district} and p.id = any(${held.rows.map(({ person }) => person)}::uuid[]) and p.erased_at is null`.execute(
      context.tx,
    );
  return {
    holderOf: new Map(held.rows.map(({ hash, person }) => [hash, person])),
    people: new Map(people.rows.map((person) => [person.id, person])),
  };
}

async function organisationsInScope(context: Context): Promise<Map<string, string | null>> {
  const { rows } = await sql<{
    id: string;
    name: string;
    creditCode: string | null;
  }>`select o.id, o.name, o.credit_code as "creditCode" from directory.organisation o
    where o.district = ${context.district} and o.active and ${organisationsIn(context.scope)}`.execute(context.tx);
  const found = new Map<string, string | null>();
  for (const { id, name, creditCode } of rows) {
    found.set(name, found.has(name) ? null : id);
    if (creditCode !== null) found.set(creditCode, id);
  }
  return found;
}

export const peopleSheet: SheetImport = {
  columns: [
    { field: 'name', headings: ['姓名', 'name'], required: true },
    { field: 'phone', headings: ['手机号', '手机', '手机号码', '联系电话', 'phone'] },
    { field: 'idNumber', headings: ['身份证号', '身份证号码', '公民身份号码', 'id number'] },
    { field: 'place', headings: ['社区代码', '区划代码', 'place'] },
    { field: 'organisation', headings: ['单位', '所在单位', 'organisation'] },
    { field: 'title', headings: ['职务', '岗位名称', 'title'] },
  ],
  mask: { phone: maskPhone, idNumber: maskIdNumber },
  async plan(context, rows) {
    const known: Known = {
      regions: await regionTree(context),
      organisations: await organisationsInScope(context),
      seen: new Set(),
      ...(await findHolders(context, rows)),
    };
    return planRows(rows, (row) => stepFor(context, row, known));
  },
};
