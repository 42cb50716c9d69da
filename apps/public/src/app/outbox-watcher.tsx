import { useToast } from '@zhongzhi/ui';
import { useOutbox, useTexts } from '@zhongzhi/web-kit';
import { useEffect } from 'react';
import { isSubmitting, outbox, type Opened } from '../features/form/sending.ts';
import { common } from './texts.ts';

/** Sends what waits on this device whenever the connection is back, on whatever page one is, and says that it went. */
export function OutboxWatcher() {
  const t = useTexts(common);
  const tell = useToast();
  const { parcels, drop } = useOutbox(outbox);
  useEffect(() => {
    if (isSubmitting()) return;
    for (const parcel of parcels) {
      if (parcel.state !== 'sent') continue;
      tell(t('sentLater', { number: (parcel.answer as Opened).number }));
      drop(parcel.id);
    }
  }, [parcels, drop, tell, t]);
  return null;
}
