/** The latest table of each part by groups of departments and by role groups, with what is hidden and why. */
import type { TrainingJson } from '#contract/endpoints/training.ts';
import { useApp } from '../../../app/context.tsx';
import { Card } from '../../../ui/card.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { Share } from '../share.tsx';

type GroupTable = TrainingJson['tables'][number];

export function GroupTables({ tables }: { readonly tables: readonly GroupTable[] }) {
  return tables.map((table) => (
    <div key={table.part} className="grid min-w-0 grid-cols-1 gap-4">
      <Margin table={table} side="groupId" />
      <Margin table={table} side="roleGroupId" />
    </div>
  ));
}

function Margin({ table, side }: { readonly table: GroupTable; readonly side: 'groupId' | 'roleGroupId' }) {
  const { m, f } = useApp();
  const other = side === 'groupId' ? 'roleGroupId' : 'groupId';
  const names = side === 'groupId' ? table.groups : table.roleGroups;
  const cells = table.cells.filter((cell) => cell[side] !== null && cell[other] === null && cell.people !== 0);
  // One group alone is the whole, which stands above.
  if (cells.length < 2) return null;
  const words = side === 'groupId' ? m.awareness.groups : m.awareness.roleGroups;
  const label = `${m.training.parts[table.part]}: ${words.toLowerCase()}, ${f.monthLong(`${table.month}-01`)}`;
  return (
    <Card title={label} isFlush>
      <PlainTable
        label={label}
        rows={cells}
        keyOf={(cell) => cell[side] ?? ''}
        isStacked
        columns={[
          { label: m.awareness.name, cell: (cell) => names.find(({ id }) => id === cell[side])?.name || m.awareness.elsewhere },
          { label: m.awareness.people, isTight: true, isEnd: true, cell: ({ people }) => (people === null ? '–' : f.number(people)) },
          {
            label: m.training.share,
            cell: ({ hidden, trained }) => (hidden === null ? <Share share={trained} /> : <i>{m.training.hidden[hidden]}</i>),
          },
        ]}
      />
    </Card>
  );
}
