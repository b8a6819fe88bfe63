/** Asks one value of an asset that people may state: from a list where there is one, else as text. */
import { asset } from '#core/assets/asset.ts';
import type { StatableField } from '#core/assets/stated-facts.ts';
import type { Field } from '#core/query/record-kind.ts';
import { useApp } from '../../app/context.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';

interface ValueFieldProps {
  readonly field: StatableField;
  readonly label: string;
  /** What an empty value of a list means. */
  readonly empty: string;
  readonly textHelp: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const tiers = ['1', '2', '3', '4'];

export function ValueField({ field, label, empty, textHelp, value, onChange }: ValueFieldProps) {
  const { t } = useApp();
  const { choices, help }: Field = asset.fields[field];
  const listed =
    choices?.map((one) => [one.value, t(one.label)] as const) ?? (field === 'tier' ? tiers.map((one) => [one, one] as const) : null);
  if (listed === null)
    return <TextField label={label} help={textHelp} value={value} maxLength={200} onChange={(event) => onChange(event.target.value)} />;
  return (
    <SelectField
      label={label}
      help={help === undefined ? undefined : t(help)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{empty}</option>
      {listed.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </SelectField>
  );
}
