/**
 * Organisations of this node: making one with what it needs to work (directory entry, time zone, SLA policies), and the
 * directory of tenants, which is read before an organisation is known. Not an organisation's records: those are beside
 * their own kinds.
 */
import { sql } from 'kysely';
import type { NewId, OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Database } from './database.ts';
import { withNewOrganisation, type Scope } from './scope.ts';

export interface NewOrganisation {
  readonly id: OrganisationId;
  readonly name: string;
  /** IANA name, `Europe/Amsterdam`: a day of this organisation ends at midnight there. */
  readonly timeZone: string;
  readonly now: Instant;
  readonly newId: NewId;
}

export interface Tenant {
  readonly organisationId: OrganisationId;
  readonly createdAt: Instant;
}

/** Days in which a finding must be closed until the organisation writes its own policies; informational has none. */
const firstPolicies = [
  { severity: 'critical', name: 'Critical', days: 14 },
  { severity: 'high', name: 'High', days: 30 },
  { severity: 'medium', name: 'Medium', days: 90 },
  { severity: 'low', name: 'Low', days: 180 },
] as const;

/** In force for findings of any age: history older than the node is judged by the same policies. */
const policiesValidFrom = '1970-01-01T00:00:00.000Z' as Instant;

/** One transaction: tenant, organisation and its first SLA policies. @throws Problem `request-invalid`, `conflict`. */
export async function createOrganisation(database: Database, organisation: NewOrganisation): Promise<void> {
  refuseUnknownTimeZone(organisation.timeZone);
  await withNewOrganisation(database, organisation, async ({ trx, organisationId }) => {
    const tenant = await sql`insert into tenant (organisation_id, created_at) values (${organisationId}, ${organisation.now})
      on conflict (organisation_id) do nothing`.execute(trx);
    if (tenant.numAffectedRows === 0n) throw new Problem('conflict', 'This organisation exists already on this node.', { organisationId });
    await sql`insert into organisation (organisation_id, name, name_folded, time_zone, created_at)
      values (${organisationId}, ${organisation.name}, ${foldName(organisation.name)}, ${organisation.timeZone}, ${organisation.now})`.execute(
      trx,
    );
    const policies = firstPolicies.map(
      (policy, index) =>
        sql`(${organisationId}, ${organisation.newId()}, ${index + 1}::int, ${policy.name}, ${`eq(severity,${policy.severity})`},
          ${policy.days}::int, ${policiesValidFrom})`,
    );
    await sql`insert into sla_policy (organisation_id, id, position, name, filter, days, valid_from) values ${sql.join(policies)}`.execute(
      trx,
    );
  });
}

/** Every organisation of this node, oldest first: ids only, the rest is behind row-level security. */
export async function listTenants(database: Database): Promise<readonly Tenant[]> {
  const { rows } = await sql<Tenant>`
    select organisation_id as "organisationId", created_at as "createdAt" from tenant order by created_at, organisation_id`.execute(
    database.kysely,
  );
  return rows;
}

function refuseUnknownTimeZone(timeZone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone });
  } catch (error) {
    throw new Problem(
      'request-invalid',
      `There is no time zone '${timeZone}'. Give an IANA name such as Europe/Amsterdam.`,
      { timeZone },
      error,
    );
  }
}

export interface Organisation {
  readonly id: OrganisationId;
  readonly name: string;
  readonly timeZone: string;
  readonly createdAt: Instant;
}

/** The organisation of the scope itself. */
export async function readOrganisation({ trx, organisationId, timeZone }: Scope): Promise<Organisation> {
  const { rows } = await sql<{ name: string; createdAt: Instant }>`
    select name, created_at as "createdAt" from organisation where organisation_id = ${organisationId}`.execute(trx);
  const row = rows[0];
  if (row === undefined) throw new Problem('not-found', 'There is no such organisation on this node.', { organisationId });
  return { id: organisationId, timeZone, ...row };
}
