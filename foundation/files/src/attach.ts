import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { personOf, refuse, type Context, type Platform } from '@zhongzhi/kernel';
import { removeContents } from './remove-contents.ts';
import { contentStoreOf } from './store/file-store.ts';

/** A module whose records carry files tells who may see them. */
export interface FileAccess {
  readonly kind: string;
  readonly maySee: (context: Context, recordId: string, fileId: string) => Promise<boolean>;
}

const fileNotYours = () =>
  refuse.invalid(
    'file.not-yours',
    '有照片或文件没有传好，请删掉重新上传。',
    'A file is missing, used already or not yours; remove it and upload it again.',
  );

/**
 * Attaches uploads to a record, once and for all. Only the uploader may attach a file, and what is nobody's only the
 * platform itself.
 * @throws Refusal `file.not-yours` for unknown, foreign or already attached files.
 */
export async function attachFiles(
  context: Context,
  request: { ids: readonly string[]; kind: string; id: string },
): Promise<void> {
  const ids = [...new Set(request.ids)];
  if (ids.length === 0) return;
  const owner = personOf(context.actor);
  const isSystem = context.actor.kind === 'system';
  const { numUpdatedRows } = await context.tx
    .updateTable('files.file')
    .set({ attached_kind: request.kind, attached_id: request.id })
    .where('district', '=', context.district)
    .where('id', 'in', ids)
    .where('attached_kind', 'is', null)
    .where(isSystem ? sql<boolean>`true` : sql<boolean>`owner = ${owner}::uuid`)
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== ids.length) throw fileNotYours();
}

/** Names and kinds of files, for lists on records that the caller has checked. */
export async function fileNamesOf(
  context: Context,
  ids: readonly string[],
): Promise<Map<string, { name: string; kind: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await context.tx
    .selectFrom('files.file')
    .select(['id', 'original_name', 'kind'])
    .where('district', '=', context.district)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, { name: row.original_name, kind: row.kind }]));
}

/** An upload of the actor's that is part of nothing yet. @throws Refusal `file.not-yours`. */
export async function ownUpload(context: Context, id: string): Promise<{ name: string; bytes: number }> {
  const row = await context.tx
    .selectFrom('files.file')
    .select(['original_name', 'bytes'])
    .where('district', '=', context.district)
    .where('id', '=', id)
    .where('owner', '=', personOf(context.actor))
    .where('attached_kind', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw fileNotYours();
  return { name: row.original_name, bytes: row.bytes };
}

/** The content of a file, for whoever has checked that it may be read; undefined when it is gone. */
export const readFileContent = (platform: Platform, id: string): Promise<Readable | undefined> =>
  contentStoreOf(platform.settings).read(id);

/** Removes the files of a record that is done with them, contents and all. */
export async function removeFiles(context: Context, record: { kind: string; id: string }): Promise<void> {
  const rows = await context.tx
    .deleteFrom('files.file')
    .where('district', '=', context.district)
    .where('attached_kind', '=', record.kind)
    .where('attached_id', '=', record.id)
    .returning('id')
    .execute();
  removeContents(
    context,
    rows.map(({ id }) => id),
  );
}

/** Whether the actor may see a file: its uploader while it is unattached, else whoever may see its record. */
export async function maySeeFile(
  context: Context,
  file: { id: string; owner: string | null; attached_kind: string | null; attached_id: string | null },
): Promise<boolean> {
  if (file.attached_kind === null || file.attached_id === null)
    return file.owner !== null && file.owner === personOf(context.actor);
  const access = context.platform.collect<FileAccess>('file-access').find(({ kind }) => kind === file.attached_kind);
  return access === undefined ? false : access.maySee(context, file.attached_id, file.id);
}
