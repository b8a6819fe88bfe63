/** How right the matching is here: what was said against what people answered, as a chart, a score in words, and a table. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { matchQualityQuery } from './matching-queries.ts';
import { ReliabilityChart } from './reliability-chart.tsx';
import { brierWord, type Decile } from './reliability-geometry.ts';

export function MatchQuality(): ReactNode {
  const { m, f } = useApp();
  const { data, error, refetch } = useQuery(matchQualityQuery);
  const words = m.matching.qualityPage;
  return (
    <PageFrame title={words.title} crumb={<PageLink to="/matching">{m.matching.title}</PageLink>}>
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        <p className="max-w-[75ch] text-soft">{words.lead}</p>
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data === undefined ? null : data.brierScore === null ? (
          <Card>
            <p>{words.none}</p>
            <p className="text-soft">{words.noneHelp}</p>
          </Card>
        ) : (
          <>
            <Card>
              <Facts
                rows={[
                  [words.answered, f.number(data.answered)],
                  [
                    words.brier,
                    <>
                      {f.number(data.brierScore, 3)}, {words.brierWords[brierWord(data.brierScore, data.answered)]}
                      <span className="block text-small text-soft">{words.brierHelp}</span>
                    </>,
                  ],
                ]}
              />
            </Card>
            <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
              <Card title={words.reliability}>
                <ReliabilityChart deciles={data.deciles} />
              </Card>
              <DecileTable deciles={data.deciles} />
            </div>
          </>
        )}
        <p className="max-w-[75ch] text-small break-words text-soft">{words.published}</p>
      </div>
    </PageFrame>
  );
}

function DecileTable({ deciles }: { readonly deciles: readonly Decile[] }) {
  const { m, f } = useApp();
  const words = m.matching.qualityPage;
  return (
    <Card title={words.table} isFlush>
      <PlainTable
        label={words.table}
        isStacked
        rows={deciles}
        keyOf={({ from }) => from}
        columns={[
          { label: words.tenth, isTight: true, cell: ({ from, to }) => words.tenthText(f.number(from, 1), f.number(to, 1)) },
          { label: words.answeredShort, isEnd: true, cell: ({ answered }) => f.number(answered) },
          { label: words.confirmed, isEnd: true, cell: ({ answered, confirmed }) => (answered === 0 ? '–' : f.number(confirmed)) },
          {
            label: words.mean,
            isEnd: true,
            cell: ({ probabilityMean }) => (probabilityMean === null ? '–' : f.probability(probabilityMean)),
          },
          {
            label: words.share,
            isEnd: true,
            cell: ({ answered, confirmed }) => (answered === 0 ? '–' : f.probability(confirmed / answered)),
          },
        ]}
      />
    </Card>
  );
}
