/** The latest table of each part by groups of departments and by role groups, with what is hidden and why. */
import type { TrainingJson } from '#contract/endpoints/training.ts';
import { hiddenTexts } from '#core/disclosure/hidden-words.ts';
import { useApp } from '../../../app/context.tsx';
import { useGroupName } from '../group-name.ts';
import { marginOf, MarginTable, type CubeSide } from '../margin-tables.tsx';
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

function Margin({ table, side }: { readonly table: GroupTable; readonly side: CubeSide }) {
  const { m, f, t } = useApp();
  const nameOf = useGroupName(side === 'groupId' ? table.groups : table.roleGroups, side);
  const cells = marginOf(table.cells, side);
  // One group alone is the whole, which stands above.
  if (cells.length < 2) return null;
  const words = side === 'groupId' ? m.awareness.groups : m.awareness.roleGroups;
  return (
    <MarginTable
      label={`${m.training.parts[table.part]}: ${words.toLowerCase()}, ${f.monthLong(`${table.month}-01`)}`}
      side={side}
      cells={cells}
      nameOf={nameOf}
      columns={[
        {
          label: m.training.share,
          cell: ({ hidden, trained }) => (hidden === null ? <Share share={trained} /> : <i>{t(hiddenTexts[hidden])}</i>),
        },
      ]}
    />
  );
}
