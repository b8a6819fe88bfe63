/** What the words of a table mean, what holds for every row, and where the table stands. */
import { useState } from 'react';
import type { ImportPreview } from '#contract/endpoints/imports.ts';
import { dayOrders, headerRowMax, type MappingSettings } from '#core/imports/mapping-profile.ts';
import { foldName } from '#core/kernel/text.ts';
import { useApp } from '../../app/context.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckField, inputLook, SelectField, TextField } from '../../ui/field.tsx';
import { withFixed, withHeaders, withoutHeaders, withTranslation } from './mapping-settings.ts';

interface PartProps {
  readonly preview: ImportPreview;
  readonly settings: MappingSettings;
  readonly onChange: (settings: MappingSettings) => void;
}

type PreviewField = ImportPreview['fields'][number];

/** Value and label of what a field may hold; null where it holds any text. */
function useChoices(): (field: PreviewField | undefined) => readonly { readonly value: string; readonly label: string }[] | null {
  const { m, t } = useApp();
  return (field) => {
    if (field?.kind === 'choice') return field.choices.map(({ value, label }) => ({ value, label: t(label) }));
    if (field?.kind === 'tier') return ['1', '2', '3', '4'].map((value) => ({ value, label: value }));
    if (field?.kind !== 'boolean') return null;
    return [
      { value: 'true', label: m.product.yes },
      { value: 'false', label: m.product.no },
    ];
  };
}

/** Words that nobody knows, and those that were given a meaning here or by the profile and stand in the file. */
export function UnknownWords({ preview, settings, onChange }: PartProps) {
  const { m, t } = useApp();
  const choicesOf = useChoices();
  const given = Object.entries(settings.translations).flatMap(([field, words]) => Object.keys(words).map((word) => ({ field, word })));
  const words = [...preview.words, ...given].filter(({ field, word }, index, all) => {
    const isSame = (other: { readonly field: string; readonly word: string }) =>
      other.field === field && foldName(other.word) === foldName(word);
    return all.findIndex(isSame) === index;
  });
  if (words.length === 0) return null;
  return (
    <details open={preview.words.length > 0}>
      <summary className="w-fit font-medium">{m.profiles.words}</summary>
      <p className="mt-1 mb-2 text-small text-soft">{m.profiles.wordsHelp}</p>
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {words.map(({ field, word }) => {
          const known = preview.fields.find((each) => each.field === field);
          const label = known === undefined ? field : t(known.label);
          const value = translationOf(settings, field, word);
          return (
            <li key={`${field} ${word}`}>
              <SelectField
                label={m.profiles.meaning(word, label)}
                value={value === undefined ? 'leave-out:' : value === null ? 'nothing:' : value}
                onChange={({ target }) =>
                  onChange(
                    withTranslation(
                      settings,
                      { field, word },
                      target.value === 'leave-out:' ? undefined : target.value === 'nothing:' ? null : target.value,
                    ),
                  )
                }
              >
                <option value="leave-out:">{m.profiles.leaveOut}</option>
                <option value="nothing:">{m.profiles.saysNothing}</option>
                {(choicesOf(known) ?? (typeof value === 'string' ? [{ value, label: value }] : [])).map((choice) => (
                  <option key={choice.value} value={choice.value}>
                    {choice.label}
                  </option>
                ))}
              </SelectField>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function translationOf({ translations }: MappingSettings, field: string, word: string): string | null | undefined {
  return Object.entries(translations[field] ?? {}).find(([other]) => foldName(other) === foldName(word))?.[1];
}

function FixedList({ preview, settings, onChange }: PartProps) {
  const { m, t } = useApp();
  const choicesOf = useChoices();
  const fixed = Object.entries(settings.fixed);
  if (fixed.length === 0) return null;
  return (
    <ul className="mb-2 flex flex-wrap gap-2">
      {fixed.map(([name, held]) => {
        const known = preview.fields.find((each) => each.field === name);
        const label = capitalised(known === undefined ? name : t(known.label));
        const shown = choicesOf(known)?.find((choice) => choice.value === held)?.label ?? held;
        return (
          <li key={name} className="flex items-center gap-1 rounded-md border border-line ps-2.5">
            {label}: {shown}
            <Button kind="quiet" isSmall aria-label={m.profiles.fixedRemove(label)} onClick={() => onChange(withFixed(settings, name, ''))}>
              ×
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

export function FixedValues({ preview, settings, onChange }: PartProps) {
  const { m, t } = useApp();
  const choicesOf = useChoices();
  const [field, setField] = useState('');
  const [value, setValue] = useState('');
  const chosen = preview.fields.find((each) => each.field === field);
  const choices = choicesOf(chosen);
  const add = () => {
    onChange(withFixed(settings, field, value.trim()));
    setField('');
    setValue('');
  };
  return (
    <details open={Object.keys(settings.fixed).length > 0}>
      <summary className="w-fit font-medium">{m.profiles.fixed}</summary>
      <p className="mt-1 mb-2 text-small text-soft">{m.profiles.fixedHelp}</p>
      <FixedList preview={preview} settings={settings} onChange={onChange} />
      <div className="grid items-end gap-2 sm:grid-cols-[1fr_1fr_auto]">
        <SelectField label={m.profiles.fixedField} value={field} onChange={(event) => (setField(event.target.value), setValue(''))}>
          <option value="">–</option>
          {preview.fields
            .filter(({ isIdentity }) => !isIdentity)
            .map((each) => (
              <option key={each.field} value={each.field}>
                {capitalised(t(each.label))}
              </option>
            ))}
        </SelectField>
        {choices === null ? (
          <TextField
            label={m.profiles.fixedValue}
            type={chosen?.kind === 'day' ? 'date' : 'text'}
            maxLength={200}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        ) : (
          <SelectField label={m.profiles.fixedValue} value={value} onChange={(event) => setValue(event.target.value)}>
            <option value="">–</option>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </SelectField>
        )}
        <Button disabled={field === '' || value.trim() === ''} onClick={add}>
          {m.profiles.fixedAdd}
        </Button>
      </div>
    </details>
  );
}

export function TableOptions({ preview, settings, onChange }: PartProps) {
  const { m } = useApp();
  const { role, sheet, headerRow, dayOrder } = settings;
  const isHeaderless = settings.headerless === true;
  const headers = preview.columns.map(({ header }) => header);
  return (
    <details>
      <summary className="w-fit font-medium">{m.profiles.table}</summary>
      <div className="mt-2 grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {role === 'findings' ? null : (
          <SelectField
            label={m.profiles.role}
            value={role}
            onChange={(event) => onChange({ ...settings, role: event.target.value === 'discovery' ? 'discovery' : 'register' })}
          >
            <option value="register">{m.profiles.roles.register}</option>
            <option value="discovery">{m.profiles.roles.discovery}</option>
          </SelectField>
        )}
        {preview.sheets.length < 2 && sheet === null ? null : (
          <SelectField
            label={m.profiles.sheet}
            value={sheet ?? ''}
            onChange={(event) => onChange({ ...settings, sheet: event.target.value === '' ? null : event.target.value })}
          >
            <option value="">{m.profiles.sheetAny}</option>
            {[...new Set([...preview.sheets, ...(sheet === null ? [] : [sheet])])].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        <CheckField
          label={m.profiles.headerless}
          help={m.profiles.headerlessHelp}
          checked={isHeaderless}
          onChange={() => onChange(isHeaderless ? withHeaders(settings) : withoutHeaders(settings, headers))}
        />
        <label className="grid content-start gap-1">
          <span className="font-medium">{m.profiles.headerRow}</span>
          <input
            type="number"
            min={1}
            max={headerRowMax}
            className={inputLook}
            placeholder={`${m.profiles.headerRowAny}: ${preview.headerRow ?? '–'}`}
            value={headerRow ?? ''}
            disabled={isHeaderless}
            onChange={({ target }) => onChange({ ...settings, headerRow: rowNumberOf(target.value) })}
          />
        </label>
        <SelectField
          label={m.profiles.dayOrder}
          value={dayOrder ?? 'any'}
          onChange={({ target }) => onChange({ ...settings, dayOrder: dayOrders.find((order) => order === target.value) ?? null })}
        >
          {(['any', ...dayOrders] as const).map((order) => (
            <option key={order} value={order}>
              {m.profiles.dayOrders[order]}
            </option>
          ))}
        </SelectField>
      </div>
    </details>
  );
}

function rowNumberOf(text: string): number | null {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= headerRowMax ? number : null;
}
