/** One import: where it stands or how it ended, its counts, and every remark. */
import type { ReactNode } from 'react';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { importArrivals } from '#core/imports/import-run.ts';
import { urlOf } from '#sdk/client.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import type { Messages } from '../../messages/en.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ImportCounts, ImportStatusMark } from './import-counts.tsx';
import { ImportProblem, ImportProgress } from './import-progress.tsx';
import { useImportReport } from './use-import-report.ts';

export function ImportPage({ params }: PageProps<'/imports/$id'>): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useImportReport(params.id);
  const crumb = <PageLink to="/imports">{m.imports.title}</PageLink>;
  if (data === undefined && error !== null) {
    return (
      <PageFrame title={m.imports.one} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  return (
    <PageFrame title={data.file} crumb={crumb} under={<ImportStatusMark status={data.status} />}>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Card>
            <div className="grid gap-3">
              <ImportProgress report={data} />
              <ImportProblem report={data} />
              <ImportCounts report={data} />
            </div>
          </Card>
          <Remarks report={data} />
        </div>
        <ReportFacts report={data} />
      </div>
    </PageFrame>
  );
}

function usedProfileText({ name, revision }: NonNullable<ImportReport['profile']>, m: Messages): string {
  if (name === null) return m.profiles.usedHere;
  return revision === null ? name : `${name}, ${m.profiles.usedVersion(revision)}`;
}

function ReportFacts({ report }: { readonly report: ImportReport }) {
  const { m, f, t } = useApp();
  const seconds = report.finishedAt === null ? null : (Date.parse(report.finishedAt) - Date.parse(report.receivedAt)) / 1000;
  const finished = report.finishedAt === null ? '–' : `${f.instant(report.finishedAt)} (${m.imports.took(f.number(seconds ?? 0, 1))})`;
  return (
    <Card>
      <Facts
        rows={[
          [m.assets.source, report.source ?? '–'],
          [
            m.profiles.arrival,
            t(importArrivals.find(({ value }) => value === report.arrival)?.label ?? { en: report.arrival, nl: report.arrival }),
          ],
          ...(report.profile === null ? [] : [[m.profiles.usedProfile, usedProfileText(report.profile, m)] as const]),
          [m.imports.importer, report.importer === null ? '–' : `${report.importer} ${report.importerVersion ?? ''}`],
          [m.imports.observed, report.observedAt === null ? '–' : f.instant(report.observedAt)],
          [m.imports.received, f.instant(report.receivedAt)],
          [m.imports.finished, finished],
          [m.imports.size, f.bytes(report.sizeBytes)],
          [
            m.imports.digest,
            <span key="digest" className="font-mono text-small break-all">
              {report.digest}
            </span>,
          ],
        ]}
      />
    </Card>
  );
}

function Remarks({ report }: { readonly report: ImportReport }) {
  const { m, f } = useApp();
  const marks = { refused: '▲', warning: '◆', note: '○' } as const;
  const download = (
    <a href={urlOf('imports.issues', { params: { id: report.id } })} download className="text-small">
      {m.imports.download}
    </a>
  );
  return (
    <Card title={m.imports.remarks} isFlush {...(report.issuesTotal === 0 ? {} : { aside: download })}>
      {report.issues.length === 0 ? (
        <p className="px-4 pb-4 text-soft">{m.imports.remarksNone}</p>
      ) : (
        <PlainTable
          label={m.imports.remarks}
          rows={report.issues}
          keyOf={(_, index) => index}
          columns={[
            { label: m.imports.line, isEnd: true, isTight: true, cell: (issue) => issue.line ?? '–' },
            {
              label: m.imports.remark,
              cell: (issue) => (
                <>
                  {issue.message}
                  <span className="block text-small text-soft">{issue.code}</span>
                </>
              ),
            },
            { label: m.imports.place, cell: (issue) => <span className="text-small break-all">{issue.path ?? '–'}</span> },
            {
              label: m.findings.severity,
              isTight: true,
              cell: (issue) => (
                <span className={issue.severity === 'refused' ? 'text-worse' : 'text-soft'}>
                  <span aria-hidden="true" className="me-1.5 text-tiny">
                    {marks[issue.severity]}
                  </span>
                  {m.imports.weight[issue.severity]}
                </span>
              ),
            },
          ]}
        />
      )}
      {report.issuesTotal > report.issues.length ? (
        <p className="border-t border-line px-4 py-2 text-small text-soft">
          {m.imports.remarksShown(f.number(report.issues.length), f.number(report.issuesTotal))}
        </p>
      ) : null}
    </Card>
  );
}
