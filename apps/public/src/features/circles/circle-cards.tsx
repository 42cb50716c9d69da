import { CIRCLE_KIND_LABELS, type CircleCard } from '@zhongzhi/circles/contract';
import { Card, StatusTag } from '@zhongzhi/ui';
import { useSay, useTexts } from '@zhongzhi/web-kit';
import { circleTexts } from './texts.ts';

/** What one is in a circle, or how far it is, in a word. */
export function CircleTag({ circle }: { circle: Pick<CircleCard, 'status' | 'role'> }) {
  const t = useTexts(circleTexts);
  if (circle.status === 'review') return <StatusTag tone="warn">{t('review')}</StatusTag>;
  if (circle.status === 'refused') return <StatusTag tone="bad">{t('refused')}</StatusTag>;
  if (circle.status === 'dissolved') return <StatusTag>{t('dissolved')}</StatusTag>;
  if (circle.role === 'leader') return <StatusTag tone="good">{t('lead')}</StatusTag>;
  return circle.role === 'member' ? <StatusTag tone="good">{t('joinedTag')}</StatusTag> : null;
}

/** Circles as cards that lead to their pages. */
export function CircleCards({ items }: { items: readonly CircleCard[] }) {
  const t = useTexts(circleTexts);
  const say = useSay();
  return (
    <ul className="zz-stack circle-list">
      {items.map((circle) => (
        <li key={circle.id}>
          <Card href={`/circles/${circle.id}`} title={circle.name} aside={<CircleTag circle={circle} />}>
            <p className="circle-intro">{circle.intro}</p>
            <p className="zz-quiet">
              {[
                say(CIRCLE_KIND_LABELS[circle.kind]),
                circle.placeName,
                t('members', { count: circle.members }),
                circle.role === null ? t(circle.joining) : null,
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </p>
          </Card>
        </li>
      ))}
    </ul>
  );
}
