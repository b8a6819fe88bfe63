/**
 * One asset in full: its record, what each source says of it, where they disagree, what it is recognised by, why
 * statements became this asset, where it was present, and how its kept fields changed.
 * Lists of assets go through `store/query/`; sources and conflicts are folded from the same evidence as the record.
 */
import { exposures } from '#core/assets/asset.ts';
import { ruleNames, type RuleBook } from '#core/assets/assignment-rules.ts';
import { explainJoin } from '#core/assets/explain-join.ts';
import { foldAsset, type FoldedAsset } from '#core/assets/fold-asset.ts';
import { identifierKey, identifiersOf, type Identifier } from '#core/assets/identifiers.ts';
import type { Explanation } from '#core/assets/resolve-asset.ts';
import type { AssetFacts } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Localised } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { readSupport, type SupportBook } from '#core/support/support-facts.ts';
import { survivingAsset } from './asset-identity/redirects.ts';
import { loadRuleBook } from './asset-work/rule-book.ts';
import { readStatements, type StoredStatement } from './asset-work/state-assets.ts';
import { loadModelBook } from './device-models/assign-models.ts';
import { loadAssetEvidence, type AssetEvidence } from './ingest/load-asset-evidence.ts';
import { getRecord, type RecordItem } from './query/list.ts';
import type { AskedMoment } from './query/moment.ts';
import type { Scope } from './scope.ts';
import { loadSupportBook } from './support/load-book.ts';

export interface StoredAssetDetail {
  readonly record: RecordItem;
  /** Its device model, with what it adds to what the sources of the asset say. */
  readonly model: { readonly id: Id; readonly vendor: string; readonly model: string; readonly facts: AssetFacts } | null;
  /** What its operating system as written means for its support; null: nothing that is known. */
  readonly support: {
    readonly title: string;
    /** Of the product; several where the words leave several. */
    readonly cycles: readonly string[];
    readonly endOn: Day | null;
    /** Ended on a day nobody knows. */
    readonly isEnded: boolean;
    readonly extendedEndOn: Day | null;
    readonly statedAt: Instant;
    readonly ownCycles: readonly string[];
    /** Its end is the end of support of the asset: neither a source nor the device model says one. */
    readonly isUsed: boolean;
  } | null;
  readonly statements: readonly StoredStatement[];
  /** Fields whose value a rule gives. */
  readonly assigned: readonly { readonly field: string; readonly rule: string }[];
  readonly sources: {
    readonly source: string;
    readonly role: 'register' | 'discovery';
    readonly observedAt: Instant;
    readonly lastObservedAt: Instant;
    readonly facts: AssetFacts;
  }[];
  readonly conflicts: {
    readonly field: string;
    readonly values: { readonly value: string; readonly source: string; readonly observedAt: Instant; readonly used: boolean }[];
  }[];
  readonly identifiers: {
    readonly kind: string;
    readonly scope: string;
    readonly value: string;
    readonly sources: string[];
    /** Carried by too many assets to name one. */
    readonly disabled: boolean;
    readonly lastObservedAt: Instant;
  }[];
  readonly joins: {
    readonly outcome: 'created' | 'joined' | 'blocked';
    readonly source: string;
    readonly importId: string;
    readonly observedAt: Instant;
    readonly explanation: Localised;
    readonly otherAssetId: string | null;
  }[];
  readonly presence: {
    readonly kind: string;
    readonly source: string;
    readonly fromAt: Instant;
    readonly lastAt: Instant;
    readonly toAt: Instant | null;
  }[];
  /** Oldest first; of the first stretch every known field. */
  readonly history: {
    readonly fromAt: Instant;
    readonly toAt: Instant | null;
    readonly changed: { readonly field: string; readonly value: string | null }[];
  }[];
}

/** @returns null when there is no such asset in this organisation. */
export async function readAssetDetail(scope: Scope, assetId: Id, asked: AskedMoment): Promise<StoredAssetDetail | null> {
  const record = await getRecord(scope, 'asset', assetId, asked);
  if (record === null) {
    // Merged into another: the old id keeps answering, with the one it became.
    const becameId = await survivingAsset(scope, assetId);
    return becameId === assetId ? null : readAssetDetail(scope, becameId, asked);
  }
  const evidence = (await loadAssetEvidence(scope, [assetId])).get(assetId);
  const models = await loadModelBook(scope);
  const support = await loadSupportBook(scope);
  const rules = await loadRuleBook(scope);
  const folded = evidence === undefined ? null : foldAsset({ ...evidence, timeZone: scope.timeZone, models, support, rules });
  const statements = await readStatements(scope, assetId);
  return {
    record,
    model: await readModel(scope, record, folded),
    support: folded === null ? null : supportOf(folded, support),
    statements,
    assigned: folded === null ? [] : assignedBy(folded, rules, { statements, timeZone: scope.timeZone }),
    sources: evidence === undefined ? [] : sourcesOf(evidence),
    conflicts: folded === null ? [] : conflictsOf(folded),
    identifiers: await readIdentifiers(scope, assetId, evidence?.claims ?? []),
    joins: await readJoins(scope, assetId),
    presence: folded === null ? [] : [...folded.presence],
    history: await readHistory(scope, assetId),
  };
}

async function readModel(scope: Scope, record: RecordItem, folded: FoldedAsset | null): Promise<StoredAssetDetail['model']> {
  const { rows } = await scope.client.query<{ id: Id; vendor: string; model: string }>(
    'select id, vendor, model from device_model where organisation_id = $1 and id = $2',
    [scope.organisationId, record['modelId'] ?? null],
  );
  const [model] = rows;
  return model === undefined ? null : { ...model, facts: folded?.fromModel ?? {} };
}

function supportOf({ latest, hasSaidSupportEnd }: FoldedAsset, book: SupportBook): StoredAssetDetail['support'] {
  const reading = latest.operatingSystem === null ? null : readSupport(latest.operatingSystem, book);
  if (reading === null) return null;
  const { title, cycles, endOn, isEnded, extendedEndOn } = reading.match;
  const { statedAt, ownCycles } = reading;
  return { title, cycles, endOn, isEnded, extendedEndOn, statedAt, ownCycles, isUsed: !hasSaidSupportEnd && endOn !== null };
}

function assignedBy(
  { beforeRules }: FoldedAsset,
  rules: RuleBook,
  { statements, timeZone }: { readonly statements: readonly StoredStatement[]; readonly timeZone: string },
): StoredAssetDetail['assigned'] {
  const held = new Set(statements.flatMap((one) => one.holds));
  return Object.entries(ruleNames(beforeRules, rules, timeZone)).flatMap(([field, rule]) => (held.has(field) ? [] : [{ field, rule }]));
}

/** The newest claim of each source and role. */
function sourcesOf({ claims }: AssetEvidence): StoredAssetDetail['sources'] {
  const newest = new Map<string, StoredAssetDetail['sources'][number]>();
  for (const claim of claims) {
    const key = `${claim.source} ${claim.role}`;
    const known = newest.get(key);
    if (known === undefined || known.observedAt <= claim.observedAt) newest.set(key, claim);
  }
  return [...newest.values()].toSorted((left, right) => (left.lastObservedAt < right.lastObservedAt ? 1 : -1));
}

function conflictsOf({ conflicts }: FoldedAsset): StoredAssetDetail['conflicts'] {
  return conflicts.map(({ field, values }) => ({
    field,
    values: values.flatMap(({ value, statements }, index) =>
      statements.map(({ source, lastObservedAt }) => ({ value, source, observedAt: lastObservedAt, used: index === 0 })),
    ),
  }));
}

async function readIdentifiers(scope: Scope, assetId: Id, claims: AssetEvidence['claims']): Promise<StoredAssetDetail['identifiers']> {
  const lastObserved = new Map<string, Instant>();
  for (const claim of claims) {
    for (const identifier of identifiersOf(claim.facts, claim.source, claim.role).usable) {
      const key = identifierKey(identifier);
      if ((lastObserved.get(key) ?? '') < claim.lastObservedAt) lastObserved.set(key, claim.lastObservedAt);
    }
  }
  const { rows } = await scope.client.query<StoredAssetDetail['identifiers'][number] & Identifier>(
    `select known.kind, known.scope, known.value, array_agg(distinct known.source) as sources, max(known.last_observed_at) as "lastObservedAt",
       exists (select from identifier_disabled off where off.organisation_id = $1 and off.kind = known.kind and off.scope = known.scope
         and off.value = known.value) as disabled
     from asset_identifier known where known.organisation_id = $1 and known.asset_id = $2
     group by known.kind, known.scope, known.value
     order by array_position(array['tag', 'serial', 'mac', 'host', 'ip'], known.kind), known.value limit 200`,
    [scope.organisationId, assetId],
  );
  return rows.map((row) => ({ ...row, lastObservedAt: lastObserved.get(identifierKey(row)) ?? row.lastObservedAt }));
}

async function readJoins(scope: Scope, assetId: Id): Promise<StoredAssetDetail['joins']> {
  type Row = Omit<StoredAssetDetail['joins'][number], 'explanation'> & { explanation: Explanation };
  const { rows } = await scope.client.query<Row>(
    `select outcome, source, import_id as "importId", observed_at as "observedAt", explanation, other_asset_id as "otherAssetId"
     from asset_join where organisation_id = $1 and asset_id = $2 order by observed_at, id limit 200`,
    [scope.organisationId, assetId],
  );
  const ids = [...new Set(rows.flatMap((row) => [...row.explanation.assetIds, ...row.explanation.blocked.map((one) => one.assetId)]))];
  const names = await readNames(scope, ids);
  const nameOf = (id: string): string => names.get(id) ?? id;
  return rows.map((row) => ({
    ...row,
    explanation: { en: explainJoin(row.explanation, 'en', nameOf), nl: explainJoin(row.explanation, 'nl', nameOf) },
  }));
}

async function readNames(scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await scope.client.query<{ id: string; name: string }>(
    `with recursive led (id, asset_id) as (
       select asset_id, asset_id from unnest($2::uuid[]) as given (asset_id)
       union select led.id, next.into_asset_id from led join asset_redirect next on next.organisation_id = $1 and next.asset_id = led.asset_id)
     select distinct on (led.id) led.id, version.name from led
     join asset_version version on version.organisation_id = $1 and version.asset_id = led.asset_id order by led.id, version.valid_from desc`,
    [scope.organisationId, ids],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Field of the record kind → column of `asset_version`. */
const historyColumns = {
  name: 'name',
  class: 'class',
  vendor: 'vendor',
  model: 'model',
  version: 'version',
  department: 'department',
  tier: 'tier',
  segment: 'segment',
  exposure: 'exposure',
  owner: 'owner',
  supportEndOn: 'support_end_on',
  lifecycle: 'lifecycle',
  scannable: 'scannable',
  registered: 'registered',
  seen: 'seen',
  scanned: 'scanned',
  scannedAuthenticated: 'scanned_authenticated',
  agreement: 'agreement',
  modality: 'modality',
  safetyClass: 'safety_class',
  softwareVersion: 'software_version',
  firmwareVersion: 'firmware_version',
  networked: 'networked',
  vendorAccess: 'vendor_access',
  patchConstraint: 'patch_constraint',
  endpointProtection: 'endpoint_protection',
  logging: 'logging',
  compensatingControl: 'compensating_control',
  baselineMet: 'baseline_met',
  mds2: 'mds2',
} as const;

async function readHistory(scope: Scope, assetId: Id): Promise<StoredAssetDetail['history']> {
  const fields = Object.entries(historyColumns).map(([field, column]) => `${column} as "${field}"`);
  const { rows } = await scope.client.query<{ fromAt: Instant; toAt: string } & Record<string, string | number | boolean | null>>(
    `select valid_from as "fromAt", valid_to as "toAt", ${fields.join(', ')} from asset_version
     where organisation_id = $1 and asset_id = $2 order by valid_from`,
    [scope.organisationId, assetId],
  );
  return rows.map((row, index) => {
    const before = rows[index - 1];
    const changed = Object.keys(historyColumns).flatMap((field) => {
      const value = row[field] ?? null;
      const isSaid = before === undefined ? value !== null && value !== false : value !== (before[field] ?? null);
      return isSaid ? [{ field, value: textOf(field, value) }] : [];
    });
    return { fromAt: row.fromAt, toAt: row.toAt === 'infinity' ? null : (row.toAt as Instant), changed };
  });
}

function textOf(field: string, value: string | number | boolean | null): string | null {
  if (value === null) return null;
  if (field === 'exposure') return exposures[Number(value) - 1]?.value ?? null;
  return String(value);
}
