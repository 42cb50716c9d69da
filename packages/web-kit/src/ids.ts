/**
 * A key that no one else makes: for idempotency keys and things that have no id from the server yet. `randomUUID` is
 * younger than the browsers we serve, and absent on plain HTTP.
 */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
