import type { CircleCard, CircleMember } from '@zhongzhi/circles/contract';
import type { ActivityInFull, GroupAnswer } from '@zhongzhi/volunteering/contract';
import { Button, Card, Checkbox, Field, Pager, Select, StatusTag, TextInput } from '@zhongzhi/ui';
import { useLoad, usePages, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await } from '../../app/page.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { groupTexts } from './texts.ts';

const MOST = 50;

interface ChosenProps {
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** The members of a circle, page by page, found by name as the circle shows it. */
function Members({ circle, chosen, onChange }: ChosenProps & { circle: string }) {
  const t = useTexts(groupTexts);
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const pages = usePages(`circle/${circle}/members for a group ${text}`, (after, signal) =>
    api.get<{ items: readonly CircleMember[]; next: string | null }>(`/circles/${circle}/members`, {
      query: { after, text: text === '' ? undefined : text },
      signal,
    }),
  );
  return (
    <>
      <Field label={t('search')} hint={t('searchHint')}>
        <TextInput type="search" value={typed} onChange={setTyped} most={20} />
      </Field>
      <Field label={t('members')} required group>
        <Await of={{ data: pages.items, problem: pages.problem, reload: pages.reload }}>
          {(items) => {
            const members = items.filter(({ state }) => state === 'joined');
            return members.length === 0 ? (
              <p className="zz-quiet">{t('none')}</p>
            ) : (
              <>
                {members.map(({ person, name }) => (
                  <Checkbox
                    key={person}
                    checked={chosen.includes(person)}
                    onChange={(isChosen) =>
                      onChange(isChosen ? [...chosen, person].slice(0, MOST) : chosen.filter((one) => one !== person))
                    }
                  >
                    {name}
                  </Checkbox>
                ))}
                <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
              </>
            );
          }}
        </Await>
      </Field>
    </>
  );
}

const TONES = { held: 'good', offered: 'good', waiting: 'warn', refused: 'bad' } as const;

function Results({ results }: { results: GroupAnswer['results'] }) {
  const t = useTexts(groupTexts);
  const say = useSay();
  const count = (state: string) => results.filter((one) => one.state === state).length;
  if (results.length === 0) return null;
  return (
    <section className="zz-stack" aria-live="polite">
      <h3>{t('results')}</h3>
      <p>{t('summary', { held: count('held'), waiting: count('waiting'), refused: count('refused') })}</p>
      <ul className="volunteer-lines">
        {results.map(({ person, name, state, number, words }) => (
          <li key={person}>
            <div>
              <strong>{name}</strong>
              {words.map(({ code, text }) => (
                <p key={code} className="zz-quiet">
                  {say(text)}
                </p>
              ))}
            </div>
            <StatusTag tone={TONES[state]}>
              {state === 'waiting'
                ? t('waiting', { number: number ?? 0 })
                : t(state === 'refused' ? 'refused' : 'held')}
            </StatusTag>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Group({
  activity,
  circles,
  reload,
}: {
  activity: ActivityInFull;
  circles: readonly CircleCard[];
  reload: () => void;
}) {
  const t = useTexts(groupTexts);
  const { isBusy, attempt } = useAttempt();
  const [circle, setCircle] = useState((circles.find(({ id }) => id === activity.circle) ?? circles[0])?.id ?? '');
  const posts = activity.shifts.flatMap((shift) => shift.posts.map((post) => ({ shift, post })));
  const [post, setPost] = useState(posts[0]?.post.id ?? '');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [results, setResults] = useState<GroupAnswer['results']>([]);
  const send = () =>
    attempt(async () => {
      const answer = await api.post<GroupAnswer>(`/activities/${activity.id}/group-sign-ups`, {
        body: { circle, post, people: chosen },
      });
      setResults(answer.results);
      setChosen([]);
      reload();
    });
  return (
    <div className="zz-stack">
      {circles.length === 1 ? null : (
        <Field label={t('circle')} required>
          <Select
            value={circle}
            onChange={(id) => {
              setCircle(id);
              setChosen([]);
            }}
            options={circles.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
      <Field label={t('post')} required>
        <Select
          value={post}
          onChange={setPost}
          options={posts.map((one) => ({
            value: one.post.id,
            label: t(one.post.taken >= one.post.capacity ? 'postFull' : 'postOf', {
              shift: one.shift.name,
              post: one.post.name,
              left: one.post.capacity - one.post.taken,
            }),
          }))}
        />
      </Field>
      <Members circle={circle} chosen={chosen} onChange={setChosen} />
      <Button tone="main" block busy={isBusy} disabled={chosen.length === 0} onClick={send}>
        {chosen.length === 0 ? t('choose') : t('send', { count: chosen.length })}
      </Button>
      <Results results={results} />
    </div>
  );
}

/** For leaders of a circle: members are signed up together, each with their own answer. */
export function GroupSignUp({ activity, reload }: { activity: ActivityInFull; reload: () => void }) {
  const t = useTexts(groupTexts);
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useLoad<{ items: readonly CircleCard[] }>('circles/mine', (signal) =>
    api.get('/circles/mine', { signal }),
  );
  const circles = (data?.items ?? []).filter(({ role, status }) => role === 'leader' && status === 'open');
  if (circles.length === 0 || activity.shifts.length === 0) return null;
  return (
    <Card title={t('title')}>
      <div className="zz-stack">
        <p className="zz-quiet">{t('about')}</p>
        {isOpen ? (
          <Group activity={activity} circles={circles} reload={reload} />
        ) : (
          <Button icon="people" block onClick={() => setIsOpen(true)}>
            {t('open')}
          </Button>
        )}
      </div>
    </Card>
  );
}
