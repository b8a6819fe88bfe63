/** Rounds of questionnaires, the newest first, and the packs they are made of. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { PackJson, RoundJson } from '#contract/endpoints/questionnaires.ts';
import { useApp } from '../../app/context.tsx';
import { mayOpen } from '../../app/page.ts';
import { PageLink } from '../../app/page-link.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { NewRound } from './new-round.tsx';
import { packTitle } from './pack-title.ts';
import { packsQuery, roundsQuery } from './questionnaire-queries.ts';

export function Questionnaires(): ReactNode {
  const { m, session } = useApp();
  const rounds = useQuery(roundsQuery);
  const packs = useQuery(packsQuery);
  const [isNew, setNew] = useState(false);
  const mayChange = session !== undefined && mayOpen({ access: 'people' }, session.role);
  const error = rounds.error ?? packs.error;
  if (error !== null)
    return (
      <PageFrame title={m.questionnaires.title}>
        <ProblemNotice error={error} onRetry={() => void Promise.all([rounds.refetch(), packs.refetch()])} />
      </PageFrame>
    );
  if (rounds.data === undefined || packs.data === undefined) return <PagePending />;
  const { items } = packs.data;
  return (
    <PageFrame
      title={m.questionnaires.title}
      crumb={<PageLink to="/awareness">{m.titles.awareness}</PageLink>}
      actions={
        mayChange ? (
          <Button kind="main" onClick={() => setNew(true)}>
            {m.questionnaires.newRound}
          </Button>
        ) : undefined
      }
    >
      <div className="grid grid-cols-1 gap-4">
        <p className="max-w-[75ch] text-soft">{m.questionnaires.lead}</p>
        <Card title={m.questionnaires.rounds} isFlush>
          {rounds.data.items.length === 0 ? (
            <p className="max-w-[70ch] px-4 pb-4">{m.questionnaires.noRounds}</p>
          ) : (
            <Rounds items={rounds.data.items} />
          )}
        </Card>
        <Card title={m.questionnaires.packs} isFlush>
          <Packs items={items} mayChange={mayChange} />
        </Card>
      </div>
      {isNew ? <NewRound packs={items} read={rounds.data.read} onClose={() => setNew(false)} /> : null}
    </PageFrame>
  );
}

function Rounds({ items }: { readonly items: readonly RoundJson[] }) {
  const { m, f } = useApp();
  return (
    <PlainTable
      label={m.questionnaires.rounds}
      rows={items}
      keyOf={({ id }) => id}
      isStacked
      columns={[
        {
          label: m.questionnaires.oneRound,
          cell: ({ id, name }) => (
            <PageLink to="/questionnaires/rounds/$id" params={{ id }}>
              {name}
            </PageLink>
          ),
        },
        { label: m.questionnaires.onePack, cell: ({ pack }) => `${packTitle(pack, m.questionnaires.tag)} ${pack.version}` },
        { label: m.questionnaires.state, isTight: true, cell: ({ state }) => m.questionnaires.states[state] },
        { label: m.questionnaires.closesOn, isTight: true, cell: ({ closesOn }) => f.day(closesOn) },
        { label: m.questionnaires.invited, isTight: true, isEnd: true, cell: ({ invited }) => f.number(invited) },
      ]}
    />
  );
}

function Packs({ items, mayChange }: { readonly items: readonly PackJson[]; readonly mayChange: boolean }) {
  const { m, f } = useApp();
  return (
    <PlainTable
      label={m.questionnaires.packs}
      rows={items}
      keyOf={({ pack }) => `${pack.id} ${pack.version}`}
      isStacked
      columns={[
        { label: m.questionnaires.onePack, cell: ({ pack }) => packTitle(pack, m.questionnaires.tag) },
        { label: m.questionnaires.version, isTight: true, cell: ({ pack }) => pack.version },
        { label: m.questionnaires.items, isTight: true, isEnd: true, cell: ({ pack }) => f.number(pack.items.length) },
        { label: m.questionnaires.languages, cell: ({ pack }) => pack.languages.join(', ') },
        {
          label: m.questionnaires.savedAt,
          isTight: true,
          cell: ({ savedAt }) => (savedAt === null ? m.questionnaires.shipped : f.instantDay(savedAt)),
        },
        {
          label: '',
          isTight: true,
          cell: ({ pack }) =>
            mayChange ? (
              <PageLink
                to="/questionnaires/packs/$id"
                params={{ id: pack.id }}
                search={{ version: pack.version }}
                className={buttonLook('plain', true)}
                label={m.questionnaires.openPack(packTitle(pack, m.questionnaires.tag), pack.version)}
              >
                {m.questionnaires.open}
              </PageLink>
            ) : null,
        },
      ]}
    />
  );
}
