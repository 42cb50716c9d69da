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

/** Dragging, pinching, wheel, keys and tapping on the map. Everything a gesture does, buttons or keys do as well. */
export function useGestures({ ref, size, change, onTap }: Gestures) {
  const fingers = useRef(new Map<number, Spot>());
  const moved = useRef(0);

  const spotOf = (event: { clientX: number; clientY: number }): Spot => {
    const box = ref.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };

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

  const middle = { x: size.width / 2, y: size.height / 2 };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== ref.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, Spot> = {
      ArrowLeft: { x: KEY_PIXELS, y: 0 },
      ArrowRight: { x: -KEY_PIXELS, y: 0 },
      ArrowUp: { x: 0, y: KEY_PIXELS },
      ArrowDown: { x: 0, y: -KEY_PIXELS },
    };
    const by = moves[event.key];
    if (by !== undefined) change((view) => pan(view, by));
    else if (event.key === '+' || event.key === '=') change((view) => zoomAt(view, size, middle, 1.6));
    else if (event.key === '-') change((view) => zoomAt(view, size, middle, 1 / 1.6));
    else if (event.key === 'Enter' || event.key === ' ') onTap(middle);
    else return;
    event.preventDefault();
  };

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onKeyDown };
}
