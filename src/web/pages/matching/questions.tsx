/** The questions, gravest and surest first: each answered with one key, leaving the list of what is open, and taken back with one. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import type { QuestionJson } from '#contract/endpoints/match-questions.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink, useGo } from '../../app/page-link.tsx';
import type { Search } from '../../app/page.ts';
import { useRowKeys } from '../../components/list/use-row-keys.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { useAnswerKeys, type Answer } from './answer-keys.ts';
import { askedOf, chosenOf, isUnasked, shownMost } from './asked.ts';
import { matchingStateQuery, questionsQuery } from './matching-queries.ts';
import { MatchingStateLine } from './matching-state.tsx';
import { QuestionFilters } from './question-filters.tsx';
import { QuestionHead, QuestionRow } from './question-row.tsx';
import { useAnswers, type Answers } from './use-answers.tsx';

export function Questions({ search }: { readonly search: Search }): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery({ ...questionsQuery(askedOf(search)), placeholderData: keepPreviousData });
  const answers = useAnswers();
  return (
    <PageFrame title={m.matching.title}>
      <div className="grid grid-cols-1 gap-4">
        <p className="max-w-[75ch] text-soft">{m.matching.lead}</p>
        <MatchingStateLine totals={data?.totals} />
        {data?.totals.questions === 0 && isUnasked(search) ? null : <QuestionFilters search={search} totals={data?.totals} />}
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {/* Far down the list the undo must stay in sight. */}
        <div className="sticky top-14 z-1 empty:hidden md:top-2">{answers.notice}</div>
        {data === undefined ? null : (
          <List search={search} items={data.items} total={data.total} weak={data.totals.bands.weak} answers={answers} />
        )}
      </div>
    </PageFrame>
  );
}

interface ListProps {
  readonly search: Search;
  readonly items: readonly QuestionJson[];
  readonly total: number;
  /** Questions of the band that is left out at first. */
  readonly weak: number;
  readonly answers: Answers;
}

function List({ search, items, total, weak, answers }: ListProps) {
  const { m, f } = useApp();
  const go = useGo();
  const list = useRef<HTMLUListElement>(null);
  const { answer: shownAnswers, band } = chosenOf(search);
  const shown = items.filter(({ id }) => !answers.leaving.has(id));
  useRowKeys({ container: list, count: shown.length, reveal: (index) => revealRow(list.current, index) });
  const say = (question: QuestionJson, answer: Answer) => {
    if (answers.leaving.has(question.id)) return;
    if (!shownAnswers.includes(answer)) focusBeside(list.current, question.id);
    answers.answer(question, answer);
  };
  useAnswerKeys(answers.mayAnswer, (act) => {
    if (act === 'undo') return answers.undoLast();
    const id = document.activeElement?.closest('[data-question]')?.getAttribute('data-question');
    const question = shown.find((one) => one.id === id);
    if (question !== undefined) say(question, act);
    return question !== undefined;
  });
  const weakLeftOut = band.includes('weak') ? 0 : weak;
  const left = Math.max(0, total - (items.length - shown.length));
  return (
    <div className="grid grid-cols-1 gap-2">
      {shown.length === 0 ? (
        <Nothing search={search} hasAny={items.length > 0} />
      ) : (
        <div className="rounded-lg border border-line bg-card">
          <QuestionHead />
          <ul ref={list} aria-label={m.matching.title}>
            {shown.map((question, index) => (
              <QuestionRow key={question.id} question={question} index={index} onAnswer={answers.mayAnswer ? say : null} />
            ))}
          </ul>
        </div>
      )}
      <div className={`flex flex-wrap items-center gap-x-4 gap-y-2 text-small text-soft ${shown.length === 0 ? 'hidden' : ''}`}>
        <p role="status">{m.matching.shown(f.number(shown.length), f.number(left))}</p>
        {items.length < total && items.length < shownMost ? (
          <Button isSmall onClick={() => go({ to: '/matching', search: { ...search, shown: String(items.length + 100) }, replace: true })}>
            {m.matching.more}
          </Button>
        ) : null}
        <p className="no-print max-md:hidden">{m.matching.keysLine}</p>
      </div>
      {weakLeftOut === 0 ? null : (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-soft">
          {m.matching.weakHidden(f.number(weakLeftOut), weakLeftOut)}
          <Button
            kind="quiet"
            isSmall
            onClick={() => go({ to: '/matching', search: { ...search, band: [...band, 'weak'].join(',') }, replace: true })}
          >
            {m.matching.weakShow}
          </Button>
        </p>
      )}
    </div>
  );
}

/** All answered, nothing fits, or nothing was matched yet: then, what it takes. */
function Nothing({ search, hasAny }: { readonly search: Search; readonly hasAny: boolean }) {
  const { m } = useApp();
  const { data: state } = useQuery(matchingStateQuery);
  const isEmpty = state !== undefined && (state.matchedAt === null || state.documents === 0 || state.lines === 0);
  return (
    <div className="grid justify-items-center gap-2 rounded-lg border border-dashed border-edge px-6 py-10 text-center text-soft">
      {hasAny || !isEmpty ? (
        <p>{isUnasked(search) ? m.matching.noneOpen : m.matching.none}</p>
      ) : state.running ? (
        <p>{m.matching.running}</p>
      ) : (
        <>
          <p>{m.matching.noneYet}</p>
          <p>{m.matching.howIn}</p>
          <p className="flex flex-wrap justify-center gap-x-5">
            <PageLink to="/imports">{m.matching.toImports}</PageLink>
            <PageLink to="/advisories">{m.matching.toAdvisories}</PageLink>
          </p>
        </>
      )}
    </div>
  );
}

function revealRow(list: HTMLElement | null, index: number): void {
  list?.querySelector(`[data-row="${index}"]`)?.scrollIntoView({ block: 'nearest' });
}

/** The answered row goes: the one after it takes the focus, at the end the one before, else the page. */
function focusBeside(list: HTMLElement | null, id: string): void {
  const rows = [...(list?.querySelectorAll('[data-question]') ?? [])];
  const at = rows.findIndex((row) => row.getAttribute('data-question') === id);
  const beside = rows[at + 1] ?? rows[at - 1];
  const target = beside?.querySelector<HTMLElement>('a') ?? document.getElementById('content');
  beside?.scrollIntoView({ block: 'nearest' });
  target?.focus({ preventScroll: true });
}
