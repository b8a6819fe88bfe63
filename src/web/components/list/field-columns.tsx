/** Columns from the fields of a kind: label, width and sort follow from the declaration. */
import type { Field, RecordKind } from '#core/query/record-kind.ts';
import { defaultColumns } from '#core/query/columns.ts';
import type { Localised } from '#core/kernel/text.ts';
import type { ListColumn } from './columns.ts';
import { FieldValue } from './field-value.tsx';

const widths: Readonly<Record<Field['type'], readonly [number, number]>> = {
  text: [124, 1.3],
  name: [108, 1.5],
  choice: [128, 1.2],
  boolean: [92, 0.6],
  integer: [100, 0.5],
  number: [80, 0.6],
  day: [112, 0.7],
  instant: [106, 0.7],
  id: [150, 1],
};

type RowOf = Readonly<Record<string, unknown>>;

/** Every field but the id and those in `without`; a page may put its own column in the place of one. */
export function fieldColumns<Row extends RowOf>(
  kind: RecordKind,
  t: (text: Localised) => string,
  own: Readonly<Record<string, Partial<ListColumn<Row>>>> = {},
): readonly ListColumn<Row>[] {
  return Object.entries(kind.fields)
    .filter(([, field]) => field.type !== 'id')
    .map(([name, field]) => ({
      id: name,
      label: capitalised(t(field.label)),
      width: field.unit === 'count' ? ([84, 0.4] as const) : widths[field.type],
      ...(isEnd(field) ? { isEnd: true } : {}),
      ...(field.sortable === false
        ? {}
        : { sort: { field: name, first: isDescendingFirst(field) ? ('descending' as const) : ('ascending' as const) } }),
      cell: (row: Row) => <FieldValue field={field} value={row[name]} />,
      ...own[name],
    }));
}

export function defaultColumnIds(kind: RecordKind): readonly string[] {
  return defaultColumns(kind).map((column) => column.name);
}

function isEnd(field: Field): boolean {
  return field.type === 'integer' || field.type === 'number';
}

/** Worst, largest and newest first. */
function isDescendingFirst(field: Field): boolean {
  return (
    field.ordered === true || field.type === 'number' || field.type === 'instant' || (field.type === 'integer' && field.unit === 'count')
  );
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
