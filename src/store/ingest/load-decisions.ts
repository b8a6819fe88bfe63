/** What people decided of findings and did not take back: laid over the evidence wherever stretches are written. */
import type { Id } from '#core/kernel/id.ts';
import type { FindingDecision } from '#core/vulnerabilities/decisions.ts';
import type { Scope } from '../scope.ts';

export type DecisionsByFinding = ReadonlyMap<Id, readonly FindingDecision[]>;

type DecisionRow = FindingDecision & { readonly findingId: Id };

/** What was decided of a finding that is told in another goes on there. */
const decisionColumns = `decision.batch_id as "batchId", coalesce(finding.joined_into, decision.finding_id) as "findingId", decision.decided_at as "decidedAt", decision.kind as act,
  decision.until_on as "untilOn", case when decision.ended then decision.ends_at end as "endedAt"`;

export async function loadDecisionsOfAssets(scope: Scope, assetIds: readonly Id[]): Promise<DecisionsByFinding> {
  const { rows } = await scope.client.query<DecisionRow>(
    `select ${decisionColumns} from finding_decision decision
     join finding on finding.organisation_id = $1 and finding.id = decision.finding_id
     where decision.organisation_id = $1 and decision.asset_id = any($2::uuid[]) and withdrawn_at is null`,
    [scope.organisationId, assetIds],
  );
  return byFinding(rows);
}

export async function loadDecisionsOfFindings(scope: Scope, findingIds: readonly Id[]): Promise<DecisionsByFinding> {
  const { rows } = await scope.client.query<DecisionRow>(
    `select ${decisionColumns} from finding_decision decision
     join finding on finding.organisation_id = $1 and finding.id = decision.finding_id
     where decision.organisation_id = $1 and withdrawn_at is null and decision.finding_id in (
       select unnest($2::uuid[]) union select id from finding where organisation_id = $1 and joined_into = any($2::uuid[]))`,
    [scope.organisationId, findingIds],
  );
  return byFinding(rows);
}

function byFinding(rows: readonly DecisionRow[]): DecisionsByFinding {
  const decisions = new Map<Id, FindingDecision[]>();
  for (const { findingId, ...decision } of rows) {
    const known = decisions.get(findingId);
    if (known === undefined) decisions.set(findingId, [decision]);
    else known.push(decision);
  }
  return decisions;
}
