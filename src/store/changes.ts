/**
 * How often an organisation's rows were written. What was worked out from its records or measurements holds while these
 * numbers stay the same: every writing transaction counts itself (`scope.ts`), so nothing has to remember to tell.
 */
import { sql, type Transaction } from 'kysely';
import type { OrganisationId } from '#core/kernel/id.ts';
import type { Scope } from './scope.ts';

export interface Changes {
  /** Transactions that may have written anything of the organisation. */
  readonly records: string;
  /** Those that wrote measurements. */
  readonly measurements: string;
}

/** In the snapshot of this transaction. */
export async function readChanges(scope: Scope): Promise<Changes> {
  const { rows } = await sql<Changes>`
    select records::text, measurements::text from organisation_change where organisation_id = ${scope.organisationId}`.execute(scope.trx);
  return rows[0] ?? { records: '0', measurements: '0' };
}

/** The last statement of a writing transaction: it holds a row that the organisation's other writers wait for. */
export async function countChange(trx: Transaction<unknown>, organisationId: OrganisationId): Promise<void> {
  await sql`insert into organisation_change as known (organisation_id, records) values (${organisationId}, 1)
    on conflict (organisation_id) do update set records = known.records + 1`.execute(trx);
}

export async function countMeasured(scope: Scope): Promise<void> {
  await sql`insert into organisation_change as known (organisation_id, measurements) values (${scope.organisationId}, 1)
    on conflict (organisation_id) do update set measurements = known.measurements + 1`.execute(scope.trx);
}
