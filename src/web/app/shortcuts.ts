/** Keys that work on every page: Ctrl/⌘ K, ?, and g followed by the letter of a page. Keys of lists are in the table. */
import { useEffect, useRef } from 'react';
import { pages } from '../pages/registry.ts';
import { useApp } from './context.tsx';
import { mayOpen, type Page } from './page.ts';
import { useGo } from './page-link.tsx';

interface Shortcuts {
  readonly openPalette: () => void;
  readonly openKeys: () => void;
  readonly isEnabled: boolean;
}

/** Typing in a field, or a dialog being open, takes the single keys. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest('input:not([type=checkbox],[type=radio]),textarea,select,dialog,[role=listbox]') !== null
  );
}

export function useShortcuts({ openPalette, openKeys, isEnabled }: Shortcuts): void {
  const go = useGo();
  const { session } = useApp();
  const latest = useRef({ openPalette, openKeys });
  useEffect(() => {
    latest.current = { openPalette, openKeys };
  });
  const waitsForLetter = useRef(0);
  useEffect(() => {
    if (!isEnabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        latest.current.openPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') latest.current.openKeys();
      else if (waitsForLetter.current > event.timeStamp) {
        const page = (pages as unknown as readonly Page[]).find((candidate) => candidate.nav?.key === event.key);
        waitsForLetter.current = 0;
        if (page === undefined || session === undefined || !mayOpen(page, session.role)) return;
        event.preventDefault();
        go({ to: page.path as '/', ...(page.nav?.search === undefined ? {} : { search: page.nav.search }) });
      } else if (event.key === 'g') waitsForLetter.current = event.timeStamp + 1500;
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [go, isEnabled, session]);
}
