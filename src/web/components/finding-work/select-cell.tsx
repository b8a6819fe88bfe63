/** The name of a row with its box; `x` ticks the box of the row that has the focus. */
import { useEffect, type ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { isTyping } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import type { Selection } from './selection.ts';

interface SelectCellProps<Row> {
  readonly row: Row;
  readonly title: string;
  readonly selection: Selection<Row>;
  readonly children: ReactNode;
}

export function SelectCell<Row>({ row, title, selection, children }: SelectCellProps<Row>) {
  const { m } = useApp();
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <input
        type="checkbox"
        aria-label={m.decisions.select(title)}
        checked={selection.isSelected(row)}
        onChange={() => selection.toggle(row)}
        className="no-print size-4 shrink-0 accent-accent pointer-coarse:size-5"
      />
      <span className="min-w-0 flex-1 truncate max-md:whitespace-normal">{children}</span>
    </span>
  );
}

/** How many rows are selected, with a way out; nothing where none is. */
export function SelectedCount<Row>({ selection }: { readonly selection: Selection<Row> }) {
  const { m } = useApp();
  if (selection.count === 0) return null;
  return (
    <span className="inline-flex items-center gap-1 text-small" role="status">
      {m.decisions.selected(selection.count)}
      <Button kind="quiet" isSmall onClick={selection.clear}>
        {m.decisions.clear}
      </Button>
    </span>
  );
}

/** For the list as a whole: its rows come and go while it is scrolled. */
export function useSelectKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'x' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      document.activeElement?.closest('[data-row]')?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
