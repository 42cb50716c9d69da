import { isCreditCode, normaliseCreditCode, shortenRegionCode } from '@zhongzhi/contract-kit';
import { coversPlace, type Context } from '@zhongzhi/kernel';
import { findOrganisationKind, ORGANISATION_KINDS } from '../contract/organisation-kinds.ts';
import { coversDistrict, organisationsIn } from '../domain/scope-predicates.ts';
import { createOrganisation, editOrganisation } from '../organisations.ts';
import { findOrganisations, type Organisation, type OrganisationDraft } from '../store/organisation-store.ts';
import { regionTree } from '../store/region-tree.ts';
import { planRows, RowProblem, textOrNull, value, type SheetImport, type SheetRow, type Step } from './sheet-import.ts';

type Fields = Pick<
  Organisation,
  'kind' | 'name' | 'shortName' | 'creditCode' | 'place' | 'phone' | 'address' | 'longitude' | 'latitude'
> & { parentName: string | null };

const LONGEST: Readonly<Record<string, [string, number]>> = {
  name: ['名称', 100],
  shortName: ['简称', 40],
  phone: ['电话', 40],
  address: ['地址', 200],
};

function readDegrees(row: SheetRow, field: 'longitude' | 'latitude', heading: string, most: number): number | null {
  const text = textOrNull(row, field);
  if (text === null) return null;
  const degrees = Number(text);
  if (!Number.isFinite(degrees) || Math.abs(degrees) > most)
    throw new RowProblem(
      heading,
      `${heading}应是 ${-most} 到 ${most} 之间的数。`,
      `Must be a number from ${-most} to ${most}.`,
    );
  return degrees;
}

function readCreditCode(row: SheetRow): string | null {
  const text = textOrNull(row, 'creditCode');
  if (text === null) return null;
  const code = normaliseCreditCode(text);
  if (!isCreditCode(code))
    throw new RowProblem(
      '统一社会信用代码',
      '统一社会信用代码不对，请逐位核对。',
      'The unified social credit code is not right; compare it with the certificate.',
    );
  return code;
}

function readFields(row: SheetRow, regions: ReadonlyMap<string, unknown>): Fields {
  for (const [field, [heading, most]] of Object.entries(LONGEST)) {
    if (value(row, field).length > most)
      throw new RowProblem(heading, `太长了，最多 ${most} 个字。`, `Too long: at most ${most} characters.`);
  }
  const name = textOrNull(row, 'name');
  if (name === null) throw new RowProblem('名称', '请填写单位名称。', 'Enter the name.');
  const kind = findOrganisationKind(value(row, 'kind'));
  if (kind === undefined)
    throw new RowProblem(
      '类别',
      `类别只能是：${ORGANISATION_KINDS.map(({ label }) => label.zh).join('、')}。`,
      `Must be one of: ${ORGANISATION_KINDS.map(({ label }) => label.en).join(', ')}.`,
    );
  const place = textOrNull(row, 'place');
  const code = place === null ? null : shortenRegionCode(place);
  if (code !== null && !regions.has(code))
    throw new RowProblem('区划代码', '没有这个区划代码，请核对。', 'There is no such region code.');
  const longitude = readDegrees(row, 'longitude', '经度', 180);
  const latitude = readDegrees(row, 'latitude', '纬度', 90);
  if ((longitude === null) !== (latitude === null))
    throw new RowProblem('经度', '经度和纬度要一起填，或都不填。', 'Give longitude and latitude together, or neither.');
  return {
    name,
    kind,
    place: code,
    longitude,
    latitude,
    creditCode: readCreditCode(row),
    shortName: textOrNull(row, 'shortName'),
    phone: textOrNull(row, 'phone'),
    address: textOrNull(row, 'address'),
    parentName: textOrNull(row, 'parent'),
  };
}

const keyOf = (organisation: { kind: string; name: string; place: string | null }): string =>
  JSON.stringify([organisation.kind, organisation.name, organisation.place]);

/** An empty cell leaves what is on record; only a filled one changes it. */
const changesOf = (fields: Omit<Fields, 'parentName'>, before: Organisation): Partial<Organisation> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([field, wanted]) => wanted !== null && wanted !== before[field as keyof Organisation],
    ),
  );

interface Known {
  readonly regions: ReadonlyMap<string, unknown>;
  readonly byCode: ReadonlyMap<string, Organisation>;
  readonly byKey: ReadonlyMap<string, Organisation>;
  /** Ids by name; null for a name that several have. Rows of the sheet join as they are read. */
  readonly idByName: Map<string, string | null>;
  readonly seen: Set<string>;
}

function parentIn(known: Known, name: string | null): string | null {
  if (name === null) return null;
  const id = known.idByName.get(name);
  if (id === undefined)
    throw new RowProblem(
      '上级单位',
      '没有这个上级单位；如果它也在表里，请排在前面。',
      'There is no such parent; if it is in this sheet, put it above.',
    );
  if (id === null)
    throw new RowProblem('上级单位', '有几个单位同名，分不清是哪一个。', 'Several organisations have this name.');
  return id;
}

function stepFor(context: Context, row: SheetRow, known: Known): Step {
  const { parentName, ...fields } = readFields(row, known.regions);
  const isInside = fields.place === null ? coversDistrict(context.scope) : coversPlace(context.scope, fields.place);
  if (!isInside) throw new RowProblem('区划代码', '这个地方不在您的管理范围内。', 'This place is outside your scope.');
  const parent = parentIn(known, parentName);
  for (const mark of [keyOf(fields), ...(fields.creditCode === null ? [] : [fields.creditCode])]) {
    if (known.seen.has(mark))
      throw new RowProblem('名称', '这个单位在表里出现了两次。', 'This organisation stands twice in the sheet.');
  }
  known.seen.add(keyOf(fields));
  if (fields.creditCode !== null) known.seen.add(fields.creditCode);
  const before =
    (fields.creditCode === null ? undefined : known.byCode.get(fields.creditCode)) ?? known.byKey.get(keyOf(fields));
  if (before === undefined) {
    const draft: OrganisationDraft = { ...fields, parent, id: context.newId() };
    known.idByName.set(fields.name, known.idByName.has(fields.name) ? null : draft.id!);
    return { row: row.number, outcome: 'added', apply: async () => void (await createOrganisation(context, draft)) };
  }
  if (before.creditCode !== null && fields.creditCode !== null && before.creditCode !== fields.creditCode)
    throw new RowProblem(
      '统一社会信用代码',
      '同名单位登记的是另一个信用代码，请核对。',
      'This organisation is on record with another credit code; check it.',
    );
  const changes = { ...changesOf(fields, before), ...(parent === null || parent === before.parent ? {} : { parent }) };
  const isSame = Object.keys(changes).length === 0;
  return {
    row: row.number,
    outcome: isSame ? 'unchanged' : 'changed',
    apply: isSame
      ? async () => undefined
      : () => editOrganisation(context, before.id, before.version, changes, organisationsIn(context.scope)),
  };
}

export const organisationSheet: SheetImport = {
  columns: [
    { field: 'name', headings: ['名称', '单位名称', 'name'], required: true },
    { field: 'shortName', headings: ['简称', 'short name'] },
    { field: 'kind', headings: ['类别', '单位类别', 'kind'], required: true },
    { field: 'creditCode', headings: ['统一社会信用代码', '信用代码', 'credit code'] },
    { field: 'place', headings: ['区划代码', '社区代码', 'place'] },
    { field: 'parent', headings: ['上级单位', 'parent'] },
    { field: 'phone', headings: ['电话', '联系电话', '办公电话', 'phone'] },
    { field: 'address', headings: ['地址', 'address'] },
    { field: 'longitude', headings: ['经度', 'longitude'] },
    { field: 'latitude', headings: ['纬度', 'latitude'] },
  ],
  mask: {},
  async plan(context, rows) {
    const present = await findOrganisations(context);
    const idByName = new Map<string, string | null>();
    for (const { name, id } of present) idByName.set(name, idByName.has(name) ? null : id);
    const known: Known = {
      regions: await regionTree(context),
      byCode: new Map(
        present.flatMap((organisation) =>
          organisation.creditCode === null ? [] : [[organisation.creditCode, organisation] as const],
        ),
      ),
      byKey: new Map(present.map((organisation) => [keyOf(organisation), organisation])),
      idByName,
      seen: new Set(),
    };
    return planRows(rows, (row) => stepFor(context, row, known));
  },
};
