/** How a table will be read, before it is: its columns, words and fixed values to be set right, and the first rows as they come out. */
import type { ImportPreview } from '#contract/endpoints/imports.ts';
import type { MappingSettings } from '#core/imports/mapping-profile.ts';
import { foldName } from '#core/kernel/text.ts';
import { useApp } from '../../app/context.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';
import { Button } from '../../ui/button.tsx';
import { guessedReading, settingsShown, withField, type TableReading } from './mapping-settings.ts';
import { HeaderNotice, shownHeader } from './header-notice.tsx';
import { FixedValues, TableOptions, UnknownWords } from './mapping-values.tsx';
import { PreviewRows } from './preview-rows.tsx';
import { ProfileBar } from './profile-bar.tsx';

interface MappingEditorProps {
  readonly preview: ImportPreview;
  readonly reading: TableReading;
  readonly onReading: (reading: TableReading) => void;
  /** Of the file, for the name of a new profile. */
  readonly file: string;
  /** The preview is that of the settings before; the next is on its way. */
  readonly isPassing: boolean;
}

export function MappingEditor({ preview, reading, onReading, file, isPassing }: MappingEditorProps) {
  const { m } = useApp();
  const settings = reading.settings ?? settingsShown(preview);
  const change = (changed: MappingSettings) => {
    // Without a column there is nothing to read with: back to what the headers say.
    onReading(changed.columns.length === 0 && changed.headerless !== true ? guessedReading : { ...reading, settings: changed });
  };
  const parts = { preview, settings, onChange: change };
  return (
    <details className="mt-3" open>
      <summary className="w-fit text-small text-soft hover:text-ink">{m.imports.mapping}</summary>
      <div className="mt-2 grid grid-cols-1 gap-4">
        <ProfileBar preview={preview} reading={reading} onReading={onReading} file={file} />
        <HeaderNotice {...parts} />
        <div>
          <p className="mb-2 max-w-[70ch] text-small text-soft">{m.imports.mappingHelp}</p>
          <ColumnTable {...parts} isChanged={reading.settings !== null} isPassing={isPassing} />
          {reading.settings === null ? null : (
            <div className="mt-2">
              <Button kind="quiet" isSmall onClick={() => onReading({ ...reading, settings: null })}>
                {m.profiles.startOver}
              </Button>
            </div>
          )}
        </div>
        <UnknownWords {...parts} />
        <FixedValues {...parts} />
        <TableOptions {...parts} />
        <PreviewRows preview={preview} />
      </div>
    </details>
  );
}

interface ColumnTableProps {
  readonly preview: ImportPreview;
  readonly settings: MappingSettings;
  readonly onChange: (settings: MappingSettings) => void;
  readonly isChanged: boolean;
  readonly isPassing: boolean;
}

function ColumnTable(props: ColumnTableProps) {
  const { m } = useApp();
  const { preview } = props;
  // Two columns may have one header.
  const columns = preview.columns.map((column, index) => ({ column, index, key: `${index} ${column.header}` }));
  return (
    <div className="max-h-96 overflow-auto rounded-md border border-line" role="region" aria-label={m.imports.mapping} tabIndex={0}>
      <table className="w-full border-collapse">
        <thead className="sticky top-0 bg-card text-small text-soft">
          <tr className="border-b border-line">
            <th className="px-3 py-1.5">{m.imports.column}</th>
            <th className="px-3 py-1.5 max-sm:hidden">{m.imports.samples}</th>
            <th className="px-3 py-1.5">{m.imports.readAs}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ column, index, key }) => (
            <tr key={key} className="border-b border-line last:border-0">
              <td className="px-3 py-1.5 font-medium break-words">{shownHeader(m, props.settings, column.header)}</td>
              <td className="max-w-64 truncate px-3 py-1.5 text-soft max-sm:hidden">{samplesOf(preview, index)}</td>
              <td className="px-3 py-1">
                <ColumnField {...props} column={column} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function samplesOf({ rows }: ImportPreview, index: number): string {
  const written = rows.map(({ cells }) => cells[index]?.written ?? '').filter((text) => text !== '');
  return [...new Set(written)].slice(0, 4).join(', ');
}

interface ColumnFieldProps extends ColumnTableProps {
  readonly column: ImportPreview['columns'][number];
}

function ColumnField({ preview, column, settings, onChange, isChanged, isPassing }: ColumnFieldProps) {
  const { m, t } = useApp();
  const labelOf = (name: string) => t(preview.fields.find(({ field }) => field === name)?.label ?? { en: name, nl: name });
  const fields = settings.columns.filter(({ header }) => foldName(header) === foldName(column.header)).map(({ field }) => field);
  // What was chosen stands there at once, before the node has read with it.
  const chosen = isPassing ? (fields[0] ?? null) : column.field;
  const also = fields.filter((field) => field !== chosen && chosen !== null);
  const reason =
    column.reason === 'taken'
      ? m.profiles.reasons.taken(labelOf(column.couldBe ?? ''))
      : column.reason === 'profile'
        ? column.field === null
          ? m.imports.notRead
          : m.profiles.reasons[isChanged ? 'here' : 'profile']
        : m.profiles.reasons[column.reason];
  return (
    <>
      <select
        aria-label={`${m.imports.readAs}: ${shownHeader(m, settings, column.header)}`}
        value={chosen ?? ''}
        onChange={(event) => onChange(withField(settings, column.header, event.target.value === '' ? null : event.target.value))}
        className={`w-full rounded-md border bg-card px-2 py-1 pointer-coarse:min-h-10 ${chosen === null ? 'border-line text-soft' : 'border-edge'}`}
      >
        <option value="">{m.imports.notRead}</option>
        {preview.fields.map(({ field, label }) => (
          <option key={field} value={field}>
            {capitalised(t(label))}
          </option>
        ))}
      </select>
      <span className="block px-2 text-tiny text-soft">
        {[reason, ...also.map((field) => m.profiles.alsoRead(labelOf(field)))].join(', ')}
      </span>
    </>
  );
}
