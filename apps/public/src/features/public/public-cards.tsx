import type { PublicCase } from '@zhongzhi/casework/contract';
import { Card } from '@zhongzhi/ui';
import { useDates, useSay, useTexts } from '@zhongzhi/web-kit';
import { photoOf } from '../cases/photos.ts';
import { CaseTags } from '../cases/tags.tsx';
import { caseTexts } from '../cases/texts.ts';

/** Public reports as cards. */
export function PublicCards({ items, level: Title = 'h2' }: { items: readonly PublicCase[]; level?: 'h2' | 'h3' }) {
  const t = useTexts(caseTexts);
  const say = useSay();
  const dates = useDates();
  return (
    <ul className="zz-stack">
      {items.map((item) => (
        <li key={item.id}>
          <Card href={`/public/${item.id}`}>
            <div className="public-card">
              <div className="zz-stack is-tight">
                <Title className="card-title">{item.title}</Title>
                <CaseTags of={item} label={say(item.statusLabel)} />
                <p className="zz-quiet">
                  {[item.placePath.slice(-1)[0], item.categoryLabel, t('openedAt', { time: dates.day(item.openedAt) })]
                    .filter((part) => part !== null && part !== undefined)
                    .join(' · ')}
                  {item.followers > 0 ? ` · ${t('followers', { count: item.followers })}` : ''}
                </p>
              </div>
              {item.photos[0] === undefined ? null : (
                <img src={photoOf(item.photos[0]).url} alt="" width="88" height="88" loading="lazy" />
              )}
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}
