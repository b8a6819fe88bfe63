/** Adding a condition: choose a field by typing, then how it is asked and with what. Operators and choices come from the kind. */
import { useState, type FormEvent } from 'react';
import { foldName } from '#core/kernel/text.ts';
import type { Filter } from '#core/query/filter.ts';
import type { Field, RecordKind } from '#core/query/record-kind.ts';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { SearchList } from '../../ui/search-list.tsx';
import { conditionOf, operatorsFor, type AskOperator } from './filter-model.ts';

interface AddFilterProps {
  readonly kind: RecordKind;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onAdd: (condition: Filter) => void;
}

export function AddFilter({ kind, isOpen, onOpenChange, onAdd }: AddFilterProps) {
  const { m } = useApp();
  const [name, setName] = useState<string | null>(null);
  const field = name === null ? undefined : kind.fields[name];
  const change = (open: boolean) => {
    setName(null);
    onOpenChange(open);
  };
  return (
    <Popover label={<>+ {m.lists.addFilter}</>} isOpen={isOpen} onOpenChange={change} triggerId="add-filter">
      {name === null || field === undefined ? (
        <FieldChoice kind={kind} onChoose={setName} />
      ) : (
        <ConditionForm
          name={name}
          field={field}
          onBack={() => setName(null)}
          onDone={(condition) => {
            onAdd(condition);
            change(false);
          }}
        />
      )}
    </Popover>
  );
}

function FieldChoice({ kind, onChoose }: { readonly kind: RecordKind; readonly onChoose: (name: string) => void }) {
  const { m, t } = useApp();
  const [text, setText] = useState('');
  const wanted = foldName(text);
  const entries = Object.entries(kind.fields)
    .filter(([name, field]) => field.filterable !== false && field.type !== 'id' && foldName(`${t(field.label)} ${name}`).includes(wanted))
    .map(([name, field]) => ({ id: name, text: t(field.label), hint: name, run: () => onChoose(name) }));
  return (
    <SearchList
      label={m.lists.addFilter}
      placeholder={m.lists.addFilterPlaceholder}
      none={m.lists.noField}
      text={text}
      onText={setText}
      entries={entries}
    />
  );
}

interface ConditionFormProps {
  readonly name: string;
  readonly field: Field;
  readonly onBack: () => void;
  readonly onDone: (condition: Filter) => void;
}

function ConditionForm({ name, field, onBack, onDone }: ConditionFormProps) {
  const { m, t, session } = useApp();
  const operators = operatorsFor(field);
  const [operator, setOperator] = useState<AskOperator>(operators[0] as AskOperator);
  const [values, setValues] = useState<readonly string[]>(field.type === 'boolean' ? ['true'] : []);
  const timeZone = session?.organisation.timeZone ?? 'Europe/Amsterdam';
  const condition = conditionOf({ name, field, operator, values, timeZone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The sheet stands inside other forms' trees in React, not in the page.
    event.stopPropagation();
    if (condition !== null) onDone(condition);
  };
  return (
    <form onSubmit={submit} className="grid gap-3 p-4">
      <p className="font-semibold">{t(field.label)}</p>
      {field.help === undefined ? null : <p className="-mt-2 text-small text-soft">{t(field.help)}</p>}
      {operators.length === 1 ? null : (
        <SelectField
          label={m.lists.operator}
          value={operator}
          ref={takeFocus}
          onChange={(event) => {
            setOperator(event.target.value as AskOperator);
            if (field.type !== 'boolean') setValues([]);
          }}
        >
          {operators.map((choice) => (
            <option key={choice} value={choice}>
              {m.lists.ops[choice]}
            </option>
          ))}
        </SelectField>
      )}
      {operator === 'unknown' || operator === 'known' ? null : (
        <ValueInput field={field} operator={operator} values={values} onValues={setValues} />
      )}
      <div className="flex justify-between">
        <Button kind="quiet" onClick={onBack}>
          {m.lists.back}
        </Button>
        <Button kind="main" type="submit" disabled={condition === null}>
          {m.lists.apply}
        </Button>
      </div>
    </form>
  );
}

interface ValueInputProps {
  readonly field: Field;
  readonly operator: AskOperator;
  readonly values: readonly string[];
  readonly onValues: (values: readonly string[]) => void;
}

function ValueInput({ field, operator, values, onValues }: ValueInputProps) {
  const { m } = useApp();
  if (field.type === 'choice' || field.type === 'boolean')
    return <ChoiceInput field={field} isMany={operator === 'in'} values={values} onValues={onValues} />;
  const isDays = operator === 'older' || operator === 'younger';
  const isTime = !isDays && (field.type === 'day' || field.type === 'instant');
  const isNumber = isDays || field.type === 'integer' || field.type === 'number';
  return (
    <TextField
      label={isDays ? `${m.lists.value} (${m.lists.days})` : m.lists.value}
      type={isTime ? 'date' : isNumber ? 'number' : 'text'}
      {...(isNumber ? { min: isDays ? 0 : undefined, step: isDays || field.type === 'integer' ? 1 : 'any' } : {})}
      value={values[0] ?? ''}
      onChange={(event) => onValues([event.target.value])}
    />
  );
}

function ChoiceInput({ field, isMany, values, onValues }: Omit<ValueInputProps, 'operator'> & { readonly isMany: boolean }) {
  const { m, t } = useApp();
  const choices =
    field.type === 'boolean'
      ? [
          { value: 'true', text: m.product.yes },
          { value: 'false', text: m.product.no },
        ]
      : (field.choices ?? []).map((choice) => ({ value: choice.value, text: t(choice.label) }));
  const toggle = (value: string, isOn: boolean) => {
    if (!isMany) onValues([value]);
    else onValues(choices.map((choice) => choice.value).filter((known) => (known === value ? isOn : values.includes(known))));
  };
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">{isMany ? m.lists.choose : m.lists.value}</legend>
      {choices.map(({ value, text }) => (
        <label key={value} className="flex cursor-pointer items-center gap-2 rounded-sm px-1 py-0.5 hover:bg-wash">
          <input
            type={isMany ? 'checkbox' : 'radio'}
            name="value"
            className="size-4 accent-accent"
            checked={values.includes(value)}
            onChange={(event) => toggle(value, event.target.checked)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
