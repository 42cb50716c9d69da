import type { ActivityInFull } from '@zhongzhi/volunteering/contract';
import { Button, Checkbox, Dialog, Field, Notice, Select, TextInput, useToast } from '@zhongzhi/ui';
import { invalidate, problemOf, useDates, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { PointField } from '../form/point-field.tsx';
import type { Point } from '../form/values.ts';
import { shiftFaults } from './plan-faults.ts';
import { shiftValues, timesOf } from './plan-values.ts';
import { Times } from './shifts-part.tsx';
import { planTexts } from './texts.ts';
import './plan.css';

type Shift = ActivityInFull['shifts'][number];

interface ChangeProps {
  activity: ActivityInFull;
  onDone: () => void;
}

const pointOf = ({ longitude, latitude }: ActivityInFull): Point | null =>
  longitude === null || latitude === null ? null : { longitude, latitude };

function useChange(activity: ActivityInFull, first: Shift, done: (told: number) => void) {
  const t = useTexts(planTexts);
  const [shift, setShift] = useState(() => shiftValues(first));
  const [chosen, setChosen] = useState(first.id);
  const [address, setAddress] = useState(activity.address);
  const [moves, setMoves] = useState(false);
  const [point, setPoint] = useState(() => pointOf(activity));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const send = async () => {
    const times = timesOf(shift);
    const found = Object.fromEntries(
      Object.entries(shiftFaults(shift, new Date())).map(([field, word]) => [field, t(word)]),
    );
    if (address.trim().length < 2) found['address'] = t('faultMissing');
    setFaults(found);
    setProblem('');
    if (times === null || Object.keys(found).length > 0 || isBusy) return;
    setIsBusy(true);
    try {
      const { told } = await api.post<{ told: number }>(`/activities/${activity.id}/changes`, {
        body: {
          shift: chosen,
          meetsAt: times.meetsAt.toISOString(),
          startsAt: times.startsAt.toISOString(),
          endsAt: times.endsAt.toISOString(),
          ...(address.trim() === activity.address ? {} : { address: address.trim() }),
          ...(moves ? { point: point === null ? null : { longitude: point.longitude, latitude: point.latitude } } : {}),
        },
      });
      invalidate('activities');
      done(told);
    } catch (thrown) {
      setProblem(problemOf(thrown, String(thrown)).detail);
    } finally {
      setIsBusy(false);
    }
  };
  return {
    shift,
    chosen,
    address,
    setAddress,
    moves,
    setMoves,
    point,
    setPoint,
    faults,
    problem,
    isBusy,
    send,
    edit: (changes: object) => setShift((before) => ({ ...before, ...changes })),
    choose: (id: string) => {
      setChosen(id);
      setShift(shiftValues(activity.shifts.find((one) => one.id === id) ?? first));
    },
  };
}

function ChangeDialog({ activity, first, onDone, onClose }: ChangeProps & { first: Shift; onClose: () => void }) {
  const t = useTexts(planTexts);
  const dates = useDates();
  const tell = useToast();
  const form = useChange(activity, first, (told) => {
    tell(t('told', { count: told }));
    onClose();
    onDone();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('changeIt')}
      foot={
        <Button tone="main" busy={form.isBusy} onClick={() => void form.send()}>
          {t('changeSend')}
        </Button>
      }
    >
      <div className="zz-stack">
        <p className="zz-quiet">{t('changeAbout')}</p>
        {activity.shifts.length < 2 ? null : (
          <Field label={t('whichShift')} required>
            <Select
              value={form.chosen}
              onChange={form.choose}
              options={activity.shifts.map(({ id, name, startsAt }) => ({
                value: id,
                label: `${name} · ${dates.time(startsAt)}`,
              }))}
            />
          </Field>
        )}
        <Times shift={form.shift} faults={form.faults} onChange={form.edit} />
        <Field label={t('address')} required error={form.faults['address']}>
          <TextInput value={form.address} onChange={form.setAddress} most={100} />
        </Field>
        <Checkbox checked={form.moves} onChange={form.setMoves}>
          {t('movesPoint')}
        </Checkbox>
        {form.moves ? (
          <PointField label={t('point')} required={false} value={form.point} onChange={form.setPoint} />
        ) : null}
        {form.problem === '' ? null : <Notice tone="bad">{form.problem}</Notice>}
      </div>
    </Dialog>
  );
}

/** Another time or place: everyone signed up is told. */
export function Change(props: ChangeProps) {
  const t = useTexts(planTexts);
  const [isOpen, setIsOpen] = useState(false);
  const [first] = props.activity.shifts;
  if (first === undefined) return null;
  return (
    <>
      <Button icon="clock" onClick={() => setIsOpen(true)}>
        {t('changeIt')}
      </Button>
      {isOpen ? <ChangeDialog {...props} first={first} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
