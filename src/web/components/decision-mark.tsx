/** What was decided about a finding, beside its name; nothing where nothing was. */
import { decisionKinds, type DecisionKind } from '#core/vulnerabilities/decisions.ts';
import { useApp } from '../app/context.tsx';

export function DecisionMark({ decision }: { readonly decision: DecisionKind | null }) {
  const { t } = useApp();
  const kind = decisionKinds.find((one) => one.value === decision);
  if (kind === undefined) return null;
  return (
    <span className="ms-2 rounded-sm border border-line bg-wash px-1.5 py-px text-small whitespace-nowrap text-soft">{t(kind.label)}</span>
  );
}
