/**
 * What population files say, merged: persons, the parts of the hospital, statements and the versions that are folded from them
 * (core/awareness/fold-person.ts). No list and no filter leads here: figures about people leave as counts, through core/disclosure.
 */
import { foldPerson, type PersonStatement, type PersonVersion } from '#core/awareness/fold-person.ts';
import type { ContractKind, PopulationRow } from '#core/awareness/population-row.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { resolveNamed } from './persons.ts';

interface PopulationFile {
  readonly importId: Id;
  readonly observedOn: Day;
}

interface Ports {
  readonly newId: NewId;
  readonly now: Instant;
}

/** @returns whether each row changed what is known of its person, in their order. */
export async function mergePopulation(
  scope: Scope,
  file: PopulationFile,
  rows: readonly PopulationRow[],
  ports: Ports,
): Promise<readonly boolean[]> {
  if (rows.length === 0) return [];
  const personIds = await resolveNamed(scope, rows, ports);
  const units = await resolveUnits(scope, rows, ports.newId);
  await scope.client.query(
    `insert into person_statement (organisation_id, person_id, import_id, observed_on, unit_id, role_group, contract, start_on, end_on)
     select distinct on (person_id) $1::uuid, person_id, $2::uuid, $3::date, unit_id, role_group, contract, start_on, end_on
     from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::date[], $9::date[])
       as given (person_id, unit_id, role_group, contract, start_on, end_on)
     on conflict (organisation_id, person_id, import_id) do update set unit_id = excluded.unit_id, role_group = excluded.role_group,
       contract = excluded.contract, start_on = excluded.start_on, end_on = excluded.end_on`,
    [
      scope.organisationId,
      file.importId,
      file.observedOn,
      personIds,
      rows.map((row) => units.get(pathOf(row.departments)) ?? null),
      rows.map(({ roleGroup }) => roleGroup),
      rows.map(({ contract }) => contract),
      rows.map(({ startOn }) => startOn),
      rows.map(({ endOn }) => endOn),
    ],
  );
  const changed = await refold(scope, [...new Set(personIds)]);
  return personIds.map((personId) => changed.has(personId));
}

function pathOf(departments: readonly string[]): string {
  return departments.map(foldName).join('\n');
}

/** Id of the unit by its folded path; those that were not known are made, from the top down. */
async function resolveUnits(scope: Scope, rows: readonly PopulationRow[], newId: NewId): Promise<ReadonlyMap<string, Id>> {
  const wanted = new Map<string, { readonly name: string; readonly parent: string | null; readonly depth: number }>();
  for (const { departments } of rows) {
    for (const [index, name] of departments.entries()) {
      const parent = index === 0 ? null : pathOf(departments.slice(0, index));
      wanted.set(pathOf(departments.slice(0, index + 1)), { name, parent, depth: index });
    }
  }
  const found = await scope.client.query<{ id: Id; path: string }>(
    'select id, path_folded as path from population_unit where organisation_id = $1 and path_folded = any ($2)',
    [scope.organisationId, [...wanted.keys()]],
  );
  const units = new Map(found.rows.map(({ id, path }) => [path, id]));
  for (const [path, { name, parent }] of [...wanted].toSorted(([, left], [, right]) => left.depth - right.depth)) {
    if (units.has(path)) continue;
    const id = newId();
    await scope.client.query(
      'insert into population_unit (organisation_id, id, parent_id, name, name_folded, path_folded) values ($1, $2, $3, $4, $5, $6)',
      [scope.organisationId, id, parent === null ? null : (units.get(parent) ?? null), name, foldName(name), path],
    );
    units.set(path, id);
  }
  return units;
}

/** Versions anew from everything that was said. @returns who has other versions than before */
async function refold(scope: Scope, personIds: readonly Id[]): Promise<ReadonlySet<Id>> {
  const parameters = [scope.organisationId, personIds];
  const whole = await scope.client.query<{ day: Day }>(
    'select distinct observed_on as day from personal_import where organisation_id = $1 and is_whole and observed_on is not null',
    [scope.organisationId],
  );
  const wholeDays = whole.rows.map(({ day }) => day);
  // Of two files of one day the later one counts.
  const statements = await scope.client.query<PersonStatement & { personId: Id }>(
    `select distinct on (person_id, observed_on) person_id as "personId", observed_on as "observedOn", unit_id as "unitId",
       role_group as "roleGroup", contract, start_on as "startOn", end_on as "endOn"
     from person_statement where organisation_id = $1 and person_id = any ($2) order by person_id, observed_on, import_id desc`,
    parameters,
  );
  const before = await scope.client.query<StoredVersion>(
    `select person_id as "personId", valid_from_on as "fromOn", valid_to_on as "toOn", unit_id as "unitId", role_group as "roleGroup", contract
     from person_version where organisation_id = $1 and person_id = any ($2) order by person_id, valid_from_on`,
    parameters,
  );
  const said = groupByPerson(statements.rows);
  const known = groupByPerson(before.rows);
  const changed = new Set<Id>();
  const written: (PersonVersion & { readonly personId: Id })[] = [];
  for (const personId of personIds) {
    const versions = foldPerson(said.get(personId) ?? [], wholeDays);
    if (isSame(versions, known.get(personId) ?? [])) continue;
    changed.add(personId);
    written.push(...versions.map((version) => ({ ...version, personId })));
  }
  await replaceVersions(scope, [...changed], written);
  return changed;
}

interface StoredVersion {
  readonly personId: Id;
  readonly fromOn: Day;
  /** `infinity`: it holds on. */
  readonly toOn: string;
  readonly unitId: string | null;
  readonly roleGroup: string | null;
  readonly contract: ContractKind | null;
}

function groupByPerson<Row extends { readonly personId: Id }>(rows: readonly Row[]): ReadonlyMap<Id, readonly Row[]> {
  const groups = new Map<Id, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.personId);
    if (group === undefined) groups.set(row.personId, [row]);
    else group.push(row);
  }
  return groups;
}

function isSame(versions: readonly PersonVersion[], stored: readonly StoredVersion[]): boolean {
  if (versions.length !== stored.length) return false;
  return versions.every((version, index) => {
    const other = stored[index];
    return (
      other !== undefined &&
      version.fromOn === other.fromOn &&
      (version.toOn ?? 'infinity') === other.toOn &&
      version.unitId === other.unitId &&
      version.roleGroup === other.roleGroup &&
      version.contract === other.contract
    );
  });
}

async function replaceVersions(
  scope: Scope,
  personIds: readonly Id[],
  versions: readonly (PersonVersion & { readonly personId: Id })[],
): Promise<void> {
  if (personIds.length === 0) return;
  await scope.client.query('delete from person_version where organisation_id = $1 and person_id = any ($2)', [
    scope.organisationId,
    personIds,
  ]);
  await scope.client.query(
    `insert into person_version (organisation_id, person_id, valid_from_on, valid_to_on, unit_id, role_group, contract)
     select $1, person_id, from_on, coalesce(to_on, 'infinity'), unit_id, role_group, contract
     from unnest($2::uuid[], $3::date[], $4::date[], $5::uuid[], $6::text[], $7::text[])
       as given (person_id, from_on, to_on, unit_id, role_group, contract)`,
    [
      scope.organisationId,
      versions.map(({ personId }) => personId),
      versions.map(({ fromOn }) => fromOn),
      versions.map(({ toOn }) => toOn),
      versions.map(({ unitId }) => unitId),
      versions.map(({ roleGroup }) => roleGroup),
      versions.map(({ contract }) => contract),
    ],
  );
}

/** Which day the file is of; said before its first row is merged. */
export async function dateFile(scope: Scope, { importId, observedOn }: PopulationFile): Promise<void> {
  await scope.client.query('update personal_import set observed_on = $3 where organisation_id = $1 and import_id = $2', [
    scope.organisationId,
    importId,
    observedOn,
  ]);
}

const absentBatch = 5_000;

/**
 * The file names everybody, so whoever still counts on its day and is not in it has left. Call until it answers false.
 * @returns whether there may be more
 */
export async function foldLeavers(scope: Scope, { importId, observedOn }: PopulationFile): Promise<boolean> {
  await scope.client.query('update personal_import set is_whole = true where organisation_id = $1 and import_id = $2', [
    scope.organisationId,
    importId,
  ]);
  const { rows } = await scope.client.query<{ id: Id }>(
    `select distinct version.person_id as id from person_version version
     where version.organisation_id = $1 and version.valid_from_on < $3 and version.valid_to_on > $3
       and exists (select from person_statement said where said.organisation_id = $1 and said.person_id = version.person_id
         and said.observed_on < $3)
       and not exists (select from person_statement said where said.organisation_id = $1 and said.person_id = version.person_id
         and said.observed_on = $3)
       and $2::uuid is not null
     limit ${absentBatch}`,
    [scope.organisationId, importId, observedOn],
  );
  const changed = await refold(
    scope,
    rows.map(({ id }) => id),
  );
  return rows.length === absentBatch && changed.size > 0;
}

/** One cell of the fixed cube: how many people. For core/disclosure alone. */
export interface PopulationCell {
  readonly unitId: Id | null;
  readonly roleGroup: string | null;
  readonly people: number;
}

export async function countPopulation(scope: Scope, day: Day): Promise<readonly PopulationCell[]> {
  const { rows } = await scope.client.query<PopulationCell>(
    `select unit_id as "unitId", role_group as "roleGroup", count(*)::int as people from person_version
     where organisation_id = $1 and valid_from_on <= $2 and valid_to_on > $2 group by 1, 2 order by 1, 2`,
    [scope.organisationId, day],
  );
  return rows;
}

/** Everybody whom the population knows on some day of a span, and where they belonged last within it. For core/disclosure alone. */
export async function placementsWithin(
  scope: Scope,
  firstOn: Day,
  lastOn: Day,
): Promise<ReadonlyMap<string, { readonly unitId: string | null; readonly roleGroup: string | null }>> {
  const { rows } = await scope.client.query<{ personId: string; unitId: string | null; roleGroup: string | null }>(
    `select distinct on (person_id) person_id as "personId", unit_id as "unitId", role_group as "roleGroup" from person_version
     where organisation_id = $1 and valid_from_on <= $3 and valid_to_on > $2 order by person_id, valid_from_on desc`,
    [scope.organisationId, firstOn, lastOn],
  );
  return new Map(rows.map(({ personId, ...placement }) => [personId, placement]));
}
