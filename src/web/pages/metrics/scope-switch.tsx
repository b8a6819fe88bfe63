/** Whole hospital, or one department, class, tier or service: the address holds which. */
import type { MetricView } from '#contract/endpoints/metrics.ts';
import { assetClasses } from '#core/assets/asset.ts';
import { nodeKinds } from '#core/dependencies/graph.ts';
import { useApp, type App } from '../../app/context.tsx';
import { useGo } from '../../app/page-link.tsx';
import type { Search } from '../../app/page.ts';

const kinds = ['department', 'class', 'tier', 'service'] as const;

/** The label of a scope as the reader calls it. */
export function scopeText(
  row: { readonly scope: { readonly kind: string; readonly id: string }; readonly label: string },
  { m, t }: Pick<App, 'm' | 't'>,
): string {
  const service = row.scope.kind === 'service' ? nodeKinds.find(({ value }) => row.scope.id.startsWith(`${value}:`)) : undefined;
  if (service !== undefined) return `${row.label} (${t(service.label)})`;
  if (row.scope.kind === 'tier') return m.metrics.tier(row.scope.id);
  const choice = row.scope.kind === 'class' ? assetClasses.find((candidate) => candidate.value === row.scope.id) : undefined;
  if (choice !== undefined) return t(choice.label);
  return row.label;
}

export function ScopeSwitch({ metric, search }: { readonly metric: MetricView; readonly search: Search }) {
  const app = useApp();
  const { m } = app;
  const go = useGo();
  // The node says which scope it answered for; the address may spell it otherwise.
  const scope = metric.measures[0]?.scope ?? { kind: 'organisation', id: '' };
  const choose = (kind?: string, id?: string) =>
    go({ to: '/metrics/$id', params: { id: metric.id }, search: { ...search, scopeKind: kind, scopeId: id }, replace: true });
  const look = 'no-print rounded-full border bg-card px-2.5 py-0.5 min-h-7 text-small pointer-coarse:min-h-10';
  const isWhole = scope.kind === 'organisation';
  return (
    <div role="group" aria-label={m.metrics.scopes.organisation} className="flex flex-wrap gap-2">
      <button
        type="button"
        aria-pressed={isWhole}
        onClick={() => choose()}
        className={`${look} ${isWhole ? 'border-accent bg-accent-wash text-accent' : 'border-line hover:border-edge'}`}
      >
        {m.metrics.scopes.organisation}
      </button>
      {kinds.map((kind) => {
        const rows = metric.breakdown.filter((row) => row.scope.kind === kind);
        if (rows.length === 0) return null;
        const isChosen = scope.kind === kind;
        return (
          <select
            key={kind}
            aria-label={m.metrics.scopes[kind]}
            value={isChosen ? scope.id : ''}
            onChange={(event) => (event.target.value === '' ? choose() : choose(kind, event.target.value))}
            className={`${look} max-w-56 ${isChosen ? 'border-accent bg-accent-wash text-accent' : 'border-line hover:border-edge'}`}
          >
            <option value="">{m.metrics.scopes[kind]}</option>
            {rows.map((row) => (
              <option key={row.scope.id} value={row.scope.id}>
                {scopeText(row, app)}
              </option>
            ))}
          </select>
        );
      })}
    </div>
  );
}
