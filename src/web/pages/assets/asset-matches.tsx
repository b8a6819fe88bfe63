/** The advisories that may speak of one asset: what its version means in each, and why; or why nothing can be said. */
import { useQuery } from '@tanstack/react-query';
import type { Output } from '#sdk/client-types.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { assetMatchesQuery } from '../matching/matching-queries.ts';
import { Likeness, productText, StandingMark, StatusWord, titleBeside } from '../matching/question-parts.tsx';
import { reasonText } from '../matching/reason-words.ts';

type Matches = Output<'matching.ofAsset'>;
type Item = Matches['items'][number];

export function AssetMatches({ id }: { readonly id: string }) {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(assetMatchesQuery(id));
  return (
    <Card title={m.matching.ofAsset.title}>
      {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : data.matchable ? (
        <Found matches={data} />
      ) : (
        <p className="max-w-[75ch]">{m.matching.ofAsset.notMatchable}</p>
      )}
    </Card>
  );
}

/** What people said is not ours is counted, not told. */
function Found({ matches: { items, deviceVersion } }: { readonly matches: Matches }) {
  const { m, f } = useApp();
  const words = m.matching.ofAsset;
  const asked = items.filter(({ question }) => question.answer !== 'denied');
  const denied = items.length - asked.length;
  return (
    <div className="grid grid-cols-1 gap-3">
      {items.length === 0 ? (
        <p className="text-soft">{words.none}</p>
      ) : (
        <p className="text-small text-soft">{deviceVersion === null ? words.versionMissing : words.version(deviceVersion)}</p>
      )}
      {asked.map((item) => (
        <OneProduct key={item.question.id} item={item} />
      ))}
      {denied === 0 ? null : <p className="text-small text-soft">{words.denied(f.number(denied), denied)}</p>}
    </div>
  );
}

function OneProduct({ item: { question, documents } }: { readonly item: Item }) {
  const { m, language } = useApp();
  return (
    <section className="border-t border-line pt-3 first-of-type:border-0 first-of-type:pt-0">
      <h3 className="flex flex-wrap items-baseline gap-x-3">
        <PageLink to="/matching/$id" params={{ id: question.id }} className="font-medium break-words">
          {productText(question)}
        </PageLink>
        <span className="text-small font-normal">
          <Likeness question={question} /> <StandingMark answer={question.answer} />
        </span>
      </h3>
      <ul className="mt-1 grid grid-cols-1 gap-1.5">
        {documents.map(({ advisoryId, documentId, title, status, reasons }) => (
          <li key={advisoryId}>
            <span className="flex flex-wrap items-baseline gap-x-3">
              <StatusWord status={status} />
              <span className="min-w-0 break-words">
                <PageLink to="/advisories/$id" params={{ id: advisoryId }}>
                  {documentId}
                </PageLink>{' '}
                {titleBeside(documentId, title)}
              </span>
            </span>
            <details className="ps-4">
              <summary aria-label={m.matching.ofAsset.askOf(documentId)} className="text-small text-soft">
                {m.matching.ofAsset.ask}
              </summary>
              <ul className="list-disc ps-5 text-small">
                {reasons.map((reason) => (
                  <li key={`${reason.rule} ${reason.detail}`} className="break-words">
                    {reasonText(reason, language)}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
