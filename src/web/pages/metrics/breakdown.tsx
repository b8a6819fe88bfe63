/** The newest value per department, class or tier, largest numerator first, with its interval drawn beside the others. */
import { useState } from 'react';
import type { MetricView, ScopeRow } from '#contract/endpoints/metrics.ts';
import { useApp } from '../../app/context.tsx';
import { isMeasured } from '../../app/format.ts';
import { PageLink } from '../../app/page-link.tsx';
import type { Search } from '../../app/page.ts';
import { Card } from '../../ui/card.tsx';
import { scopeText } from './scope-switch.tsx';

const kinds = ['department', 'class', 'tier'] as const;
type Kind = (typeof kinds)[number];

interface BreakdownProps {
  readonly metric: MetricView;
  readonly unit: string;
  readonly search: Search;
}

export function Breakdown({ metric, unit, search }: BreakdownProps) {
  const { m } = useApp();
  const [kind, setKind] = useState<Kind>('department');
  const shownKinds = kinds.filter((candidate) => metric.breakdown.some((row) => row.scope.kind === candidate));
  const shown = shownKinds.includes(kind) ? kind : (shownKinds[0] ?? kind);
  const rows = metric.breakdown.filter((row) => row.scope.kind === shown);
  const weight = (row: ScopeRow) => row.newest.numerator ?? row.newest.value ?? -1;
  const sorted = shown === 'tier' ? rows : rows.toSorted((left, right) => weight(right) - weight(left));
  const ends = rows.flatMap((row) =>
    isMeasured(row.newest) && row.newest.lower !== null && row.newest.upper !== null ? [row.newest.lower, row.newest.upper] : [],
  );
  const range = [Math.min(...ends, Infinity), Math.max(...ends, -Infinity)] as const;
  return (
    <Card
      title={m.metrics.breakdown}
      isFlush
      aside={
        <div role="group" aria-label={m.metrics.breakdown} className="no-print flex flex-wrap gap-1.5">
          {shownKinds.map((candidate) => (
            <button
              key={candidate}
              type="button"
              aria-pressed={candidate === shown}
              onClick={() => setKind(candidate)}
              className="min-h-7 rounded-full border border-line px-2.5 text-small text-soft hover:border-edge aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent pointer-coarse:min-h-10"
            >
              {m.metrics.scopes[candidate]}
            </button>
          ))}
        </div>
      }
    >
      {sorted.length === 0 ? (
        <p className="px-4 pb-4 text-soft">{m.metrics.breakdownNone}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-table">
            <thead className="text-small text-soft">
              <tr className="border-b border-line">
                <th className="px-4 py-1.5">{capital(m.metrics.scopeOf[shown])}</th>
                <th className="px-3 py-1.5 text-end max-sm:hidden">{m.metrics.numerator}</th>
                <th className="px-3 py-1.5 text-end max-sm:hidden">{m.metrics.denominator}</th>
                <th className="px-3 py-1.5 text-end">{m.metrics.value}</th>
                <th className="w-[26%] px-4 py-1.5 max-sm:hidden">{m.chart.interval}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((row) => (
                <Row key={row.scope.id} row={row} unit={unit} metricId={metric.id} search={search} range={range} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

interface RowProps {
  readonly row: ScopeRow;
  readonly unit: string;
  readonly metricId: string;
  readonly search: Search;
  /** Least and greatest end of all intervals. */
  readonly range: readonly [number, number];
}

function Row({ row, unit, metricId, search, range }: RowProps) {
  const app = useApp();
  const { m, f } = app;
  const { newest, scope } = row;
  const isKnown = isMeasured(newest);
  return (
    <tr className="border-b border-line last:border-0 hover:bg-wash">
      <td className="px-4 py-1.5">
        <PageLink
          to="/metrics/$id"
          params={{ id: metricId }}
          search={{ ...search, scopeKind: scope.kind, scopeId: scope.id }}
          className="quiet-link"
        >
          {scopeText(row, app)}
        </PageLink>
        {isKnown && newest.numerator !== null && newest.denominator !== null ? (
          <span className="block text-small text-soft sm:hidden">
            {f.number(newest.numerator)} {m.metrics.of} {f.number(newest.denominator)}
          </span>
        ) : null}
      </td>
      <td className="px-3 py-1.5 text-end max-sm:hidden">{isKnown && newest.numerator !== null ? f.number(newest.numerator) : '–'}</td>
      <td className="px-3 py-1.5 text-end max-sm:hidden">{isKnown && newest.denominator !== null ? f.number(newest.denominator) : '–'}</td>
      <td className="px-3 py-1.5 text-end whitespace-nowrap">
        {isKnown && newest.value !== null ? (
          f.value(newest.value, unit)
        ) : (
          <span className="text-small text-soft">{m.state[newest.state]}</span>
        )}
      </td>
      <td className="px-4 py-1.5 max-sm:hidden">
        {isKnown && newest.lower !== null && newest.upper !== null ? (
          <span className="flex items-center gap-2 text-small whitespace-nowrap text-soft">
            <IntervalBar lower={newest.lower} upper={newest.upper} value={newest.value ?? 0} range={range} />
            <span className="max-xl:sr-only">{f.interval(newest.lower, newest.upper, unit)}</span>
          </span>
        ) : null}
      </td>
    </tr>
  );
}

interface IntervalBarProps {
  readonly lower: number;
  readonly upper: number;
  readonly value: number;
  readonly range: readonly [number, number];
}

function IntervalBar({ lower, upper, value, range: [low, high] }: IntervalBarProps) {
  const x = (part: number) => 3 + ((part - low) / (high - low || 1)) * 74;
  return (
    <svg viewBox="0 0 80 12" className="h-3 w-20 shrink-0" aria-hidden="true">
      <line x1="1" x2="79" y1="6" y2="6" className="stroke-line" />
      <line x1={x(lower)} x2={x(upper)} y1="6" y2="6" className="stroke-faint" strokeWidth="3" />
      <circle cx={x(value)} cy="6" r="2.8" className="fill-data" />
    </svg>
  );
}
