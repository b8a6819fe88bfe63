/** What people said of the names of flaws: what, where, why and by whom, with its withdrawing. */
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FlawStatementJson } from '#contract/endpoints/flaw-names.ts';
import { access as accesses } from '#contract/define-endpoint.ts';
import { flawExtents } from '#core/vulnerabilities/flaw-statements.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { forgetFindings } from '../finding-work/work-bar.tsx';
import { ProblemNotice } from '../problem-notice.tsx';

export function FlawStatements({ statements }: { readonly statements: readonly FlawStatementJson[] }): ReactNode {
  return (
    <ol className="grid gap-4">
      {statements.map((one) => (
        <Statement key={one.id} said={one} />
      ))}
    </ol>
  );
}

function Statement({ said }: { readonly said: FlawStatementJson }) {
  const { m, f, t, session } = useApp();
  const withdraw = useMutation({ mutationFn: () => client.flaws.withdraw({ params: { id: said.id } }), onSuccess: forgetFindings });
  const mayDecide = accesses.decide.roles.some((one) => one === session?.role);
  const isWithdrawn = said.withdrawnAt !== null;
  const what = useStatementText(said);
  const extent = flawExtents.find((one) => one.value === said.extent);
  const about = [
    `${f.instantDay(said.statedAt)} ${m.decisions.by(said.by ?? m.flaws.node)}`,
    ...(said.kind === 'same' || extent === undefined ? [] : [`${t(extent.label)}${said.about === null ? '' : `: ${said.about}`}`]),
  ];
  return (
    <li className="grid gap-1">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className={`min-w-0 break-words ${isWithdrawn ? 'text-soft line-through' : 'font-medium'}`}>{what}</span>
        <span className="min-w-48 flex-1 text-small text-soft">{about.join(' · ')}</span>
        {isWithdrawn || !mayDecide ? null : (
          <Button
            kind="quiet"
            isSmall
            disabled={withdraw.isPending}
            aria-label={m.flaws.withdrawOf(what)}
            onClick={() => withdraw.mutate()}
          >
            {m.flaws.withdraw}
          </Button>
        )}
      </div>
      {said.title === null || said.title === said.key ? null : <p className="text-small text-soft">{said.title}</p>}
      <p className="max-w-[75ch] break-words whitespace-pre-line">{said.reason}</p>
      {said.withdrawnAt === null ? null : (
        <p className="text-small text-soft">{m.flaws.withdrawn(said.withdrawnBy ?? m.flaws.node, f.instantDay(said.withdrawnAt))}</p>
      )}
      {withdraw.error === null ? null : <ProblemNotice error={withdraw.error} />}
    </li>
  );
}

function useStatementText({ kind, key, other, scanner, checkId }: FlawStatementJson): string {
  const { m } = useApp();
  if (kind === 'same') return m.flaws.isSame(key, other ?? '');
  return m.flaws.isApart([scanner, checkId].filter((part) => part !== null).join(' '), key);
}
