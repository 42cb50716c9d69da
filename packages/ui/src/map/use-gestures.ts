import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { pan, zoomAt, type Size, type Spot, type View } from './view.ts';

interface Gestures {
  ref: RefObject<SVGSVGElement | null>;
  size: Size;
  change: (step: (view: View) => View) => void;
  onTap: (at: Spot) => void;
}

/** A finger trembles; less than this is a tap. */
const TAP_PIXELS = 8;
const KEY_PIXELS = 60;

type Step = (view: View, size: Size, middle: Spot) => View;
const closer: Step = (view, size, middle) => zoomAt(view, size, middle, 1.6);
const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: (view) => pan(view, { x: KEY_PIXELS, y: 0 }),
  ArrowRight: (view) => pan(view, { x: -KEY_PIXELS, y: 0 }),
  ArrowUp: (view) => pan(view, { x: 0, y: KEY_PIXELS }),
  ArrowDown: (view) => pan(view, { x: 0, y: -KEY_PIXELS }),
  '+': closer,
  '=': closer,
  '-': (view, size, middle) => zoomAt(view, size, middle, 1 / 1.6),
};

function useWheel({ ref, size, change }: Pick<Gestures, 'ref' | 'size' | 'change'>): void {
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    // React listens passively to the wheel, and could not keep the page from scrolling.
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      change((view) => zoomAt(view, size, at, Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002))));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [ref, size, change]);
}

/** Dragging, pinching, wheel, keys and tapping on the map. Everything a gesture does, buttons or keys do as well. */
export function useGestures({ ref, size, change, onTap }: Gestures) {
  const fingers = useRef(new Map<number, Spot>());
  const moved = useRef(0);

  const spotOf = (event: { clientX: number; clientY: number }): Spot => {
    const box = ref.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };

  useWheel({ ref, size, change });

  const onPointerDown = (event: PointerEvent) => {
    if (fingers.current.size === 0) moved.current = 0;
    fingers.current.set(event.pointerId, spotOf(event));
  };

  const onPointerMove = (event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = spotOf(event);
    const by = { x: now.x - before.x, y: now.y - before.y };
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    moved.current += Math.hypot(by.x, by.y);
    fingers.current.set(event.pointerId, now);
    if (other !== undefined) {
      moved.current += TAP_PIXELS;
      const apart = (spot: Spot) => Math.max(1, Math.hypot(spot.x - other.x, spot.y - other.y));
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      change((view) => zoomAt(pan(view, { x: by.x / 2, y: by.y / 2 }), size, middle, apart(now) / apart(before)));
    } else if (moved.current > TAP_PIXELS) {
      // Only now, so that a tap on a point still reaches the point.
      ref.current?.setPointerCapture?.(event.pointerId);
      change((view) => pan(view, by));
    }
  };

  const onPointerUp = (event: PointerEvent) => {
    const at = fingers.current.get(event.pointerId);
    fingers.current.delete(event.pointerId);
    if (at !== undefined && moved.current <= TAP_PIXELS && fingers.current.size === 0) onTap(at);
  };

  const onPointerCancel = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== ref.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const middle = { x: size.width / 2, y: size.height / 2 };
    const step = STEPS[event.key];
    if (step !== undefined) change((view) => step(view, size, middle));
    else if (event.key === 'Enter' || event.key === ' ') onTap(middle);
    else return;
    event.preventDefault();
  };

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onKeyDown };
}
