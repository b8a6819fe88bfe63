/** The named groups with what was counted of them before, and the part each has in the campaign. */
import { useApp } from '../../../app/context.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { inputLook } from '../../../ui/field.tsx';
import type { GroupBefore, Part, PlanDraft } from './plan-draft.ts';

interface GroupTableProps {
  readonly groups: readonly GroupBefore[];
  readonly parts: PlanDraft['parts'];
  readonly onPart: (id: string, part: Part) => void;
}

export function GroupTable({ groups, parts, onPart }: GroupTableProps) {
  const { m, f } = useApp();
  const partNames: readonly Part[] = ['reached', 'others', 'out'];
  return (
    <PlainTable
      label={m.behaviour.groups}
      rows={groups}
      keyOf={({ id }) => id}
      isStacked
      columns={[
        { label: m.behaviour.group, cell: ({ name }) => name || m.awareness.elsewhere },
        {
          label: m.behaviour.people,
          isTight: true,
          isEnd: true,
          cell: ({ state, people }) => (state === 'shown' ? f.number(people) : m.behaviour.none),
        },
        {
          label: m.behaviour.shareBefore,
          isTight: true,
          isEnd: true,
          cell: ({ share }) => (share === null ? m.behaviour.none : f.percent(share)),
        },
        {
          label: m.behaviour.part,
          cell: ({ id, name, state }) =>
            state === 'shown' ? (
              <select
                aria-label={m.behaviour.partOf(name || m.awareness.elsewhere)}
                className={`${inputLook} min-w-40`}
                value={parts[id] ?? 'out'}
                onChange={({ target }) => onPart(id, target.value as Part)}
              >
                {partNames.map((part) => (
                  <option key={part} value={part}>
                    {m.behaviour.parts[part]}
                  </option>
                ))}
              </select>
            ) : (
              <i className="text-small">{state === 'hidden' ? m.behaviour.hiddenBefore : m.behaviour.notBefore}</i>
            ),
        },
      ]}
    />
  );
}
