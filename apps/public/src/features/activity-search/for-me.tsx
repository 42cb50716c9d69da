import type { ForMeAnswer, SuitedActivity } from '@zhongzhi/volunteering/contract';
import { Button, Card, LinkButton, Notice, StatusTag } from '@zhongzhi/ui';
import { findMe, useDates, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await } from '../../app/page.tsx';
import { Room } from '../volunteer/activity-cards.tsx';
import { searchTexts } from './texts.ts';
import './search.css';

function Suited({ one }: { one: SuitedActivity }) {
  const dates = useDates();
  const say = useSay();
  return (
    <Card href={`/activities/${one.id}`} title={one.title} aside={<Room capacity={one.capacity} taken={one.taken} />}>
      <p>{dates.time(one.startsAt)}</p>
      <p className="zz-quiet">{[one.placeName, one.address].filter((part) => part !== null).join(' · ')}</p>
      {one.reasons.length === 0 ? null : (
        <ul className="reasons">
          {one.reasons.map(({ code, text }) => (
            <li key={code}>
              <StatusTag tone="info">{say(text)}</StatusTag>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

interface Position {
  longitude: number;
  latitude: number;
}

/** To about a hundred metres: near enough for what is near. */
const rounded = (degrees: number): number => Math.round(degrees * 1_000) / 1_000;

function useHere() {
  const [here, setHere] = useState<Position>();
  const [state, setState] = useState<'idle' | 'locating' | 'found' | 'failed'>('idle');
  const take = ({ longitude, latitude }: Position) => {
    setHere({ longitude: rounded(longitude), latitude: rounded(latitude) });
    setState('found');
  };
  const locate = () => {
    setState('locating');
    findMe().then(take, () => setState('failed'));
  };
  return { here, state, locate };
}

function List({ items, few }: { items: readonly SuitedActivity[]; few: number }) {
  const t = useTexts(searchTexts);
  const [showsAll, setShowsAll] = useState(false);
  return (
    <>
      <ul className="zz-stack">
        {(showsAll ? items : items.slice(0, few)).map((one) => (
          <li key={one.id}>
            <Suited one={one} />
          </li>
        ))}
      </ul>
      {showsAll || items.length <= few ? null : (
        <Button block onClick={() => setShowsAll(true)}>
          {t('showAll', { count: items.length })}
        </Button>
      )}
    </>
  );
}

/** Coming activities that suit the reader, each with why. */
export function ForMe({ few = 3 }: { few?: number }) {
  const t = useTexts(searchTexts);
  const { here, state, locate } = useHere();
  const loaded = useLoad<ForMeAnswer>(
    `activities/for-me${here === undefined ? '' : `/${here.longitude},${here.latitude}`}`,
    (signal) => api.get('/activities/for-me', { query: here === undefined ? {} : { ...here }, signal }),
  );
  return (
    <section className="zz-stack" aria-labelledby="for-me">
      <h2 id="for-me">{t('forMe')}</h2>
      <Await of={loaded}>
        {({ isRegistered, items }) =>
          isRegistered ? (
            <>
              <p className="zz-quiet">{t('forMeAbout')}</p>
              <div className="zz-row">
                <Button icon="pin" busy={state === 'locating'} onClick={locate}>
                  {t('byPosition')}
                </Button>
                <LinkButton href="/volunteer/profile">{t('editProfile')}</LinkButton>
              </div>
              <div aria-live="polite">
                {state === 'found' ? <p className="zz-quiet">{t('positionUsed')}</p> : null}
                {state === 'failed' ? <Notice tone="warn">{t('notLocated')}</Notice> : null}
              </div>
              {items.length === 0 ? <p>{t('nothingSuits')}</p> : <List items={items} few={few} />}
            </>
          ) : (
            <Card title={t('registerFirst')}>
              <p className="zz-quiet">{t('registerAbout')}</p>
              <LinkButton tone="main" href="/volunteer/profile">
                {t('register')}
              </LinkButton>
            </Card>
          )
        }
      </Await>
    </section>
  );
}
