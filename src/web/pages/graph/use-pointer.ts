/** Pointers on the picture: one drags it, two pinch it, the wheel zooms, and a press that stays where it was chooses. */
import { useEffect, useRef, type RefObject } from 'react';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PointerHandlers {
  readonly onPan: (x: number, y: number) => void;
  readonly onZoom: (factor: number, at: Point) => void;
  readonly onTap: (at: Point) => void;
}

/** Further than this a press is a drag. */
const tapPixels = 5;

export function usePointer(target: RefObject<HTMLElement | null>, handlers: PointerHandlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const element = target.current;
    if (element === null) return undefined;
    const points = new Map<number, Point>();
    let moved = 0;
    const at = (event: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      if (points.size === 0) moved = 0;
      points.set(event.pointerId, at(event));
    };
    const onMove = (event: PointerEvent) => {
      const before = points.get(event.pointerId);
      if (before === undefined) return;
      const now = at(event);
      const [x, y] = [now.x - before.x, now.y - before.y];
      const other = [...points].find(([id]) => id !== event.pointerId)?.[1];
      points.set(event.pointerId, now);
      moved += Math.hypot(x, y);
      if (moved < tapPixels) return;
      if (other === undefined) return latest.current.onPan(x, y);
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      const was = Math.hypot(before.x - other.x, before.y - other.y);
      latest.current.onPan(x / 2, y / 2);
      if (was > 0) latest.current.onZoom(Math.hypot(now.x - other.x, now.y - other.y) / was, middle);
    };
    const onUp = (event: PointerEvent) => {
      const last = points.get(event.pointerId);
      if (!points.delete(event.pointerId) || last === undefined || event.type === 'pointercancel') return;
      if (points.size === 0 && moved < tapPixels) latest.current.onTap(last);
    };
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      // Lines and pages of a wheel are about so many pixels.
      const pixels = event.deltaY * (event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 400 : 1);
      latest.current.onZoom(Math.exp(-pixels / 500), at(event));
    };
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
      element.removeEventListener('wheel', onWheel);
    };
  }, [target]);
}
