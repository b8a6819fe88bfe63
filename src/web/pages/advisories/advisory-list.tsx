/** The advisories that the node holds, newest first; words, a CVE, and what was found here narrow the list. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { PageLink, useGo } from '../../app/page-link.tsx';
import type { Search } from '../../app/page.ts';
import { advisoriesQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SourceNotices } from '../../components/source-notices.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { askedOf, asksSomething } from './asked.ts';

export function AdvisoryList({ search }: { readonly search: Search }): ReactNode {
  const { m, f } = useApp();
  const go = useGo();
  const { data, error, refetch } = useQuery({ ...advisoriesQuery(askedOf(search)), placeholderData: keepPreviousData });
  const shown = data?.items.length ?? 0;
  return (
    <PageFrame title={m.advisories.title}>
      <div className="grid grid-cols-1 gap-4">
        <p className="max-w-[70ch] text-soft">{m.advisories.lead}</p>
        <SourceNotices of={['csaf']} />
        <SearchForm key={`${search['words'] ?? ''} ${search['here'] ?? ''}`} search={search} />
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data === undefined ? null : (
          <Card isFlush>
            {shown === 0 ? <Nothing isAsked={asksSomething(search)} /> : <Entries items={data.items} />}
            <div className="flex flex-wrap items-center gap-3 p-4">
              <p role="status" className="text-small text-soft">
                {m.advisories.shown(f.number(shown), f.number(data.total))}
              </p>
              {shown < data.total && shown < 1_000 ? (
                <Button isSmall onClick={() => go({ to: '/advisories', search: { ...search, shown: String(shown + 100) }, replace: true })}>
                  {m.advisories.more}
                </Button>
              ) : null}
            </div>
          </Card>
        )}
      </div>
    </PageFrame>
  );
}

/** Nothing fits what was asked, or there is nothing yet: then, how it comes in. */
function Nothing({ isAsked }: { readonly isAsked: boolean }) {
  const { m } = useApp();
  if (isAsked) return <p className="p-4 text-soft">{m.advisories.noneFits}</p>;
  return (
    <div className="grid gap-2 p-4">
      <p>{m.advisories.noneYet}</p>
      <p className="max-w-[70ch] text-soft">{m.advisories.howIn}</p>
      <p>
        <code className="break-words">cybermetrics advisories sync {m.advisories.folder}</code>
      </p>
    </div>
  );
}

function SearchForm({ search }: { readonly search: Search }) {
  const { m } = useApp();
  const go = useGo();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const words = formText(form, 'words').trim();
    const here = formText(form, 'here');
    go({ to: '/advisories', search: { ...(words === '' ? {} : { words }), ...(here === '' ? {} : { here: 'true' }) } });
  };
  return (
    <form onSubmit={submit} className="grid max-w-xl gap-3">
      <TextField
        label={m.advisories.search}
        help={m.advisories.searchHelp}
        name="words"
        defaultValue={search['words'] ?? ''}
        maxLength={200}
        autoComplete="off"
      />
      <CheckField label={m.advisories.onlyHere} name="here" defaultChecked={search['here'] === 'true'} />
      <div>
        <Button type="submit">{m.advisories.find}</Button>
      </div>
    </form>
  );
}

function Entries({ items }: { readonly items: readonly AdvisoryRow[] }) {
  return (
    <>
      <ul className="md:hidden">
        {items.map((row) => (
          <NarrowEntry key={row.id} row={row} />
        ))}
      </ul>
      <div className="max-md:hidden">
        <EntryTable items={items} />
      </div>
    </>
  );
}

/** Three lines on a phone: number and score, title, counts. */
function NarrowEntry({ row }: { readonly row: AdvisoryRow }) {
  const { m, f } = useApp();
  const { id, documentId, scoreMax, title, products, cveIds, cvesFoundHere } = row;
  return (
    <li className="border-b border-line px-4 py-2.5 last:border-0">
      <p className="flex items-baseline gap-3">
        <PageLink to="/advisories/$id" params={{ id }} className="min-w-0 flex-1 truncate font-medium">
          {documentId}
        </PageLink>
        <span className="shrink-0 text-small">{scoreMax === null ? '' : `${m.advisories.score} ${f.score(scoreMax)}`}</span>
      </p>
      <p className="line-clamp-3 break-words">{title}</p>
      <p className="text-small break-words text-soft">
        {m.advisories.counts(f.number(products), f.number(cveIds.length), f.number(cvesFoundHere))}
      </p>
    </li>
  );
}

function EntryTable({ items }: { readonly items: readonly AdvisoryRow[] }) {
  const { m, f } = useApp();
  return (
    <PlainTable
      label={m.advisories.title}
      rows={items}
      keyOf={(row) => row.id}
      columns={[
        {
          label: m.advisories.document,
          isTight: true,
          cell: ({ id, documentId }) => (
            <PageLink to="/advisories/$id" params={{ id }}>
              {documentId}
            </PageLink>
          ),
        },
        {
          label: m.advisories.name,
          cell: ({ title, publisher, brokenRules }) => (
            <>
              {title}
              {publisher === null ? null : <span className="block text-small text-soft">{publisher}</span>}
              {brokenRules.length === 0 ? null : (
                <span className="block text-small text-worse">{m.advisories.broken(brokenRules.join(', '))}</span>
              )}
            </>
          ),
        },
        { label: m.advisories.score, isEnd: true, isTight: true, cell: ({ scoreMax }) => (scoreMax === null ? '–' : f.score(scoreMax)) },
        { label: m.advisories.products, isEnd: true, isTight: true, cell: ({ products }) => f.number(products) },
        { label: m.advisories.cves, isEnd: true, isTight: true, cell: ({ cveIds }) => f.number(cveIds.length) },
        { label: m.advisories.foundHere, isEnd: true, isTight: true, cell: ({ cvesFoundHere }) => f.number(cvesFoundHere) },
        {
          label: m.advisories.changed,
          isTight: true,
          cell: ({ modifiedAt }) => (modifiedAt === null ? '–' : f.instantDay(modifiedAt)),
        },
      ]}
    />
  );
}

interface AdvisoryRow {
  readonly id: string;
  readonly documentId: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly brokenRules: readonly string[];
  readonly scoreMax: number | null;
  readonly products: number;
  readonly cveIds: readonly string[];
  readonly cvesFoundHere: number;
  readonly modifiedAt: string | null;
}
