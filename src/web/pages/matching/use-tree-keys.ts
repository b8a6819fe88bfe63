/**
 * Arrow keys in a tree of nested <details>: right opens or goes in, left closes or goes out, up and down walk what is visible, Home
 * and End the ends. Opening and closing by Enter and Space, and what a screen reader says of it, are the browser's own.
 */
import { useEffect, type RefObject } from 'react';
import { isTyping } from '../../app/shortcuts.ts';

export function useTreeKeys(container: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const tree = container.current;
    if (tree === null) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const own = event.target;
      if (!(own instanceof HTMLElement) || own.tagName !== 'SUMMARY' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!step(tree, own, event.key)) return;
      event.preventDefault();
    };
    tree.addEventListener('keydown', onKey);
    return () => tree.removeEventListener('keydown', onKey);
  }, [container]);
}

/** The keys work as soon as the page is open: the first branch has the focus, unless somebody is typing or in a dialog. */
export function useTreeFocus(container: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (isTyping(document.activeElement)) return;
    container.current?.querySelector('summary')?.focus({ preventScroll: true });
  }, [container]);
}

/** @returns whether the key means something here */
function step(tree: HTMLElement, own: HTMLElement, key: string): boolean {
  const branch = own.parentElement as HTMLDetailsElement;
  if (key === 'ArrowRight' && !branch.open) branch.open = true;
  else if (key === 'ArrowRight') branch.querySelector<HTMLElement>('details > summary:not(:scope > summary)')?.focus();
  else if (key === 'ArrowLeft' && branch.open) branch.open = false;
  else if (key === 'ArrowLeft') branch.parentElement?.closest('details')?.querySelector<HTMLElement>('summary')?.focus();
  else return walk(tree, own, key);
  return true;
}

function walk(tree: HTMLElement, own: HTMLElement, key: string): boolean {
  const visible = [...tree.querySelectorAll<HTMLElement>('summary')].filter((one) => one.checkVisibility());
  const at = visible.indexOf(own);
  const target = { ArrowDown: visible[at + 1], ArrowUp: visible[at - 1], Home: visible[0], End: visible.at(-1) }[key];
  if (!['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(key)) return false;
  target?.focus();
  return true;
}

export function openAll(tree: HTMLElement | null, isOpen: boolean): void {
  for (const branch of tree?.querySelectorAll('details') ?? []) branch.open = isOpen;
}
