/** One finding: what it is, on what, since when, until when; what to do; how it went and who saw it. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FindingDetail } from '#contract/endpoints/records.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import { findingQuery } from '../../app/queries.ts';
import { DecisionMark } from '../../components/decision-mark.tsx';
import { Due } from '../../components/due.tsx';
import { useFindingWork } from '../../components/finding-work/work-bar.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';
import { FieldValue, useFieldText } from '../../components/list/field-value.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SourceAge, SourceNotices } from '../../components/source-notices.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Comments, Decisions } from './finding-decisions.tsx';
import { History } from './finding-history.tsx';
import { InSoftware } from './in-software.tsx';
import { SeenBy } from './seen-by.tsx';
import { UrgencyCard } from './urgency.tsx';

export function FindingPage({ params }: PageProps<'/findings/$id'>): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(findingQuery(params.id));
  if (error !== null) {
    return (
      <PageFrame title={m.findings.one} crumb={<PageLink to="/findings">{m.findings.title}</PageLink>}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  return data === undefined ? <PagePending /> : <Detail askedId={params.id} detail={data} />;
}

/** @param askedId its own, or that of a finding that became one with it */
function Detail({ askedId, detail }: { readonly askedId: string; readonly detail: FindingDetail }) {
  const { m, f } = useApp();
  const { record } = detail;
  const title = record.title ?? record.cveId ?? record.checkId ?? record.id;
  const work = useFindingWork({ filter: `eq(id,${record.id})`, text: m.decisions.aboutOne }, nothingSelected);
  return (
    <PageFrame
      title={title}
      crumb={<PageLink to="/findings">{m.findings.title}</PageLink>}
      beside={<DecisionMark decision={record.decision} />}
      under={<Summary record={record} />}
      actions={work.buttons}
    >
      {work.notice}
      <SourceNotices of={['kev', 'epss']} />
      {askedId === record.id ? null : (
        <p role="status" className="mb-4">
          {m.flaws.moved}
        </p>
      )}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Card title={m.findings.solution}>
            <p className="max-w-[75ch] whitespace-pre-line">
              {detail.solution ?? <span className="text-soft">{m.findings.solutionNone}</span>}
            </p>
          </Card>
          <InSoftware id={record.id} />
          <SeenBy id={record.id} flaw={detail.flaw} />
          <Decisions decisions={detail.decisions} />
          <Comments id={record.id} comments={detail.comments} />
          <History history={detail.history} />
          <Observations observations={detail.observations} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {detail.urgency === null ? null : <UrgencyCard urgency={detail.urgency} />}
          <Card title={m.findings.facts}>
            <FindingFacts detail={detail} today={f.today()} />
            <p className="mt-3 border-t border-line pt-3">
              <SameCause record={record} />
            </p>
          </Card>
        </div>
      </div>
    </PageFrame>
  );
}

const nothingSelected = () => undefined;

function Summary({ record }: { readonly record: FindingDetail['record'] }) {
  const { m, f } = useApp();
  const text = useFieldText();
  return (
    <>
      {[text(finding.fields.severity, record.severity), text(finding.fields.state, record.state)]
        .filter((part) => part !== null)
        .join(' · ')}
      {record.openedAt === null ? '' : ` ${m.findings.since} ${f.instantDay(record.openedAt)}`}
      {record.assetId === null ? null : (
        <>
          {` ${m.findings.onAsset} `}
          <PageLink to="/assets/$id" params={{ id: record.assetId }}>
            {record.assetName ?? record.assetId}
          </PageLink>
        </>
      )}
    </>
  );
}

function FindingFacts({ detail, today }: { readonly detail: FindingDetail; readonly today: string }) {
  const { m, t } = useApp();
  const { record } = detail;
  const values: Readonly<Record<string, unknown>> = record;
  const names = Object.entries(finding.fields).filter(
    ([name, field]) => field.type !== 'id' && !['title', 'assetName'].includes(name) && values[name] !== null,
  );
  const rows = names.map(([name, field]) => {
    const value =
      name === 'dueOn' ? (
        <Due dueOn={record.dueOn} isOpen={record.state === 'open' && record.decision === null} today={today} />
      ) : (
        <>
          <FieldValue field={field} value={values[name]} />
          <AgeOfSource name={name} record={record} />
        </>
      );
    return [capitalised(t(field.label)), value] as const;
  });
  const own = [
    ...(detail.policy === null ? [] : [[m.findings.policy, detail.policy] as const]),
    ...(detail.cvssVector === null
      ? []
      : [
          [
            m.findings.cvssVector,
            <span key="vector" className="font-mono text-small break-all">
              {detail.cvssVector}
            </span>,
          ] as const,
        ]),
  ];
  return <Facts rows={[...rows, ...own]} />;
}

/** What a list gave is told as of its day; what a scanner said is of the scan. */
function AgeOfSource({ name, record }: { readonly name: string; readonly record: FindingDetail['record'] }) {
  if (name === 'inKev' || (name === 'kev' && record.kevFrom === 'catalogue')) return <SourceAge of="kev" />;
  if (name === 'epssListed' || (name === 'epss' && record.epssFrom === 'catalogue')) return <SourceAge of="epss" />;
  return null;
}

function SameCause({ record }: { readonly record: FindingDetail['record'] }) {
  const { m } = useApp();
  if (record.checkId === null || record.scanner === null) return null;
  const filter = printFilter({
    op: 'and',
    of: [
      { op: 'eq', field: 'checkId', value: record.checkId },
      { op: 'eq', field: 'scanner', value: record.scanner },
      { op: 'eq', field: 'state', value: 'open' },
    ],
  });
  return (
    <PageLink to="/findings" search={{ group: 'none', filter }}>
      {m.findings.alsoHere}
    </PageLink>
  );
}

function Observations({ observations }: { readonly observations: FindingDetail['observations'] }) {
  const { m, f } = useApp();
  const text = useFieldText();
  return (
    <Card title={m.findings.observations} isFlush>
      <PlainTable
        label={m.findings.observations}
        rows={observations}
        keyOf={(_, index) => index}
        columns={[
          { label: m.findings.observed, isTight: true, cell: (row) => f.instant(row.observedAt) },
          { label: 'Scanner', isTight: true, cell: (row) => `${row.scanner} ${row.checkId}` },
          { label: m.findings.severity, isTight: true, cell: (row) => text(finding.fields.severity, row.severity) },
          { label: m.findings.where, isTight: true, cell: (row) => (row.port === null ? '–' : `${row.port}/${row.protocol ?? ''}`) },
          {
            label: m.findings.file,
            cell: (row) => (
              <PageLink to="/imports/$id" params={{ id: row.importId }}>
                {row.file}
              </PageLink>
            ),
          },
        ]}
      />
    </Card>
  );
}
