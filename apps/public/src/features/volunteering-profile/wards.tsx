import type { MyVolunteering } from '@zhongzhi/volunteers/contract';
import { Button, Card, Notice } from '@zhongzhi/ui';
import { invalidate, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { profileTexts } from './texts.ts';

/** Children who wait for their guardian's word: one tap. */
export function Wards({ wards }: { wards: MyVolunteering['wards'] }) {
  const t = useTexts(profileTexts);
  const { isBusy, attempt } = useAttempt();
  if (wards.length === 0) return null;
  const agree = ({ person, name }: MyVolunteering['wards'][number]) =>
    attempt(
      async () => {
        await api.post(`/volunteer/wards/${person}/agreement`);
        invalidate('volunteer');
      },
      t('agreed', { name }),
    );
  return (
    <Card title={t('wards')}>
      <ul className="zz-stack">
        {wards.map((ward) => (
          <li key={ward.person} className="zz-stack is-tight">
            <strong>{t('ward', { name: ward.name })}</strong>
            <p className="zz-quiet">{t('wardAbout', { name: ward.name })}</p>
            <Button
              tone="main"
              block
              busy={isBusy}
              label={t('agreeOf', { name: ward.name })}
              onClick={() => agree(ward)}
            >
              {t('agree')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Why a minor cannot sign up yet, and who has to do what. */
export function WaitingForGuardian({ guardians }: { guardians: MyVolunteering['guardians'] }) {
  const t = useTexts(profileTexts);
  return (
    <Notice tone="warn">
      <strong>{t('waits')}</strong>
      <p>
        {t('waitsFor', {
          names: guardians.map(({ name, relation }) => t('guardianOf', { name, relation })).join('、'),
        })}
      </p>
    </Notice>
  );
}
