import type { ActivityInFull, SignUpAnswer } from '@zhongzhi/volunteering/contract';
import { Button, Card, Checkbox, LinkButton, Notice } from '@zhongzhi/ui';
import { invalidate, useDates, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page, useSignInAddress } from '../../app/page.tsx';
import { useSession } from '../../app/session.ts';
import { Facts } from '../cases/facts.tsx';
import { GroupSignUp } from '../group-sign-up/group-sign-up.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { volunteerTexts } from './texts.ts';
import './volunteer.css';

type Shift = ActivityInFull['shifts'][number];
type Post = Shift['posts'][number];

function PostChoice({
  post,
  own,
  chosen,
  onChange,
}: {
  post: Post;
  own: ActivityInFull['mine'][number] | undefined;
  chosen: boolean;
  onChange: (chosen: boolean) => void;
}) {
  const t = useTexts(volunteerTexts);
  const isFull = post.taken >= post.capacity;
  const hints = [
    t('places', { taken: post.taken, capacity: post.capacity }),
    isFull ? t(post.waiting < post.waitlist ? 'canWait' : 'full') : null,
    post.minAge === null ? null : t('minAge', { age: post.minAge }),
    post.qualification === null ? null : t('needs', { qualification: post.qualification }),
  ];
  if (own !== undefined)
    return (
      <Notice tone="good">
        <strong>{post.name}</strong> · {t(own.state === 'held' ? 'ownHeld' : 'ownWaiting', { number: own.number })}
      </Notice>
    );
  return (
    <Checkbox checked={chosen} onChange={onChange} hint={hints.filter((hint) => hint !== null).join(' · ')}>
      {post.name}
    </Checkbox>
  );
}

function SignUp({ activity, reload }: { activity: ActivityInFull; reload: () => void }) {
  const t = useTexts(volunteerTexts);
  const say = useSay();
  const dates = useDates();
  const { session } = useSession();
  const signIn = useSignInAddress();
  const { isBusy, attempt } = useAttempt();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [answers, setAnswers] = useState<readonly SignUpAnswer[]>([]);
  const send = () =>
    attempt(async () => {
      const { results } = await api.post<{ results: SignUpAnswer[] }>('/sign-ups', { body: { posts: chosen } });
      setAnswers(results);
      setChosen([]);
      invalidate('my/shifts');
      reload();
    });
  return (
    <Card title={t('choose')}>
      <div className="zz-stack">
        {activity.shifts.map((shift) => (
          <section key={shift.id} className="zz-stack">
            <h3>
              {shift.name} {dates.time(shift.startsAt)}
            </h3>
            <p className="zz-quiet">{t('meets', { time: dates.time(shift.meetsAt) })}</p>
            {shift.posts.map((post) => (
              <PostChoice
                key={post.id}
                post={post}
                own={activity.mine.find((mine) => mine.post === post.id)}
                chosen={chosen.includes(post.id)}
                onChange={(isChosen) =>
                  setChosen(isChosen ? [...chosen, post.id] : chosen.filter((id) => id !== post.id))
                }
              />
            ))}
          </section>
        ))}
        {answers.flatMap(({ post, words }) =>
          words.map(({ code, text }) => (
            <Notice key={`${post} ${code}`} tone="warn">
              {say(text)}
            </Notice>
          )),
        )}
        {session?.person === null ? (
          <LinkButton tone="main" block href={signIn}>
            {t('signUp')}
          </LinkButton>
        ) : (
          <Button tone="main" block busy={isBusy} disabled={chosen.length === 0} onClick={send}>
            {chosen.length === 0 ? t('chooseFirst') : t('signUpCount', { count: chosen.length })}
          </Button>
        )}
      </div>
    </Card>
  );
}

function Shown({ activity, reload }: { activity: ActivityInFull; reload: () => void }) {
  const t = useTexts(volunteerTexts);
  const dates = useDates();
  const { session } = useSession();
  return (
    <Page title={activity.title}>
      <div className="zz-stack is-loose">
        {activity.status === 'cancelled' ? (
          <Notice tone="bad">{t('cancelled', { reason: activity.cancelReason ?? '' })}</Notice>
        ) : null}
        {activity.status === 'settled' ? <Notice tone="info">{t('settled')}</Notice> : null}
        <Card>
          <Facts
            items={[
              [t('when'), dates.time(activity.startsAt)],
              [t('where'), [activity.placeName, activity.address].filter((part) => part !== null).join(' · ')],
              [t('who'), activity.unitName],
              [t('leader'), activity.leaderName],
              [t('what'), activity.content],
              [t('risks'), activity.risks],
            ]}
          />
          {activity.isDangerous ? <Notice tone="warn">{t('danger')}</Notice> : null}
        </Card>
        {activity.status === 'open' ? <SignUp activity={activity} reload={reload} /> : null}
        {activity.status === 'open' && session?.person != null ? (
          <GroupSignUp activity={activity} reload={reload} />
        ) : null}
        <div className="zz-row">
          {activity.mine.some(({ state }) => state === 'held') ? (
            <LinkButton icon="check" href={`/check?activity=${activity.id}`}>
              {t('checkTitle')}
            </LinkButton>
          ) : null}
          {activity.status === 'open' ? (
            <LinkButton href={`/api/v1/activities/${activity.id}/calendar.ics`} download="activity.ics">
              {t('toCalendar')}
            </LinkButton>
          ) : null}
          {activity.roles.length > 0 ? (
            <LinkButton icon="people" href={`/organise/${activity.id}`}>
              {t('organise')}
            </LinkButton>
          ) : null}
        </div>
      </div>
    </Page>
  );
}

/** One activity: what, where, which risks, and its places. */
export function ActivityPage({ values }: { values: Readonly<Record<string, string>> }) {
  const id = values['id'] ?? '';
  const t = useTexts(volunteerTexts);
  const loaded = useLoad<ActivityInFull>(`activities/${id}`, (signal) => api.get(`/activities/${id}`, { signal }));
  if (loaded.data !== undefined) return <Shown activity={loaded.data} reload={loaded.reload} />;
  return (
    <Page title={t('activities')}>
      <Await of={loaded}>{() => null}</Await>
    </Page>
  );
}
