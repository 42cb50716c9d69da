/** Maps one after another: a transaction has one connection, and queries at once on it only wait for each other. */
export async function inOrder<T, R>(items: Iterable<T>, map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await map(item));
  return results;
}
