/** What files and people said of the names of flaws, of some names and of whatever that connects with them. */
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { groupNames, type NameGroups, type NamePair } from '#core/vulnerabilities/flaw-names.ts';
import type { Scope } from '../scope.ts';

export interface StatedPair extends NamePair {
  /** Null: nothing read it; flaws were called by their check before. */
  readonly importId: Id | null;
  readonly file: string | null;
  readonly statedAt: Instant;
}

export interface SaidPair extends NamePair {
  readonly statementId: Id;
}

export interface KnownNames {
  /** Those asked and all that is connected with them. */
  readonly names: readonly string[];
  readonly groups: NameGroups;
  readonly stated: readonly StatedPair[];
  readonly said: readonly SaidPair[];
}

/** Each step probes the indexes by one name: as a join of pairs, every pair there is would be read for each step. */
const connectedSql = `with recursive reached (name) as (
    select given collate "C" from unnest($2::text[]) as given
    union select next.name from reached cross join lateral (
      select other as name from flaw_alias where organisation_id = $1 and name = reached.name
      union all select name from flaw_alias where organisation_id = $1 and other = reached.name
      union all select other from flaw_statement where organisation_id = $1 and key = reached.name and kind = 'same' and withdrawn_at is null
      union all select key from flaw_statement where organisation_id = $1 and other = reached.name and kind = 'same' and withdrawn_at is null
    ) next)
  select name from reached order by name`;

export async function loadNames({ client, organisationId }: Scope, asked: readonly string[]): Promise<KnownNames> {
  const connected = await client.query<{ name: string }>(connectedSql, [organisationId, asked]);
  const names = connected.rows.map((row) => row.name);
  const stated = await client.query<StatedPair>(
    `select said.name, said.other, said.import_id as "importId", run.file, said.stated_at as "statedAt" from flaw_alias said
     left join import_run run on run.organisation_id = $1 and run.id = said.import_id
     where said.organisation_id = $1 and said.name = any($2::text[]) order by said.name, said.other`,
    [organisationId, names],
  );
  const said = await client.query<SaidPair>(
    `select key as name, other, id as "statementId" from flaw_statement
     where organisation_id = $1 and key = any($2::text[]) and kind = 'same' and withdrawn_at is null order by id`,
    [organisationId, names],
  );
  return { names, groups: groupNames(stated.rows, said.rows), stated: stated.rows, said: said.rows };
}
