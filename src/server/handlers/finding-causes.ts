/** Why a finding came or went by advisories, in words and with the names of those who answered. */
import { explainCause, type FindingCause } from '#core/matching/finding-cause.ts';
import type { Id } from '#core/kernel/id.ts';
import type { StoredFindingDetail } from '#store/findings.ts';
import type { StoredDecision } from '#store/matching/match-decisions.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { namesOf } from './finding-work.ts';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

export async function describeHistory(asked: Asked, { history, answers }: Pick<StoredFindingDetail, 'history' | 'answers'>) {
  const names = await namesOf(
    asked,
    [...answers.values()].flatMap(({ origin, person, withdrawnBy }) => [origin === 'said' ? person : '', withdrawnBy ?? '']),
  );
  return history.map(({ causes, ...stretch }) => ({ ...stretch, causes: causes.map((cause) => describeCause(cause, answers, names)) }));
}

function describeCause(
  { decisionIds, cveId: _cveId, ...cause }: FindingCause,
  stored: ReadonlyMap<Id, StoredDecision>,
  names: (principal: string | null) => string | null,
) {
  const answers = decisionIds.flatMap((id) => {
    const one = stored.get(id);
    if (one === undefined) return [];
    const { answer, person, origin, at, reason, withdrawnAt, withdrawnBy } = one;
    return [{ answer, person: origin === 'file' ? person : names(person), at, reason, withdrawnAt, withdrawnBy: names(withdrawnBy) }];
  });
  return { ...cause, answers, explanation: explainCause({ ...cause, answers }) };
}
