/** One component: what is known of it, when it was in its product, and where else the same package is. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ComponentDetail } from '#contract/endpoints/software.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { component } from '#core/software/component.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import { componentQuery } from '../../app/queries.ts';
import { capitalised } from '../../components/list/field-columns.tsx';
import { FieldValue } from '../../components/list/field-value.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { ComponentFlawsCard } from './component-flaws.tsx';
import { presentOnly } from './software-views.tsx';

export function ComponentPage({ params }: PageProps<'/components/$id'>): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(componentQuery(params.id));
  const crumb = (
    <PageLink to="/components" search={{ filter: presentOnly }}>
      {m.software.title}
    </PageLink>
  );
  if (error !== null) {
    return (
      <PageFrame title={m.software.component} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const { record } = data;
  const title = [record.name ?? record.id, record.version].filter((part) => part !== null).join(' ');
  return (
    <PageFrame title={title} crumb={crumb} under={<OfProduct record={record} />}>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <ComponentFlawsCard id={record.id} />
          <ComponentFacts record={record} />
          <History history={data.history} />
        </div>
        <Elsewhere elsewhere={data.elsewhere} />
      </div>
    </PageFrame>
  );
}

function OfProduct({ record }: { readonly record: ComponentDetail['record'] }) {
  const { m } = useApp();
  if (record.sbomId === null) return null;
  // Every asset with this very package, by whichever product.
  const where =
    record.purl === null
      ? ({ op: 'eq', field: 'id', value: record.id } as const)
      : ({ op: 'eq', field: 'purl', value: record.purl } as const);
  return (
    <>
      <PageLink to="/sboms/$id" params={{ id: record.sbomId }}>
        {[record.sbomName ?? m.software.nameless, record.sbomVersion].filter((part) => part !== null).join(' ')}
      </PageLink>
      {' · '}
      <PageLink to="/assets" search={{ filter: printFilter({ op: 'exists', child: 'components', where }) }}>
        {m.software.assetsWith}
      </PageLink>
    </>
  );
}

function ComponentFacts({ record }: { readonly record: ComponentDetail['record'] }) {
  const { m, t } = useApp();
  const values: Readonly<Record<string, unknown>> = record;
  const left = new Set(['name', 'version', 'sbomName', 'sbomVersion']);
  const known = Object.entries(component.fields).filter(([name, field]) => field.type !== 'id' && !left.has(name) && values[name] !== null);
  return (
    <Card title={m.software.facts}>
      <Facts
        rows={known.map(
          ([name, field]) => [capitalised(t(field.label)), <FieldValue key={name} field={field} value={values[name]} />] as const,
        )}
      />
    </Card>
  );
}

function History({ history }: { readonly history: ComponentDetail['history'] }) {
  const { m, f } = useApp();
  return (
    <Card title={m.software.history}>
      <ol className="grid gap-3">
        {history.toReversed().map((stretch) => (
          <li key={stretch.fromAt} className="grid gap-x-4 sm:grid-cols-[15rem_minmax(0,1fr)]">
            <span className="text-small text-soft sm:pt-0.5">
              {f.instantDay(stretch.fromAt)} – {stretch.toAt === null ? m.assets.now : f.instantDay(stretch.toAt)}
            </span>
            <span>{stretch.present ? m.software.present : m.software.absent}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Elsewhere({ elsewhere }: { readonly elsewhere: ComponentDetail['elsewhere'] }) {
  const { m } = useApp();
  return (
    <Card title={m.software.elsewhere}>
      {elsewhere.length === 0 ? <p className="text-soft">{m.software.elsewhereNone}</p> : null}
      <ul className="grid gap-1.5">
        {elsewhere.map((one) => (
          <li key={one.id}>
            <PageLink to="/sboms/$id" params={{ id: one.sbomId }}>
              {[one.sbomName ?? m.software.nameless, one.sbomVersion].filter((part) => part !== null).join(' ')}
            </PageLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
