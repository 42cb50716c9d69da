/** A code shown on the organiser's screen changes this often. */
export const SLOT_MS = 15_000;
/** The present slot and the one before: time to point a camera and send, too short to pass a photograph on. */
const SLOTS_TAKEN = 2;
const SHORT_DIGITS = 6;

/** A keyed digest; the key never leaves the server. */
export type Digest = (text: string) => string;

export type Step = 'in' | 'out';

/** What a code on the screen says. */
export interface ScreenCode {
  readonly activity: string;
  readonly step: Step;
  readonly slot: number;
}

const slotAt = (now: Date): number => Math.floor(now.getTime() / SLOT_MS);
const seal = (digest: Digest, { activity, step, slot }: ScreenCode): string =>
  digest(`${activity}.${step}.${slot}`).slice(0, 24);

const compact = (uuid: string): string => uuid.replaceAll('-', '');
const spread = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The code to show now, and when the next one follows. */
export function screenCode(digest: Digest, activity: string, step: Step, now: Date) {
  const slot = slotAt(now);
  const code: ScreenCode = { activity, step, slot };
  return {
    text: `ZS1.${compact(activity)}.${step}.${slot.toString(36)}.${seal(digest, code)}`,
    short: shortCode(digest, code),
    until: new Date((slot + 1) * SLOT_MS),
  };
}

/** Six digits of the same slot, for a phone without a camera. */
function shortCode(digest: Digest, { activity, step, slot }: ScreenCode): string {
  const number = BigInt(`0x${digest(`short.${activity}.${step}.${slot}`).slice(0, 15)}`) % 10n ** BigInt(SHORT_DIGITS);
  return String(number).padStart(SHORT_DIGITS, '0');
}

export type ReadCode =
  | { ok: true; activity: string; step: Step }
  | { ok: false; why: 'not-a-code' }
  | { ok: false; why: 'forged' | 'old'; activity: string; step: Step };

const FORM = /^ZS1\.([0-9a-f]{32})\.(in|out)\.([0-9a-z]{1,10})\.([0-9a-f]{24})$/u;

/** Reads a scanned code. A photograph passed on is old by the time it arrives. */
export function readScreenCode(digest: Digest, text: string, now: Date): ReadCode {
  const parts = FORM.exec(text);
  if (parts === null) return { ok: false, why: 'not-a-code' };
  const activity = spread(parts[1]!);
  const step = parts[2] as Step;
  const slot = Number.parseInt(parts[3]!, 36);
  if (seal(digest, { activity, step, slot }) !== parts[4]) return { ok: false, why: 'forged', activity, step };
  const age = slotAt(now) - slot;
  return age < 0 || age >= SLOTS_TAKEN ? { ok: false, why: 'old', activity, step } : { ok: true, activity, step };
}

/** Whether six typed digits are those on the activity's screen. */
export const isShortCode = (digest: Digest, activity: string, step: Step, typed: string, now: Date): boolean =>
  Array.from({ length: SLOTS_TAKEN }, (_unused, age) => slotAt(now) - age).some(
    (slot) => shortCode(digest, { activity, step, slot }) === typed,
  );
