import { useToast } from '@zhongzhi/ui';
import { problemOf } from '@zhongzhi/web-kit';
import { useState } from 'react';

/** Does something once at a time, and says what became of it. */
export function useAttempt(): { isBusy: boolean; attempt: (work: () => Promise<unknown>, done?: string) => void } {
  const tell = useToast();
  const [isBusy, setIsBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, done?: string) => {
    setIsBusy(true);
    try {
      await work();
      if (done !== undefined) tell(done);
    } catch (thrown) {
      tell(problemOf(thrown, String(thrown)).detail, 'bad');
    } finally {
      setIsBusy(false);
    }
  };
  return {
    isBusy,
    attempt: (work, done) => {
      if (!isBusy) void run(work, done);
    },
  };
}
