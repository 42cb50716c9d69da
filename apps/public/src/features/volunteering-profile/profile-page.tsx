import type { MyVolunteering } from '@zhongzhi/volunteers/contract';
import { Button, Card, Dialog, LinkButton } from '@zhongzhi/ui';
import { invalidate, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { IdNumber } from './id-number.tsx';
import { Qualifications } from './qualifications.tsx';
import { RegisterForm } from './register-form.tsx';
import { profileTexts } from './texts.ts';
import { WaitingForGuardian, Wards } from './wards.tsx';

function Leave() {
  const t = useTexts(profileTexts);
  const { isBusy, attempt } = useAttempt();
  const [isOpen, setIsOpen] = useState(false);
  const leave = () =>
    attempt(async () => {
      await api.del('/volunteer');
      setIsOpen(false);
      invalidate('volunteer');
    }, t('left'));
  return (
    <Card title={t('leave')}>
      <div className="zz-stack">
        <p className="zz-quiet">{t('leaveAbout')}</p>
        <div>
          <Button onClick={() => setIsOpen(true)}>{t('leave')}</Button>
        </div>
      </div>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('leave')}
        foot={
          <Button tone="danger" busy={isBusy} onClick={leave}>
            {t('leaveSure')}
          </Button>
        }
      >
        <p>{t('leaveAbout')}</p>
      </Dialog>
    </Card>
  );
}

function Mine() {
  const t = useTexts(profileTexts);
  const loaded = useLoad<MyVolunteering>('volunteer', (signal) => api.get('/volunteer', { signal }));
  return (
    <Await of={loaded}>
      {(mine) => {
        const { volunteer } = mine;
        const isRegistered = volunteer !== null && volunteer.status !== 'left';
        return (
          <div className="zz-stack is-loose">
            <Wards wards={mine.wards} />
            {volunteer?.status === 'waiting-for-guardian' ? <WaitingForGuardian guardians={mine.guardians} /> : null}
            {isRegistered ? (
              <div className="zz-row is-apart">
                <span className="zz-quiet">
                  {t('number')} {volunteer.number}
                </span>
                <LinkButton icon="search" href="/activities">
                  {t('toActivities')}
                </LinkButton>
              </div>
            ) : null}
            <RegisterForm key={String(isRegistered)} of={mine} />
            {isRegistered ? (
              <>
                <Qualifications of={mine} />
                <IdNumber own={mine.own} />
                <Leave />
              </>
            ) : null}
          </div>
        );
      }}
    </Await>
  );
}

/** Who one is as a volunteer: registration, profile, qualifications, guardians; leaving. */
export function ProfilePage() {
  const t = useTexts(profileTexts);
  return (
    <Page title={t('title')} about={t('about')}>
      <SignedIn>{() => <Mine />}</SignedIn>
    </Page>
  );
}
