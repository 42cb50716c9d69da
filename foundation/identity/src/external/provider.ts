/** Who an outside sign-in says has come. */
export interface ExternalPerson {
  /** Whose word it is; equal subjects of two issuers are two people. */
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  /** A number only if the issuer has verified it. */
  readonly phone: string | null;
  /** Whether the issuer says that two factors were used. */
  readonly secondFactor: boolean;
}

/** What one round trip to the outside carries. */
export interface Trip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the browser comes back to. */
  readonly callback: string;
}

/** An outside sign-in that takes the browser away and sends it back. */
export interface ExternalProvider {
  readonly name: 'oidc' | 'ticket';
  /** Where to send the browser. */
  leave(trip: Trip): Promise<string>;
  /** Who came back, from the query of the callback. @throws Error when anything does not fit. */
  arrive(trip: Trip, query: URLSearchParams): Promise<ExternalPerson>;
}

/** Plain HTTP is for fakes on the same machine; everything else must be HTTPS. */
export function isSafeAddress(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
}
