import type { ActivityCard } from '@zhongzhi/volunteering/contract';
import { Card, StatusTag, type Tone } from '@zhongzhi/ui';
import { useDates, useTexts } from '@zhongzhi/web-kit';
import { volunteerTexts } from './texts.ts';

/** How an activity stands that nobody signs up for: not published, called off, over. */
const STANDING = {
  draft: ['isDraft', 'plain'],
  cancelled: ['isCancelled', 'bad'],
  settled: ['isSettled', 'info'],
} as const satisfies Readonly<Record<string, readonly [string, Tone]>>;

function Standing({ activity: { status, capacity, taken } }: { activity: ActivityCard }) {
  const t = useTexts(volunteerTexts);
  if (!(status in STANDING)) return <Room capacity={capacity} taken={taken} />;
  const [word, tone] = STANDING[status as keyof typeof STANDING];
  return <StatusTag tone={tone}>{t(word)}</StatusTag>;
}

/** Room that is left, in a word. */
export function Room({ capacity, taken }: { capacity: number; taken: number }) {
  const t = useTexts(volunteerTexts);
  return taken >= capacity ? (
    <StatusTag tone="warn">{t('canWait')}</StatusTag>
  ) : (
    <StatusTag tone="good">{t('left', { count: capacity - taken })}</StatusTag>
  );
}

/** Activities as cards that lead to their pages. */
export function ActivityCards({ items, base = '/activities' }: { items: readonly ActivityCard[]; base?: string }) {
  const dates = useDates();
  return (
    <ul className="zz-stack">
      {items.map((one) => (
        <li key={one.id}>
          <Card href={`${base}/${one.id}`} title={one.title} aside={<Standing activity={one} />}>
            <p>{dates.time(one.startsAt)}</p>
            <p className="zz-quiet">{[one.placeName, one.address].filter((part) => part !== null).join(' · ')}</p>
          </Card>
        </li>
      ))}
    </ul>
  );
}
