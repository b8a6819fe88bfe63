/** The open findings of an asset, worst first. */
import { useQuery } from '@tanstack/react-query';
import { printFilter } from '#core/query/rql-print.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { listPageQuery } from '../../app/queries.ts';
import { Due } from '../../components/due.tsx';
import { useFieldText } from '../../components/list/field-value.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';

const shownMax = 8;

export function AssetFindings({ id }: { readonly id: string }) {
  const { m, f } = useApp();
  const text = useFieldText();
  const ofAsset = { op: 'eq', field: 'assetId', value: id } as const;
  const open = printFilter({ op: 'and', of: [ofAsset, { op: 'eq', field: 'state', value: 'open' }] });
  const { data, error } = useQuery(listPageQuery('findings.list', { filter: open, limit: shownMax }));
  const total = data === undefined ? '' : ` (${m.lists.total(f.number(data.total.count), data.total.exact)})`;
  return (
    <Card
      title={`${m.assets.findingsOpen}${total}`}
      isFlush
      aside={
        <PageLink to="/findings" search={{ group: 'none', filter: printFilter(ofAsset) }} className="text-small">
          {m.assets.allFindings}
        </PageLink>
      }
    >
      {error === null ? null : (
        <div className="px-4 pb-4">
          <ProblemNotice error={error} />
        </div>
      )}
      {data?.items.length === 0 ? <p className="px-4 pb-4 text-soft">{m.assets.findingsNone}</p> : null}
      {data === undefined || data.items.length === 0 ? null : (
        <PlainTable
          label={m.assets.findingsOpen}
          rows={data.items}
          keyOf={(row) => row.id}
          columns={[
            {
              label: m.findings.one,
              cell: (row) => (
                <PageLink to="/findings/$id" params={{ id: row.id }} className="quiet-link">
                  {row.title ?? row.cveId ?? row.checkId}
                </PageLink>
              ),
            },
            { label: 'CVE', isTight: true, cell: (row) => row.cveId ?? '–' },
            { label: m.findings.severity, isTight: true, cell: (row) => text(finding.fields.severity, row.severity) },
            {
              label: m.findings.due,
              isTight: true,
              cell: (row) => <Due dueOn={row.dueOn} isOpen={row.decision === null} today={f.today()} />,
            },
          ]}
        />
      )}
    </Card>
  );
}
