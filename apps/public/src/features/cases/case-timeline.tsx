import type { CaseDetail, TimelineEntry } from '@zhongzhi/casework/contract';
import { Timeline, type Moment, type Tone } from '@zhongzhi/ui';
import { useDates, useSay, useTexts } from '@zhongzhi/web-kit';
import { caseTexts } from './texts.ts';

const BARE = new Set(['是', '否', 'Yes', 'No']);

const TONES: Readonly<Record<string, Tone>> = {
  open: 'info',
  answer: 'good',
  closed: 'good',
  'clock-overdue': 'bad',
  'clock-warning': 'warn',
  'not-accept': 'warn',
  return: 'warn',
  reopen: 'warn',
  ask: 'warn',
};

/** What happened, newest first, in the words of the people who did it. */
export function CaseTimeline({ of }: { of: CaseDetail }) {
  const t = useTexts(caseTexts);
  const say = useSay();
  const dates = useDates();
  const momentOf = (entry: TimelineEntry): Moment => {
    // A note often repeats what the form held; a bare yes or no says nothing without its question's answer in words.
    const facts = entry.facts.filter(
      ({ value }) => entry.note?.includes(value) !== true && !(entry.note && BARE.has(value)),
    );
    const who = entry.unit ?? entry.actor;
    return {
      key: String(entry.seq),
      title: say(entry.label),
      time: dates.time(entry.at),
      at: entry.at,
      tone: TONES[entry.action] ?? 'plain',
      ...(who === null ? {} : { actor: who }),
      ...(entry.note === null || entry.note === '' ? {} : { words: entry.note }),
      ...(facts.length === 0 || entry.action === 'open'
        ? {}
        : {
            more: (
              <ul className="zz-quiet">
                {facts.map((fact) => (
                  <li key={fact.value}>
                    {say(fact.label)}：{fact.value}
                  </li>
                ))}
              </ul>
            ),
          }),
    };
  };
  return <Timeline label={t('timeline')} moments={[...of.timeline].reverse().map(momentOf)} />;
}
