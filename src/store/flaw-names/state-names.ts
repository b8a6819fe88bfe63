/**
 * What people say of flaws: two names are one; what a scanner reports under a flaw is another thing; and taking either back.
 * Kept by meaning (names, scanner and check, model or what an asset is known by), so that whatever is imported later keeps to
 * it. Append-only. What follows from it is worked out anew, for past days as well.
 */
import { modelKeyOf } from '#core/device-models/model-key.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import { checkName, spelledName } from '#core/vulnerabilities/flaw-names.ts';
import type { FlawExtent } from '#core/vulnerabilities/flaw-statements.ts';
import { lockImports } from '../imports.ts';
import type { Scope } from '../scope.ts';
import { loadNames } from './load-names.ts';
import { refreshNames } from './note-names.ts';
import { loadPlaceBook } from './place-book.ts';
import { tellNowOrLater } from './tell-again.ts';
import { toldSql } from './told-sql.ts';
import { whereTold } from './where-told.ts';

interface Saying {
  readonly reason: string;
  readonly by: string;
  readonly now: Instant;
  readonly newId: NewId;
}

export interface SaidStatement {
  readonly id: Id;
  /** Assets at which something is told elsewhere by it, at most. */
  readonly assets: number;
  /** Of those, the ones that show it once the worker has come to them. */
  readonly waiting: number;
}

const wrong = (path: string, detail: string) => new Problem('request-invalid', detail, { wrong: [{ path }] });

function checkReason(reason: string): string {
  const trimmed = reason.trim();
  if (trimmed === '') throw wrong('reason', 'Say why, for whoever reads it later.');
  return trimmed;
}

/** @throws Problem `not-found` where a name is unknown, `conflict` where they are one by now or were set apart */
export async function stateSame(
  scope: Scope,
  pair: { readonly key: string; readonly other: string },
  saying: Saying,
): Promise<SaidStatement> {
  const { client, organisationId } = scope;
  const [key, other] = [spelledName(pair.key), spelledName(pair.other)];
  const reason = checkReason(saying.reason);
  if (key === other) throw wrong('other', 'A flaw is the same as itself. Name another one.');
  await lockImports(scope);
  await checkKnown(scope, { key, other });
  const { groups } = await loadNames(scope, [key, other]);
  if (groups.namesOf(key).includes(other)) throw new Problem('conflict', `${key} and ${other} are one flaw already.`, { key, other });
  await checkNotApart(scope, groups.namesOf(key), groups.namesOf(other));
  const id = saying.newId();
  await client.query(
    `insert into flaw_statement (organisation_id, id, kind, key, other, extent, reason, stated_at, stated_by)
     values ($1, $2, 'same', $3, $4, 'everywhere', $5, $6, $7)`,
    [organisationId, id, key, other, reason, saying.now, saying.by],
  );
  return { id, ...(await tellNames(scope, [key, other], saying)) };
}

async function checkKnown({ client, organisationId }: Scope, pair: { readonly key: string; readonly other: string }): Promise<void> {
  for (const [path, name] of Object.entries(pair)) {
    const { rows } = await client.query(
      `select from flaw where organisation_id = $1 and key = $2
       union all select from flaw_alias where organisation_id = $1 and (name = $2 or other = $2) limit 1`,
      [organisationId, name],
    );
    const hint = 'A CVE, an advisory such as GHSA-…, or scanner:check as the finding shows it.';
    if (rows.length === 0) throw new Problem('not-found', `Nothing that was imported goes by the name ${name}. ${hint}`, { [path]: name });
  }
}

/** What was set apart everywhere can be joined again only by taking that back: else two people's words would stand against each other. */
async function checkNotApart({ client, organisationId }: Scope, names: readonly string[], others: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ id: Id; key: string; scanner: string }>(
    `select id, key, scanner from flaw_statement
     where organisation_id = $1 and kind = 'apart' and extent = 'everywhere' and withdrawn_at is null and key = any($2::text[])`,
    [organisationId, [...names, ...others]],
  );
  for (const { id, key, scanner } of rows) {
    const far = names.includes(key) ? others : names;
    if (far.some((name) => name.startsWith(`${scanner}:`))) {
      throw new Problem('conflict', `What ${scanner} reports as ${key} was set apart. Withdraw that first.`, { id });
    }
  }
}

async function tellNames(scope: Scope, names: readonly string[], saying: Saying): Promise<Omit<SaidStatement, 'id'>> {
  const changed = await refreshNames(scope, names);
  const { rows } = await scope.client.query<{ assetId: Id }>(
    'select distinct asset_id as "assetId" from finding where organisation_id = $1 and flaw_id = any($2::uuid[])',
    [scope.organisationId, changed],
  );
  const assetIds = rows.map((row) => row.assetId);
  return { assets: assetIds.length, waiting: await tellNowOrLater(scope, assetIds, saying) };
}

export interface SettingApart extends Saying {
  readonly findingId: Id;
  readonly scanner: string;
  /** One of its checks; null: all of them. */
  readonly nativeId: string | null;
  readonly extent: FlawExtent;
}

/** @throws Problem `not-found`, `request-invalid` where the scanner reports no such thing, `conflict` where it is so already */
export async function stateApart(scope: Scope, setting: SettingApart): Promise<SaidStatement> {
  const { client, organisationId } = scope;
  const { scanner, nativeId, extent, now, by, newId } = setting;
  const reason = checkReason(setting.reason);
  await lockImports(scope);
  const subject = await loadSubject(scope, setting);
  const about = extent === 'everywhere' ? nowhere : extent === 'model' ? await modelOf(scope, subject) : await knownBy(scope, subject);
  const known = await client.query(
    `select from flaw_statement where organisation_id = $1 and kind = 'apart' and withdrawn_at is null and key = $2 and scanner = $3
       and native_id is not distinct from $4 and extent = $5 and model_key is not distinct from $6 and asset_id is not distinct from $7`,
    [organisationId, subject.key, scanner, nativeId, extent, about.modelKey, about.assetId],
  );
  if (known.rows.length > 0) throw new Problem('conflict', 'This was said before, and holds.', { key: subject.key, scanner });
  const id = newId();
  await client.query(
    `insert into flaw_statement (organisation_id, id, kind, key, scanner, native_id, extent, model_key, asset_id, identifier_kind,
       identifier_scope, identifier_value, about, reason, stated_at, stated_by)
     values ($1, $2, 'apart', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[organisationId, id, subject.key, scanner, nativeId, extent, about.modelKey, about.assetId],
      ...[about.kind, about.scope, about.value, about.words, reason, now, by],
    ],
  );
  return { id, ...(await tellApart(scope, { key: subject.key, scanner }, setting)) };
}

interface Subject {
  readonly key: string;
  readonly assetId: Id;
}

async function loadSubject(scope: Scope, { findingId, scanner, nativeId }: SettingApart): Promise<Subject> {
  const { client, organisationId } = scope;
  const id = await whereTold(scope, findingId);
  const { rows } = await client.query<Subject & { scanner: string; nativeId: string; saidAs: string }>(
    `select distinct flaw.key, finding.asset_id as "assetId", told.scanner, known.native_id as "nativeId", said.key as "saidAs"
     from finding join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id
     cross join lateral ${toldSql('finding.id')} told
     join scanner_check known on known.organisation_id = $1 and known.id = told.check_id
     join finding source on source.organisation_id = $1 and source.id = told.finding_id
     join flaw said on said.organisation_id = $1 and said.id = source.flaw_id
     where finding.organisation_id = $1 and finding.id = $2`,
    [organisationId, id],
  );
  const [first] = rows;
  if (first === undefined) throw new Problem('not-found', 'There is no such finding in this organisation.', { id: findingId });
  const chosen = rows.filter((row) => row.scanner === scanner && (nativeId === null || row.nativeId === nativeId));
  if (chosen.length === 0) {
    const scanners = [...new Set(rows.map((row) => row.scanner))].toSorted().join(', ');
    throw wrong('scanner', `${scanner} does not report this finding; these do: ${scanners}.`);
  }
  if (chosen.length === rows.length && chosen.every((row) => checkName(row) === row.key)) {
    throw wrong('scanner', `This finding is what ${scanner} reports, and nothing else: there is nothing to set it apart from.`);
  }
  return first;
}

interface About {
  readonly modelKey: string | null;
  readonly assetId: Id | null;
  readonly kind: string | null;
  readonly scope: string | null;
  readonly value: string | null;
  readonly words: string | null;
}

const nowhere: About = { modelKey: null, assetId: null, kind: null, scope: null, value: null, words: null };

async function modelOf({ client, organisationId }: Scope, { assetId }: Subject): Promise<About> {
  const { rows } = await client.query<{ vendor: string | null; model: string | null }>(
    'select vendor, model from asset_version where organisation_id = $1 and asset_id = $2 order by valid_from desc limit 1',
    [organisationId, assetId],
  );
  const modelKey = modelKeyOf(rows[0]?.vendor, rows[0]?.model);
  if (modelKey === null)
    throw wrong('extent', 'No source says of which vendor and model this asset is. Say it of the asset, or everywhere.');
  return { ...nowhere, modelKey, words: `${rows[0]?.vendor ?? ''} ${rows[0]?.model ?? ''}`.trim() };
}

/** What lasts: a serial number, a network address of the hardware, a name, a tag; no address that may be another's tomorrow. */
async function knownBy({ client, organisationId }: Scope, { assetId }: Subject): Promise<About> {
  const identifiers = await client.query<Pick<About, 'kind' | 'scope' | 'value'>>(
    `select kind, scope, value from asset_identifier known where organisation_id = $1 and asset_id = $2 and kind <> 'ip'
       and not exists (select from identifier_disabled off where off.organisation_id = $1 and off.kind = known.kind
         and off.scope = known.scope and off.value = known.value)
     order by array_position(array['serial', 'mac', 'host', 'tag'], kind), scope, value limit 1`,
    [organisationId, assetId],
  );
  const named = await client.query<{ name: string }>(
    'select name from asset_version where organisation_id = $1 and asset_id = $2 order by valid_from desc limit 1',
    [organisationId, assetId],
  );
  return { ...nowhere, assetId, ...identifiers.rows[0], words: named.rows[0]?.name ?? null };
}

async function tellApart(
  scope: Scope,
  { key, scanner }: { readonly key: string; readonly scanner: string },
  saying: Pick<Saying, 'now' | 'newId'>,
): Promise<Omit<SaidStatement, 'id'>> {
  const names = (await loadPlaceBook(scope)).namesOf(key);
  const { rows } = await scope.client.query<{ assetId: Id }>(
    `select distinct finding.asset_id as "assetId" from flaw
     join finding on finding.organisation_id = $1 and finding.flaw_id = flaw.id
     where flaw.organisation_id = $1 and flaw.key = any($2::text[]) and ($4 or exists (select from observation
       where observation.organisation_id = $1 and observation.finding_id = finding.id and observation.scanner = $3))`,
    // Where the flaw is called by a check of this scanner, the others' is called otherwise from now on.
    [scope.organisationId, names, scanner, names.some((name) => name.startsWith(`${scanner}:`))],
  );
  const assetIds = rows.map((row) => row.assetId);
  return { assets: assetIds.length, waiting: await tellNowOrLater(scope, assetIds, saying) };
}

/** As if it had never been said, for past days as well. @throws Problem `not-found`, or `conflict` where it was withdrawn before */
export async function withdrawStatement(
  scope: Scope,
  id: Id,
  { by, now, newId }: Omit<Saying, 'reason'>,
): Promise<Omit<SaidStatement, 'id'>> {
  await lockImports(scope);
  const { rows } = await scope.client.query<{ kind: 'same' | 'apart'; key: string; other: string | null; scanner: string | null }>(
    `update flaw_statement set withdrawn_at = $3, withdrawn_by = $4 where organisation_id = $1 and id = $2 and withdrawn_at is null
     returning kind, key, other, scanner`,
    [scope.organisationId, id, now, by],
  );
  const [said] = rows;
  if (said === undefined) throw await whyNothing(scope, id);
  const saying = { by, now, newId, reason: '' };
  if (said.scanner !== null) return tellApart(scope, { key: said.key, scanner: said.scanner }, saying);
  return tellNames(scope, [said.key, said.other ?? said.key], saying);
}

async function whyNothing({ client, organisationId }: Scope, id: Id): Promise<Problem> {
  const { rows } = await client.query('select from flaw_statement where organisation_id = $1 and id = $2', [organisationId, id]);
  return rows.length === 0
    ? new Problem('not-found', 'Nobody said this of flaws in this organisation.', { id })
    : new Problem('conflict', 'This was withdrawn before.', { id });
}
