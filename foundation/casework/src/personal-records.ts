import { sql } from 'kysely';
import type { Context, Text } from '@zhongzhi/kernel';
import { findPerson, phonesOf } from '@zhongzhi/directory';
import { forgetWordsInNotices } from '@zhongzhi/notices';
import { caseTypesOf } from './case-types.ts';
import type { Field } from './contract/index.ts';
import { redact } from './domain/redact.ts';
import { indexWords } from './domain/search-words.ts';
import { indexCase } from './store/case-store.ts';

const DELETED = '〔已删除〕';

async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { district, tx } = context;
  const opened = await tx
    .selectFrom('casework.case')
    .select([
      'number',
      'type',
      'title',
      'description',
      'form',
      'place',
      'longitude',
      'latitude',
      'status',
      'opened_at',
      'closed_at',
    ])
    .where('district', '=', district)
    .where('opener', '=', person)
    .orderBy('id')
    .execute();
  const joined = await tx
    .selectFrom('casework.follower')
    .select(['case_id', 'at', 'words'])
    .where('district', '=', district)
    .where('person', '=', person)
    .execute();
  const rated = await tx
    .selectFrom('casework.rating')
    .select(['case_id', 'grade', 'solved', 'words', 'at'])
    .where('district', '=', district)
    .where('person', '=', person)
    .execute();
  const said =
    await sql`select c.number, e.at, e.action, e.note from casework.event e join casework.case c on c.district = e.district and c.id = e.case_id where e.district = ${district} and e.actor = ${person} and c.opener = ${person} order by e.at, e.seq`.execute(
      tx,
    );
  return { opened, joined, rated, said: said.rows };
}

/** How a matter concerns the person: reported by them and closed or still open, made out of such a matter, or joined. */
type Tie = 'own-done' | 'own-open' | 'linked' | 'joined';

interface Affected {
  id: string;
  type: string;
  type_version: number;
  title: string;
  description: string;
  form: Record<string, unknown>;
  tie: Tie;
}

/** The person's own matters, whistles and supervisions that carry the same words, and matters they joined or rated. */
async function affectedBy(context: Context, person: string): Promise<Affected[]> {
  const { rows } =
    await sql<Affected>`with own as (select id from casework.case where district = ${context.district} and opener = ${person}),
    linked as (select l.from_case as id from casework.link l join own on own.id = l.to_case where l.district = ${context.district} union select l.to_case from casework.link l join own on own.id = l.from_case where l.district = ${context.district}),
    joined as (select case_id as id from casework.follower where district = ${context.district} and person = ${person} union select case_id from casework.rating where district = ${context.district} and person = ${person})
    select c.id, c.type, c.type_version, c.title, c.description, c.form,
      case when c.opener = ${person} then case when c.phase = 'done' then 'own-done' else 'own-open' end when exists (select from linked where linked.id = c.id) then 'linked' else 'joined' end as tie
    from casework.case c where c.district = ${context.district} and (c.id in (select id from own) or c.id in (select id from linked) or c.id in (select id from joined)) order by c.id for update of c`.execute(
      context.tx,
    );
  return rows;
}

async function textOf(context: Context, id: string): Promise<string> {
  const { rows } = await sql<{
    words: string;
  }>`select concat_ws(' ', c.title, c.description, c.number, (select string_agg(e.note, ' ') from casework.event e where e.district = c.district and e.case_id = c.id)) as words
    from casework.case c where c.district = ${context.district} and c.id = ${id}`.execute(context.tx);
  return rows[0]?.words ?? '';
}

const fieldsOf = (context: Context, row: Affected): readonly Field[] =>
  caseTypesOf(context.platform)
    .get(row.type)
    ?.find(({ version }) => version === row.type_version)?.form ?? [];

/** Fields of the form that ask for personal data go with the person; other texts lose what tells. */
function formWithout(context: Context, row: Affected, forget: (text: string) => string): Record<string, unknown> {
  const fields = new Map(fieldsOf(context, row).map((field) => [field.key, field]));
  const kept = Object.entries(row.form).filter(
    ([key]) => row.tie !== 'own-done' || fields.get(key)?.personal === undefined,
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      typeof value === 'string' && fields.get(key)?.kind.endsWith('text') === true ? forget(value) : value,
    ]),
  );
}

/** Numbers that the person gave for this matter alone. */
const phonesIn = (context: Context, row: Affected): string[] =>
  fieldsOf(context, row).flatMap(({ key, kind }) =>
    kind === 'phone' && typeof row.form[key] === 'string' ? [row.form[key]] : [],
  );

async function forgetIn(context: Context, row: Affected, person: string, words: readonly string[]): Promise<void> {
  const { district, tx } = context;
  const without = (text: string): string => words.reduce((left, word) => left.replaceAll(word, DELETED), text);
  const forget = row.tie === 'own-done' ? (text: string) => redact(without(text)) : without;
  const before = await textOf(context, row.id);
  const changes = {
    title: forget(row.title),
    description: forget(row.description),
    form: JSON.stringify(formWithout(context, row, forget)),
  };
  await tx
    .updateTable('casework.case')
    .set(row.tie === 'own-done' ? { ...changes, opener: null, opener_words: null } : changes)
    .where('district', '=', district)
    .where('id', '=', row.id)
    .execute();
  // Their own later words are needed until the matter is closed.
  await sql`select casework.forget_person(${district}, ${row.id}, ${row.tie === 'own-open' ? null : person}, ${[...words]}::text[])`.execute(
    tx,
  );
  const after = new Set(indexWords(await textOf(context, row.id)));
  await indexCase(
    context,
    row.id,
    [],
    [...indexWords(before).filter((word) => !after.has(word)), ...(row.tie === 'own-open' ? [] : [`p:${person}`])],
  );
}

/** Which words to look for. In matters that others reported a name is left alone: it may be a common word, or someone else's. */
function wordsFor(context: Context, row: Affected, known: { name: string[]; phone: string[] }): string[] {
  if (row.tie === 'joined') return [];
  return row.tie === 'own-open' ? known.name : [...known.name, ...known.phone, ...phonesIn(context, row)];
}

/** What stands in texts and would name the person: known as long as the directory still knows. One character is no name to search for. */
async function tellingWords(context: Context, person: string): Promise<{ name: string[]; phone: string[] }> {
  const name = (await findPerson(context, person))?.name ?? '';
  const phone = (await phonesOf(context, [person])).get(person);
  return { name: Array.from(name).length > 1 ? [name] : [], phone: phone === undefined ? [] : [phone] };
}

/** Closed matters lose their reporter; open ones keep contact and place until they are closed, because an answer is owed (PIPL art. 47). */
async function eraseOwn(context: Context, person: string): Promise<{ kept: Text[]; pending: boolean }> {
  const { district, tx } = context;
  const telling = await tellingWords(context, person);
  const affected = await affectedBy(context, person);
  for (const row of affected) await forgetIn(context, row, person, wordsFor(context, row, telling));
  const theirs = affected.filter(({ tie }) => tie !== 'joined');
  await forgetWordsInNotices(
    context,
    theirs.map(({ id }) => `/matters/${id}`),
    [...new Set([...telling.name, ...telling.phone, ...theirs.flatMap((row) => phonesIn(context, row))])],
  );
  await sql`delete from casework.follower where district = ${district} and person = ${person}`.execute(tx);
  await sql`delete from casework.saved_filter where district = ${district} and person = ${person}`.execute(tx);
  await sql`delete from casework.export where district = ${district} and person = ${person}`.execute(tx);
  await sql`delete from casework.reach r using casework.case c where r.district = ${district} and c.district = r.district and c.id = r.case_id and r.reach = ${`p:${person}`} and c.opener is distinct from ${person}::uuid and c.assignee is distinct from ${person}::uuid`.execute(
    tx,
  );
  const open = affected.filter(({ tie }) => tie === 'own-open');
  const kept: Text[] = [];
  if (affected.some(({ tie }) => tie === 'own-done'))
    kept.push({
      zh: '已办结的事项作为档案保存，其中不再有您的姓名、号码和您写的补充。',
      en: 'Closed matters stay as records, without your name, number and later words.',
    });
  if (open.length > 0)
    kept.push({
      zh: `还有 ${open.length} 件事项没有办结，联系电话和地点留到办结，办结后自动删除。`,
      en: `${open.length} of your matters are still open: contact and place stay until they are closed, then go by themselves.`,
    });
  return { kept, pending: open.length > 0 };
}

/** What the engine keeps about a person. */
export const personalRecords = {
  name: 'casework',
  label: { zh: '您反映和参与的事项', en: 'Matters you reported or joined' },
  export: exportOwn,
  erase: eraseOwn,
};
