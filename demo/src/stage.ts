import type { Category } from '@zhongzhi/appeals';
import type { Chance } from './chance.ts';
import type { People } from './people.ts';
import type { Places } from './points.ts';
import type { Telling } from './past.ts';
import type { Units } from './units.ts';

/** Everything that the demonstration's tales need. */
export interface Stage {
  readonly telling: Telling;
  readonly chance: Chance;
  readonly units: Units;
  readonly people: People;
  readonly places: Places;
  readonly communities: readonly string[];
  readonly categories: readonly Category[];
  readonly nameOf: (code: string) => string;
}

/** How long before the present the last act of a running matter lies at least. */
export const PRESENT_MS = 20 * 60_000;
export const DAY_MS = 86_400_000;
/** The autumn of the article: from 1 September to 17 November 2019. */
export const AUTUMN = { from: Date.parse('2019-09-01T01:00:00Z'), days: 78 } as const;
