/** What people decided and said of one finding. */
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { DecisionAct } from '#core/vulnerabilities/decisions.ts';
import type { Scope } from '../scope.ts';

export interface FindingWork {
  /** Newest first, those withdrawn too. */
  readonly decisions: {
    readonly batchId: Id;
    readonly as: DecisionAct;
    readonly decidedAt: Instant;
    /** The name of a principal: `account:<id>`, `token:<id>`, `local`. */
    readonly decidedBy: string;
    readonly until: Day | null;
    /** The day is over. */
    readonly ended: boolean;
    readonly reason: string | null;
    readonly withdrawnAt: Instant | null;
    readonly withdrawnBy: string | null;
    /** How many findings were decided together. */
    readonly batchSize: number;
  }[];
  /** Oldest first. */
  readonly comments: { readonly id: Id; readonly at: Instant; readonly by: string; readonly text: string }[];
}

/** @param findingId in which others may be told: what was decided and said of those belongs to it */
export async function readFindingWork(scope: Scope, findingId: Id): Promise<FindingWork> {
  const parameters = [scope.organisationId, findingId];
  const ofFinding = 'finding_id in (select id from finding where organisation_id = $1 and (id = $2 or joined_into = $2))';
  const decisions = await scope.client.query<FindingWork['decisions'][number]>(
    `select distinct on (decided_at, batch_id) batch_id as "batchId", kind as "as", decided_at as "decidedAt", decided_by as "decidedBy", until_on as until, ended,
       nullif(reason, '') as reason, withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy",
       (select count(*)::int from finding_decision other where other.organisation_id = $1 and other.batch_id = decision.batch_id) as "batchSize"
     from finding_decision decision where organisation_id = $1 and ${ofFinding} order by decided_at desc, batch_id desc`,
    parameters,
  );
  const comments = await scope.client.query<FindingWork['comments'][number]>(
    `select id, commented_at as at, commented_by as by, comment as text
     from finding_comment where organisation_id = $1 and ${ofFinding} order by commented_at, id`,
    parameters,
  );
  return { decisions: decisions.rows, comments: comments.rows };
}
