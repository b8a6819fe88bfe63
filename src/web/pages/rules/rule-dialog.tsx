/** One rule: its name, which assets it finds, and what it gives them. */
import { useState, type FormEvent } from 'react';
import { RuleBody } from '#contract/endpoints/rules.ts';
import { asset } from '#core/assets/asset.ts';
import { assignableFields } from '#core/assets/assignment-rules.ts';
import { useApp } from '../../app/context.tsx';
import { ValueField } from '../../components/asset-work/value-field.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';
import { FilterBar } from '../../components/list/filter-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';

interface RuleDialogProps {
  /** Null: a new one. */
  readonly rule: RuleBody | null;
  readonly onDone: (rule: RuleBody) => void;
  readonly onClose: () => void;
}

export function RuleDialog({ rule, onDone, onClose }: RuleDialogProps) {
  const { m, t } = useApp();
  const [name, setName] = useState(rule?.name ?? '');
  const [filter, setFilter] = useState<string | undefined>(rule?.filter);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(Object.entries(rule?.facts ?? {}).map(([field, value]) => [field, String(value)])),
  );
  const [isAsked, setAsked] = useState(false);
  const facts = Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value.trim() !== '')
      .map(([field, value]) => [field, field === 'tier' ? Number(value) : value.trim()]),
  );
  const areFactsGood = Object.keys(facts).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const read = RuleBody.safeParse({ name: name.trim(), filter, facts });
    if (read.success) onDone(read.data);
  };
  return (
    <Dialog title={rule === null ? m.rules.add : m.rules.edit} onClose={onClose} closeLabel={m.product.close}>
      <div className="grid gap-4">
        <div className="grid gap-1">
          <p className="font-medium">{m.rules.which}</p>
          <p className="text-small text-soft">{m.rules.whichHelp}</p>
          <FilterBar kind={asset} text={filter} onText={setFilter} error={null} />
          {isAsked && filter === undefined ? <p className="text-small text-worse">{m.rules.filterMissing}</p> : null}
        </div>
        <form onSubmit={submit} className="grid gap-4">
          <TextField
            label={m.rules.name}
            value={name}
            maxLength={120}
            fault={isAsked && name.trim() === '' ? m.rules.nameMissing : undefined}
            onChange={(event) => setName(event.target.value)}
          />
          {assignableFields.map((field) => (
            <ValueField
              key={field}
              field={field}
              label={capitalised(t(asset.fields[field].label))}
              empty={m.rules.notSet}
              textHelp={undefined}
              value={values[field] ?? ''}
              onChange={(value) => setValues({ ...values, [field]: value })}
            />
          ))}
          {isAsked && !areFactsGood ? <p className="text-small text-worse">{m.rules.valueMissing}</p> : null}
          <Button kind="main" type="submit">
            {m.deadlines.keep}
          </Button>
        </form>
      </div>
    </Dialog>
  );
}
