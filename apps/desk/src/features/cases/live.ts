import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

interface Change {
  readonly caseId: string;
  readonly type: string;
  readonly version: number;
}

const SETTLE_MS = 400;

/**
 * Keeps everything that shows cases up to date: the server says which case changed, and what shows it is read again.
 * Several changes at once cost one reading.
 */
export function useLiveCases(): void {
  const client = useQueryClient();
  useEffect(() => {
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
  }, [client]);
}
