/**
 * One asset becomes two: of the evidence of one asset that part goes to another which sources chosen statements belong to.
 * What was only seen and not said, a look of a scanner, its findings and ports, goes with the statement that the same source
 * made at the same instant; where both have such a statement a look counts for both, and findings stay.
 */
import type { NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { moveObservations, type MovedObservations, type Spoken } from './move-findings.ts';
import type { Pair } from './moved-rows.ts';

/** A statement: what a source said in these words, at one instant. */
export interface Said {
  readonly source: string;
  readonly role: 'register' | 'discovery';
  readonly claim: string;
  readonly at: Instant;
}

export interface Dividing extends Pair {
  /** What goes. */
  readonly gone: readonly Said[];
  /** What stays. */
  readonly stays: readonly Said[];
  /** Of these sources everything goes. */
  readonly sources: readonly string[];
  readonly imports: MovedObservations['imports'];
  readonly newId: NewId;
}

const spokenKey = ({ source, at }: Spoken): string => `${source}\u001f${at}`;

/** Without folding; the other asset has a row already. */
export async function divide(scope: Scope, { fromId, intoId, gone, stays, sources, imports, newId }: Dividing): Promise<void> {
  const staysKeys = new Set(stays.map(spokenKey));
  const spoken = [...new Map(gone.map((one) => [spokenKey(one), one])).values()];
  const alone = spoken.filter((one) => !staysKeys.has(spokenKey(one)));
  await moveStatements(scope, { fromId, intoId }, gone);
  await moveLooks(scope, { fromId, intoId, sources, imports, alone, both: spoken.filter((one) => staysKeys.has(spokenKey(one))) });
  await settleClaims(scope, { fromId, intoId });
  await scope.client.query(
    `update asset_join set asset_id = $3 from import_run run
     where asset_join.organisation_id = $1 and asset_join.asset_id = $2 and run.organisation_id = $1 and run.id = asset_join.import_id
       and (asset_join.source = any($6::text[]) or (asset_join.source, asset_join.observed_at) in (select * from unnest($4::text[], $5::timestamptz[])))`,
    [scope.organisationId, fromId, intoId, alone.map((one) => one.source), alone.map((one) => one.at), sources],
  );
  await moveObservations(scope, { fromId, intoId, spoken: alone, sources, imports, newId });
}

async function moveStatements(scope: Scope, { fromId, intoId }: Pair, gone: readonly Said[]): Promise<void> {
  await scope.client.query(
    `update sighting set asset_id = $3 from unnest($4::text[], $5::text[], $6::text[], $7::timestamptz[]) as said (source, role, claim, at)
     where organisation_id = $1 and asset_id = $2 and sighting.source = said.source and sighting.kind = said.role
       and sighting.claim = said.claim and sighting.observed_at = said.at`,
    [
      scope.organisationId,
      fromId,
      intoId,
      gone.map((one) => one.source),
      gone.map((one) => one.role),
      gone.map((one) => one.claim),
      gone.map((one) => one.at),
    ],
  );
}

interface Looks extends Pair {
  readonly sources: readonly string[];
  readonly imports: MovedObservations['imports'];
  readonly alone: readonly Spoken[];
  readonly both: readonly Spoken[];
}

async function moveLooks(scope: Scope, { fromId, intoId, sources, imports, alone, both }: Looks): Promise<void> {
  const isOf = (spoken: string): string => `seen.organisation_id = $1 and seen.asset_id = $2 and seen.claim = ''
    and run.organisation_id = $1 and run.id = seen.import_id and ${imports.sql} and ${spoken}`;
  const given = (spoken: readonly Spoken[]): unknown[] => [
    scope.organisationId,
    fromId,
    spoken.map((one) => one.source),
    spoken.map((one) => one.at),
    sources,
    ...imports.parameters,
    intoId,
  ];
  const into = `$${6 + imports.parameters.length}::uuid`;
  const atThese = '(seen.source, seen.observed_at) in (select * from unnest($3::text[], $4::timestamptz[]))';
  await scope.client.query(
    `insert into sighting select moved.* from sighting seen join import_run run on ${isOf(`${atThese} and seen.source <> all($5::text[])`)}
       cross join lateral jsonb_populate_record(seen, jsonb_build_object('asset_id', ${into})) moved on conflict do nothing`,
    given(both),
  );
  await scope.client.query(
    `update sighting seen set asset_id = ${into} from import_run run where ${isOf(`(seen.source = any($5::text[]) or ${atThese})`)}`,
    given(alone),
  );
}

/** Claims go where they are said. */
async function settleClaims(scope: Scope, { fromId, intoId }: Pair): Promise<void> {
  const parameters = [scope.organisationId, fromId, intoId];
  const isSaid = (owner: string): string => `exists (select from sighting said where said.organisation_id = $1 and said.asset_id = ${owner}
    and said.source = own.source and said.kind = own.role and said.claim = own.digest)`;
  await scope.client.query(
    `insert into asset_claim select moved.* from asset_claim own
       cross join lateral jsonb_populate_record(own, jsonb_build_object('asset_id', $3::uuid)) moved
     where own.organisation_id = $1 and own.asset_id = $2 and ${isSaid('$3')} on conflict do nothing`,
    parameters,
  );
  await scope.client.query(
    `delete from asset_claim own where organisation_id = $1 and asset_id = $2 and not ${isSaid('$2')}`,
    parameters.slice(0, 2),
  );
}

/** Ports go with the looks at the instants at which they were first and last seen. */
export async function divideDetections(scope: Scope, { fromId, intoId }: Pair): Promise<void> {
  const parameters = [scope.organisationId, fromId, intoId];
  const looked = (owner: string, at: string): string => `exists (select from sighting look where look.organisation_id = $1
    and look.asset_id = ${owner} and look.observed_at = own.${at} and look.kind <> 'register')`;
  const known = (
    owner: string,
  ): string => `select own.*, ${looked(owner, 'first_observed_at')} as is_first, ${looked(owner, 'last_observed_at')} as is_last
    from detection own where own.organisation_id = $1 and own.asset_id = $2`;
  await scope.client.query(
    `insert into detection (organisation_id, asset_id, check_id, protocol, port, service, first_observed_at, last_observed_at)
     select $1, $3, check_id, protocol, port, service, case when is_first then first_observed_at else last_observed_at end,
       case when is_last then last_observed_at else first_observed_at end
     from (${known('$3')}) own where is_first or is_last on conflict do nothing`,
    parameters,
  );
  // What neither of them can be shown to have seen stays.
  await scope.client.query(
    `delete from detection using (${known('$2')}) own
     where detection.organisation_id = $1 and detection.asset_id = $2 and detection.check_id = own.check_id and detection.protocol = own.protocol
       and detection.port = own.port and not own.is_first and not own.is_last
       and exists (select from detection moved where moved.organisation_id = $1 and moved.asset_id = $3 and moved.check_id = own.check_id
         and moved.protocol = own.protocol and moved.port = own.port)`,
    parameters,
  );
  await scope.client.query(
    `update detection set first_observed_at = case when own.is_first then own.first_observed_at else own.last_observed_at end,
       last_observed_at = case when own.is_last then own.last_observed_at else own.first_observed_at end
     from (${known('$2')}) own
     where detection.organisation_id = $1 and detection.asset_id = $2 and detection.check_id = own.check_id and detection.protocol = own.protocol
       and detection.port = own.port and own.is_first <> own.is_last
       and exists (select from detection moved where moved.organisation_id = $1 and moved.asset_id = $3 and moved.check_id = own.check_id
         and moved.protocol = own.protocol and moved.port = own.port)`,
    parameters,
  );
}
