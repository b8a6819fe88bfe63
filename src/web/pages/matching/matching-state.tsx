/** What was matched and when, what was left out and why, how much rests on "all versions"; and matching anew. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { access as accesses } from '#contract/define-endpoint.ts';
import type { MatchingState } from '#contract/endpoints/match-questions.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { useSaid } from '../../app/said.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { forgetMatching, matchingStateQuery } from './matching-queries.ts';

interface MatchingStateLineProps {
  /** Of all questions, whatever is asked; undefined: not counted yet. */
  readonly totals: { readonly questions: number; readonly allVersions: number } | undefined;
}

export function MatchingStateLine({ totals }: MatchingStateLineProps) {
  const { m, session } = useApp();
  const { data, error } = useQuery(matchingStateQuery);
  useRenewal(data);
  const run = useMutation({
    mutationFn: () => client.matching.run({}),
    onSuccess: (state) => queryClient.setQueryData(matchingStateQuery.queryKey, state),
  });
  const mayRun = accesses.work.roles.some((one) => one === session?.role);
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return null;
  return (
    <section aria-label={m.matching.state} className="grid gap-2 rounded-lg border border-line bg-card px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <When state={data} />
        </div>
        <PageLink to="/matching/answers" className="text-small">
          {m.matching.book.open}
        </PageLink>
        <PageLink to="/matching/quality" className="text-small">
          {m.matching.quality}
        </PageLink>
        {mayRun ? (
          <Button isSmall disabled={run.isPending || data.running} onClick={() => run.mutate()}>
            {m.matching.again}
          </Button>
        ) : null}
      </div>
      <LeftOut state={data} totals={totals} />
      {run.error === null ? null : <ProblemNotice error={run.error} />}
      {data.problem === null || data.running ? null : <Failure problem={data.problem} />}
    </section>
  );
}

/** When a matching has ended, all that rests on it is asked for anew. */
function useRenewal(state: MatchingState | undefined): void {
  const wasRunning = useRef(false);
  const isRunning = state?.running ?? false;
  useEffect(() => {
    if (wasRunning.current && !isRunning) void forgetMatching();
    wasRunning.current = isRunning;
  }, [isRunning]);
}

function When({ state }: { readonly state: MatchingState }): ReactNode {
  const { m, f } = useApp();
  const { matchedAt, running, lines, assets, documents } = state;
  return (
    <>
      <p role="status">
        {running ? m.matching.running : matchedAt === null ? m.matching.never : m.matching.matchedAt(f.instant(matchedAt))}
      </p>
      {matchedAt === null ? null : (
        <p className="text-small text-soft">{m.matching.counted(f.number(lines), f.number(assets), f.number(documents))}</p>
      )}
    </>
  );
}

function LeftOut({ state: { setAside, notMatchable }, totals }: { readonly state: MatchingState } & MatchingStateLineProps) {
  const { m, f } = useApp();
  const rules = setAside.rules.map(({ rule, documents }) => `${rule} (${f.number(documents)})`).join(', ');
  const parts = [
    ...(setAside.documents === 0
      ? []
      : [`${m.matching.setAside(f.number(setAside.documents), setAside.documents)}${rules === '' ? '' : ` (${m.matching.rules(rules)})`}`]),
    ...(notMatchable === 0 ? [] : [m.matching.notMatchable(f.number(notMatchable), notMatchable)]),
  ];
  return (
    <div className="text-small text-soft empty:hidden">
      {parts.length === 0 ? null : (
        <p className="break-words">
          {m.matching.leftOut}: {parts.join('; ')}.
        </p>
      )}
      {totals === undefined || totals.allVersions === 0 ? null : (
        <p>{m.matching.restsOnAll(f.number(totals.allVersions), f.number(totals.questions), totals.allVersions)}</p>
      )}
    </div>
  );
}

function Failure({ problem }: { readonly problem: NonNullable<MatchingState['problem']> }) {
  const { m, f } = useApp();
  const detail = useSaid(problem.detail);
  return (
    <p role="alert" className="rounded-md bg-worse-wash px-3 py-2 text-small">
      {m.matching.failed(f.instant(problem.at))} {detail}
    </p>
  );
}
