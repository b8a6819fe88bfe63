/** The filter as chips that read as words, a way to add one, and the text of it for the expert. The address holds it. */
import { useEffect, useState } from 'react';
import { isProblem } from '#core/kernel/problem.ts';
import { describeFilter } from '#core/query/describe.ts';
import type { Filter } from '#core/query/filter.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import { recordKinds } from '#core/records/registry.ts';
import { useApp } from '../../app/context.tsx';
import { isTyping } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { AddFilter } from './add-filter.tsx';
import { ExpertFilter } from './expert-filter.tsx';
import { addCondition, conditionsOf, printConditions, readFilter } from './filter-model.ts';

interface FilterBarProps {
  readonly kind: RecordKind;
  readonly text: string | undefined;
  readonly onText: (text: string | undefined) => void;
  /** What the node said of the filter, if it refused it. */
  readonly error: Error | null;
}

export function FilterBar({ kind, text, onText, error }: FilterBarProps) {
  const { m, language } = useApp();
  const [isAdding, setAdding] = useState(false);
  const read = readFilter(text, kind);
  const refused = isProblem(error) && error.code === 'filter-invalid' ? error : null;
  const problem = read.kind === 'problem' ? read.problem : refused;
  const [isExpert, setExpert] = useState(problem !== null);
  const conditions = read.kind === 'filter' ? conditionsOf(read.filter) : [];
  useFilterKey(() => setAdding(true));
  const describe = (condition: Filter) => describeFilter(condition, kind, recordKinds, language);
  return (
    <>
      {conditions.length === 0 ? null : <p className="mb-3 hidden print:block">{conditions.map(describe).join(' · ')}</p>}
      <div className="no-print mb-3 grid gap-2">
        <div role="group" aria-label={m.lists.filter} className="flex flex-wrap items-center gap-2">
          {conditions.map((condition, index) => (
            <span
              key={printConditions([condition])}
              className="inline-flex max-w-full items-center gap-1 rounded-full border border-line bg-card py-0.5 ps-3 pe-1 text-small"
            >
              <span className="min-w-0 truncate">{describe(condition)}</span>
              <button
                type="button"
                aria-label={m.lists.remove(describe(condition))}
                onClick={() => onText(printConditions(conditions.filter((_, place) => place !== index)))}
                className="grid size-6 shrink-0 place-items-center rounded-full text-soft hover:bg-wash hover:text-ink"
              >
                ×
              </button>
            </span>
          ))}
          <AddFilter
            kind={kind}
            isOpen={isAdding}
            onOpenChange={setAdding}
            onAdd={(condition) => onText(addCondition(text, kind, condition))}
          />
          {conditions.length > 1 ? (
            <Button kind="quiet" isSmall onClick={() => onText(undefined)}>
              {m.lists.clear}
            </Button>
          ) : null}
          <Button kind="quiet" isSmall aria-expanded={isExpert || problem !== null} onClick={() => setExpert(!isExpert)}>
            {m.lists.expert}
          </Button>
        </div>
        {isExpert || problem !== null ? (
          <ExpertFilter key={text ?? ''} kind={kind} text={text ?? ''} problem={problem} onText={onText} />
        ) : null}
      </div>
    </>
  );
}

/** `/` opens the choice of a field, wherever the focus is. */
function useFilterKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      open();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}
