/** j and k (or the arrows) move the focus from row to row, Home and End to the ends; Enter is the link's own. */
import { useEffect, useRef, type RefObject } from 'react';
import { isTyping } from '../../app/shortcuts.ts';

interface RowKeys {
  readonly container: RefObject<HTMLElement | null>;
  readonly count: number;
  /** Scrolls a row into the window, so that it exists. */
  readonly reveal: (index: number) => void;
}

export function useRowKeys({ container, count, reveal }: RowKeys): void {
  const latest = useRef({ count, reveal });
  useEffect(() => {
    latest.current = { count, reveal };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const element = container.current;
      if (element === null || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || latest.current.count === 0)
        return;
      const focused = document.activeElement?.closest('[data-row]');
      const current =
        focused !== null && focused !== undefined && element.contains(focused) ? Number(focused.getAttribute('data-row')) : null;
      const next = nextRow(event.key, current, latest.current.count);
      if (next === null) return;
      event.preventDefault();
      latest.current.reveal(next);
      focusRow(element, next, 10);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [container]);
}

/** The row a key leads to; null when the key means nothing here. Arrows only move once a row has the focus. */
export function nextRow(key: string, current: number | null, count: number): number | null {
  const last = count - 1;
  if (key === 'j' || (key === 'ArrowDown' && current !== null)) return current === null ? 0 : Math.min(last, current + 1);
  if (key === 'k' || (key === 'ArrowUp' && current !== null)) return current === null ? 0 : Math.max(0, current - 1);
  if (key === 'Home' && current !== null) return 0;
  return key === 'End' && current !== null ? last : null;
}

/** The row may need a few frames to appear, and its link until its page has come. */
function focusRow(container: HTMLElement, index: number, framesLeft: number): void {
  const link = container.querySelector<HTMLElement>(`[data-row="${index}"] a`);
  if (link !== null) link.focus({ preventScroll: true });
  else if (framesLeft > 0) requestAnimationFrame(() => focusRow(container, index, framesLeft - 1));
}
