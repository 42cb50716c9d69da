import type { Nameable } from '@zhongzhi/volunteering/contract';
import { Checkbox, Field } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import type { PartProps } from './part.ts';
import { planTexts } from './texts.ts';

const PARTS = ['checkers', 'recorders'] as const;

/** Who checks in and who records besides the leader; folded away, since the leader may do both. */
export function Hands({ project, values, change, faults }: PartProps) {
  const t = useTexts(planTexts);
  const { data } = useLoad<{ items: readonly Nameable[] }>(`projects/${project}/people`, (signal) =>
    api.get(`/projects/${project}/people`, { signal }),
  );
  const people = data?.items ?? [];
  if (people.length === 0) return null;
  return (
    <section className="zz-card">
      <details className="plan-more" open={PARTS.some((part) => faults[part] !== undefined) || undefined}>
        <summary>
          <h2>{t('hands')}</h2>
        </summary>
        <div className="zz-stack">
          {PARTS.map((part) => (
            <Field key={part} label={t(part)} group error={faults[part]}>
              <div className="plan-people">
                {people.map(({ person, name }) => (
                  <Checkbox
                    key={person}
                    checked={values[part].includes(person)}
                    onChange={(isIn) =>
                      change({
                        [part]: isIn ? [...values[part], person] : values[part].filter((one) => one !== person),
                      })
                    }
                  >
                    {name}
                  </Checkbox>
                ))}
              </div>
            </Field>
          ))}
        </div>
      </details>
      <p className="zz-quiet">{t('handsShort')}</p>
    </section>
  );
}
