import { Button, Card, Notice } from '@zhongzhi/ui';
import { useDates, useOutbox, useTexts } from '@zhongzhi/web-kit';
import { navigate } from '../../app/router.ts';
import { outbox, returned, type NewCase } from '../form/sending.ts';
import { mattersTexts } from './texts.ts';

/** What was written without a connection and still lies on this device. */
export function Parcels() {
  const t = useTexts(mattersTexts);
  const dates = useDates();
  const { parcels, flush, drop } = useOutbox(outbox);
  const waiting = parcels.filter(({ state }) => state !== 'sent');
  if (waiting.length === 0) return null;
  const edit = (id: string, draft: NewCase) => {
    returned.set({ type: draft.type, values: draft.values });
    drop(id);
    navigate(draft.type === 'appeal' ? '/report' : `/matters/new/${draft.type}`);
  };
  return (
    <div className="zz-stack">
      {waiting.map((parcel) => {
        const draft = parcel.payload as NewCase;
        const isRefused = parcel.state === 'refused';
        return (
          <Card key={parcel.id}>
            <div className="zz-stack is-tight">
              <h2 className="card-title">{draft.title}</h2>
              <Notice tone={isRefused ? 'bad' : 'warn'}>
                <strong>{t(isRefused ? 'refused' : 'waiting')}</strong>
                <p>{isRefused ? parcel.problem?.detail : t('waitingWhy')}</p>
              </Notice>
              <p className="zz-quiet">{dates.time(new Date(parcel.createdAt))}</p>
              <div className="zz-row">
                {isRefused ? (
                  <Button tone="main" onClick={() => edit(parcel.id, draft)}>
                    {t('edit')}
                  </Button>
                ) : (
                  <Button icon="send" onClick={flush}>
                    {t('sendNow')}
                  </Button>
                )}
                <Button tone="quiet" icon="remove" onClick={() => drop(parcel.id)}>
                  {t('drop')}
                </Button>
              </div>
            </div>
          </Card>
        );
      })}
    </div>
  );
}
