import type { CaseLine } from '@zhongzhi/casework/contract';
import { Card } from '@zhongzhi/ui';
import { useDates, useSay, useTexts } from '@zhongzhi/web-kit';
import { CaseTags } from '../cases/tags.tsx';
import { useCaseTypes } from '../cases/case-types.ts';
import { caseTexts } from '../cases/texts.ts';

/** Matters as cards: what, where it stands, by when. */
export function CaseCards({ items, level: Title = 'h2' }: { items: readonly CaseLine[]; level?: 'h2' | 'h3' }) {
  const t = useTexts(caseTexts);
  const say = useSay();
  const dates = useDates();
  const types = useCaseTypes().data ?? [];
  const statusOf = (line: CaseLine) =>
    say(types.find(({ name }) => name === line.type)?.statuses.find(({ name }) => name === line.status)?.label) ||
    line.status;
  return (
    <ul className="zz-stack">
      {items.map((line) => (
        <li key={line.id}>
          <Card href={`/matters/${line.id}`}>
            <div className="zz-stack is-tight">
              <Title className="card-title">{line.title}</Title>
              <CaseTags of={line} label={statusOf(line)} />
              <p className="zz-quiet">
                {[line.placeName, t('openedAt', { time: dates.day(line.openedAt) }), line.unit?.name]
                  .filter((part) => part !== null && part !== undefined)
                  .join(' · ')}
              </p>
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}
