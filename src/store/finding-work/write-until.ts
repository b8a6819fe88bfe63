/** Until when what holds now was decided, copied to findings for lists. */
import type { Id } from '#core/kernel/id.ts';
import { decidedUntil } from '#core/vulnerabilities/decisions.ts';
import type { DecisionsByFinding } from '../ingest/load-decisions.ts';
import type { Scope } from '../scope.ts';

export async function writeUntil(scope: Scope, findingIds: readonly Id[], decisions: DecisionsByFinding): Promise<void> {
  if (findingIds.length === 0) return;
  await scope.client.query(
    `update finding set decision_until = given.until_on from unnest($2::uuid[], $3::date[]) as given (id, until_on)
     where finding.organisation_id = $1 and finding.id = given.id and finding.decision_until is distinct from given.until_on`,
    [scope.organisationId, findingIds, findingIds.map((id) => decidedUntil(decisions.get(id) ?? []))],
  );
}
