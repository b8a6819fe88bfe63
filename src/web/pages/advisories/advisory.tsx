/** One advisory: how bad, of which products and what to do; then all that its publisher wrote, as it was written. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Advisory, AdvisoryFlaw } from '#core/advisories/advisory.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import { advisoryQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SourceNotices } from '../../components/source-notices.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { AdvisoryMatches } from './advisory-matches.tsx';
import { reasonTexts, scoreTexts } from './flaw-texts.ts';
import { adviceOf, affectedProducts, sourceOf, stateOf, type Advice } from './advisory-summary.ts';

export function AdvisoryPage({ params }: PageProps<'/advisories/$id'>): ReactNode {
  const { m, f } = useApp();
  const { data, error, refetch } = useQuery(advisoryQuery(params.id));
  const crumb = <PageLink to="/advisories">{m.advisories.title}</PageLink>;
  if (error !== null) {
    return (
      <PageFrame title={m.advisories.one} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const { advisory, brokenRules } = data;
  const day = (at: string | null) => (at === null ? '–' : f.instantDay(at));
  return (
    <PageFrame title={data.title} crumb={crumb} under={data.documentId}>
      <SourceNotices of={['csaf']} />
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        {brokenRules.length === 0 ? null : (
          <p className="rounded-md bg-worse-wash px-3 py-2 text-small">{m.advisories.broken(brokenRules.join(', '))}</p>
        )}
        <First advisory={advisory} scoreMax={data.scoreMax} />
        <AdvisoryMatches id={data.id} documentId={data.documentId} isBroken={brokenRules.length > 0} />
        <Card title={m.advisories.flaws}>
          {advisory.flaws.length === 0 ? <p className="text-soft">{m.advisories.noFlaws}</p> : null}
          <ul className="grid gap-5">
            {advisory.flaws.map((flaw, index) => (
              // eslint-disable-next-line react/no-array-index-key -- flaws have no number of their own and never move
              <Flaw key={index} flaw={flaw} />
            ))}
          </ul>
        </Card>
        <Products products={advisory.products} />
        <Card title={m.advisories.said}>
          <Facts
            rows={[
              [m.advisories.publisher, data.publisher ?? '–'],
              [m.advisories.revision, data.revision ?? '–'],
              [m.advisories.published, day(data.publishedAt)],
              [m.advisories.changed, day(data.modifiedAt)],
            ]}
          />
          <SourceLink advisory={advisory} />
        </Card>
        <Texts notes={advisory.notes} />
      </div>
    </PageFrame>
  );
}

const namesShown = 8;

/** How bad, of which products, and what to do. */
function First({ advisory, scoreMax }: { readonly advisory: Advisory; readonly scoreMax: number | null }) {
  const { m, f } = useApp();
  const affected = affectedProducts(advisory);
  const advice = adviceOf(advisory);
  const more = affected.length - namesShown;
  return (
    <Card>
      <Facts
        rows={[
          [m.advisories.severity, scoreMax === null ? m.advisories.noScore : m.advisories.highest(f.score(scoreMax))],
          [
            m.advisories.affected,
            affected.length === 0 ? (
              m.advisories.noneAffected
            ) : (
              <ul>
                {affected.slice(0, namesShown).map((name) => (
                  <li key={name}>{name}</li>
                ))}
                {more > 0 ? <li className="text-soft">{m.product.more(f.number(more))}</li> : null}
              </ul>
            ),
          ],
          [
            m.advisories.toDo,
            advice.length === 0 ? (
              m.advisories.noAdvice
            ) : (
              <ul className="grid gap-2">
                {advice.map((one) => (
                  <OneAdvice key={`${one.category} ${one.details} ${one.url}`} advice={one} />
                ))}
              </ul>
            ),
          ],
        ]}
      />
    </Card>
  );
}

function OneAdvice({ advice: { category, details, url } }: { readonly advice: Advice }) {
  const { m } = useApp();
  return (
    <li className="max-w-[80ch] break-words whitespace-pre-line">
      <span className="text-soft">{m.advisories.categories[category] ?? category}: </span>
      {details}
      {url === null ? null : (
        <a href={url} rel="noreferrer noopener" target="_blank" className="block break-all">
          {url}
        </a>
      )}
    </li>
  );
}

function SourceLink({ advisory }: { readonly advisory: Advisory }) {
  const { m } = useApp();
  const url = sourceOf(advisory);
  return url === null ? null : (
    <p className="mt-3">
      <a href={url} rel="noreferrer noopener" target="_blank">
        {m.advisories.source}
      </a>
    </p>
  );
}

function Products({ products }: Pick<Advisory, 'products'>) {
  const { m } = useApp();
  return (
    <Card title={m.advisories.products} isFlush>
      {products.length === 0 ? (
        <p className="px-4 pb-4 text-soft">{m.advisories.noProducts}</p>
      ) : (
        <PlainTable
          label={m.advisories.products}
          isStacked
          rows={products}
          keyOf={({ productId }) => productId}
          columns={[
            { label: m.advisories.product, cell: ({ name }) => <span className="break-words">{name}</span> },
            {
              label: m.advisories.path,
              cell: ({ paths }) =>
                paths.map((path) => path.map((branch) => branch.name).join(' › ')).map((text) => <div key={text}>{text}</div>),
            },
            {
              label: m.advisories.identifiers,
              cell: ({ identifiers }) => identifiers.map(({ kind, value }) => <div key={`${kind} ${value}`}>{value}</div>),
            },
          ]}
        />
      )}
    </Card>
  );
}

function Flaw({ flaw }: { readonly flaw: AdvisoryFlaw }) {
  const { m, f } = useApp();
  const { cveId, title, statuses } = flaw;
  const states = (['affected', 'fixed', 'notAffected', 'other'] as const)
    .map((state) => ({ state, count: new Set(statuses.filter((one) => stateOf[one.status] === state).map((one) => one.productId)).size }))
    .filter(({ count }) => count > 0);
  const scored = scoreTexts(flaw, m.advisories, (score) => f.score(score));
  const reasons = reasonTexts(flaw, m.advisories);
  return (
    <li className="grid gap-1.5">
      <h3 className="font-medium">{[cveId, title].filter((text) => text !== null).join(' · ') || flaw.otherIds.join(', ') || '–'}</h3>
      <p className="text-small text-soft">
        {[...scored, ...states.map(({ state, count }) => `${m.advisories.states[state]}: ${f.number(count)}`)].join(' · ')}
      </p>
      {reasons.length === 0 ? null : (
        <p className="text-small text-soft">
          {m.advisories.notAffectedBecause}: {reasons.join('; ')}
        </p>
      )}
      {cveId === null ? null : (
        <p className="text-small">
          <PageLink to="/findings" search={{ filter: printFilter({ op: 'eq', field: 'cveId', value: cveId }) }}>
            {m.advisories.openFindings}
          </PageLink>
        </p>
      )}
    </li>
  );
}

function Texts({ notes }: Pick<Advisory, 'notes'>) {
  const { m } = useApp();
  if (notes.length === 0) return null;
  return (
    <Card>
      <details>
        <summary className="font-semibold">{m.advisories.notes}</summary>
        <ul className="mt-3 grid gap-3">
          {notes.map(({ category, title, text }) => (
            <li key={`${category} ${title} ${text}`} className="max-w-[80ch] text-small break-words whitespace-pre-line">
              <span className="block font-medium">{title ?? category}</span>
              {text}
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
