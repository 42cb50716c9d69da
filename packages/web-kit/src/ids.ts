/**
 * A key that no one else makes: for idempotency keys and things that have no id from the server yet. `randomUUID` is
 * younger than the browsers we serve, and absent on plain HTTP.
 */
export function newKey(): string {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

/** The same in the form of a UUID (RFC 9562, version 4), for where the interface asks for one. */
export function newUuid(): string {
  const bytes = crypto
    .getRandomValues(new Uint8Array(16))
    .map((byte, index) => (index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte));
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
