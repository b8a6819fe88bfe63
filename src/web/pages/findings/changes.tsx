/** What the last complete file of each scanner changed: new, reopened and closed, each number opening its rows. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ScanChangesJson } from '#contract/endpoints/finding-work.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { changesQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';

export function ChangesPage(): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(changesQuery);
  if (data === undefined && error === null) return <PagePending />;
  return (
    <PageFrame title={m.decisions.changes} crumb={<PageLink to="/findings">{m.findings.title}</PageLink>} under={m.decisions.changesLead}>
      {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 ? <p className="text-soft">{m.decisions.changesNone}</p> : null}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        {data?.items.map((scan) => (
          <ScanCard key={`${scan.scanner} ${scan.source}`} scan={scan} />
        ))}
      </div>
    </PageFrame>
  );
}

function ScanCard({ scan }: { readonly scan: ScanChangesJson }) {
  const { m, f } = useApp();
  const counts = [
    [m.decisions.opened, scan.opened],
    [m.decisions.reopened, scan.reopened],
    [m.decisions.closed, scan.closed],
  ] as const;
  return (
    <Card title={scan.scanner === scan.source ? scan.scanner : `${scan.scanner} · ${scan.source}`}>
      <p className="text-small text-soft">
        <PageLink to="/imports/$id" params={{ id: scan.importId }}>
          {m.decisions.changesOf(scan.file, f.instantDay(scan.lastAt))}
        </PageLink>
        {`. ${scan.before === null ? m.decisions.first : m.decisions.before(f.instantDay(scan.before.lastAt))}`}
      </p>
      <dl className="mt-3 grid grid-cols-3 gap-3">
        {counts.map(([label, { count, filter }]) => (
          <div key={label}>
            <dt className="text-small text-soft">{label}</dt>
            <dd className="text-title font-semibold">
              <PageLink to="/findings" search={{ group: 'none', filter }} label={`${label}: ${f.number(count)}`}>
                {f.number(count)}
              </PageLink>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
