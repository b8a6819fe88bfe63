/**
 * Ambassadors as whole lists say it: of a day, the newest list that was there, else the first one after. Of a department nothing is kept
 * but one that the population file names: a name that somebody wrote there by mistake is not.
 */
import type { KeptAmbassador, PeopledUnit } from '#core/awareness/ambassador-coverage.ts';
import type { AmbassadorRow } from '#core/awareness/ambassador-row.ts';
import type { NewId } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { resolveLearners } from './training.ts';

/** A department that the population file does not name. */
export const unknownUnit = '?';

/** @returns whether each row is the first of its person and department, in their order. */
export async function mergeAmbassadors(
  scope: Scope,
  { observedOn }: { readonly observedOn: Day },
  rows: readonly AmbassadorRow[],
  ports: { readonly newId: NewId; readonly now: Instant },
): Promise<readonly boolean[]> {
  if (rows.length === 0) return [];
  const personIds = await resolveLearners(scope, rows, ports);
  const unitOf = await knownUnits(scope);
  const written = new Map<string, number>();
  rows.forEach(({ departments }, place) => {
    const key = `${personIds[place]} ${unitOf(departments)}`;
    if (!written.has(key)) written.set(key, place);
  });
  const places = [...written.values()];
  await scope.client.query(
    `insert into ambassador (organisation_id, person_id, observed_on, unit_folded, from_on, until_on)
     select $1, person_id, $2::date, unit_folded, from_on, until_on
     from unnest($3::uuid[], $4::text[], $5::date[], $6::date[]) as given (person_id, unit_folded, from_on, until_on)
     on conflict (organisation_id, person_id, observed_on, unit_folded) do update set from_on = excluded.from_on, until_on = excluded.until_on`,
    [
      scope.organisationId,
      observedOn,
      places.map((place) => personIds[place]),
      places.map((place) => unitOf(rows[place]?.departments ?? [])),
      places.map((place) => rows[place]?.fromOn ?? null),
      places.map((place) => rows[place]?.untilOn ?? null),
    ],
  );
  const first = new Set(places);
  return rows.map((_row, place) => first.has(place));
}

/** By the whole path, or by a name that one department alone has. */
async function knownUnits(scope: Scope): Promise<(departments: readonly string[]) => string> {
  const { rows } = await scope.client.query<{ name: string; path: string }>(
    'select name_folded as name, path_folded as path from population_unit where organisation_id = $1',
    [scope.organisationId],
  );
  const paths = new Set(rows.map(({ path }) => path));
  const byName = new Map<string, string>();
  for (const { name, path } of rows) byName.set(name, byName.has(name) ? unknownUnit : path);
  return (departments) => {
    if (departments.length === 0) return '';
    const path = departments.map(foldName).join('\n');
    return paths.has(path) ? path : (byName.get(foldName(departments.at(-1) ?? '')) ?? unknownUnit);
  };
}

/** The list that holds on a day; empty: there is none. */
export async function ambassadorsOn(scope: Scope, day: Day): Promise<readonly KeptAmbassador[]> {
  const { rows } = await scope.client.query<Omit<KeptAmbassador, 'unitId'> & { unitId: string | null; isHere: boolean }>(
    `select own.person_id as "personId", own.unit_folded as "unitFolded", own.from_on as "fromOn", own.until_on as "untilOn",
       version.unit_id as "unitId", version.person_id is not null as "isHere",
       exists (select from person_version known where known.organisation_id = $1 and known.person_id = own.person_id) as "isKnown"
     from ambassador own
     left join person_version version on version.organisation_id = $1 and version.person_id = own.person_id
       and version.valid_from_on <= $2 and version.valid_to_on > $2
     where own.organisation_id = $1 and own.observed_on = coalesce(
       (select max(observed_on) from ambassador where organisation_id = $1 and observed_on <= $2),
       (select min(observed_on) from ambassador where organisation_id = $1))`,
    [scope.organisationId, day],
  );
  return rows.map(({ isHere, unitId, ...rest }) => ({ ...rest, unitId: isHere ? unitId : undefined }));
}

/** Departments with people of their own on a day. */
export async function peopledUnits(scope: Scope, day: Day): Promise<readonly PeopledUnit[]> {
  const { rows } = await scope.client.query<PeopledUnit>(
    `select id, path_folded as "pathFolded" from population_unit unit
     where organisation_id = $1 and exists (select from person_version version where version.organisation_id = $1
       and version.unit_id = unit.id and version.valid_from_on <= $2 and version.valid_to_on > $2) order by path_folded`,
    [scope.organisationId, day],
  );
  return rows;
}
