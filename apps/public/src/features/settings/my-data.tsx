import { Button, Card, Dialog, Field, TextInput } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { navigate } from '../../app/router.ts';
import { sessionChanged } from '../../app/session.ts';
import { useAttempt } from './attempt.ts';
import { settingsTexts } from './texts.ts';

/** The word that the interface asks for (ERASURE_WORD of the privacy contract). */
const WORD = '注销';

function save(data: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'zhongzhi-my-data.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What the platform holds of me: to take along, or to have erased. */
export function MyData() {
  const t = useTexts(settingsTexts);
  const { isBusy, attempt } = useAttempt();
  const [isAsked, setIsAsked] = useState(false);
  const [word, setWord] = useState('');
  const [fault, setFault] = useState<string>();
  const erase = () => {
    const isMeant = word.trim() === WORD;
    setFault(isMeant ? undefined : t('eraseFault', { word: WORD }));
    if (!isMeant) return;
    attempt(async () => {
      await api.post('/me/erasure', { body: { confirm: WORD } });
      setIsAsked(false);
      sessionChanged();
      navigate('/');
    }, t('erased'));
  };
  return (
    <Card title={t('data')}>
      <div className="zz-stack">
        <p className="zz-quiet">{t('dataAbout')}</p>
        <div className="zz-row">
          <Button icon="file" busy={isBusy} onClick={() => attempt(async () => save(await api.get('/me/data')))}>
            {t('download')}
          </Button>
          <Button tone="danger" icon="remove" onClick={() => setIsAsked(true)}>
            {t('erase')}
          </Button>
        </div>
        <Dialog
          open={isAsked}
          title={t('erase')}
          onClose={() => setIsAsked(false)}
          foot={
            <>
              <Button onClick={() => setIsAsked(false)}>{t('cancel')}</Button>
              <Button tone="danger" busy={isBusy} onClick={erase}>
                {t('eraseYes')}
              </Button>
            </>
          }
        >
          <div className="zz-stack">
            <p>{t('eraseAbout')}</p>
            <Field label={t('eraseWord', { word: WORD })} required error={fault}>
              <TextInput value={word} onChange={setWord} />
            </Field>
          </div>
        </Dialog>
      </div>
    </Card>
  );
}
