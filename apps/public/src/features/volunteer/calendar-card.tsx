import { Button, Card, Field, Notice, TextInput } from '@zhongzhi/ui';
import { useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { volunteerTexts } from './texts.ts';

const FEED = 'my/calendar-feed';

/** One's shifts in the phone's own calendar, by an address that only its owner knows. */
export function CalendarCard() {
  const t = useTexts(volunteerTexts);
  const dates = useDates();
  const { isBusy, attempt } = useAttempt();
  const [address, setAddress] = useState<string>();
  const loaded = useLoad<{ since: string | null }>(FEED, (signal) => api.get('/my/calendar-feed', { signal }));
  const make = () =>
    attempt(async () => {
      const { path } = await api.post<{ path: string }>('/my/calendar-feed', { body: {} });
      setAddress(`${location.origin}${path}`);
      loaded.reload();
    });
  const end = () =>
    attempt(async () => {
      await api.del('/my/calendar-feed');
      setAddress(undefined);
      loaded.reload();
    }, t('feedEnded'));
  const since = loaded.data?.since ?? null;
  return (
    <Card title={t('feed')}>
      <div className="zz-stack">
        <p className="zz-quiet">{t('feedAbout')}</p>
        {address === undefined ? null : (
          <>
            <Field label={t('feedAddress')}>
              <TextInput value={address} onChange={() => undefined} most={300} />
            </Field>
            <Notice>{t('feedSecret')}</Notice>
            <a href={address.replace(/^https?/u, 'webcal')}>{t('feedOpen')}</a>
          </>
        )}
        {since === null ? null : <p className="zz-quiet">{t('feedSince', { time: dates.time(since) })}</p>}
        <div className="zz-row">
          <Button busy={isBusy} onClick={make}>
            {t(since === null ? 'feedMake' : 'feedRenew')}
          </Button>
          {since === null ? null : (
            <Button tone="quiet" busy={isBusy} onClick={end}>
              {t('feedEnd')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
