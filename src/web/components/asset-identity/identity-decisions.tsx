/** Decisions about identity: what was said, why, by whom, what it hangs on, what speaks against it, and its taking back. */
import { useMutation } from '@tanstack/react-query';
import type { IdentityDecisionJson } from '#contract/endpoints/asset-identity.ts';
import { access as accesses } from '#contract/define-endpoint.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Button } from '../../ui/button.tsx';
import { forgetFindings } from '../finding-work/work-bar.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAnchorText, useIdentifierText } from './anchor-text.ts';

interface IdentityDecisionsProps {
  readonly decisions: readonly IdentityDecisionJson[];
  /** The asset whose page it is: it needs no link. */
  readonly assetId?: string;
}

export function IdentityDecisions({ decisions, assetId }: IdentityDecisionsProps) {
  return (
    <ol className="grid gap-4">
      {decisions.map((decision) => (
        <OneDecision key={decision.id} decision={decision} assetId={assetId} />
      ))}
    </ol>
  );
}

function OneDecision({ decision, assetId }: { readonly decision: IdentityDecisionJson; readonly assetId: string | undefined }) {
  const { m, f, session } = useApp();
  const { id, act, kept, other, reason, anchors, withdrawnAt } = decision;
  const anchorText = useAnchorText();
  const withdraw = useMutation({ mutationFn: () => client.assets.withdrawIdentity({ params: { id } }), onSuccess: forgetFindings });
  const mayDecide = accesses.work.roles.some((role) => role === session?.role);
  return (
    <li className="grid gap-1">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className={`flex-1 ${withdrawnAt === null ? '' : 'text-soft line-through'}`}>
          {m.identity.acts[act]}: <AssetName asset={kept} assetId={assetId} /> {m.identity.and}{' '}
          <AssetName asset={other} assetId={assetId} />
        </span>
        {withdrawnAt !== null || !mayDecide ? null : (
          <Button
            kind="quiet"
            isSmall
            disabled={withdraw.isPending}
            aria-label={m.identity.withdrawOf(other.name)}
            onClick={() => withdraw.mutate()}
          >
            {m.identity.withdraw}
          </Button>
        )}
      </div>
      <p className="text-small text-soft">
        {f.instantDay(decision.decidedAt)} {m.decisions.by(decision.by ?? m.decisions.node)}
      </p>
      <p className="max-w-[75ch] break-words whitespace-pre-line">{reason}</p>
      {anchors.length === 0 ? null : (
        <p className="max-w-[75ch] text-small break-words text-soft">{anchorText(anchors, act === 'merge')}</p>
      )}
      {withdrawnAt === null ? <Contradictions decision={decision} /> : null}
      {withdrawnAt === null ? null : (
        <p className="text-small text-soft">{m.decisions.withdrawn(decision.withdrawnBy ?? m.decisions.node, f.instantDay(withdrawnAt))}</p>
      )}
      {withdraw.error === null ? null : <ProblemNotice error={withdraw.error} />}
    </li>
  );
}

interface AssetNameProps {
  readonly asset: IdentityDecisionJson['kept'];
  readonly assetId: string | undefined;
}

function AssetName({ asset, assetId }: AssetNameProps) {
  return asset.id === assetId ? (
    asset.name
  ) : (
    <PageLink to="/assets/$id" params={{ id: asset.id }}>
      {asset.name}
    </PageLink>
  );
}

function Contradictions({ decision }: { readonly decision: IdentityDecisionJson }) {
  const { m } = useApp();
  const text = useIdentifierText();
  if (decision.contradictions.length === 0) return null;
  return (
    <div className="rounded-md bg-worse-wash px-3 py-1.5 text-small">
      <p className="text-worse">{m.identity.contradiction}</p>
      <ul>
        {decision.contradictions.flatMap(({ kind, scope, values }) =>
          values.map(({ value, sources }) => (
            <li key={`${kind} ${scope} ${value}`}>{m.identity.saidBy(text({ kind, scope, value }), sources.join(', '))}</li>
          )),
        )}
      </ul>
    </div>
  );
}
