import { decodeCursor } from '@zhongzhi/contract-kit';
import { isUuid, refuse } from '@zhongzhi/kernel';

const wrong = () =>
  refuse.invalid(
    'volunteering.page-marker-wrong',
    '翻页位置已失效，请从第一页重新看。',
    'The page marker is not valid; start again from the first page.',
  );

const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** A moment or day, and the id after which a list goes on. @throws Refusal `volunteering.page-marker-wrong`. */
export function placeAfter(marker: string, form: 'instant' | 'day'): { at: string; id: string } {
  let values: unknown[];
  try {
    values = decodeCursor(marker);
  } catch {
    throw wrong();
  }
  const [at, id, ...rest] = values;
  if (typeof at !== 'string' || typeof id !== 'string' || !isUuid(id) || rest.length > 0) throw wrong();
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) throw wrong();
  const isFit = form === 'instant' ? time.toISOString() === at : DAY.test(at) && time.toISOString().startsWith(at);
  if (!isFit) throw wrong();
  return { at, id };
}
