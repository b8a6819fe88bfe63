/**
 * Bills of materials and components in full: the documents behind a bill, why assets are of its product, and when a
 * component was in it. Lists go through `store/query/`.
 */
import type { Id } from '#core/kernel/id.ts';
import type { Localised } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { explainLink, type BillSubject, type LinkRule } from '#core/software/link-bill.ts';
import { getRecord, type RecordItem } from './query/list.ts';
import type { AskedMoment } from './query/moment.ts';
import type { Scope } from './scope.ts';

type StoredRule = Exclude<LinkRule, 'no-link'>;

export interface StoredSbomDetail {
  readonly record: RecordItem;
  /** Newest first, at most 100. */
  readonly documents: {
    readonly createdAt: Instant;
    readonly revision: number;
    readonly format: string;
    readonly specVersion: string;
    readonly serialNumber: string | null;
    readonly complete: boolean;
    readonly componentCount: number;
    readonly importId: string;
    readonly file: string;
  }[];
  readonly links: { readonly rule: StoredRule; readonly assetCount: number; readonly explanation: Localised }[];
}

/** @returns null when there is no such bill in this organisation. */
export async function readSbomDetail(scope: Scope, sbomId: Id, asked: AskedMoment): Promise<StoredSbomDetail | null> {
  const record = await getRecord(scope, 'sbom', sbomId, asked);
  if (record === null) return null;
  const documents = await scope.client.query<StoredSbomDetail['documents'][number]>(
    `select document.created_at as "createdAt", document.revision, document.format, document.spec_version as "specVersion",
       document.serial_number as "serialNumber", document.complete, document.import_id as "importId", run.file,
       (select count(*)::int from sbom_document_component part where part.organisation_id = $1 and part.document_id = document.id) as "componentCount"
     from sbom_document document join import_run run on run.organisation_id = $1 and run.id = document.import_id
     where document.organisation_id = $1 and document.sbom_id = $2
     order by document.created_at desc, document.revision desc, document.document_digest desc limit 100`,
    [scope.organisationId, sbomId],
  );
  const links = await scope.client.query<{ rule: StoredRule; assetCount: number }>(
    `select rule, count(distinct asset_id)::int as "assetCount" from asset_sbom
     where organisation_id = $1 and sbom_id = $2 and valid_from_on <= $3::date and valid_to_on > $3::date group by rule order by rule`,
    [scope.organisationId, sbomId, asked.today],
  );
  const subject: BillSubject = { name: textOf(record['name']), version: textOf(record['version']), supplier: textOf(record['supplier']) };
  return { record, documents: documents.rows, links: links.rows.map((row) => ({ ...row, explanation: explainLink(row.rule, subject) })) };
}

export interface StoredComponentDetail {
  readonly record: RecordItem;
  /** Oldest first. */
  readonly history: { readonly fromAt: Instant; readonly toAt: Instant | null; readonly present: boolean }[];
  readonly elsewhere: {
    readonly id: string;
    readonly sbomId: string;
    readonly sbomName: string | null;
    readonly sbomVersion: string | null;
  }[];
}

/** @returns null when there is no such component in this organisation. */
export async function readComponentDetail(scope: Scope, componentId: Id, asked: AskedMoment): Promise<StoredComponentDetail | null> {
  const record = await getRecord(scope, 'component', componentId, asked);
  if (record === null) return null;
  const history = await scope.client.query<{ fromAt: Instant; toAt: string; present: boolean }>(
    `select valid_from as "fromAt", valid_to as "toAt", present from component_version
     where organisation_id = $1 and component_id = $2 order by valid_from`,
    [scope.organisationId, componentId],
  );
  const elsewhere = await scope.client.query<StoredComponentDetail['elsewhere'][number]>(
    `select held.component_id as id, held.sbom_id as "sbomId", sbom.name as "sbomName", sbom.version as "sbomVersion"
     from component_version held join sbom on sbom.organisation_id = $1 and sbom.id = held.sbom_id
     where held.organisation_id = $1 and held.purl = $2 and held.component_id <> $3 and held.present and held.valid_to = 'infinity'
     order by sbom.name_folded, sbom.version, held.component_id limit 100`,
    [scope.organisationId, textOf(record['purl']), componentId],
  );
  return {
    record,
    history: history.rows.map(({ toAt, ...row }) => ({ ...row, toAt: toAt === 'infinity' ? null : (toAt as Instant) })),
    elsewhere: elsewhere.rows,
  };
}

export interface StoredAssetBill extends BillSubject {
  readonly id: string;
  readonly createdAt: Instant;
  readonly componentCount: number;
  readonly explanation: Localised;
}

/** Bills of the product that the asset is today; null when there is no such asset in this organisation. */
export async function readAssetBills(scope: Scope, assetId: Id, { today }: AskedMoment): Promise<StoredAssetBill[] | null> {
  const known = await scope.client.query('select from asset where organisation_id = $1 and id = $2', [scope.organisationId, assetId]);
  if (known.rowCount === 0) return null;
  const { rows } = await scope.client.query<Omit<StoredAssetBill, 'explanation'> & { rule: StoredRule }>(
    `select sbom.id, sbom.name, sbom.version, sbom.supplier, sbom.created_at as "createdAt", sbom.component_count as "componentCount", link.rule
     from asset_sbom link join sbom on sbom.organisation_id = $1 and sbom.id = link.sbom_id
     where link.organisation_id = $1 and link.asset_id = $2 and link.valid_from_on <= $3::date and link.valid_to_on > $3::date
     order by sbom.name_folded, sbom.version, sbom.id`,
    [scope.organisationId, assetId, today],
  );
  return rows.map(({ rule, ...bill }) => ({ ...bill, explanation: explainLink(rule, bill) }));
}

function textOf(value: string | number | boolean | null | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
