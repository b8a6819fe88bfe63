/**
 * The newest value per department, class, tier or service, largest numerator first, with its interval drawn beside the others.
 * Last comes what is of none that is known: with it the counts add up to the whole.
 */
import { useState, type ReactNode } from 'react';
import type { MetricView, ScopeRow, SeriesPoint, UnplacedRow } from '#contract/endpoints/metrics.ts';
import { useApp } from '../../app/context.tsx';
import { isMeasured } from '../../app/format.ts';
import { rowsSearch } from '../../app/list-search.ts';
import { PageLink } from '../../app/page-link.tsx';
import type { Search } from '../../app/page.ts';
import { Card } from '../../ui/card.tsx';
import { countHeads } from './count-heads.ts';
import { scopeText } from './scope-switch.tsx';

const kinds = ['department', 'class', 'tier', 'service'] as const;
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
  const unplaced = metric.unplaced.find((row) => row.kind === shown);
  const [first, second] = countHeads(
    metric.measures.find(({ headline }) => headline),
    m,
  );
  const points = [...rows, ...(unplaced === undefined ? [] : [unplaced])].map((row) => row.newest);
  const ends = points.flatMap((point) =>
    isMeasured(point) && point.lower !== null && point.upper !== null ? [point.lower, point.upper] : [],
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
                <th className="px-3 py-1.5 text-end max-sm:hidden">{first}</th>
                <th className="px-3 py-1.5 text-end max-sm:hidden">{second}</th>
                <th className="px-3 py-1.5 text-end">{m.metrics.value}</th>
                <th className="w-[26%] px-4 py-1.5 max-sm:hidden">{m.chart.interval}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((row) => (
                <ScopeLine key={row.scope.id} row={row} unit={unit} metricId={metric.id} search={search} range={range} />
              ))}
              {unplaced === undefined ? null : <UnplacedLine row={unplaced} unit={unit} range={range} />}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Least and greatest end of all intervals. */
type Range = readonly [number, number];

interface ScopeLineProps {
  readonly row: ScopeRow;
  readonly unit: string;
  readonly metricId: string;
  readonly search: Search;
  readonly range: Range;
}

function ScopeLine({ row, unit, metricId, search, range }: ScopeLineProps) {
  const app = useApp();
  const { scope } = row;
  const name = (
    <PageLink
      to="/metrics/$id"
      params={{ id: metricId }}
      search={{ ...search, scopeKind: scope.kind, scopeId: scope.id }}
      className="quiet-link"
    >
      {scopeText(row, app)}
    </PageLink>
  );
  return <Line name={name} newest={row.newest} unit={unit} range={range} />;
}

/** A department that nobody told has no page of its own: its name opens the very rows. */
function UnplacedLine({ row, unit, range }: { readonly row: UnplacedRow; readonly unit: string; readonly range: Range }) {
  const { m } = useApp();
  const { newest, rows } = row;
  const day = rows.onlyNow === true ? undefined : newest.day;
  const counted = rowsSearch(rows.kind, rows.numerator, day);
  const among = rows.denominator === null ? null : rowsSearch(rows.denominatorKind ?? rows.kind, rows.denominator, day);
  const name = (
    <PageLink {...(among ?? counted)} className="quiet-link">
      {m.product.unknown}
    </PageLink>
  );
  const link = (target: typeof counted | null) => (text: string) => (target === null ? text : <PageLink {...target}>{text}</PageLink>);
  return <Line name={name} newest={newest} unit={unit} range={range} numeratorLink={link(counted)} denominatorLink={link(among)} />;
}

interface LineProps {
  readonly name: ReactNode;
  readonly newest: SeriesPoint;
  readonly unit: string;
  readonly range: Range;
  readonly numeratorLink?: (text: string) => ReactNode;
  readonly denominatorLink?: (text: string) => ReactNode;
}

const asText = (text: string): ReactNode => text;

function Line({ name, newest, unit, range, numeratorLink = asText, denominatorLink = asText }: LineProps) {
  const { m, f } = useApp();
  const isKnown = isMeasured(newest);
  const { numerator, denominator } = newest;
  return (
    <tr className="border-b border-line last:border-0 hover:bg-wash">
      <td className="px-4 py-1.5">
        {name}
        {isKnown && numerator !== null && denominator !== null ? (
          <span className="block text-small text-soft sm:hidden">
            {f.number(numerator)} {m.metrics.of} {f.number(denominator)}
          </span>
        ) : null}
      </td>
      <td className="px-3 py-1.5 text-end max-sm:hidden">{isKnown && numerator !== null ? numeratorLink(f.number(numerator)) : '–'}</td>
      <td className="px-3 py-1.5 text-end max-sm:hidden">
        {isKnown && denominator !== null ? denominatorLink(f.number(denominator)) : '–'}
      </td>
      <td className="px-3 py-1.5 text-end whitespace-nowrap">
        {isKnown && newest.value !== null ? (
          f.value(newest.value, unit, newest.atLeast)
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
