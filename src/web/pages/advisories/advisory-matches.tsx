/** What one advisory means here: the device models it may speak of, with their devices, each a question to be answered. */
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { advisoryMatchesQuery } from '../matching/matching-queries.ts';
import { deviceText, Likeness, productText, StandingMark, StatusCounts } from '../matching/question-parts.tsx';

interface AdvisoryMatchesProps {
  readonly id: string;
  readonly documentId: string;
  readonly isBroken: boolean;
}

export function AdvisoryMatches({ id, documentId, isBroken }: AdvisoryMatchesProps) {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(advisoryMatchesQuery(id));
  const words = m.matching.ofAdvisory;
  const said = isBroken ? words.broken : data?.matched === false ? words.notYet : data?.items.length === 0 ? words.none : null;
  const everything = { words: documentId, band: 'likely,check,weak', answer: 'open,confirmed,denied,unsure,conflict' };
  return (
    <Card
      title={words.title}
      isFlush
      aside={
        data === undefined || data.items.length === 0 ? null : (
          <PageLink to="/matching" search={everything} className="text-small">
            {words.all}
          </PageLink>
        )
      }
    >
      {error === null ? null : (
        <div className="px-4 pb-4">
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {said === null ? null : <p className="max-w-[75ch] px-4 pb-4 text-soft">{said}</p>}
      {data === undefined || data.items.length === 0 ? null : (
        <PlainTable
          label={words.title}
          isStacked
          rows={data.items}
          keyOf={({ question }) => question.id}
          columns={[
            {
              label: m.matching.device,
              cell: ({ question }) => (
                <PageLink to="/matching/$id" params={{ id: question.id }}>
                  {deviceText(question)}
                </PageLink>
              ),
            },
            { label: m.matching.product, cell: ({ question }) => productText(question) },
            {
              label: m.matching.sameAs,
              cell: ({ question }) => (
                <>
                  <Likeness question={question} /> <StandingMark answer={question.answer} />
                </>
              ),
            },
            { label: m.matching.here, isTight: true, cell: ({ assets }) => <StatusCounts assets={assets} /> },
          ]}
        />
      )}
    </Card>
  );
}
