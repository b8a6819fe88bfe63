/** An input with a list beneath it, walked with the arrow keys: a combobox that chooses one thing and is done. */
import { useId, useState, type KeyboardEvent } from 'react';
import { takeFocus } from './take-focus.ts';

export interface SearchEntry {
  readonly id: string;
  readonly text: string;
  readonly hint: string;
  readonly run: () => void;
}

interface SearchListProps {
  readonly label: string;
  readonly placeholder: string;
  readonly none: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly entries: readonly SearchEntry[];
}

export function SearchList({ label, placeholder, none, text, onText, entries }: SearchListProps) {
  const [active, setActive] = useState(0);
  const listId = useId();
  const current = Math.min(active, entries.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      const next = (current + step + entries.length) % entries.length;
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      entries[current]?.run();
    }
  };
  return (
    <>
      <input
        ref={takeFocus}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={entries[current] === undefined ? undefined : `${listId}-${current}`}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          onText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className="w-full border-b border-line bg-card px-4 py-2.5 outline-none"
      />
      <ul id={listId} role="listbox" aria-label={label} className="max-h-80 overflow-y-auto p-1.5">
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === current}
            onClick={entry.run}
            onPointerMove={() => setActive(index)}
            className="flex cursor-pointer items-center justify-between gap-4 rounded-md px-2.5 py-1.5 aria-selected:bg-accent-wash"
          >
            <span className="min-w-0 truncate">{entry.text}</span>
            <span className="text-small whitespace-nowrap text-soft">{entry.hint}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 ? <p className="px-4 pb-3 text-soft">{none}</p> : null}
    </>
  );
}
