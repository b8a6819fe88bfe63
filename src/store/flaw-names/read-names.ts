/** Why what several scanners reported is one finding: who saw it under which name, and who said that these names are one. */
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { pairOf } from '#core/vulnerabilities/flaw-names.ts';
import type { FlawExtent, FlawStatementKind } from '#core/vulnerabilities/flaw-statements.ts';
import { severities, type Severity } from '#core/vulnerabilities/finding.ts';
import type { Scope } from '../scope.ts';
import { loadNames, type KnownNames } from './load-names.ts';
import { toldSql } from './told-sql.ts';

export interface StoredFlawStatement {
  readonly id: Id;
  readonly kind: FlawStatementKind;
  readonly key: string;
  /** What the flaw of that name is; null: nothing that was imported is called so. */
  readonly title: string | null;
  readonly other: string | null;
  readonly otherTitle: string | null;
  readonly scanner: string | null;
  readonly checkId: string | null;
  readonly extent: FlawExtent;
  readonly assetId: Id | null;
  /** The asset or the model in words. */
  readonly about: string | null;
  readonly reason: string;
  readonly statedAt: Instant;
  /** The name of a principal: `account:<id>`, `token:<id>`, `local`. */
  readonly statedBy: string;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
}

const statementSql = `select said.id, said.kind, said.key, one.title, said.other, two.title as "otherTitle", said.scanner, said.native_id as "checkId",
    said.extent, said.asset_id as "assetId", said.about, said.reason, said.stated_at as "statedAt", said.stated_by as "statedBy",
    said.withdrawn_at as "withdrawnAt", said.withdrawn_by as "withdrawnBy"
  from flaw_statement said
  left join flaw one on one.organisation_id = $1 and one.key = said.key
  left join flaw two on two.organisation_id = $1 and two.key = said.other
  where said.organisation_id = $1`;

/** Newest first, those withdrawn after those that hold. */
export async function listFlawStatements({ client, organisationId }: Scope): Promise<StoredFlawStatement[]> {
  const { rows } = await client.query<StoredFlawStatement>(`${statementSql} order by said.withdrawn_at is not null, said.id desc`, [
    organisationId,
  ]);
  return rows;
}

/** Two names are one because a file says so, or a person. */
export interface NameLink {
  readonly name: string;
  readonly other: string;
  readonly importId: Id | null;
  readonly file: string | null;
  /** Null: a file says so. */
  readonly statementId: Id | null;
}

export interface SeenBy {
  readonly scanner: string;
  readonly checkId: string;
  readonly title: string;
  /** The name of the flaw that its files use. */
  readonly saidAs: string;
  /** The newest. */
  readonly severity: Severity;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  /** From `saidAs` to the name of this finding; empty where they are the same. */
  readonly links: readonly NameLink[];
  /** A person set it apart from this finding, in which `saidAs` is told. */
  readonly apartFromId: Id | null;
}

/** What would be told in this finding, had no person set it apart: where it is told instead. */
export interface ToldElsewhere {
  readonly findingId: Id;
  readonly scanner: string;
  readonly checkId: string;
}

export interface FindingNames {
  readonly key: string;
  /** Everything else it is called, the best known first. */
  readonly names: readonly string[];
  /** Files give it more than one CVE, so what they say of its names is left out of account. */
  readonly disputed: boolean;
  readonly seenBy: readonly SeenBy[];
  readonly elsewhere: readonly ToldElsewhere[];
  /** About any of these names, newest first. */
  readonly statements: readonly StoredFlawStatement[];
}

/** @param findingId in which the observations are told (`where-told.ts`) */
export async function readFindingNames(scope: Scope, findingId: Id): Promise<FindingNames> {
  const { client, organisationId } = scope;
  const seen = await readSeen(scope, findingId);
  const called = await client.query<{ key: string }>(
    `select flaw.key from finding join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id
     where finding.organisation_id = $1 and finding.id = $2`,
    [organisationId, findingId],
  );
  const key = called.rows[0]?.key ?? '';
  const known = await loadNames(scope, [key, ...seen.map((one) => one.saidAs)]);
  const names = known.groups.connectedTo(key).filter((name) => name !== key);
  const { rows: statements } = await client.query<StoredFlawStatement>(
    `${statementSql} and (said.key = any($2::text[]) or said.other = any($2::text[])) order by said.id desc`,
    [organisationId, [key, ...names, ...seen.map((one) => one.saidAs)]],
  );
  return {
    key,
    names,
    disputed: known.groups.isDisputed(key),
    seenBy: seen.map((one) => ({ ...one, links: one.apartFromId === null ? linksOf(one.saidAs, key, known) : [] })),
    elsewhere: await readElsewhere(scope, findingId),
    statements,
  };
}

async function readSeen({ client, organisationId }: Scope, findingId: Id): Promise<Omit<SeenBy, 'links'>[]> {
  const { rows } = await client.query<Omit<SeenBy, 'links' | 'severity'> & { rank: number }>(
    `select seen.scanner, known.native_id as "checkId", known.title, said.key as "saidAs",
       (array_agg(seen.severity order by seen.observed_at desc, seen.severity desc))[1] as rank,
       min(seen.observed_at) as "firstSeenAt", max(seen.observed_at) as "lastSeenAt", case when split.check_id is not null then coalesce(source.joined_into, source.id) end as "apartFromId"
     from ${toldSql('$2::uuid')} seen
     join scanner_check known on known.organisation_id = $1 and known.id = seen.check_id
     join finding source on source.organisation_id = $1 and source.id = seen.finding_id
     join flaw said on said.organisation_id = $1 and said.id = source.flaw_id
     left join finding_split split on split.organisation_id = $1 and split.finding_id = seen.finding_id and split.check_id = seen.check_id
     group by seen.scanner, known.native_id, known.title, said.key, "apartFromId"
     order by seen.scanner, known.native_id, said.key`,
    [organisationId, findingId],
  );
  return rows.map(({ rank, ...row }) => ({ ...row, severity: severities[rank - 1]?.value ?? 'low' }));
}

async function readElsewhere({ client, organisationId }: Scope, findingId: Id): Promise<ToldElsewhere[]> {
  const { rows } = await client.query<ToldElsewhere>(
    `select split.into_id as "findingId", known.scanner, known.native_id as "checkId" from finding source
     join finding_split split on split.organisation_id = $1 and split.finding_id = source.id
     join scanner_check known on known.organisation_id = $1 and known.id = split.check_id
     where source.organisation_id = $1 and (source.id = $2 or source.joined_into = $2)
     union select other.id, known.scanner, known.native_id from finding
     join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id
     join flaw named on named.organisation_id = $1 and named.name_group = flaw.name_group and named.id <> flaw.id
     join finding other on other.organisation_id = $1 and other.asset_id = finding.asset_id and other.flaw_id = named.id
     join scanner_check known on known.organisation_id = $1 and known.id = other.check_id
     where finding.organisation_id = $1 and finding.id = $2
       and exists (select from finding_version version where version.organisation_id = $1 and version.finding_id = other.id)
     order by scanner, "checkId"`,
    [organisationId, findingId],
  );
  return rows;
}

function linksOf(from: string, to: string, { groups, stated, said }: KnownNames): NameLink[] {
  return groups.wayBetween(from, to).map((link): NameLink => {
    const pair = pairOf(link.name, link.other);
    const isPair = (one: { readonly name: string; readonly other: string }): boolean =>
      (one.name === pair.name && one.other === pair.other) || (one.name === pair.other && one.other === pair.name);
    const byPerson = said.find(isPair);
    const byFile = stated.find(isPair);
    const { importId = null, file = null } = byPerson === undefined ? (byFile ?? {}) : {};
    return { ...pair, importId, file, statementId: byPerson?.statementId ?? null };
  });
}
