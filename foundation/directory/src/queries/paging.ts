import { CursorError, decodeCursor, type CursorValue } from '@zhongzhi/contract-kit';
import { isUuid, refuse } from '@zhongzhi/kernel';

const wrongCursor = () =>
  refuse.invalid(
    'directory.cursor-wrong',
    '翻页位置已失效，请从第一页重新看。',
    'The page marker is not valid; start again from the first page.',
  );

/** The values of a cursor, of which the last is always a row's id. @throws Refusal `directory.cursor-wrong`. */
export function readCursor(cursor: string, length: number): string[] {
  let values: CursorValue[];
  try {
    values = decodeCursor(cursor);
  } catch (error) {
    if (error instanceof CursorError) throw wrongCursor();
    throw error;
  }
  const texts = values.filter((value) => typeof value === 'string');
  const last = texts.at(-1);
  if (
    texts.length !== length ||
    values.length !== length ||
    last === undefined ||
    !isUuid(last) ||
    texts.some((text) => text.includes('\0') || !text.isWellFormed())
  )
    throw wrongCursor();
  return texts;
}

/** A text for `like` that stands for itself. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, (mark) => `\\${mark}`);
