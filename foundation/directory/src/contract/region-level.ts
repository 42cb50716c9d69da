import { isRegionCode } from '@zhongzhi/contract-kit';

/** The levels of the region tree by the length of their codes. */
const LEVELS = { 6: 'district', 9: 'street', 12: 'community', 15: 'grid' } as const;
export type RegionLevel = (typeof LEVELS)[keyof typeof LEVELS];

/** The level that a region code stands for; null when it is not a region code. */
export const regionLevel = (code: string): RegionLevel | null =>
  isRegionCode(code) ? (LEVELS[code.length as keyof typeof LEVELS] ?? null) : null;
