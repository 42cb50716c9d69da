import type { Faults } from './plan-faults.ts';
import type { PlanValues } from './plan-values.ts';

/** What every part of the form gets. */
export interface PartProps {
  project: string;
  values: PlanValues;
  change: (changes: Partial<PlanValues>) => void;
  faults: Faults;
}
