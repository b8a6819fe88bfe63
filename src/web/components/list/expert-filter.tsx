/** The filter as RQL text. What cannot be read is shown where it stands, with what may stand there. */
import { useId, useState, type FormEvent } from 'react';
import type { Problem } from '#core/kernel/problem.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import { useApp } from '../../app/context.tsx';
import { useSaid } from '../../app/said.ts';
import { Button } from '../../ui/button.tsx';
import { inputLook } from '../../ui/field.tsx';
import { readFilter } from './filter-model.ts';

interface ExpertFilterProps {
  readonly kind: RecordKind;
  readonly text: string;
  readonly problem: Problem | null;
  readonly onText: (text: string | undefined) => void;
}

export function ExpertFilter({ kind, text, problem, onText }: ExpertFilterProps) {
  const { m } = useApp();
  const id = useId();
  const [typed, setTyped] = useState(text);
  const [fault, setFault] = useState<Problem | null>(problem);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readFilter(typed, kind);
    setFault(read.kind === 'problem' ? read.problem : null);
    if (read.kind === 'filter') onText(typed.trim() === '' ? undefined : typed.trim());
  };
  return (
    <form onSubmit={submit} className="grid gap-1">
      <div className="flex gap-2">
        <input
          id={id}
          aria-label={m.lists.expert}
          aria-describedby={`${id}-said`}
          aria-invalid={fault === null ? undefined : true}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          placeholder={m.lists.expertPlaceholder}
          onChange={(event) => {
            setTyped(event.target.value);
            setFault(null);
          }}
          className={`${inputLook} font-mono text-small`}
        />
        <Button type="submit">{m.lists.apply}</Button>
      </div>
      <div id={`${id}-said`} className="text-small text-soft" aria-live="polite">
        {fault === null ? m.lists.expertHelp : <Fault text={typed} fault={fault} />}
      </div>
    </form>
  );
}

function Fault({ text, fault }: { readonly text: string; readonly fault: Problem }) {
  const { m } = useApp();
  const said = useSaid(fault.message);
  const { position, expected } = fault.data;
  const place = typeof position === 'number' ? Math.min(position, text.length) : null;
  const names = Array.isArray(expected) ? expected.map(String) : [];
  return (
    <div className="text-worse">
      {place === null ? null : (
        <p aria-hidden="true" className="overflow-x-auto font-mono whitespace-pre">
          {text.slice(Math.max(0, place - 40), place)}
          <mark className="bg-worse-wash text-worse underline decoration-wavy">{text.slice(place, place + 1) || '␣'}</mark>
          {text.slice(place + 1, place + 30)}
        </p>
      )}
      <p>
        ▲ {said}
        {names.length === 0 || fault.message.includes('Expected') ? '' : ` ${m.lists.expected(names.join(', '))}`}
      </p>
    </div>
  );
}
