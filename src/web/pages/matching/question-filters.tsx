/** Which questions are shown: how sure, what was answered, what it means for devices, and words. The address holds it all. */
import { useState, type FormEvent } from 'react';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { useGo } from '../../app/page-link.tsx';
import type { Search } from '../../app/page.ts';
import { Button } from '../../ui/button.tsx';
import { inputLook } from '../../ui/field.tsx';
import { bands, chosenOf, standings, statuses, toggled, type Chosen } from './asked.ts';

interface QuestionFiltersProps {
  readonly search: Search;
  /** Undefined: not counted yet. */
  readonly totals:
    | {
        readonly bands: Readonly<Record<(typeof bands)[number], number>>;
        readonly answers: Readonly<Record<(typeof standings)[number], number>>;
        readonly allVersions: number;
      }
    | undefined;
}

export function QuestionFilters({ search, totals }: QuestionFiltersProps) {
  const { m, f } = useApp();
  const go = useGo();
  const chosen = chosenOf(search);
  const [isOpen, setOpen] = useState(false);
  const show = (next: Search) => go({ to: '/matching', search: next, replace: true });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = formText(new FormData(event.currentTarget), 'words').trim();
    const { shown: _shown, words: _words, ...rest } = search;
    show({ ...rest, ...(words === '' ? {} : { words }) });
  };
  const group = <Value extends string>(
    name: keyof Chosen,
    label: string,
    values: readonly Value[],
    texts: Readonly<Record<Value, string>>,
    counts: Readonly<Record<Value, number>> | undefined,
  ) => (
    <div role="group" aria-label={label} className="flex flex-wrap items-center gap-1.5">
      <span aria-hidden="true" className="me-1 text-small text-soft">
        {label}
      </span>
      {values.map((value) => (
        <Toggle
          key={value}
          text={counts === undefined ? texts[value] : `${texts[value]} ${f.number(counts[value])}`}
          isOn={(chosen[name] as readonly string[]).includes(value)}
          onToggle={() => show(toggled(search, name, value))}
        />
      ))}
    </div>
  );
  const { all, shown: _shown, ...others } = search;
  return (
    <div role="group" aria-label={m.matching.filters} className="no-print flex flex-wrap items-center gap-x-6 gap-y-2.5">
      {/* On a phone the choices would fill the screen before the first question. */}
      <Button isSmall className="md:hidden" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {m.matching.filters}
      </Button>
      <div className={`flex flex-wrap items-center gap-x-6 gap-y-2.5 md:contents ${isOpen ? '' : 'max-md:hidden'}`}>
        {group('band', m.matching.band, bands, m.matching.bands, totals?.bands)}
        {group('answer', m.matching.answer, standings, m.matching.standings, totals?.answers)}
        {group('status', m.matching.status, statuses, m.matching.statuses, undefined)}
        <Toggle
          text={totals === undefined ? m.matching.onlyAllVersions : `${m.matching.onlyAllVersions} ${f.number(totals.allVersions)}`}
          isOn={all === 'true'}
          onToggle={() => show(all === 'true' ? others : { ...others, all: 'true' })}
        />
      </div>
      <form onSubmit={submit} role="search" className="flex max-w-xl min-w-0 flex-1 basis-72 gap-2" key={search['words'] ?? ''}>
        <input
          type="search"
          name="words"
          aria-label={m.matching.search}
          placeholder={m.matching.searchHelp}
          defaultValue={search['words'] ?? ''}
          maxLength={200}
          autoComplete="off"
          className={inputLook}
        />
        <Button type="submit">{m.matching.find}</Button>
      </form>
    </div>
  );
}

function Toggle({ text, isOn, onToggle }: { readonly text: string; readonly isOn: boolean; readonly onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onToggle}
      className={`min-h-7 rounded-full border px-2.5 py-0.5 text-small pointer-coarse:min-h-10 ${isOn ? 'border-accent bg-accent-wash text-accent' : 'border-line bg-card text-soft hover:border-edge'}`}
    >
      {text}
    </button>
  );
}
