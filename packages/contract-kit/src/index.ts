export { CursorError, decodeCursor, encodeCursor, type CursorValue } from './cursor.ts';
export { creditCodeCheck, isCreditCode, normaliseCreditCode } from './credit-code.ts';
export { dayOf } from './days.ts';
export { toHalfWidth } from './half-width.ts';
export { ageOn, birthDateOf, idNumberCheck, isIdNumber, normaliseIdNumber } from './id-number.ts';
export { indexWords, searchWords } from './index-words.ts';
export type { Label } from './label.ts';
export { maskIdNumber, maskName, maskPhone } from './masks.ts';
export { isPhone, normalisePhone } from './phone.ts';
export { ancestorsOf, isRegionCode, isWithin, parentOf, shortenRegionCode } from './regions.ts';
export { neutraliseFormula, safeText } from './safe-text.ts';
export {
  CreditCode,
  enumOf,
  IdNumber,
  Instant,
  Nullable,
  Page,
  Phone,
  PlainDate,
  Point,
  Problem,
  RegionCode,
  Text,
  Uuid,
} from './shapes.ts';
