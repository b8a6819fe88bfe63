/**
 * Ends of support: how many assets are past it, in a year and in two, by class and by operating system. Every number opens
 * its rows. What nobody knows the end of is a number of its own, never a good one.
 */
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState, type ReactNode } from 'react';
import type { SupportForecast } from '#contract/endpoints/support.ts';
import { assetClasses } from '#core/assets/asset.ts';
import { softwareStages, type ForecastStage } from '#core/support/forecast.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { mayOpen } from '../../app/page.ts';
import { forecastQuery } from '../../app/queries.ts';
import { DoneNotice, type Done } from '../../components/finding-work/work-bar.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { StateDialog } from './state-dialog.tsx';
import { useStatedUndo } from './use-stated-undo.ts';

type Row = SupportForecast['byClass'][number] & { readonly isFirmware?: boolean };

/** Every asset is in one of these; in the order of the years. */
const years = ['ended', 'in12', 'in24', 'later', 'unknown'] as const;
const columns = [...years, 'uncompensated'] as const;
const shownProducts = 40;

export function ForecastPage(): ReactNode {
  const { m, f, session } = useApp();
  const { data, error, refetch } = useQuery(forecastQuery);
  const [isStating, setStating] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const undo = useStatedUndo(() => undefined);
  if (error !== null) {
    return (
      <PageFrame title={m.support.title}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const mayChange = session !== undefined && mayOpen({ access: 'import' }, session.role);
  const count = years.reduce((sum, stage) => sum + data.total[stage], 0);
  return (
    <PageFrame
      title={m.support.title}
      under={m.support.under(f.number(count), f.day(data.today, true))}
      actions={mayChange ? <Button onClick={() => setStating(true)}>{m.support.state}</Button> : undefined}
    >
      {done === null ? null : <DoneNotice done={done} undo={undo} onDone={setDone} />}
      <div className="grid grid-cols-1 gap-4">
        {data.statedAt === null ? <Nothing /> : null}
        {data.waiting === 0 ? null : <p className="text-soft">{m.support.waiting(f.number(data.waiting))}</p>}
        <div className="grid min-w-0 grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem]">
          <Ahead forecast={data} count={count} />
          <Uncompensated forecast={data} />
        </div>
        <Breakdown forecast={data} kind="byClass" />
        <Breakdown forecast={data} kind="byProduct" />
        <Software forecast={data} />
      </div>
      {isStating ? <StateDialog onClose={() => setStating(false)} onDone={setDone} /> : null}
    </PageFrame>
  );
}

function Nothing() {
  const { m } = useApp();
  return (
    <Card title={m.support.nothing}>
      <p className="max-w-[46rem] text-soft">{m.support.nothingHelp}</p>
    </Card>
  );
}

/** The rows behind a number. */
function RowsLink({ filter, of, stage, count, className }: RowsLinkProps) {
  const { m, f } = useApp();
  if (count === 0) return <span className="text-soft">0</span>;
  if (filter === null) return <span title={m.support.tooManyWritings}>{f.number(count)}</span>;
  return (
    <PageLink
      to="/assets"
      search={{ filter }}
      className={className ?? 'quiet-link'}
      label={m.support.rows(f.number(count), m.support.stages[stage], of)}
    >
      {f.number(count)}
    </PageLink>
  );
}

interface RowsLinkProps {
  /** null: no list can be asked for them. */
  readonly filter: string | null;
  readonly of: string;
  readonly stage: ForecastStage;
  readonly count: number;
  readonly className?: string;
}

/** Past is a fault, unknown is a hole, the rest is the same colour, paler the farther away. */
const barLook: { readonly [Stage in (typeof years)[number]]: string } = {
  ended: 'bg-worse',
  in12: 'bg-data',
  in24: 'bg-data opacity-60',
  later: 'bg-data opacity-30',
  unknown: 'bg-edge opacity-60',
};

function Ahead({ forecast, count }: { readonly forecast: SupportForecast; readonly count: number }) {
  const { m, f } = useApp();
  const { total, stages } = forecast;
  return (
    <Card
      title={m.support.ahead}
      aside={
        <PageLink to="/support-cycles" className="text-small">
          {m.support.cycles}
        </PageLink>
      }
    >
      <dl className="grid gap-2.5">
        {years.map((stage) => (
          <div
            key={stage}
            className="grid grid-cols-[12rem_minmax(0,1fr)_4.5rem] items-center gap-x-3 max-sm:grid-cols-[minmax(0,1fr)_4.5rem]"
          >
            <dt>{m.support.stages[stage]}</dt>
            <dd aria-hidden="true" className="h-3 rounded-sm bg-wash max-sm:order-last max-sm:col-span-2">
              <div className={`h-3 rounded-sm ${barLook[stage]}`} style={{ width: `${count === 0 ? 0 : (100 * total[stage]) / count}%` }} />
            </dd>
            <dd className="text-end tabular-nums">
              <RowsLink filter={`and(${forecast.population},${stages[stage]})`} of={m.support.assets} stage={stage} count={total[stage]} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 border-t border-line pt-2 text-small text-soft">
        {m.support.aheadHelp} {forecast.statedAt === null ? null : m.support.listed(f.ago(forecast.statedAt))}
      </p>
    </Card>
  );
}

function Uncompensated({ forecast }: { readonly forecast: SupportForecast }) {
  const { m } = useApp();
  const count = forecast.total.uncompensated;
  return (
    <Card title={m.support.uncompensated} className={count > 0 ? 'border-worse!' : ''}>
      <p className="text-title font-semibold">
        <RowsLink
          filter={`and(${forecast.population},${forecast.stages.uncompensated})`}
          of={m.support.assets}
          stage="uncompensated"
          count={count}
          className="text-worse"
        />
      </p>
      <p className="mt-1 text-small text-soft">{m.support.uncompensatedHelp}</p>
    </Card>
  );
}

/** Absent while no bill of materials has come in. */
function Software({ forecast }: { readonly forecast: SupportForecast }) {
  const { m, f } = useApp();
  const { counts, filter, assets } = forecast.software;
  const known = softwareStages.reduce((sum, stage) => sum + counts[stage], 0);
  if (known === 0) return null;
  return (
    <Card title={m.support.software}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
        {softwareStages.map((stage) => (
          <Fragment key={stage}>
            <dt>{m.support.stages[stage]}</dt>
            <dd className="text-right">
              {counts[stage] === 0 ? (
                <span className="text-soft">0</span>
              ) : (
                <PageLink to="/components" search={{ filter: `and(${filter},${forecast.stages[stage]})` }} className="quiet-link">
                  {f.number(counts[stage])}
                </PageLink>
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
      {assets.count > 0 && (
        <p className="mt-2">
          <PageLink to="/assets" search={{ filter: assets.filter }} className="quiet-link">
            {m.support.softwareAssets(f.number(assets.count), assets.count)}
          </PageLink>
        </p>
      )}
      <p className="mt-1 text-small text-soft">{m.support.softwareHelp}</p>
    </Card>
  );
}

function Breakdown({ forecast, kind }: { readonly forecast: SupportForecast; readonly kind: 'byClass' | 'byProduct' }) {
  const { m, t } = useApp();
  const nameOf = ({ name, isFirmware }: Row): string => {
    if (kind === 'byProduct') return name === null ? m.support.noProduct : isFirmware === true ? m.support.firmware(name) : name;
    const known = assetClasses.find((one) => one.value === name);
    return known === undefined ? m.support.noClass : t(known.label);
  };
  const rows: readonly Row[] = kind === 'byClass' ? forecast.byClass : forecast.byProduct.slice(0, shownProducts);
  if (rows.length === 0) return null;
  return (
    <Card title={m.support[kind]} isFlush>
      <PlainTable
        label={m.support[kind]}
        rows={rows}
        keyOf={(row) => `${row.isFirmware === true ? 'firmware' : ''} ${row.name ?? ''}`}
        columns={[
          {
            label: m.support.name[kind],
            cell: (row: Row) =>
              row.filter === null ? (
                <span title={m.support.tooManyWritings} className={row.name === null ? 'text-soft' : ''}>
                  {nameOf(row)}
                </span>
              ) : (
                <PageLink to="/assets" search={{ filter: row.filter }} className={`quiet-link ${row.name === null ? 'text-soft' : ''}`}>
                  {nameOf(row)}
                </PageLink>
              ),
          },
          ...columns.map((stage) => ({
            label: m.support.short[stage],
            isEnd: true,
            isTight: true,
            cell: (row: Row) => (
              <RowsLink
                filter={row.filter === null ? null : `and(${row.filter},${forecast.stages[stage]})`}
                of={nameOf(row)}
                stage={stage}
                count={row.counts[stage]}
              />
            ),
          })),
        ]}
      />
    </Card>
  );
}
