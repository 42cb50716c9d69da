import { decodeCursor } from '@zhongzhi/contract-kit';
import { isUuid, refuse } from '@zhongzhi/kernel';

const wrong = () =>
  refuse.invalid(
    'case.page-marker-wrong',
    '翻页位置已失效，请从第一页重新看。',
    'The page marker is not valid; start again from the first page.',
  );

const valuesOf = (marker: string): unknown[] => {
  try {
    return decodeCursor(marker);
  } catch {
    throw wrong();
  }
};

/** The id after which a list goes on. @throws Refusal `case.page-marker-wrong` for a marker that no list made. */
export function idAfter(marker: string): string {
  const [id, ...rest] = valuesOf(marker);
  if (typeof id !== 'string' || !isUuid(id) || rest.length > 0) throw wrong();
  return id;
}

/** The place on a board after which it goes on. @throws Refusal `case.page-marker-wrong` */
export function placeAfter(marker: string): { sortAt: Date; id: string } {
  const [at, id, ...rest] = valuesOf(marker);
  if (typeof at !== 'string' || typeof id !== 'string' || !isUuid(id) || rest.length > 0) throw wrong();
  const sortAt = new Date(at);
  if (Number.isNaN(sortAt.getTime()) || sortAt.toISOString() !== at) throw wrong();
  return { sortAt, id };
}
