/** Public sources that the node holds a copy of: age, size, the last attempt, and taking a newer one from network or file. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import type { SourceJson, SourcesJson } from '#contract/endpoints/sources.ts';
import { knownCoverage } from '#contract/source-coverage.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { mayOpen } from '../../app/page.ts';
import { PageLink } from '../../app/page-link.tsx';
import { sourcesQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { FetchSchedule } from './fetch-schedule.tsx';
import { Providers } from './providers.tsx';

const askAgainMs = 1_000;

export function Sources(): ReactNode {
  const { m, session } = useApp();
  const { data, error, refetch } = useQuery(sourcesQuery);
  const mayTake = session !== undefined && mayOpen({ access: 'node' }, session.role);
  return (
    <PageFrame title={m.sources.title}>
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        <p className="max-w-[70ch] text-soft">{m.sources.lead}</p>
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data === undefined ? null : (
          <>
            <div className="grid gap-4 md:grid-cols-2">
              {data.items.map((source) => (
                <SourceCard key={source.id} source={source} mayTake={mayTake} />
              ))}
            </div>
            <CoverageCard sources={data} />
          </>
        )}
        <Providers mayTake={mayTake} />
      </div>
    </PageFrame>
  );
}

function SourceCard({ source, mayTake }: { readonly source: SourceJson; readonly mayTake: boolean }) {
  const { m, f, language } = useApp();
  const { id, edition, datedAt, asOf, ageDays, entries, origin, problem } = source;
  return (
    <Card title={source.title[language]}>
      <p className="mb-3 text-small text-soft">{m.sources.by(source.attribution)}</p>
      {asOf === null || ageDays === null || datedAt === null ? (
        <p>{m.sources.never}</p>
      ) : (
        <Facts
          rows={[
            [m.sources.edition[id], edition ?? '–'],
            [m.sources.datedAt, f.instantDay(datedAt)],
            [m.sources.entries, f.number(entries)],
            [
              m.sources.asOf,
              <>
                {f.instant(asOf)}
                <span className="block text-small text-soft">{m.sources.daysOld(f.number(ageDays), ageDays === 1)}</span>
                {source.isStale ? (
                  <span className="block font-medium text-worse">{m.sources.stale(f.number(source.staleAfterDays))}</span>
                ) : null}
              </>,
            ],
            [m.sources.origin, origin ?? '–'],
          ]}
        />
      )}
      {problem === null ? null : (
        <p className="mt-3 rounded-md bg-worse-wash px-3 py-2 text-small">
          {m.sources.problem(f.instant(problem.at))} {problem.detail}
        </p>
      )}
      <FetchSchedule id={id} name={source.title[language]} plan={source.fetch} mayTake={mayTake} />
      {mayTake ? <TakeButtons source={source} /> : null}
    </Card>
  );
}

/** Waits until the attempt that was asked for is over. */
async function waitFor(id: SourceJson['id'], askedAt: string): Promise<void> {
  for (;;) {
    const answer = await client.sources.list({});
    const triedAt = answer.items.find((one) => one.id === id)?.triedAt ?? null;
    if (triedAt !== null && triedAt >= askedAt) {
      queryClient.setQueryData(sourcesQuery.queryKey, answer);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  }
}

function TakeButtons({ source: { id, title } }: { readonly source: SourceJson }) {
  const { m, language } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const take = useMutation({
    mutationFn: async (file: File | null) => {
      const asked =
        file === null
          ? await client.sources.sync({ params: { id } })
          : await client.sources.handIn({ params: { id }, query: { file: file.name }, body: file });
      await waitFor(id, asked.askedAt);
    },
  });
  const name = title[language];
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3">
      <Button kind="main" aria-label={m.sources.syncOf(name)} disabled={take.isPending} onClick={() => take.mutate(null)}>
        {m.sources.sync}
      </Button>
      <input
        ref={input}
        type="file"
        tabIndex={-1}
        className="sr-only"
        aria-label={m.sources.handInOf(name)}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) take.mutate(file);
          event.target.value = '';
        }}
      />
      <Button disabled={take.isPending} onClick={() => input.current?.click()}>
        {m.sources.handIn}
      </Button>
      <p role="status" className="text-small text-soft">
        {take.isPending ? m.sources.working : null}
      </p>
      {take.error === null ? null : <ProblemNotice error={take.error} />}
    </div>
  );
}

function CoverageCard({ sources }: { readonly sources: SourcesJson }) {
  const { m, f } = useApp();
  const { scored, exploited } = knownCoverage(sources);
  const said = (count: number | null) => (count === null ? m.sources.unknown : f.number(count));
  return (
    <Card title={m.sources.coverage}>
      <p className="mb-2 text-soft">{m.sources.covered(f.number(sources.coverage.cves), sources.coverage.cves === 1)}</p>
      <Facts
        rows={[
          [m.sources.scored, said(scored)],
          [m.sources.exploited, said(exploited)],
        ]}
      />
      <p className="mt-3">
        <PageLink to="/findings" search={{ filter: 'and(eq(state,open),eq(kev,true))' }}>
          {m.sources.openExploited}
        </PageLink>
      </p>
    </Card>
  );
}
