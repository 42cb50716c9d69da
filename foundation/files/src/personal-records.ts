import { sql } from 'kysely';
import type { Context, Text } from '@zhongzhi/kernel';
import { removeContents } from './remove-contents.ts';

async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { rows } =
    await sql`select id, kind, original_name as name, bytes, created_at as "createdAt", '/api/v1/files/' || id as link from files.file where district = ${context.district} and owner = ${person} order by id`.execute(
      context.tx,
    );
  return { files: rows };
}

const WITH_RECORD: Text = {
  zh: '随事项提交的照片和文件作为事项档案保存，不再记录是谁上传的，文件名也已删去。',
  en: 'Photos and documents of matters stay with the record; who sent them and under what name is gone.',
};

/** What nobody has yet goes whole; what is part of a record loses its sender and the name their device gave it. */
async function eraseOwn(context: Context, person: string): Promise<{ kept: Text[] }> {
  const { district, tx } = context;
  const loose = await tx
    .deleteFrom('files.file')
    .where('district', '=', district)
    .where('owner', '=', person)
    .where('attached_kind', 'is', null)
    .returning('id')
    .execute();
  removeContents(
    context,
    loose.map(({ id }) => id),
  );
  const { rows } =
    await sql`update files.file set owner = null, original_name = case kind when 'image' then 'photo.jpg' else 'document' end where district = ${district} and owner = ${person} returning id`.execute(
      tx,
    );
  return { kept: rows.length === 0 ? [] : [WITH_RECORD] };
}

export const personalRecords = {
  name: 'files',
  label: { zh: '照片和文件', en: 'Photos and documents' },
  export: exportOwn,
  erase: eraseOwn,
};
