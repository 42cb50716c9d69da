import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

interface Change {
  readonly caseId: string;
  readonly type: string;
  readonly version: number;
}

const SETTLE_MS = 400;

/** Listens until closed; several changes at once cost one reading of the lists. */
function listen(client: QueryClient): () => void {
  const source = new EventSource('/api/v1/live');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refreshLists = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void client.invalidateQueries({ queryKey: ['cases', 'list'] });
      void client.invalidateQueries({ queryKey: ['cases', 'counts'] });
      void client.invalidateQueries({ queryKey: ['notices'] });
    }, SETTLE_MS);
  };
  source.addEventListener('case', (event: MessageEvent<string>) => {
    const { caseId } = JSON.parse(event.data) as Change;
    void client.invalidateQueries({ queryKey: ['cases', 'one', caseId] });
    refreshLists();
  });
  source.addEventListener('again', () => void client.invalidateQueries({ queryKey: ['cases'] }));
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/**
 * Keeps everything that shows cases up to date: the server says which case changed, and what shows it is read again.
 * Only a visible page listens: a browser opens few connections to one server, and many open pages would use them up.
 */
export function useLiveCases(): void {
  const client = useQueryClient();
  useEffect(() => {
    let stop: (() => void) | undefined;
    const follow = () => {
      if (document.visibilityState === 'hidden') {
        stop?.();
        stop = undefined;
      } else if (stop === undefined) {
        stop = listen(client);
      }
    };
    // Coming back: what changed meanwhile was not heard.
    const onChange = () => {
      if (document.visibilityState === 'visible' && stop === undefined)
        void client.invalidateQueries({ queryKey: ['cases'] });
      follow();
    };
    follow();
    document.addEventListener('visibilitychange', onChange);
    return () => {
      document.removeEventListener('visibilitychange', onChange);
      stop?.();
    };
  }, [client]);
}
