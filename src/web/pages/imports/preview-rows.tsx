/** The first rows of a table as they will be read: what is left out or refused is marked with its reason. */
import type { ImportPreview } from '#contract/endpoints/imports.ts';
import { useApp } from '../../app/context.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';

export function PreviewRows({ preview }: { readonly preview: ImportPreview }) {
  const { m, t } = useApp();
  const fieldOf = new Map(preview.fields.map((field) => [field.field, field]));
  const read = preview.columns.flatMap(({ field, header }, index) =>
    field === null ? [] : [{ index, header, field: fieldOf.get(field) }],
  );
  return (
    <section aria-label={m.profiles.rows}>
      <h3 className="font-medium">{m.profiles.rows}</h3>
      <p className="mt-1 mb-2 max-w-[70ch] text-small text-soft">{preview.rows.length === 0 ? m.profiles.rowsNone : m.profiles.rowsHelp}</p>
      {preview.rows.length === 0 || read.length === 0 ? null : (
        <div className="overflow-x-auto rounded-md border border-line" role="region" aria-label={m.profiles.rows} tabIndex={0}>
          <table className="w-full border-collapse text-table">
            <thead className="text-small text-soft">
              <tr className="border-b border-line">
                <th className="px-3 py-1.5 text-end">{m.profiles.row}</th>
                {read.map(({ index, header, field }) => (
                  <th key={index} className="px-3 py-1.5 whitespace-nowrap">
                    {capitalised(field === undefined ? header : t(field.label))}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.rows.map((row) => (
                <tr key={row.line} className={`border-b border-line last:border-0 ${row.refused === null ? '' : 'bg-worse-wash'}`}>
                  <th scope="row" className="px-3 py-1.5 text-end align-top font-normal text-soft">
                    {row.line}
                    {row.refused === null ? null : <Marked label={m.profiles.rowRefused} issue={row.refused} />}
                  </th>
                  {read.map(({ index, field }) => (
                    <td key={index} className="max-w-72 px-3 py-1.5 align-top break-words">
                      <ReadCell cell={row.cells[index]} field={field} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

type Cell = ImportPreview['rows'][number]['cells'][number];
type Field = ImportPreview['fields'][number];

function ReadCell({ cell, field }: { readonly cell: Cell | undefined; readonly field: Field | undefined }) {
  const { m, t } = useApp();
  if (cell === undefined) return null;
  if (cell.issue !== null) {
    return (
      <>
        <s className="text-soft">{cell.written}</s>
        <Marked label={m.profiles.cellLeftOut} issue={cell.issue} />
      </>
    );
  }
  if (cell.value === null) return <span className="text-soft">–</span>;
  const choice = field?.choices.find(({ value }) => value === cell.value);
  if (choice !== undefined) return t(choice.label);
  if (field?.kind === 'boolean') return cell.value === 'true' ? m.product.yes : m.product.no;
  return cell.value;
}

function Marked({ label, issue }: { readonly label: string; readonly issue: NonNullable<Cell['issue']> }) {
  const { m } = useApp();
  const reasons: Readonly<Record<string, string>> = m.profiles.issues;
  return (
    <span className="block text-tiny text-worse">
      ▲ {label}: {reasons[issue.code] ?? issue.message}
    </span>
  );
}
