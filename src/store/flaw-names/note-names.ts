/**
 * What an import says of the names of flaws, a set per chunk: pairs are kept once, and only what they or new flaws connect is
 * worked out anew. Assets whose findings may be told elsewhere by it are folded with the import.
 */
import type { ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { namePairsOf, pairOf, type NamePair } from '#core/vulnerabilities/flaw-names.ts';
import { columnsOf, type Cell } from '../ingest/staged-rows.ts';
import type { Scope } from '../scope.ts';
import { loadNames } from './load-names.ts';

/** What an import has said of names so far, as text. */
export type NotedPairs = Set<string>;

export interface NamesOfChunk {
  readonly importId: Id;
  readonly observedAt: Instant;
  readonly noted: NotedPairs;
  /** Flaws of which the import speaks for the first time; they are described. */
  readonly newKeys: readonly string[];
}

export async function noteNames(scope: Scope, items: readonly ImportedVulnerability[], chunk: NamesOfChunk): Promise<void> {
  const { client, organisationId } = scope;
  const pairs = await storePairs(scope, freshPairs(items, chunk.noted), chunk);
  const connected = await keysWithNames(scope, chunk.newKeys);
  if (pairs.length + connected.length === 0) return;
  const changed = await refreshNames(scope, [...connected, ...pairs.flatMap(({ name, other }) => [name, other])]);
  if (changed.length === 0) return;
  await client.query(
    `insert into import_touch (organisation_id, import_id, asset_id, whole)
     select distinct $1::uuid, $2::uuid, asset_id, false from finding where organisation_id = $1 and flaw_id = any($3::uuid[])
     on conflict do nothing`,
    [organisationId, chunk.importId, changed],
  );
}

function freshPairs(items: readonly ImportedVulnerability[], noted: NotedPairs): NamePair[] {
  const fresh: NamePair[] = [];
  for (const item of items) {
    if (item.aliases === undefined || item.aliases.length === 0) continue;
    for (const { name, other } of namePairsOf(item)) {
      const pair = pairOf(name, other);
      const text = `${pair.name} ${pair.other}`;
      if (noted.has(text)) continue;
      noted.add(text);
      fresh.push(pair);
    }
  }
  return fresh;
}

async function storePairs(
  { client, organisationId }: Scope,
  pairs: readonly NamePair[],
  { importId, observedAt }: NamesOfChunk,
): Promise<NamePair[]> {
  if (pairs.length === 0) return [];
  const { rows } = await client.query<NamePair>(
    `insert into flaw_alias (organisation_id, name, other, import_id, stated_at)
     select $1, name, other, $2, $3 from unnest($4::text[], $5::text[]) as given (name, other)
     on conflict do nothing returning name, other`,
    [organisationId, importId, observedAt, pairs.map((pair) => pair.name), pairs.map((pair) => pair.other)],
  );
  return rows;
}

/** Of flaws whose names were never looked at, those of which somebody said another. */
async function keysWithNames({ client, organisationId }: Scope, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<{ key: string }>(
    `select flaw.key from unnest($2::text[]) as given (key)
     join flaw on flaw.organisation_id = $1 and flaw.key = given.key and flaw.aliases is null
     where exists (select from flaw_alias where organisation_id = $1 and name = flaw.key)
       or exists (select from flaw_alias where organisation_id = $1 and other = flaw.key)
       or exists (select from flaw_statement where organisation_id = $1 and key = flaw.key and kind = 'same' and withdrawn_at is null)
       or exists (select from flaw_statement where organisation_id = $1 and other = flaw.key and kind = 'same' and withdrawn_at is null)`,
    [organisationId, keys],
  );
  return rows.map((row) => row.key);
}

/** More would be no help to a reader, and no flaw has so many. */
const aliasesMax = 50;

/**
 * Works out anew which flaws are one, of these names and all that is connected with them.
 * @returns the flaws that belong with others than before
 */
export async function refreshNames(scope: Scope, asked: readonly string[]): Promise<Id[]> {
  const { client, organisationId } = scope;
  const { names, groups } = await loadNames(scope, asked);
  const { rows: flaws } = await client.query<{ id: Id; key: string; group: string | null; aliases: string | null }>(
    'select id, key, name_group as group, aliases from flaw where organisation_id = $1 and key = any($2::text[])',
    [organisationId, names],
  );
  const keys = new Set(flaws.map((flaw) => flaw.key));
  const changed: Id[] = [];
  const rows: Cell[][] = [];
  for (const { id, key, ...before } of flaws) {
    const [best = key, ...others] = groups.namesOf(key).filter((name) => keys.has(name));
    const group = others.length === 0 ? null : best;
    const aliases = groups.connectedTo(key).filter((name) => name !== key);
    const text = aliases.length === 0 ? null : aliases.slice(0, aliasesMax).join(', ');
    if (group !== before.group) changed.push(id);
    if (group !== before.group || text !== before.aliases) rows.push([id, group, text, text === null ? null : foldName(text)]);
  }
  if (rows.length > 0) {
    await client.query(
      `update flaw set name_group = given.name_group, aliases = given.aliases, aliases_folded = given.folded
       from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) as given (id, name_group, aliases, folded)
       where flaw.organisation_id = $1 and flaw.id = given.id`,
      [organisationId, ...columnsOf(rows, 4)],
    );
  }
  return changed;
}
