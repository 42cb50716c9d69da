/** How long sessions live. Idle: without any request; absolute: since sign-in (GB/T 22239 8.1.4.1b; ASVS 7.3). */
export const SESSION_LIVES = {
  resident: { idleSeconds: 30 * 86_400, absoluteSeconds: 90 * 86_400 },
  staff: { idleSeconds: 30 * 60, absoluteSeconds: 8 * 3_600 },
} as const;
export type SessionLife = keyof typeof SESSION_LIVES;

/** One-time codes by text message. */
export const CODE = { digits: 6, lifeSeconds: 300, mostTries: 5 } as const;
/** One-time codes handed out by staff are not bound to a request, so they are longer. */
export const STAFF_CODE = { digits: 8, lifeSeconds: 600, mostTries: 5 } as const;
/** Between password and second factor. */
export const CHALLENGE = { lifeSeconds: 300, mostTries: 5 } as const;
/** Between leaving for an outside sign-in and coming back. */
export const ROUND_TRIP_SECONDS = 600;

/** At most so many attempts within so many seconds, per key (a number, an address, a login) or, with `everyone`, in all. */
export interface Limit {
  readonly kind: string;
  readonly per: 'phone' | 'address' | 'login' | 'everyone';
  readonly most: number;
  readonly withinSeconds: number;
}

const hour = 3_600;
const day = 24 * hour;

/** Before a code is sent. An office or a school shares one address, hence the larger numbers there. */
export const SEND_LIMITS: readonly Limit[] = [
  { kind: 'code-sent', per: 'phone', most: 1, withinSeconds: 60 },
  { kind: 'code-sent', per: 'phone', most: 5, withinSeconds: hour },
  { kind: 'code-sent', per: 'phone', most: 10, withinSeconds: day },
  { kind: 'code-sent', per: 'address', most: 60, withinSeconds: hour },
  { kind: 'code-sent', per: 'address', most: 300, withinSeconds: day },
  { kind: 'code-sent', per: 'everyone', most: 20_000, withinSeconds: day },
];

/** Wrong codes. Codes die after five wrong tries; these keep someone from asking for ever new ones. */
export const CODE_FAULT_LIMITS: readonly Limit[] = [
  { kind: 'code-wrong', per: 'phone', most: 10, withinSeconds: hour },
  { kind: 'code-wrong', per: 'address', most: 60, withinSeconds: hour },
];

/** Wrong passwords and second factors: five in a quarter of an hour, then a pause; twenty a day, then a day's (back-off). */
export const PASSWORD_FAULT_LIMITS: readonly Limit[] = [
  { kind: 'password-wrong', per: 'login', most: 5, withinSeconds: 900 },
  { kind: 'password-wrong', per: 'login', most: 20, withinSeconds: day },
  { kind: 'password-wrong', per: 'address', most: 60, withinSeconds: 900 },
];

/** Going out to other sign-ins and coming back. */
export const EXTERNAL_LIMITS: readonly Limit[] = [{ kind: 'external', per: 'address', most: 120, withinSeconds: hour }];
