import { Button, Card, Checkbox, Field, Notice, TextInput } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import type { PartProps } from './part.ts';
import type { Faults } from './plan-faults.ts';
import { newPost, newShift, type ShiftValues } from './plan-values.ts';
import { Posts } from './posts-part.tsx';
import { planTexts } from './texts.ts';

/** Day, meeting, start and end of a shift. */
export function Times({
  shift,
  faults,
  onChange,
}: {
  shift: ShiftValues;
  faults: Faults;
  onChange: (changes: Partial<ShiftValues>) => void;
}) {
  const t = useTexts(planTexts);
  const time = (field: 'meets' | 'starts' | 'ends', required: boolean) => (
    <Field label={t(field)} required={required} error={faults[`${shift.key}.${field}`]}>
      <TextInput type="time" value={shift[field]} onChange={(value) => onChange({ [field]: value })} />
    </Field>
  );
  return (
    <div className="zz-stack is-tight">
      <Field label={t('day')} required error={faults[`${shift.key}.day`]}>
        <TextInput type="date" value={shift.day} onChange={(day) => onChange({ day })} />
      </Field>
      <div className="plan-times">
        {time('starts', true)}
        {time('ends', true)}
        {time('meets', false)}
      </div>
      {shift.starts !== '' && shift.ends !== '' && shift.ends <= shift.starts ? (
        <p className="zz-quiet">{t('nextDay')}</p>
      ) : null}
    </div>
  );
}

interface ShiftProps {
  shift: ShiftValues;
  position: number;
  isOnly: boolean;
  faults: Faults;
  onChange: (changes: Partial<ShiftValues>) => void;
  onRemove: () => void;
}

function Shift({ shift, position, isOnly, faults, onChange, onRemove }: ShiftProps) {
  const t = useTexts(planTexts);
  const number = position + 1;
  return (
    <section className="zz-stack plan-shift" aria-label={t('shift', { number })}>
      {isOnly ? null : (
        <>
          <div className="zz-row is-apart">
            <h3>{t('shift', { number })}</h3>
            <Button tone="quiet" icon="remove" label={t('removeShift', { number })} onClick={onRemove} />
          </div>
          <Field label={t('shiftName')} required error={faults[`${shift.key}.name`]}>
            <TextInput value={shift.name} onChange={(name) => onChange({ name })} most={30} />
          </Field>
        </>
      )}
      <Times shift={shift} faults={faults} onChange={onChange} />
      {position === 0 ? null : (
        <Checkbox
          checked={shift.posts !== null}
          onChange={(hasOwn) => onChange({ posts: hasOwn ? [newPost()] : null })}
        >
          {t('ownPosts')}
        </Checkbox>
      )}
      {shift.posts === null ? null : (
        <Posts posts={shift.posts} faults={faults} onChange={(posts) => onChange({ posts })} />
      )}
    </section>
  );
}

/** One or several shifts; those after the first have its posts unless they say otherwise. */
export function Shifts({ values, change, faults }: PartProps) {
  const t = useTexts(planTexts);
  const { shifts } = values;
  const remove = (key: string) => {
    const left = shifts.filter((shift) => shift.key !== key);
    // The first shift's posts are everybody's: they stay when it goes.
    change({
      shifts: left.map((shift, at) =>
        at === 0 ? { ...shift, posts: shift.posts ?? shifts.at(0)?.posts ?? [] } : shift,
      ),
    });
  };
  return (
    <Card title={t('when')}>
      <div className="zz-stack is-loose">
        {faults['shifts'] === undefined ? null : <Notice tone="bad">{faults['shifts']}</Notice>}
        {shifts.map((shift, position) => (
          <Shift
            key={shift.key}
            shift={shift}
            position={position}
            isOnly={shifts.length === 1}
            faults={faults}
            onChange={(changes) =>
              change({ shifts: shifts.map((one) => (one.key === shift.key ? { ...one, ...changes } : one)) })
            }
            onRemove={() => remove(shift.key)}
          />
        ))}
        <div>
          <Button
            icon="plus"
            onClick={() => change({ shifts: [...shifts, newShift(t('shift', { number: shifts.length + 1 }), null)] })}
          >
            {t('addShift')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
