/** Possible doubles: pairs that the rules left in doubt, decided with one click; beneath, everything decided by hand. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Fragment, useState, type ReactNode } from 'react';
import { access as accesses } from '#contract/define-endpoint.ts';
import { groupDoubles, type DoublesGroup } from '#core/assets/group-doubles.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { doublesQuery, identityListQuery } from '../../app/queries.ts';
import { IdentityDecisions } from '../../components/asset-identity/identity-decisions.tsx';
import { useWithdrawal } from '../../components/asset-identity/use-withdrawal.ts';
import { DoneNotice, forgetFindings, type Done } from '../../components/finding-work/work-bar.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';

export function Doubles(): ReactNode {
  const { m } = useApp();
  const [done, setDone] = useState<Done | null>(null);
  const withdraw = useWithdrawal();
  const doubles = useQuery(doublesQuery);
  const decided = useQuery(identityListQuery);
  const error = doubles.error ?? decided.error;
  return (
    <PageFrame title={m.identity.doubles}>
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        <p className="max-w-[70ch] text-soft">{m.identity.doublesLead}</p>
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void forgetFindings()} />}
        {done === null ? null : <DoneNotice done={done} undo={withdraw} onDone={setDone} />}
        {doubles.data === undefined ? (
          <p className="text-soft">{m.product.loading}</p>
        ) : (
          <Pairs items={doubles.data.items} hasMore={doubles.data.hasMore} onDone={setDone} />
        )}
        {decided.data === undefined ? null : (
          <Card title={m.identity.decisions}>
            {decided.data.items.length === 0 ? (
              <p className="text-soft">{m.identity.none}</p>
            ) : (
              <IdentityDecisions decisions={decided.data.items} />
            )}
          </Card>
        )}
      </div>
    </PageFrame>
  );
}

type Pair = Awaited<ReturnType<typeof client.assets.doubles>>['items'][number];

interface PairsProps {
  readonly items: readonly Pair[];
  readonly hasMore: boolean;
  readonly onDone: (done: Done) => void;
}

function Pairs({ items, hasMore, onDone }: PairsProps) {
  const { m } = useApp();
  if (items.length === 0) return <p>{m.identity.doublesNone}</p>;
  return (
    <Card isFlush>
      <ul>
        {groupDoubles(items).map((group) => (
          <OneGroup key={group.assets.map(({ id }) => id).join(' ')} group={group} onDone={onDone} />
        ))}
      </ul>
      {hasMore ? <p className="border-t border-line px-4 py-2 text-small text-soft">{m.identity.doublesMore}</p> : null}
    </Card>
  );
}

/** Two that may be one stand in a row by themselves; of more, the row names them all and each pair is decided within it. */
function OneGroup({ group, onDone }: { readonly group: DoublesGroup<Pair>; readonly onDone: (done: Done) => void }) {
  const { m, f } = useApp();
  const { assets, pairs } = group;
  return (
    <li className="border-b border-line px-4 py-3 last:border-0">
      {assets.length === 2 ? null : (
        <p className="mb-2 font-semibold">
          {m.identity.groupOf(f.number(assets.length))}{' '}
          {assets.map(({ id, name }, index) => (
            <Fragment key={id}>
              {index === 0 ? '' : ', '}
              <PageLink to="/assets/$id" params={{ id }}>
                {name}
              </PageLink>
            </Fragment>
          ))}
        </p>
      )}
      <div className={assets.length === 2 ? '' : 'grid gap-3 border-s-2 border-line ps-3'}>
        {pairs.map((pair) => (
          <OnePair key={`${pair.one.id} ${pair.other.id}`} pair={pair} onDone={onDone} />
        ))}
      </div>
    </li>
  );
}

function OnePair({ pair, onDone }: { readonly pair: Pair; readonly onDone: (done: Done) => void }) {
  const { m, t, f, session } = useApp();
  const { one, other, why, source, at } = pair;
  const decide = useMutation({
    mutationFn: async (isSame: boolean): Promise<Done> => {
      // The older one stays: links and tickets know it longest.
      const [kept, gone] = one.id < other.id ? [one, other] : [other, one];
      const request = { params: { id: kept.id }, body: { otherId: gone.id, reason: m.identity.fromDoubles } };
      const { decisionId } = isSame ? await client.assets.merge(request) : await client.assets.keepApart(request);
      return { text: (isSame ? m.identity.mergedDone : m.identity.apartDone)(kept.name, gone.name), batchId: decisionId };
    },
    onSuccess: (done) => {
      onDone(done);
      return forgetFindings();
    },
  });
  return (
    <div className="grid gap-x-4 gap-y-2 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p>
          <PageLink to="/assets/$id" params={{ id: one.id }} className="font-medium">
            {one.name}
          </PageLink>{' '}
          {m.identity.and}{' '}
          <PageLink to="/assets/$id" params={{ id: other.id }} className="font-medium">
            {other.name}
          </PageLink>
        </p>
        <p className="max-w-[75ch] break-words">{t(why)}</p>
        <p className="text-small text-soft">
          {source}, {f.instantDay(at)}
        </p>
        {decide.error === null ? null : <ProblemNotice error={decide.error} />}
      </div>
      {accesses.work.roles.some((role) => role === session?.role) ? (
        <div className="flex flex-wrap items-start gap-2">
          <Button
            isSmall
            disabled={decide.isPending}
            aria-label={m.identity.isSameOf(one.name, other.name)}
            onClick={() => decide.mutate(true)}
          >
            {m.identity.isSame}
          </Button>
          <Button
            isSmall
            disabled={decide.isPending}
            aria-label={m.identity.isOtherOf(one.name, other.name)}
            onClick={() => decide.mutate(false)}
          >
            {m.identity.isOther}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
