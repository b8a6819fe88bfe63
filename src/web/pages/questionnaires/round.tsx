/** One round: what can be done with it now, who is asked, and what was published of it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { mayOpen, type PageProps } from '../../app/page.ts';
import { PageLink, useGo } from '../../app/page-link.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { languageName } from '../../ui/language-name.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { LinksCard } from './links-card.tsx';
import { placedFirst } from './placed-first.ts';
import { keepRound, roundQuery, roundsQuery } from './questionnaire-queries.ts';
import { packTitle } from './pack-title.ts';
import { Results } from './results.tsx';

export function RoundPage({ params }: PageProps<'/questionnaires/rounds/$id'>): ReactNode {
  const { m, session } = useApp();
  const { data: round, error, refetch } = useQuery(roundQuery(params.id));
  const crumb = <PageLink to="/questionnaires">{m.questionnaires.title}</PageLink>;
  if (error !== null && round === undefined)
    return (
      <PageFrame title={m.questionnaires.oneRound} crumb={crumb}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  if (round === undefined) return <PagePending />;
  const mayChange = session !== undefined && mayOpen({ access: 'people' }, session.role);
  return (
    <PageFrame title={round.name} crumb={crumb} under={m.questionnaires.states[round.state]}>
      <div className="grid grid-cols-1 gap-4">
        {round.results === null ? null : <Results round={round} results={round.results} />}
        <Card title={m.questionnaires.about}>
          <About round={round} />
        </Card>
        {mayChange && round.state !== 'published' ? <Acts round={round} /> : null}
        {mayChange && (round.state === 'made' || round.state === 'open') ? <LinksCard round={round} /> : null}
        <Groups round={round} />
      </div>
    </PageFrame>
  );
}

function About({ round }: { readonly round: RoundDetail }) {
  const { m, f } = useApp();
  const words = m.questionnaires;
  const answered =
    round.state === 'published'
      ? null
      : ([words.answered, round.answered === null ? words.fewerThanTen : f.number(round.answered)] as const);
  return (
    <Facts
      rows={[
        [words.onePack, `${packTitle(round.pack, words.tag)} ${round.pack.version}`],
        ...(round.leftOut === null ? [[words.languages, round.languages.map(languageName).join(', ')] as const] : []),
        [words.closesOn, f.day(round.closesOn)],
        [words.openedAt, round.openedAt === null ? words.notYet : f.instant(round.openedAt)],
        ...(round.closedAt === null ? [] : [[words.closedAt, f.instant(round.closedAt)] as const]),
        [words.invited, f.number(round.invited)],
        ...(answered === null ? [] : [answered]),
        ...(round.leftOut === null || round.leftOut === 0
          ? []
          : [[words.sheetsLeftOut, words.sheetsLeftOutText(f.number(round.leftOut))] as const]),
      ]}
    />
  );
}

type Act = 'open' | 'close' | 'publish';

/** What can be done next, and what it means. */
function nextAct({ state }: RoundDetail): Act | null {
  if (state === 'made') return 'open';
  if (state === 'open' || state === 'over') return 'close';
  return state === 'closed' ? 'publish' : null;
}

function Acts({ round }: { readonly round: RoundDetail }) {
  const { m } = useApp();
  const go = useGo();
  const words = m.questionnaires;
  const [isSure, setSure] = useState(false);
  const act = nextAct(round);
  const params = { id: round.id };
  const take = useMutation({
    mutationFn: (wanted: Act) => client.questionnaires[wanted]({ params }),
    onSuccess: keepRound,
  });
  const discard = useMutation({
    mutationFn: () => client.questionnaires.discard({ params }),
    onSuccess: () => {
      go({ to: '/questionnaires' });
      void queryClient.invalidateQueries({ queryKey: roundsQuery.queryKey });
    },
  });
  const error = take.error ?? discard.error;
  return (
    <Card title={words.next}>
      <div className="grid gap-3">
        {act === null ? null : <p className="max-w-[70ch]">{words.acts[act].text}</p>}
        {error === null ? null : <ProblemNotice error={error} />}
        <div className="flex flex-wrap gap-2">
          {act === null ? null : (
            <Button kind="main" disabled={take.isPending} onClick={() => take.mutate(act)}>
              {words.acts[act].button}
            </Button>
          )}
          <Button kind="quiet" disabled={discard.isPending} onClick={() => (isSure ? discard.mutate() : setSure(true))}>
            {isSure ? words.discardAgain : words.discard}
          </Button>
        </div>
        <p role="status" className="max-w-[70ch] text-small text-soft empty:hidden">
          {isSure ? words.discardSure : ''}
        </p>
      </div>
    </Card>
  );
}

function Groups({ round }: { readonly round: RoundDetail }) {
  const { m, f } = useApp();
  const words = m.questionnaires;
  // A round of files has none.
  const hasKeys = round.groups.some(({ keyDigest }) => keyDigest !== null);
  const key = {
    label: words.key,
    isTight: true,
    cell: ({ keyDigest }: RoundDetail['groups'][number]) =>
      keyDigest === null ? '–' : <code className="text-small text-soft">{keyDigest.slice(0, 16)}</code>,
  };
  return (
    <Card title={words.asked} isFlush>
      <PlainTable
        label={words.asked}
        rows={placedFirst(round.groups)}
        keyOf={({ id }) => id}
        isStacked
        columns={[
          { label: m.awareness.name, cell: ({ name }) => name || m.awareness.elsewhere },
          { label: words.invited, isTight: true, isEnd: true, cell: ({ invited }) => f.number(invited) },
          { label: words.people, isTight: true, isEnd: true, cell: ({ people }) => (people === null ? '–' : f.number(people)) },
          ...(hasKeys ? [key] : []),
        ]}
      />
      <p className="max-w-[75ch] px-4 pt-1 pb-4 text-small text-soft">
        {hasKeys ? `${words.keyText} ` : ''}
        {words.peopleText}
      </p>
    </Card>
  );
}
