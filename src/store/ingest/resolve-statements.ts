/**
 * From what a file says to assets: loads everything that could be meant, asks the core (`resolve-asset.ts`) one
 * statement after the other so that assets of the same chunk see each other, and keeps what must be written.
 * A statement that is already stored, word for word at the same instant, is always the asset it was then: the same
 * content handed in again finds its assets whatever the rules would say today.
 */
import { hash } from 'node:crypto';
import { identifierKey, identifiersOf, type Identifier } from '#core/assets/identifiers.ts';
import type { KnownIdentifier } from '#core/assets/match-identifiers.ts';
import { isShared, resolveAsset, type Candidate, type Explanation } from '#core/assets/resolve-asset.ts';
import type { ImportedAsset } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { loadIdentityBook, wordsKey, type IdentityBook } from '../asset-identity/identity-book.ts';
import type { Scope } from '../scope.ts';
import type { ImportSession } from './chunk.ts';
import { instantOf } from './load-asset-evidence.ts';
import { memberSeparator, rowSeparator } from './staged-rows.ts';

export interface ResolvedStatement {
  readonly record: ImportedAsset;
  readonly observedAt: Instant;
  readonly digest: string;
  readonly assetId: Id;
  readonly isNew: boolean;
  /** What to tell the reader; null when the source had spoken of this asset before. */
  readonly join: JoinFacts | null;
  /** The source has described this asset in these words before. */
  readonly isClaimKnown: boolean;
}

export interface JoinFacts {
  readonly outcome: 'created' | 'joined' | 'blocked';
  readonly otherAssetId: string | null;
  readonly explanation: Explanation;
}

export interface IdentifierChange {
  readonly assetId: Id;
  readonly identifier: Identifier;
  readonly firstObservedAt: Instant;
  readonly lastObservedAt: Instant;
}

export interface Resolutions {
  readonly statements: readonly ResolvedStatement[];
  readonly identifiers: readonly IdentifierChange[];
  readonly disabled: readonly { readonly identifier: Identifier; readonly assetCount: number }[];
}

interface Statement {
  readonly record: ImportedAsset;
  readonly observedAt: Instant;
  readonly digest: string;
  readonly identifiers: readonly Identifier[];
}

export async function resolveStatements(scope: Scope, session: ImportSession, records: readonly ImportedAsset[]): Promise<Resolutions> {
  const statements = records.map((record): Statement => {
    const { usable } = identifiersOf(record.facts, session.source, record.role);
    return { record, observedAt: observedAtOf(record, session), digest: digestOf(record.facts), identifiers: usable };
  });
  const identity = await loadIdentity(scope, session, statements);
  const resolved = statements.map((statement) => resolveOne(statement, session, identity));
  return { statements: resolved, identifiers: [...identity.changes.values()], disabled: identity.newlyDisabled };
}

/** A register row belongs to its file's snapshot, whatever date the row carries; a host was seen when its scan says. */
export function observedAtOf(record: ImportedAsset, session: ImportSession): Instant {
  return record.role === 'register' ? session.observedAt : (record.observedAt ?? session.observedAt);
}

/** 80 bits of a canonical text: equal facts have equal digests whatever the order of their members. */
export function digestOf(facts: object): string {
  const values = facts as Readonly<Record<string, unknown>>;
  const members: [string, unknown][] = [];
  for (const name of inOrder(Object.keys(facts))) {
    const value = values[name];
    if (value !== undefined) members.push([name, value]);
  }
  return hash('sha256', JSON.stringify(members), 'hex').slice(0, 20);
}

/** Facts come in few shapes, and by the hundred thousand: sorting their names each time took a third of the digest. */
const knownOrders = new Map<string, readonly string[]>();

function inOrder(names: readonly string[]): readonly string[] {
  const shape = names.join();
  let ordered = knownOrders.get(shape);
  if (ordered === undefined) {
    if (knownOrders.size >= 1_000) knownOrders.clear();
    knownOrders.set(shape, (ordered = names.toSorted()));
  }
  return ordered;
}

interface KnownAsset {
  readonly assetId: Id;
  readonly identifiers: KnownIdentifier[];
}

interface Identity {
  /** What people stated. */
  readonly book: IdentityBook;
  readonly assets: Map<string, KnownAsset>;
  readonly assetIdsByValue: Map<string, Set<Id>>;
  /** Assets that this source described in exactly these words: `said` at the same instant, `described` at any. */
  readonly said: Map<string, Id[]>;
  readonly described: Map<string, Id[]>;
  readonly claims: Set<string>;
  readonly disabled: Set<string>;
  readonly changes: Map<string, IdentifierChange>;
  readonly newlyDisabled: { identifier: Identifier; assetCount: number }[];
}

function valueKey(identifier: { readonly kind: string; readonly value: string }): string {
  return `${identifier.kind}\u001f${identifier.value}`;
}

function saidKey(digest: string, role: string, observedAt: string): string {
  return `${digest} ${role} ${observedAt}`;
}

async function loadIdentity(scope: Scope, session: ImportSession, statements: readonly Statement[]): Promise<Identity> {
  const asked = new Map<string, Identifier>();
  for (const statement of statements) for (const one of statement.identifiers) asked.set(identifierKey(one), one);
  const disabled = await loadDisabled(scope, [...asked.values()]);
  const enabled = new Map<string, Identifier>();
  for (const [key, one] of asked) if (!disabled.has(key)) enabled.set(valueKey(one), one);
  // No decision is made while an import runs, so the first chunk reads them for all.
  const book = (session.identityBook ??= await loadIdentityBook(scope));
  const identity: Identity = {
    book,
    assets: new Map(),
    assetIdsByValue: new Map(),
    said: new Map(),
    described: new Map(),
    claims: new Set(),
    disabled,
    changes: new Map(),
    newlyDisabled: [],
  };
  for (const one of book.meantBy([...enabled.values()])) enabled.set(valueKey(one), one);
  await loadCandidates(scope, [...enabled.values()], identity);
  await loadDescribed(scope, session, statements, identity);
  return identity;
}

/** Keys (`identifierKey`) of those that name nothing any more. */
export async function loadDisabled(scope: Scope, asked: readonly Identifier[]): Promise<Set<string>> {
  const { rows } = await scope.client.query<Identifier>(
    `select known.kind, known.scope, known.value
     from unnest($2::text[], $3::text[], $4::text[]) as asked (kind, scope, value)
     join identifier_disabled known on known.organisation_id = $1 and known.kind = asked.kind and known.scope = asked.scope and known.value = asked.value`,
    [scope.organisationId, asked.map((one) => one.kind), asked.map((one) => one.scope), asked.map((one) => one.value)],
  );
  return new Set(rows.map(identifierKey));
}

/** Every asset that carries one of the values, with all it carries. By value, because a host's domain may be unknown. */
async function loadCandidates(scope: Scope, asked: readonly Identifier[], identity: Identity): Promise<void> {
  const { rows } = await scope.client.query<{ assetId: Id; packed: string }>(
    `select known.asset_id as "assetId", string_agg(concat_ws(E'\\x1f', known.kind, known.scope, known.value, known.source,
       known.last_observed_at), E'\\x1e') as packed
     from (select distinct hit.asset_id from unnest($2::text[], $3::text[]) as asked (kind, value)
       join asset_identifier hit on hit.organisation_id = $1 and hit.kind = asked.kind and hit.value = asked.value) hit
     join asset_identifier known on known.organisation_id = $1 and known.asset_id = hit.asset_id
     group by known.asset_id`,
    [scope.organisationId, asked.map((one) => one.kind), asked.map((one) => one.value)],
  );
  const instants = new Map<string, Instant>();
  for (const { assetId, packed } of rows) {
    for (const text of packed.split(rowSeparator)) {
      const [kind = '', scopeText = '', value = '', source = '', at = ''] = text.split(memberSeparator);
      attach(identity, assetId, {
        kind: kind as Identifier['kind'],
        scope: scopeText,
        value,
        source,
        lastObservedAt: instantOf(at, instants),
      });
    }
  }
}

async function loadDescribed(scope: Scope, session: ImportSession, statements: readonly Statement[], identity: Identity): Promise<void> {
  const { rows } = await scope.client.query<{ assetId: Id; digest: string; role: string; observedAt: Instant; said: boolean }>(
    `select claim.asset_id as "assetId", claim.digest, claim.role, asked.observed_at as "observedAt",
       exists (select from sighting where sighting.organisation_id = $1 and sighting.asset_id = claim.asset_id
         and sighting.observed_at = asked.observed_at and sighting.kind = claim.role and sighting.source = claim.source
         and sighting.claim = claim.digest) as said
     from (select distinct * from unnest($3::text[], $4::text[], $5::timestamptz[]) as given (digest, role, observed_at)) asked
     join asset_claim claim on claim.organisation_id = $1 and claim.digest = asked.digest and claim.source = $2 and claim.role = asked.role
     order by claim.asset_id`,
    [
      scope.organisationId,
      session.source,
      statements.map((one) => one.digest),
      statements.map((one) => one.record.role),
      statements.map((one) => one.observedAt),
    ],
  );
  for (const row of rows) {
    if (row.said) pushTo(identity.said, saidKey(row.digest, row.role, row.observedAt), row.assetId);
    pushTo(identity.described, saidKey(row.digest, row.role, ''), row.assetId);
    identity.claims.add(claimKey(row.assetId, row.role, row.digest));
  }
}

function claimKey(assetId: Id, role: string, digest: string): string {
  return `${assetId} ${role} ${digest}`;
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** @returns whether the asset was known by it: of an address, also as late as that. */
function attach(identity: Identity, assetId: Id, known: KnownIdentifier): boolean {
  let asset = identity.assets.get(assetId);
  if (asset === undefined) identity.assets.set(assetId, (asset = { assetId, identifiers: [] }));
  const same = asset.identifiers.findIndex((one) => isSameOf(one, known));
  const before = asset.identifiers[same];
  if (before !== undefined && before.lastObservedAt >= known.lastObservedAt) return true;
  if (before !== undefined) {
    asset.identifiers[same] = known;
    return known.kind !== 'ip';
  }
  asset.identifiers.push(known);
  const key = valueKey(known);
  const ids = identity.assetIdsByValue.get(key);
  if (ids === undefined) identity.assetIdsByValue.set(key, new Set([assetId]));
  else ids.add(assetId);
  return false;
}

function isSameOf(left: KnownIdentifier, right: KnownIdentifier): boolean {
  return left.value === right.value && left.kind === right.kind && left.source === right.source && left.scope === right.scope;
}

function resolveOne(statement: Statement, session: ImportSession, identity: Identity): ResolvedStatement {
  const { record, observedAt, digest } = statement;
  const answer = answerOf(statement, session, identity);
  session.assets.set(record.assetKey, {
    assetId: answer.assetId,
    isFirstOfSource: answer.join?.outcome === 'joined' || (session.assets.get(record.assetKey)?.isFirstOfSource ?? false),
  });
  session.assetIdsUsed.add(answer.assetId);
  for (const identifier of statement.identifiers) note(identity, session, answer.assetId, identifier, observedAt);
  const isClaimKnown = identity.claims.has(claimKey(answer.assetId, record.role, digest));
  return { record, observedAt, digest, isClaimKnown, ...answer };
}

type Answer = Pick<ResolvedStatement, 'assetId' | 'isNew' | 'join'>;

function answerOf(statement: Statement, session: ImportSession, identity: Identity): Answer {
  const { record, observedAt, digest, identifiers } = statement;
  const earlier = session.assets.get(record.assetKey);
  if (earlier !== undefined) return { assetId: earlier.assetId, isNew: false, join: null };
  // Two rows in the same words, with nothing to tell them apart, are two things: each takes one asset of its own.
  const unused = (ids: readonly Id[] | undefined): Id | undefined => ids?.find((id) => !session.assetIdsUsed.has(id));
  const said = unused(identity.said.get(saidKey(digest, record.role, observedAt)));
  if (said !== undefined) return { assetId: said, isNew: false, join: null };
  const inTheseWords = identity.described.get(saidKey(digest, record.role, ''));
  // Of such words a person said whose they are, however many rows have them.
  const decided = identity.book.words.has(wordsKey(session.source, record.role, digest))
    ? (unused(inTheseWords) ?? inTheseWords?.[0])
    : undefined;
  const described = decided ?? (identifiers.length > 0 ? undefined : unused(inTheseWords));
  if (described !== undefined) return { assetId: described, isNew: false, join: null };
  const resolution = resolveAsset(
    { source: session.source, observedAt, identifiers },
    candidatesOf([...identifiers, ...identity.book.meantBy(identifiers)], identity),
    identity.disabled,
    identity.book.about(identifiers),
  );
  if (resolution.kind === 'joined') {
    const known = identity.assets.get(resolution.assetId);
    const isFirst = known?.identifiers.some((one) => one.source === session.source) !== true;
    const join = isFirst ? { outcome: 'joined' as const, otherAssetId: null, explanation: resolution.explanation } : null;
    return { assetId: resolution.assetId as Id, isNew: false, join };
  }
  const otherAssetId = resolution.blocked[0]?.assetId ?? resolution.explanation.assetIds[0] ?? null;
  const outcome = resolution.blocked.length > 0 ? ('blocked' as const) : ('created' as const);
  return { assetId: session.newId(), isNew: true, join: { outcome, otherAssetId, explanation: resolution.explanation } };
}

function candidatesOf(identifiers: readonly Identifier[], identity: Identity): Candidate[] {
  const ids = new Set<string>();
  for (const identifier of identifiers) {
    if (identity.disabled.has(identifierKey(identifier))) continue;
    for (const id of identity.assetIdsByValue.get(valueKey(identifier)) ?? []) ids.add(id);
  }
  return [...ids].flatMap((id) => identity.assets.get(id) ?? []);
}

function note(identity: Identity, session: ImportSession, assetId: Id, identifier: Identifier, observedAt: Instant): void {
  if (attach(identity, assetId, { ...identifier, source: session.source, lastObservedAt: observedAt })) return;
  const identifierText = identifierKey(identifier);
  const key = `${assetId} ${identifierText}`;
  const before = identity.changes.get(key);
  identity.changes.set(key, {
    assetId,
    identifier,
    firstObservedAt: before !== undefined && before.firstObservedAt < observedAt ? before.firstObservedAt : observedAt,
    lastObservedAt: before !== undefined && before.lastObservedAt > observedAt ? before.lastObservedAt : observedAt,
  });
  // Addresses move between devices; their rule looks back one day only, so sharing one over the years proves nothing.
  if (identifier.kind === 'ip' || identity.disabled.has(identifierText)) return;
  const assetCount = [...(identity.assetIdsByValue.get(valueKey(identifier)) ?? [])].filter((id) =>
    identity.assets.get(id)?.identifiers.some((one) => identifierKey(one) === identifierText),
  ).length;
  if (!isShared(assetCount)) return;
  identity.disabled.add(identifierText);
  identity.newlyDisabled.push({ identifier, assetCount });
}
