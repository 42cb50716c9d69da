import { useLoad, type Loaded } from '@zhongzhi/web-kit';

function read(name: string): unknown {
  try {
    const text = localStorage.getItem(name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Forgets what was remembered under a name. */
export function forget(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Without a store there is nothing to forget.
  }
}

/** Loads like `useLoad`, and shows what this device remembers until the answer comes, or where there is no connection. */
export function useRemembered<T>(name: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const key = `zhongzhi.${name}`;
  const loaded = useLoad<T>(name, async (signal) => {
    const answer = await load(signal);
    try {
      localStorage.setItem(key, JSON.stringify(answer));
    } catch {
      // A full or forbidden store: it will be asked for again.
    }
    return answer;
  });
  return loaded.data === undefined ? { ...loaded, data: read(key) as T | undefined } : loaded;
}
