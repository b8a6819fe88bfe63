/** How long findings stay open, those still open among them: curves, half-life and shares, each group opening its rows. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ClosingTimesJson } from '#contract/endpoints/closing-times.ts';
import { assetClasses } from '#core/assets/asset.ts';
import { severities } from '#core/vulnerabilities/finding.ts';
import { closingGroups } from '#core/vulnerabilities/time-to-close.ts';
import { useApp, type App } from '../../app/context.tsx';
import { PageLink, useGo } from '../../app/page-link.tsx';
import type { Search } from '../../app/page.ts';
import { closingTimesQuery } from '../../app/queries.ts';
import { SurvivalChart } from '../../charts/survival-chart.tsx';
import type { Curve } from '../../charts/survival-geometry.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { SelectField } from '../../ui/field.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { closingPeriods, closingTimesAsked } from './closing-times-search.ts';

export function ClosingTimesPage({ search }: { readonly search: Search }): ReactNode {
  const app = useApp();
  const { m, f } = app;
  const { data, error, refetch } = useQuery({ ...closingTimesQuery(closingTimesAsked(search)), placeholderData: keepPreviousData });
  if (data === undefined && error === null) return <PagePending />;
  return (
    <PageFrame title={m.closing.title} crumb={<PageLink to="/findings">{m.findings.title}</PageLink>} under={m.closing.lead}>
      <div className="grid grid-cols-1 gap-4">
        <Choices search={search} />
        {search['filter'] === undefined ? null : (
          <p className="text-small text-soft">
            {m.closing.filter} <code>{search['filter']}</code>
          </p>
        )}
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data === undefined || error !== null ? null : (
          <Answer answer={data} names={data.curves.map((curve, index) => nameOf(data, curve, index, app))} />
        )}
        {data === undefined ? null : <p className="text-small text-soft">{m.closing.retiredHelp(f.day(data.asOf, true))}</p>}
      </div>
    </PageFrame>
  );
}

function nameOf({ by }: ClosingTimesJson, { group }: Curve, index: number, { m, t }: App): string {
  if (index === 0) return m.closing.together;
  const choices = by === 'severity' ? severities : assetClasses;
  const choice = choices.find(({ value }) => value === group);
  return choice === undefined ? m.product.unknown : t(choice.label);
}

function Choices({ search }: { readonly search: Search }) {
  const { m } = useApp();
  const go = useGo();
  const { by, days } = closingTimesAsked(search);
  const choose = (change: Search) => go({ to: '/findings/closing-times', search: { ...search, ...change }, replace: true });
  const texts = { severity: m.closing.bySeverity, class: m.closing.byClass };
  const periods: Readonly<Record<(typeof closingPeriods)[number], string>> = {
    '365': m.closing.year,
    '730': m.closing.twoYears,
    all: m.closing.all,
  };
  return (
    <div className="no-print flex flex-wrap gap-4">
      <SelectField
        label={m.closing.by}
        value={by ?? ''}
        onChange={({ target }) => choose({ by: target.value === '' ? undefined : target.value })}
      >
        <option value="">{m.closing.byNone}</option>
        {closingGroups.map((group) => (
          <option key={group} value={group}>
            {texts[group]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={m.closing.days}
        value={days === null ? 'all' : String(days)}
        onChange={({ target }) => choose({ days: target.value })}
      >
        {closingPeriods.map((period) => (
          <option key={period} value={period}>
            {periods[period]}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function Answer({ answer, names }: { readonly answer: ClosingTimesJson; readonly names: readonly string[] }) {
  const { m, f } = useApp();
  const [whole] = answer.curves;
  if (whole === undefined) return null;
  const broken = answer.curves.flatMap((curve, index) =>
    curve.brokenAtAge === null ? [] : [m.closing.brokenHelp(names[index] ?? '', f.number(curve.brokenAtAge))],
  );
  return (
    <>
      {whole.counted === 0 ? (
        <p className="text-soft">{m.closing.nothing}</p>
      ) : (
        <Card title={m.closing.curve}>
          <p className="mb-2 text-small text-soft">{m.closing.curveHelp}</p>
          <SurvivalChart curves={answer.curves} names={names} />
        </Card>
      )}
      <Card title={m.closing.half}>
        <Figures curves={answer.curves} names={names} />
      </Card>
      {[...broken, ...(whole.prevalent === 0 ? [] : [m.closing.prevalentHelp(f.number(whole.prevalent), whole.prevalent)])].map((text) => (
        <p key={text} className="text-small text-soft">
          {text}
        </p>
      ))}
    </>
  );
}

function Figures({ curves, names }: { readonly curves: readonly Curve[]; readonly names: readonly string[] }) {
  const { m, f } = useApp();
  const end = (age: number | null) => (age === null ? '…' : f.number(age));
  const share = (curve: Curve, place: number) => {
    const told = curve.closedBy[place];
    if (told === undefined || told.closed === null) return '–';
    return `${f.value(told.closed, 'proportion')} (${m.closing.atRisk(f.number(told.atRisk))})`;
  };
  return (
    <PlainTable
      label={m.closing.half}
      rows={curves}
      keyOf={(_, index) => index}
      isStacked
      columns={[
        {
          label: m.closing.group,
          isTight: true,
          cell: (curve) => (
            <PageLink to="/findings" search={{ group: 'none', filter: curve.filter }}>
              {names[curves.indexOf(curve)] ?? ''}
            </PageLink>
          ),
        },
        { label: m.closing.half, isEnd: true, isTight: true, cell: (curve) => halfText(curve, m, f) },
        {
          label: m.closing.interval,
          isEnd: true,
          cell: ({ halfLife: { lower, upper } }) => (lower === null && upper === null ? '–' : `${end(lower)}–${end(upper)}`),
        },
        { label: m.closing.by30, isEnd: true, isTight: true, cell: (curve) => share(curve, 0) },
        { label: m.closing.by90, isEnd: true, isTight: true, cell: (curve) => share(curve, 1) },
        { label: m.closing.counted, isEnd: true, cell: ({ counted }) => f.number(counted) },
        { label: m.closing.closed, isEnd: true, cell: ({ closed }) => f.number(closed) },
        { label: m.closing.prevalent, isEnd: true, cell: ({ prevalent }) => f.number(prevalent) },
      ]}
    />
  );
}

function halfText({ halfLife, longestAge, counted }: Curve, m: App['m'], f: App['f']): string {
  if (counted === 0) return '–';
  if (halfLife.age === 0) return m.closing.halfAtOnce;
  return halfLife.age === null ? m.closing.halfMore(f.number(longestAge)) : m.closing.halfDays(f.number(halfLife.age));
}
