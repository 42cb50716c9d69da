import { useCallback, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { cx } from '../cx.ts';
import { Button } from '../parts/button.tsx';
import type { Tone } from '../parts/tags.tsx';
import { useWords } from '../words.ts';
import { useGestures } from './use-gestures.ts';
import { useSize } from './use-size.ts';
import {
  boundsOf,
  fit,
  fromScreen,
  gather,
  keepOn,
  projectionAt,
  ringsOf,
  scaleBar,
  toScreen,
  zoomAt,
  type Cluster,
  type Outline,
  type Place,
  type Projection,
  type Spot,
  type View,
} from './view.ts';

export interface MapPoint extends Place {
  id: string;
  /** What it is: read out, and shown beside the pointer. */
  label: string;
  tone?: Tone;
}

export interface DistrictMapProps {
  /** The outline, in the same reference system as points and pin. */
  outline: Outline;
  label?: string;
  points?: readonly MapPoint[];
  onPoint?: (id: string) => void;
  /** The chosen place. */
  pin?: Place | null;
  /** Lets people choose a place by tapping. */
  onPin?: (place: Place) => void;
  /** Names written on the land. */
  names?: readonly (Place & { text: string })[];
  height?: number | string;
}

/** A map drawn from the outline alone: no base map, no foreign host, works without a connection. */
export function DistrictMap({
  outline,
  label,
  points = [],
  onPoint,
  pin,
  onPin,
  names = [],
  height = 360,
}: DistrictMapProps) {
  const words = useWords();
  const hintId = useId();
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(svg);
  const { projection, bounds, path } = useLand(outline);
  const [view, setView] = useState<View | null>(null);
  const whole = useMemo(() => fit(bounds, size), [bounds, size]);
  const shown = view ?? whole;

  const change = useCallback(
    (step: (view: View) => View) => setView((before) => keepOn(step(before ?? whole), bounds, size)),
    [bounds, size, whole],
  );
  const spotOfPin = pin === null || pin === undefined ? null : projection.toPlane(pin);
  const onTap = (at: Spot) => {
    const spot = fromScreen(shown, size, at);
    if (onPin !== undefined) onPin(projection.toPlace(spot));
    else change((now) => ({ ...now, ...spot }));
  };
  const gestures = useGestures({ ref: svg, size, change, onTap });
  // A newly chosen place comes into the middle, and near enough to be corrected by a second tap.
  const [seenPin, setSeenPin] = useState(pin);
  if (pin?.longitude !== seenPin?.longitude || pin?.latitude !== seenPin?.latitude) {
    setSeenPin(pin);
    if (spotOfPin !== null) setView({ ...spotOfPin, scale: Math.max(shown.scale, whole.scale * 3) });
  }

  const spots = useMemo(
    () => points.map((point) => ({ point, spot: projection.toPlane(point) })),
    [points, projection],
  );
  const openCluster = (cluster: Cluster<{ point: MapPoint; spot: Spot }>) => {
    const [only] = cluster.items;
    const box = boundsOf(cluster.items.map(({ spot }) => spot));
    const isOneSpot = box.right - box.left < 1 && box.bottom - box.top < 1;
    if (only !== undefined && (cluster.items.length === 1 || (isOneSpot && shown.scale > 0.5)))
      onPoint?.(only.point.id);
    else change((now) => ({ ...fit(box, size, 80), scale: Math.max(now.scale * 2, fit(box, size, 80).scale) }));
  };
  const middle = { x: size.width / 2, y: size.height / 2 };
  const bar = scaleBar(shown, 110);
  const origin = toScreen(shown, size, { x: 0, y: 0 });
  return (
    <div className={cx('zz-map', onPin === undefined && 'is-read')} style={{ height }}>
      <svg
        ref={svg}
        className="zz-map-view"
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="application"
        tabIndex={0}
        aria-label={label ?? words.map}
        aria-describedby={hintId}
        {...gestures}
      >
        <g transform={`translate(${origin.x} ${origin.y}) scale(${shown.scale})`}>
          <path className="zz-map-land" d={path} />
        </g>
        {names.map((name) => {
          const at = toScreen(shown, size, projection.toPlane(name));
          return (
            <text key={name.text} className="zz-map-name" x={at.x} y={at.y}>
              {name.text}
            </text>
          );
        })}
        {gather(spots, shown, size).map((cluster) => (
          <ClusterMark key={cluster.items[0]?.point.id} cluster={cluster} onOpen={() => openCluster(cluster)} />
        ))}
        {spotOfPin !== null && <Pin at={toScreen(shown, size, spotOfPin)} />}
        {onPin !== undefined && (
          <path className="zz-map-cross" d={`M${middle.x - 14} ${middle.y}h28M${middle.x} ${middle.y - 14}v28`} />
        )}
      </svg>
      <p className="zz-hidden" id={hintId}>
        {onPin === undefined ? words.mapRead : words.mapPick}
      </p>
      <div className="zz-map-tools">
        <Button icon="plus" label={words.zoomIn} onClick={() => change((now) => zoomAt(now, size, middle, 2))} />
        <Button icon="minus" label={words.zoomOut} onClick={() => change((now) => zoomAt(now, size, middle, 0.5))} />
        <Button icon="map" label={words.zoomAll} onClick={() => setView(null)} />
      </div>
      <div className="zz-map-scale" style={{ width: bar.pixels }} aria-hidden="true">
        {bar.metres >= 1000 ? words.kilometres(bar.metres / 1000) : words.metres(bar.metres)}
      </div>
    </div>
  );
}

/** The land in metres: computed once, then only moved and scaled. */
function useLand(outline: Outline): { projection: Projection; bounds: ReturnType<typeof boundsOf>; path: string } {
  return useMemo(() => {
    const rings = ringsOf(outline).map((ring) =>
      ring.map(([longitude = 0, latitude = 0]) => ({ longitude, latitude })),
    );
    const all = rings.flat();
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const projection = projectionAt({
      longitude: mean(all.map((place) => place.longitude)),
      latitude: mean(all.map((place) => place.latitude)),
    });
    const lines = rings.map((ring) => ring.map(projection.toPlane));
    const path = lines
      .map((line) => `M${line.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`).join('L')}Z`)
      .join('');
    return { projection, bounds: boundsOf(lines.flat()), path };
  }, [outline]);
}

function ClusterMark({ cluster, onOpen }: { cluster: Cluster<{ point: MapPoint }>; onOpen: () => void }) {
  const words = useWords();
  const [first] = cluster.items;
  if (first === undefined) return null;
  const count = cluster.items.length;
  const text = count === 1 ? first.point.label : words.cluster(count);
  return (
    <g
      className={cx('zz-map-point', count === 1 && first.point.tone !== undefined && `is-${first.point.tone}`)}
      transform={`translate(${cluster.at.x} ${cluster.at.y})`}
      role="button"
      tabIndex={0}
      aria-label={text}
      onPointerUp={(event) => event.stopPropagation()}
      onClick={onOpen}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onOpen();
      }}
    >
      <title>{text}</title>
      <circle className="zz-map-touch" r="22" />
      <circle className="zz-map-dot" r={count === 1 ? 9 : 15} />
      {count > 1 && <text>{count > 999 ? '999+' : count}</text>}
      {count === 1 && first.point.tone === 'good' && <path d="m-4 0 3 3 5-6" />}
      {count === 1 && first.point.tone === 'bad' && <path d="M0-4v5M0 4v.1" />}
    </g>
  );
}

function Pin({ at }: { at: Spot }) {
  return (
    <g transform={`translate(${at.x} ${at.y})`} className="zz-map-pin">
      <path d="M0 0C-5-9-14-14-14-24a14 14 0 0 1 28 0C14-14 5-9 0 0z" />
      <circle cy="-24" r="5" fill="#fff" stroke="none" />
    </g>
  );
}
