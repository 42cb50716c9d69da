/** A small store of values by key, on this device. Values may hold pictures (`Blob`). */
export interface KeyValueStore {
  get: <T>(key: string) => Promise<T | undefined>;
  set: (key: string, value: unknown) => Promise<void>;
  delete: (key: string) => Promise<void>;
  /** All values whose key begins so, in the order of their keys. */
  list: <T>(prefix: string) => Promise<T[]>;
}

/** A store that lives as long as the page: where the browser gives no other, as in some private windows. */
export function memoryStore(): KeyValueStore {
  const values = new Map<string, unknown>();
  return {
    get: <T>(key: string) => Promise.resolve(values.get(key) as T | undefined),
    set: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
    delete: (key) => {
      values.delete(key);
      return Promise.resolve();
    },
    list: <T>(prefix: string) =>
      Promise.resolve(
        [...values]
          .filter(([key]) => key.startsWith(prefix))
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, value]) => value as T),
      ),
  };
}

const TABLE = 'values';

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.addEventListener('success', () => done(request.result));
    request.addEventListener('error', () => failed(request.error ?? new Error('the store refused')));
  });

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => void request.result.createObjectStore(TABLE));
  return answerOf(request);
}

function databaseStore(database: IDBDatabase): KeyValueStore {
  const table = (mode: IDBTransactionMode) => database.transaction(TABLE, mode).objectStore(TABLE);
  // What was written must be there after a crash: wait for the transaction, not only for the request.
  const write = (change: (store: IDBObjectStore) => void) =>
    new Promise<void>((done, failed) => {
      const store = table('readwrite');
      const { transaction } = store;
      transaction.addEventListener('complete', () => done());
      transaction.addEventListener('abort', () => failed(transaction.error ?? new Error('the store refused')));
      change(store);
    });
  return {
    get: <T>(key: string) => answerOf(table('readonly').get(key)) as Promise<T | undefined>,
    set: (key, value) => write((store) => store.put(value, key)),
    delete: (key) => write((store) => store.delete(key)),
    list: <T>(prefix: string) =>
      answerOf(table('readonly').getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`))) as Promise<T[]>,
  };
}

async function open(name: string): Promise<KeyValueStore> {
  try {
    return databaseStore(await openDatabase(name));
  } catch {
    return memoryStore();
  }
}

const opened = new Map<string, Promise<KeyValueStore>>();

/** The store of this device, opened once a page. */
export function deviceStore(name = 'zhongzhi'): KeyValueStore {
  const store = () => {
    const found = opened.get(name) ?? open(name);
    opened.set(name, found);
    return found;
  };
  return {
    get: async <T>(key: string) => (await store()).get<T>(key),
    set: async (key, value) => (await store()).set(key, value),
    delete: async (key) => (await store()).delete(key),
    list: async <T>(prefix: string) => (await store()).list<T>(prefix),
  };
}
