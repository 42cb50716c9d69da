import type { PublicCase } from '@zhongzhi/casework/contract';
import { Button, Card, Notice, Photos, useToast } from '@zhongzhi/ui';
import { newKey, problemOf, useDates, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { navigate } from '../../app/router.ts';
import { photoOf } from '../cases/photos.ts';
import { CaseTags } from '../cases/tags.tsx';
import { caseTexts } from '../cases/texts.ts';
import { textOf, type FormValues, type Point } from '../form/values.ts';
import { reportTexts } from './texts.ts';

const MOST_WORDS = 1_000;
const WAIT_MS = 6_000;

/** Open public reports that may be the same matter; none where it cannot be found out quickly. */
export async function findSimilar(type: string, values: FormValues): Promise<readonly PublicCase[]> {
  const point = values['point'] as Point | undefined;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), WAIT_MS);
  try {
    const { items } = await api.get<{ items: readonly PublicCase[] }>('/similar-cases', {
      query: {
        type,
        longitude: point?.longitude,
        latitude: point?.latitude,
        place: values['place'] as string | undefined,
        text: textOf(values, 'description').slice(0, MOST_WORDS),
      },
      signal: controller.signal,
    });
    return items;
  } catch {
    // Asking whether there is another must never keep a report back.
    return [];
  } finally {
    clearTimeout(timer);
  }
}

/** Offers to join what was reported before. */
export function Similar({
  items,
  isBusy,
  onJoined,
  onNone,
}: {
  items: readonly PublicCase[];
  isBusy: boolean;
  onJoined: () => void;
  onNone: () => void;
}) {
  const t = useTexts(reportTexts);
  const c = useTexts(caseTexts);
  const say = useSay();
  const tell = useToast();
  const dates = useDates();
  const [joining, setJoining] = useState<string | null>(null);
  const join = async (id: string) => {
    setJoining(id);
    try {
      await api.post(`/cases/${id}/join`, { idempotencyKey: newKey() });
      tell(t('joined'));
      onJoined();
      navigate(`/matters/${id}`);
    } catch (thrown) {
      tell(problemOf(thrown, String(thrown)).detail, 'bad');
      setJoining(null);
    }
  };
  return (
    <div className="zz-stack">
      <Notice>
        <strong>{t('similarTitle')}</strong>
        <p>{t('similarAbout')}</p>
      </Notice>
      {items.map((item) => (
        <Card key={item.id} title={item.title}>
          <div className="zz-stack is-tight">
            <CaseTags of={item} label={say(item.statusLabel)} />
            <p className="clamp">{item.description}</p>
            {item.photos.length === 0 ? null : <Photos photos={item.photos.slice(0, 3).map(photoOf)} />}
            <p className="zz-quiet">
              {[
                item.placePath.slice(-1)[0],
                c('openedAt', { time: dates.day(item.openedAt) }),
                item.followers === 0 ? undefined : c('followers', { count: item.followers }),
              ]
                .filter((part) => part !== undefined)
                .join(' · ')}
            </p>
            <Button
              icon="people"
              busy={joining !== null}
              onClick={() => void join(item.id)}
              label={t('joinOf', { title: item.title })}
            >
              {t('join')}
            </Button>
          </div>
        </Card>
      ))}
      <Button tone="main" block busy={isBusy} onClick={onNone}>
        {t(isBusy ? 'sending' : 'notThese')}
      </Button>
    </div>
  );
}
