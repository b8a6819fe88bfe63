/** One advisory as its publisher wrote it: products with every path, flaws with states and scores, what is advised, texts. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Advisory, AdvisoryFlaw, ProductStatus } from '#core/advisories/advisory.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import { advisoryQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';

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
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        {brokenRules.length === 0 ? null : (
          <p className="rounded-md bg-worse-wash px-3 py-2 text-small">{m.advisories.broken(brokenRules.join(', '))}</p>
        )}
        <Card>
          <Facts
            rows={[
              [m.advisories.publisher, data.publisher ?? '–'],
              [m.advisories.revision, data.revision ?? '–'],
              [m.advisories.published, day(data.publishedAt)],
              [m.advisories.changed, day(data.modifiedAt)],
            ]}
          />
        </Card>
        <Products products={advisory.products} />
        <Card title={m.advisories.flaws}>
          {advisory.flaws.length === 0 ? <p className="text-soft">{m.advisories.noFlaws}</p> : null}
          <ul className="grid gap-5">
            {advisory.flaws.map((flaw, index) => (
              // eslint-disable-next-line react/no-array-index-key -- flaws have no number of their own and never move
              <Flaw key={index} flaw={flaw} />
            ))}
          </ul>
        </Card>
        <Texts notes={advisory.notes} />
      </div>
    </PageFrame>
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

const stateOf: Readonly<Record<ProductStatus, 'affected' | 'fixed' | 'notAffected' | 'other'>> = {
  'first-affected': 'affected',
  'known-affected': 'affected',
  'last-affected': 'affected',
  'first-fixed': 'fixed',
  fixed: 'fixed',
  'known-not-affected': 'notAffected',
  recommended: 'other',
  'under-investigation': 'other',
  unknown: 'other',
};

function Flaw({ flaw }: { readonly flaw: AdvisoryFlaw }) {
  const { m, f } = useApp();
  const { cveId, title, scores, statuses, remediations } = flaw;
  const states = (['affected', 'fixed', 'notAffected', 'other'] as const)
    .map((state) => ({ state, count: new Set(statuses.filter((one) => stateOf[one.status] === state).map((one) => one.productId)).size }))
    .filter(({ count }) => count > 0);
  const scored = [...new Set(scores.map(({ version, baseScore }) => `CVSS ${version}: ${baseScore === null ? '–' : f.score(baseScore)}`))];
  return (
    <li className="grid gap-1.5">
      <h3 className="font-medium">{[cveId, title].filter((text) => text !== null).join(' · ') || flaw.otherIds.join(', ') || '–'}</h3>
      <p className="text-small text-soft">
        {[...scored, ...states.map(({ state, count }) => `${m.advisories.states[state]}: ${f.number(count)}`)].join(' · ')}
      </p>
      {cveId === null ? null : (
        <p className="text-small">
          <PageLink to="/findings" search={{ filter: printFilter({ op: 'eq', field: 'cveId', value: cveId }) }}>
            {m.advisories.openFindings}
          </PageLink>
        </p>
      )}
      {remediations.length === 0 ? null : (
        <details>
          <summary className="text-small">{m.advisories.remediations}</summary>
          <ul className="mt-2 grid gap-2 text-small">
            {remediations.map(({ category, details }) => (
              <li key={`${category} ${details}`} className="max-w-[80ch] break-words whitespace-pre-line">
                <span className="text-soft">{category}: </span>
                {details}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Texts({ notes }: Pick<Advisory, 'notes'>) {
  const { m } = useApp();
  if (notes.length === 0) return null;
  return (
    <Card title={m.advisories.notes}>
      <ul className="grid gap-3">
        {notes.map(({ category, title, text }) => (
          <li key={`${category} ${title} ${text}`} className="max-w-[80ch] text-small break-words whitespace-pre-line">
            <span className="block font-medium">{title ?? category}</span>
            {text}
          </li>
        ))}
      </ul>
    </Card>
  );
}
