import type { Context } from '@zhongzhi/kernel';

/** A service record that counts, as a certificate states it. */
export interface CertifiedRecord {
  readonly record: string;
  readonly revision: number;
  readonly activityName: string;
  /** YYYY-MM-DD. */
  readonly servedOn: string;
  readonly place: string;
  readonly content: string;
  readonly minutes: number;
  readonly class: 'timed' | 'entered';
}

/** Service that cannot be certified yet, and why. */
export interface MissingRecord {
  readonly activityName: string;
  readonly servedOn: string;
  readonly why: 'not-confirmed' | 'not-checked-in' | 'not-checked-out' | 'waits-for-agreement' | 'annulled' | 'no-show';
}

/** A unit for which somebody has served. */
export interface ServedUnit {
  readonly unit: string;
  readonly unitName: string;
  readonly records: number;
  readonly minutes: number;
}

export interface Period {
  readonly person: string;
  readonly unit: string;
  readonly from?: string;
  readonly to?: string;
}

/** Who keeps service records; contributed under `certificates.records`, by one module. Works in the caller's transaction. */
export interface RecordSource {
  readonly recordsOf: (context: Context, period: Period) => Promise<CertifiedRecord[]>;
  readonly missingFor: (context: Context, period: Period) => Promise<MissingRecord[]>;
  readonly unitsOf: (context: Context, person: string) => Promise<ServedUnit[]>;
  /** Those of the records that still stand as they were: same revision, and counting. */
  readonly unchanged: (
    context: Context,
    records: readonly { record: string; revision: number }[],
  ) => Promise<Set<string>>;
}

export { issueDue } from './issue.ts';
export { keepIssuer } from './issuers.ts';
export { changeKey } from './keys.ts';
export { askForCertificate, previewOf } from './ask.ts';
