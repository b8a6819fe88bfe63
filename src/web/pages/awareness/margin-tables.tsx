/** What was published of groups of departments and of role groups: two tables, one per margin of the cube. Figures are the subject's own. */
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';

export type CubeSide = 'groupId' | 'roleGroupId';

interface MarginCell {
  readonly groupId: string | null;
  readonly roleGroupId: string | null;
  /** Null: hidden. */
  readonly people: number | null;
}

/** The cells of one side, summed over the other; without those of nobody. */
export function marginOf<Cell extends MarginCell>(cells: readonly Cell[], side: CubeSide): readonly Cell[] {
  const other = side === 'groupId' ? 'roleGroupId' : 'groupId';
  return cells.filter((cell) => cell[side] !== null && cell[other] === null && cell.people !== 0);
}

interface MarginTableProps<Cell> {
  readonly label: string;
  readonly cells: readonly Cell[];
  readonly side: CubeSide;
  readonly nameOf: (id: string | null) => string;
  readonly note?: ReactNode;
  /** Beside name and number of people. */
  readonly columns: readonly PlainColumn<Cell>[];
}

export function MarginTable<Cell extends MarginCell>({ label, cells, side, nameOf, note, columns }: MarginTableProps<Cell>) {
  const { m, f } = useApp();
  if (cells.length === 0) return null;
  return (
    <Card title={label} isFlush>
      {note === undefined ? null : <p className="max-w-[75ch] px-4 pb-2 text-small text-soft">{note}</p>}
      <PlainTable
        label={label}
        rows={cells}
        keyOf={(cell) => cell[side] ?? ''}
        isStacked
        columns={[
          { label: m.awareness.name, cell: (cell) => nameOf(cell[side]) },
          { label: m.awareness.people, isTight: true, isEnd: true, cell: ({ people }) => (people === null ? '–' : f.number(people)) },
          ...columns,
        ]}
      />
    </Card>
  );
}

export function WhyHidden() {
  const { m } = useApp();
  return (
    <Card title={m.awareness.whyHidden}>
      <p className="max-w-[75ch]">{m.awareness.whyHiddenText}</p>
    </Card>
  );
}
