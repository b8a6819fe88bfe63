/** The resilience index among the vital signs: one line with its band and what it rests on, and the way to what it is made of. */
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { indexQuery } from '../../app/queries.ts';
import { IndexBar } from '../../components/index-bar.tsx';

export function IndexLine() {
  const { m, f, t } = useApp();
  const { data } = useQuery(indexQuery);
  // The signs stand by themselves: while it is worked out, or fails, its place stays and says nothing.
  if (data === undefined) return <div className="mb-6 min-h-[3.25rem]" aria-hidden="true" />;
  const { whole, coverage } = data;
  const { index, lower, upper } = whole;
  return (
    <section
      aria-label={m.index.title}
      className="card mb-6 flex flex-wrap items-center gap-x-4 gap-y-1.5 rounded-lg border border-line bg-card px-4 py-2.5"
    >
      <PageLink to="/resilience" className="quiet-link font-medium">
        {m.index.title}
        {index === null ? '' : ` ${f.probability(index)}`}
      </PageLink>
      {index === null || lower === null || upper === null ? (
        <span className="text-small text-soft">{whole.missing === null ? m.index.none : t(whole.missing)}</span>
      ) : (
        <>
          <IndexBar figure={whole} />
          <span className="text-small text-soft tabular-nums">
            {m.index.band.toLowerCase()} {f.probability(lower)}–{f.probability(upper)}
          </span>
        </>
      )}
      <span className="text-small text-soft">
        {m.index.coverage(coverage.metricsUsed, coverage.metricsOf, coverage.domainsUsed, coverage.domainsOf)}
      </span>
    </section>
  );
}
