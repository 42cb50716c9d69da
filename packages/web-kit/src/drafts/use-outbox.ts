import { useEffect, useSyncExternalStore } from 'react';
import type { Outbox, Parcel } from './outbox.ts';

/** What lies in the outbox; while mounted, it is sent whenever the connection or the reader comes back. */
export function useOutbox(outbox: Outbox): {
  parcels: readonly Parcel[];
  flush: () => void;
  drop: (id: string) => void;
} {
  const parcels = useSyncExternalStore(outbox.subscribe, outbox.get, outbox.get);
  useEffect(() => {
    const again = () => {
      if (document.visibilityState === 'visible') void outbox.flush(true);
    };
    again();
    addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [outbox]);
  return { parcels, flush: () => void outbox.flush(true), drop: (id) => void outbox.drop(id) };
}
