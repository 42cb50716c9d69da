import { Button, DistrictMap, Field, Loading, Notice, ringsOf } from '@zhongzhi/ui';
import { findMe, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { isInside } from './inside.ts';
import { useOutline } from './outline.ts';
import { formTexts } from './texts.ts';
import type { Point } from './values.ts';

interface PointFieldProps {
  label: string;
  hint?: string | undefined;
  required: boolean;
  value: Point | null;
  onChange: (point: Point | null) => void;
  error?: string | undefined;
}

/** A place on the map: by the device's position, or by tapping. */
export function PointField({ label, hint, required, value, onChange, error }: PointFieldProps) {
  const t = useTexts(formTexts);
  const outline = useOutline();
  const [state, setState] = useState<'idle' | 'locating' | 'notLocated' | 'outside'>('idle');
  const take = (point: Point) => {
    const isHere = outline === undefined || isInside(ringsOf(outline), point.longitude, point.latitude);
    setState(isHere ? 'idle' : 'outside');
    if (isHere) onChange(point);
  };
  const locate = () => {
    setState('locating');
    findMe().then(take, () => setState('notLocated'));
  };
  return (
    <Field label={label} hint={hint} error={error} required={required} group>
      <div className="zz-stack is-tight">
        <div className="zz-row">
          <Button icon="pin" busy={state === 'locating'} onClick={locate}>
            {t(state === 'locating' ? 'locating' : 'here')}
          </Button>
          {value === null ? null : (
            <Button tone="quiet" icon="close" onClick={() => onChange(null)}>
              {t('unmark')}
            </Button>
          )}
        </div>
        {state === 'notLocated' || state === 'outside' ? <Notice tone="warn">{t(state)}</Notice> : null}
        {outline === undefined ? (
          <Loading lines={3} />
        ) : (
          <DistrictMap
            outline={outline}
            label={t('map')}
            pin={value}
            height={300}
            onPin={({ longitude, latitude }) =>
              take({ longitude: Number(longitude.toFixed(6)), latitude: Number(latitude.toFixed(6)) })
            }
          />
        )}
        <p className="zz-quiet" aria-live="polite">
          {value === null ? '' : t('marked')}
        </p>
      </div>
    </Field>
  );
}
