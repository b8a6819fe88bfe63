/** The signs by what they are about: cards for what moved, lines for the rest. */
import type { OverviewSign } from '#contract/endpoints/metrics.ts';
import { useApp } from '../../app/context.tsx';
import { isMeasured } from '../../app/format.ts';
import { PageLink } from '../../app/page-link.tsx';
import { SmallChart } from '../../charts/small-chart.tsx';
import { Counts, Figure } from '../../components/figure.tsx';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { placeSigns } from './sign-places.ts';

export function Signs({ signs }: { readonly signs: readonly OverviewSign[] }) {
  const { m } = useApp();
  return (
    <div className="grid gap-8">
      {placeSigns(signs).map(({ domain, cards, lines }) => (
        <section key={domain} aria-labelledby={`signs-${domain}`}>
          <h2 id={`signs-${domain}`} className="mb-3 text-lead font-medium">
            {m.metrics.domains[domain] ?? domain}
          </h2>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(16.5rem,100%),1fr))] gap-3">
            {cards.map((sign) => (
              <SignCard key={sign.id} sign={sign} />
            ))}
          </ul>
          {lines.length === 0 ? null : (
            <>
              <h3 className="mt-4 mb-1 text-small text-soft">{m.overview.also(lines.length)}</h3>
              <ul className="card rounded-lg border border-line bg-card">
                {lines.map((sign) => (
                  <SignLine key={sign.id} sign={sign} />
                ))}
              </ul>
            </>
          )}
        </section>
      ))}
    </div>
  );
}

export function SignCard({ sign }: { readonly sign: OverviewSign }) {
  const { m, t } = useApp();
  return (
    <li id={`sign-${sign.id}`} className="card flex flex-col gap-1.5 rounded-lg border border-line bg-card p-4">
      <h3 className="leading-snug font-medium sm:min-h-[2.8em]">
        <PageLink to="/metrics/$id" params={{ id: sign.id }} search={{ measure: sign.measure }} className="quiet-link">
          {t(sign.question)}
        </PageLink>
      </h3>
      <Figure point={sign.newest} unit={sign.unit} />
      <Counts point={sign.newest} rows={sign.rows} origin={sign.origin} />
      <div className="mt-auto pt-1">
        <SmallChart model={sign.chart} label={m.chart.small(t(sign.title), sign.chart.points.length)} />
      </div>
      <p>
        <VerdictMark verdict={sign.verdict} />
      </p>
    </li>
  );
}

export function SignLine({ sign }: { readonly sign: OverviewSign }) {
  const { m, f, t } = useApp();
  const { newest, unit } = sign;
  const value = newest !== null && isMeasured(newest) ? newest.value : null;
  return (
    <li
      id={`sign-${sign.id}`}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1 border-line px-4 py-2 not-first:border-t sm:grid-cols-[minmax(0,1fr)_auto_16rem]"
    >
      <PageLink to="/metrics/$id" params={{ id: sign.id }} search={{ measure: sign.measure }} className="quiet-link">
        {t(sign.title)}
      </PageLink>
      {value === null ? (
        <span className="text-small text-soft">{m.state[newest?.state ?? 'no-data']}</span>
      ) : (
        <span className="font-medium tabular-nums">{f.value(value, unit, newest?.atLeast)}</span>
      )}
      <span className="max-sm:col-span-2">{value === null ? null : <VerdictMark verdict={sign.verdict} />}</span>
    </li>
  );
}
