/** One key per answer. After `g` a key opens a page and answers nothing. */
import { useEffect, useRef } from 'react';
import { isTyping } from '../../app/shortcuts.ts';

export type Answer = 'confirmed' | 'denied' | 'unsure';
export type Act = Answer | 'undo';

const acts: Readonly<Record<string, Act>> = { y: 'confirmed', n: 'denied', u: 'unsure', z: 'undo' };
/** As long as `g` waits for its letter. */
const waitMs = 1_500;

/** What a key does; null where it does nothing here. @param wentAt when `g` was pressed last, in ms */
export function actOfKey(key: string, at: number, wentAt: number | null): Act | null {
  return wentAt !== null && at - wentAt < waitMs ? null : (acts[key] ?? null);
}

/** A click on the text of a dialog leaves the focus on the page behind it. */
function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** @param act says whether it took the key */
export function useAnswerKeys(isEnabled: boolean, act: (what: Act) => boolean): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!isEnabled) return undefined;
    let wentAt: number | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target) || isDialogOpen()) return;
      const what = actOfKey(event.key, event.timeStamp, wentAt);
      wentAt = event.key === 'g' ? event.timeStamp : null;
      if (what !== null && latest.current(what)) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [isEnabled]);
}
