/**
 * SLA policies: which findings must be closed within how many days. An ordered list; the first whose filter finds the
 * finding holds. Changing the list ends the old policies and begins new ones: deadlines that were set stay set.
 * Not here: what a deadline is (`core/vulnerabilities/sla.ts`) and when it is computed (`ingest/fold-findings.ts`).
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import type { Scope } from './scope.ts';

export interface SlaPolicy {
  readonly id: Id;
  readonly name: string;
  /** RQL over findings, read as of the opening or the change of severity. */
  readonly filter: string;
  readonly days: number;
  readonly validFrom: Instant;
  /** `infinity` sorts after every instant. */
  readonly validTo: Instant;
}

/** Every policy that was ever in force, in order of precedence. */
export async function listSlaPolicies(scope: Scope): Promise<readonly SlaPolicy[]> {
  const { rows } = await scope.client.query<SlaPolicy>(
    `select id, name, filter, days, valid_from as "validFrom", valid_to as "validTo" from sla_policy
     where organisation_id = $1 order by position, valid_from, id`,
    [scope.organisationId],
  );
  return rows;
}

/**
 * From `now` on these hold, the first of the list first.
 * @throws Problem `filter-invalid`
 */
export async function replaceSlaPolicies(
  scope: Scope,
  policies: readonly { readonly name: string; readonly filter: string; readonly days: number }[],
  { now, newId }: { readonly now: Instant; readonly newId: NewId },
): Promise<void> {
  for (const policy of policies) parseFilter(policy.filter, recordKinds.finding, recordKinds);
  await scope.client.query(`update sla_policy set valid_to = $2 where organisation_id = $1 and valid_to > $2 and valid_from < $2`, [
    scope.organisationId,
    now,
  ]);
  await scope.client.query(`delete from sla_policy where organisation_id = $1 and valid_from >= $2`, [scope.organisationId, now]);
  await scope.client.query(
    `insert into sla_policy (organisation_id, id, position, name, filter, days, valid_from)
     select $1, id, position, name, filter, days, $2
     from unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $7::int[]) as given (id, position, name, filter, days)`,
    [
      scope.organisationId,
      now,
      policies.map(() => newId()),
      policies.map((_, index) => index + 1),
      policies.map((one) => one.name),
      policies.map((one) => one.filter),
      policies.map((one) => one.days),
    ],
  );
}
