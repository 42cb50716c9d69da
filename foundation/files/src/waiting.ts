import { personOf, refuse, type Call, type Context, type Platform } from '@zhongzhi/kernel';
import { removeContents } from './remove-contents.ts';

/** Uploads that were not attached to a record within this time go. */
export const WAITING_HOURS = 24;
/** A report takes nine pictures; whoever has this many waiting fills the disk, not a form. */
export const MOST_WAITING = 60;

/** @throws Refusal `file.too-many-waiting` for someone who uploads and uploads and sends nothing. */
export async function refuseHoarding(platform: Platform, call: Call): Promise<void> {
  const person = personOf(call.actor);
  const { n } = await platform.transact('public', 'read', call, (context) =>
    context.tx
      .selectFrom('files.file')
      .select((select) => select.fn.countAll<number>().as('n'))
      .where('district', '=', context.district)
      .where('owner', '=', person)
      .where('attached_kind', 'is', null)
      .executeTakeFirstOrThrow(),
  );
  if (n < MOST_WAITING) return;
  throw refuse.tooMany(
    'file.too-many-waiting',
    `您有${MOST_WAITING}个上传的文件还没有随事项提交，请先提交，或明天再传。`,
    `You have ${MOST_WAITING} uploads that were not sent with anything; send them, or go on tomorrow.`,
  );
}

/** Uploads that were never attached go after a day: nobody but their uploader can see them, nobody will. */
export async function removeUnattached(context: Context): Promise<void> {
  const rows = await context.tx
    .deleteFrom('files.file')
    .where('district', '=', context.district)
    .where('attached_kind', 'is', null)
    .where('created_at', '<', new Date(context.now.getTime() - WAITING_HOURS * 3_600_000))
    .returning('id')
    .execute();
  removeContents(
    context,
    rows.map(({ id }) => id),
  );
}
