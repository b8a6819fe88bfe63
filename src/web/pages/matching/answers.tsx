/** The book of answers: who said what of which device and product, when and why; disagreements first to be seen, each to be taken back. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { matchAnswers } from '#contract/endpoints/match-questions.ts';
import { useApp } from '../../app/context.tsx';
import { download } from '../../app/download.ts';
import { PageLink } from '../../app/page-link.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import { answersQuery, type AskedAnswers } from './matching-queries.ts';
import { OneAnswer } from './question-answers.tsx';

const pageSize = 50;
const everything: AskedAnswers = { offset: 0, limit: pageSize };

export function BookOfAnswers(): ReactNode {
  const { m, f } = useApp();
  const words = m.matching.book;
  const [asked, setAsked] = useState<AskedAnswers>(everything);
  const { data, error, refetch } = useQuery(answersQuery(asked));
  const set = (change: Partial<AskedAnswers>) => setAsked((before) => ({ ...before, offset: 0, ...change }));
  const { offset } = asked;
  return (
    <PageFrame
      title={words.title}
      crumb={<PageLink to="/matching">{m.matching.title}</PageLink>}
      actions={<ExportLinks />}
      under={data === undefined ? null : words.counts(f.number(data.total), f.number(data.disputed))}
    >
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        <p className="max-w-[75ch] text-soft">{words.lead}</p>
        <Filters asked={asked} set={set} />
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data?.items.length === 0 ? <p>{words.none}</p> : null}
        {data === undefined || data.items.length === 0 ? null : (
          <Card>
            <ol className="grid grid-cols-1 gap-4">
              {data.items.map((one) => (
                <li key={one.id} className="grid grid-cols-1 gap-1 border-b border-line pb-3 last:border-b-0 last:pb-0">
                  <p className="break-words">
                    {one.questionId === null ? (
                      <span className="text-soft">{words.pair(one.deviceKey, one.productKey)}</span>
                    ) : (
                      <PageLink to="/matching/$id" params={{ id: one.questionId }}>
                        {words.pair(one.deviceName ?? one.deviceKey, one.productName ?? one.productKey)}
                      </PageLink>
                    )}
                    {one.disputed ? <span className="ms-2 font-medium text-worse">{words.disputed}</span> : null}
                  </p>
                  <OneAnswer decision={one} as="div" />
                </li>
              ))}
            </ol>
          </Card>
        )}
        {data === undefined || data.total <= pageSize ? null : (
          <div className="flex gap-3">
            <Button disabled={offset === 0} onClick={() => set({ offset: Math.max(0, offset - pageSize) })}>
              {words.newer}
            </Button>
            <Button disabled={offset + pageSize >= data.total} onClick={() => set({ offset: offset + pageSize })}>
              {words.older}
            </Button>
          </div>
        )}
      </div>
    </PageFrame>
  );
}

function Filters({ asked, set }: { readonly asked: AskedAnswers; readonly set: (change: Partial<AskedAnswers>) => void }) {
  const { m } = useApp();
  const words = m.matching.book;
  return (
    <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
      <TextField
        label={words.search}
        type="search"
        maxLength={200}
        value={asked.search ?? ''}
        onChange={(event) => set({ search: event.currentTarget.value })}
      />
      <SelectField
        label={words.answer}
        value={asked.answer ?? ''}
        onChange={(event) => set({ answer: event.currentTarget.value === '' ? undefined : event.currentTarget.value })}
      >
        <option value="">{words.anyAnswer}</option>
        {matchAnswers.map((one) => (
          <option key={one} value={one}>
            {words.answers[one]}
          </option>
        ))}
      </SelectField>
      <div className="flex flex-wrap gap-x-6 gap-y-2 sm:col-span-2">
        <CheckField
          label={words.onlyDisputed}
          checked={asked.disputed === 'true'}
          onChange={(event) => set({ disputed: event.currentTarget.checked ? 'true' : undefined })}
        />
        <CheckField
          label={words.withWithdrawn}
          checked={asked.withdrawn === 'true'}
          onChange={(event) => set({ withdrawn: event.currentTarget.checked ? 'true' : undefined })}
        />
      </div>
    </div>
  );
}

/** Answers as a file for `match --decisions`, and names as others may have them. */
function ExportLinks() {
  const { m } = useApp();
  const [error, setError] = useState<unknown>(null);
  const fetchFile = (address: string) => {
    setError(null);
    download(address, AbortSignal.timeout(60_000)).catch(setError);
  };
  return (
    <>
      <Button onClick={() => fetchFile('/api/v1/matching/decisions/file')}>{m.matching.book.exportBook}</Button>
      <a className={buttonLook('quiet')} href="/api/v1/matching/aliases/file" download="shared-aliases.json">
        {m.matching.book.exportNames}
      </a>
      {error === null ? null : <ProblemNotice error={error} />}
    </>
  );
}
