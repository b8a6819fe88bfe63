/** How the columns of a CSV are read: guessed by the node, corrected here. */
import type { ImportPreview } from '#contract/endpoints/imports.ts';
import { useApp } from '../../app/context.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';

/** Header → target; null: not read. Only what the reader changed. */
export type Corrections = Readonly<Record<string, string | null>>;

/** The mapping to send; null where nothing was corrected, so that the node guesses as it showed. */
export function mappingOf(preview: ImportPreview | undefined, corrected: Corrections): Readonly<Record<string, string>> | null {
  if (preview === undefined || Object.keys(corrected).length === 0) return null;
  const mapping: Record<string, string> = {};
  for (const column of preview.columns) {
    const target = corrected[column.header] === undefined ? column.target : corrected[column.header];
    if (target !== null && target !== undefined) mapping[target] = column.header;
  }
  return mapping;
}

interface MappingTableProps {
  readonly preview: ImportPreview;
  readonly corrected: Corrections;
  readonly onCorrect: (corrected: Corrections) => void;
}

export function MappingTable({ preview, corrected, onCorrect }: MappingTableProps) {
  const { m, t } = useApp();
  const targetOf = (header: string, guessed: string | null) => (corrected[header] === undefined ? guessed : corrected[header]);
  const taken = new Map(preview.columns.map((column) => [targetOf(column.header, column.target), column.header]));
  /** A target is read from one column: choosing it here takes it away there. */
  const choose = (header: string, target: string | null) => {
    const other = target === null ? undefined : taken.get(target);
    onCorrect({ ...corrected, ...(other === undefined ? {} : { [other]: null }), [header]: target });
  };
  return (
    <details className="mt-3" open>
      <summary className="w-fit text-small text-soft hover:text-ink">{m.imports.mapping}</summary>
      <p className="mt-1 mb-2 max-w-[70ch] text-small text-soft">{m.imports.mappingHelp}</p>
      <div className="max-h-80 overflow-auto rounded-md border border-line">
        <table className="w-full border-collapse">
          <thead className="sticky top-0 bg-card text-small text-soft">
            <tr className="border-b border-line">
              <th className="px-3 py-1.5">{m.imports.column}</th>
              <th className="px-3 py-1.5 max-sm:hidden">{m.imports.samples}</th>
              <th className="px-3 py-1.5">{m.imports.readAs}</th>
            </tr>
          </thead>
          <tbody>
            {preview.columns.map((column) => {
              const target = targetOf(column.header, column.target);
              return (
                <tr key={column.header} className="border-b border-line last:border-0">
                  <td className="px-3 py-1.5 font-medium break-words">{column.header}</td>
                  <td className="max-w-64 truncate px-3 py-1.5 text-soft max-sm:hidden">{column.samples.join(', ')}</td>
                  <td className="px-3 py-1">
                    <select
                      aria-label={`${m.imports.readAs}: ${column.header}`}
                      value={target ?? ''}
                      onChange={(event) => choose(column.header, event.target.value === '' ? null : event.target.value)}
                      className={`w-full rounded-md border bg-card px-2 py-1 ${target === null ? 'border-line text-soft' : 'border-edge'}`}
                    >
                      <option value="">{m.imports.notRead}</option>
                      {preview.targets.map((choice) => (
                        <option key={choice.target} value={choice.target}>
                          {capitalised(t(choice.label))}
                        </option>
                      ))}
                    </select>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
