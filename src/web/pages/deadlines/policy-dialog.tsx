/** One policy: its name, which findings it finds, and within how many days they must be closed. */
import { useState, type FormEvent } from 'react';
import { finding } from '#core/vulnerabilities/finding.ts';
import { useApp } from '../../app/context.tsx';
import { FilterBar } from '../../components/list/filter-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import type { PolicyDraft } from './policy-draft.ts';

const daysMax = 3650;

interface PolicyDialogProps {
  /** Null: a new one. */
  readonly policy: PolicyDraft | null;
  readonly onDone: (policy: PolicyDraft) => void;
  readonly onClose: () => void;
}

export function PolicyDialog({ policy, onDone, onClose }: PolicyDialogProps) {
  const { m } = useApp();
  const [name, setName] = useState(policy?.name ?? '');
  const [days, setDays] = useState(String(policy?.days ?? 30));
  const [filter, setFilter] = useState<string | undefined>(policy?.filter);
  const [isAsked, setAsked] = useState(false);
  const count = Number(days);
  const areDaysGood = Number.isInteger(count) && count >= 1 && count <= daysMax;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (name.trim() !== '' && areDaysGood && filter !== undefined) onDone({ name: name.trim(), days: count, filter });
  };
  return (
    <Dialog title={policy === null ? m.deadlines.add : m.deadlines.edit} onClose={onClose} closeLabel={m.product.close}>
      <div className="grid gap-4">
        <form id="policy" onSubmit={submit} className="grid gap-4">
          <TextField
            label={m.deadlines.name}
            value={name}
            maxLength={120}
            fault={isAsked && name.trim() === '' ? m.deadlines.nameMissing : undefined}
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            label={m.deadlines.days}
            help={m.deadlines.daysHelp}
            inputMode="numeric"
            value={days}
            fault={isAsked && !areDaysGood ? m.deadlines.daysWrong(daysMax) : undefined}
            onChange={(event) => setDays(event.target.value)}
          />
        </form>
        <div className="grid gap-1">
          <p className="font-medium">{m.deadlines.which}</p>
          <FilterBar kind={finding} text={filter} onText={setFilter} error={null} />
          {isAsked && filter === undefined ? <p className="text-small text-worse">{m.deadlines.filterMissing}</p> : null}
        </div>
        <Button kind="main" type="submit" form="policy">
          {m.deadlines.keep}
        </Button>
      </div>
    </Dialog>
  );
}
