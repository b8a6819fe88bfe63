/** The margin of the overview: what to do next, and how long ago each source spoke. */
import type { Overview } from '#contract/endpoints/metrics.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Card } from '../../ui/card.tsx';
import { stepTarget } from './step-target.ts';

export function NextSteps({ steps }: { readonly steps: Overview['next'] }) {
  const { m, t } = useApp();
  return (
    <Card title={m.overview.next}>
      {steps.length === 0 ? <p className="text-soft">{m.overview.nextNone}</p> : null}
      <ol>
        {steps.map((step, index) => {
          const target = stepTarget(step);
          return (
            <li
              key={step.code}
              className="grid grid-cols-[1.4rem_minmax(0,1fr)] border-t border-line py-3 first:border-0 first:pt-0 last:pb-0"
            >
              <span aria-hidden="true" className="text-faint">
                {index + 1}
              </span>
              <div>
                <p className="font-medium">{target === null ? t(step.title) : <PageLink {...target}>{t(step.title)}</PageLink>}</p>
                <p className="mt-0.5 text-small text-soft">{t(step.detail)}</p>
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

export function SourceAges({ sources }: { readonly sources: Overview['sources'] }) {
  const { m, f } = useApp();
  const roles: Readonly<Record<string, string>> = m.overview.roles;
  return (
    <Card title={m.overview.sources}>
      <ul className="grid gap-2">
        {sources.map((source) => (
          <li key={`${source.role} ${source.source}`} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0">
              <span className="block truncate">{source.source}</span>
              <span className="block text-small text-soft">{roles[source.role] ?? source.role}</span>
            </span>
            <span
              className={`text-end text-small whitespace-nowrap ${source.stale ? 'text-worse' : 'text-soft'}`}
              title={f.instant(source.newestAt)}
            >
              {m.overview.sourceAge(source.ageDays)}
              {source.stale ? <span className="block">▲ {m.overview.stale}</span> : null}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
