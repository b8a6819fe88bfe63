/** One bill of materials: its product, its components, the assets of the product and why, and the documents behind it. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SbomDetail } from '#contract/endpoints/software.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { sbom } from '#core/software/sbom.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import { sbomQuery } from '../../app/queries.ts';
import { capitalised } from '../../components/list/field-columns.tsx';
import { FieldValue, useFieldText } from '../../components/list/field-value.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { BillFlawsCard } from './bill-flaws.tsx';
import { BillComponents } from './bill-components.tsx';

const shownMax = 25;

export function SbomPage({ params }: PageProps<'/sboms/$id'>): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(sbomQuery(params.id));
  const crumb = <PageLink to="/sboms">{m.software.bills}</PageLink>;
  if (error !== null) {
    return (
      <PageFrame title={m.software.bill} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const { record } = data;
  const under = [record.supplier, record.version].filter((part) => part !== null).join(' · ');
  return (
    <PageFrame title={record.name ?? m.software.nameless} crumb={crumb} under={under}>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <BillFlawsCard id={record.id} />
          <Card title={m.software.componentsOfBill} isFlush>
            <BillComponents sbomId={record.id} shownMax={shownMax} />
          </Card>
          <Documents documents={data.documents} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Links detail={data} />
          <BillFacts record={record} />
        </div>
      </div>
    </PageFrame>
  );
}

/** The rule is checked again at each import; here is what it found, in words. */
function Links({ detail }: { readonly detail: SbomDetail }) {
  const { m, f, t } = useApp();
  const { id } = detail.record;
  const filter = printFilter({ op: 'exists', child: 'components', where: { op: 'eq', field: 'sbomId', value: id } });
  const total = detail.links.reduce((sum, link) => sum + link.assetCount, 0);
  return (
    <Card title={m.software.linked}>
      {total === 0 ? <p className="text-soft">{m.software.linkedNone}</p> : null}
      <ul className="grid gap-2">
        {detail.links.map((link) => (
          <li key={link.rule}>
            <span className="font-medium">{m.software.linkedCount(link.assetCount, f.number(link.assetCount))}</span>
            <span className="block text-small text-soft">{t(link.explanation)}</span>
          </li>
        ))}
      </ul>
      {total === 0 || detail.record.componentCount === 0 ? null : (
        <p className="mt-3 text-small">
          <PageLink to="/assets" search={{ filter }}>
            {m.software.linkedList}
          </PageLink>
        </p>
      )}
    </Card>
  );
}

function BillFacts({ record }: { readonly record: SbomDetail['record'] }) {
  const { m, t } = useApp();
  const values: Readonly<Record<string, unknown>> = record;
  const known = Object.entries(sbom.fields).filter(([name, field]) => field.type !== 'id' && name !== 'name' && values[name] !== null);
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

function Documents({ documents }: { readonly documents: SbomDetail['documents'] }) {
  const { m, f } = useApp();
  const text = useFieldText();
  return (
    <Card title={m.software.documents} isFlush>
      <PlainTable
        label={m.software.documents}
        rows={documents}
        keyOf={(_, index) => index}
        columns={[
          { label: m.software.made, isTight: true, cell: (row) => f.instant(row.createdAt) },
          {
            label: m.software.format,
            isTight: true,
            cell: (row) => `${text(sbom.fields.format, row.format) ?? row.format} ${row.specVersion}`,
          },
          { label: m.software.components, isTight: true, isEnd: true, cell: (row) => f.number(row.componentCount) },
          {
            label: m.software.file,
            cell: (row) => (
              <>
                <PageLink to="/imports/$id" params={{ id: row.importId }}>
                  {row.file}
                </PageLink>
                {row.complete ? '' : ` (${m.software.incomplete})`}
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}
