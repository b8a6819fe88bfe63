/** What the node found wrong with a pack, each fault with its place. */
import type { QuestionnairePack } from '#core/questionnaires/pack.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { useApp } from '../../app/context.tsx';
import { useSaid } from '../../app/said.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';

interface Fault {
  readonly pointer: string;
  readonly message: string;
}

export function PackFaults({ error, draft }: { readonly error: Error | null; readonly draft: QuestionnairePack }) {
  if (error === null) return null;
  const faults = isProblem(error) && Array.isArray(error.data['faults']) ? (error.data['faults'] as readonly Fault[]) : [];
  return (
    <ProblemNotice error={error}>
      {faults.length < 2 ? null : (
        <ul className="mt-2 grid list-disc gap-1 ps-5 text-small">
          {faults.slice(0, 20).map((fault) => (
            <OneFault key={`${fault.pointer} ${fault.message}`} fault={fault} draft={draft} />
          ))}
        </ul>
      )}
    </ProblemNotice>
  );
}

function OneFault({ fault, draft }: { readonly fault: Fault; readonly draft: QuestionnairePack }) {
  const { m } = useApp();
  const said = useSaid(fault.message);
  const place = /^\/items\/(\d+)/.exec(fault.pointer)?.[1];
  const item = place === undefined ? undefined : draft.items[Number(place)];
  return (
    <li>
      <span className="font-medium">{item === undefined ? fault.pointer : m.questionnaires.itemNumber(Number(place) + 1, item.id)}</span>:{' '}
      {said}
    </li>
  );
}
