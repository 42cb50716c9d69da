import type { DemoPerson } from '@zhongzhi/identity/contract';
import { Card } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { signInTexts } from './texts.ts';

/** The people of the demonstration, by what they are. */
export function DemoPeople({ onEnter }: { onEnter: (person: DemoPerson) => void }) {
  const t = useTexts(signInTexts);
  const { data } = useLoad<readonly DemoPerson[]>('demo/people', (signal) => api.get('/demo/people', { signal }));
  if (data === undefined || data.length === 0) return null;
  const groups = new Map<string, DemoPerson[]>();
  for (const person of data) groups.set(person.title, [...(groups.get(person.title) ?? []), person]);
  return (
    <Card title={t('demoTitle')}>
      <div className="zz-stack">
        <p className="zz-quiet">{t('demoAbout')}</p>
        {[...groups].map(([title, people]) => (
          <section key={title} className="zz-stack is-tight" aria-label={title}>
            <h3>{title}</h3>
            <ul className="demo-people">
              {people.map((person) => (
                <li key={person.id}>
                  <button type="button" className="demo-person" onClick={() => onEnter(person)}>
                    <span>{person.name}</span>
                    <span className="zz-quiet">{person.scope}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
  );
}
