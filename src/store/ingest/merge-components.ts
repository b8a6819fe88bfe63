/**
 * Stores what bills of materials say: the subject, the document, its components and which of them it names. What is
 * present in the product follows from all documents together and is folded at the end (`fold-components.ts`).
 * A subject is supplier, name and version, folded; a bill that names no product is known again by its serial number.
 */
import { createHash } from 'node:crypto';
import { isPlaceholder } from '#core/assets/placeholder.ts';
import type { ImportedBill, ImportedComponent } from '#core/imports/imported-bill.ts';
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import type { ImportSession } from './chunk.ts';
import { stageRows, type Cell } from './staged-rows.ts';

/** A bill of the running import, once it has its rows. */
export interface OpenBill {
  readonly documentId: Id;
  readonly sbomId: Id;
  /** Orders documents of one subject: what the greatest says of a component counts. */
  readonly saidBy: string;
  readonly createdAt: Instant;
}

/** @returns items that created a component, changed what is known of it, or brought it back. */
export async function mergeComponents(
  scope: Scope,
  session: ImportSession,
  bills: readonly ImportedBill[],
  components: readonly ImportedComponent[],
): Promise<ReadonlySet<number>> {
  for (const bill of bills) session.bills.set(bill.billKey, await openBill(scope, session, bill));
  const stored = new Set<number>();
  for (const [billKey, items] of byBill(components)) {
    const bill = session.bills.get(billKey);
    invariant(bill !== undefined, 'a bill comes before its components');
    for (const itemNumber of await mergeOfBill(scope, session, bill, items)) stored.add(itemNumber);
  }
  return stored;
}

/** What earlier chunks of this import opened. */
export async function loadOpenBills(scope: Scope, importId: Id): Promise<Map<string, OpenBill>> {
  const { rows } = await scope.client.query<StoredDocument & { billKey: string }>(
    `select open.bill_key as "billKey", ${documentColumns} from import_bill open
     join sbom_document document on document.organisation_id = $1 and document.id = open.document_id
     where open.organisation_id = $1 and open.import_id = $2`,
    [scope.organisationId, importId],
  );
  return new Map(rows.map((row) => [row.billKey, openBillOf(row)]));
}

interface StoredDocument {
  readonly documentId: Id;
  readonly sbomId: Id;
  readonly createdAt: Instant;
  readonly revision: number;
  readonly digest: string;
}

const documentColumns = `document.id as "documentId", document.sbom_id as "sbomId", document.created_at as "createdAt", document.revision,
  document.document_digest as digest`;

function openBillOf({ documentId, sbomId, createdAt, revision, digest }: StoredDocument): OpenBill {
  return { documentId, sbomId, createdAt, saidBy: `${createdAt} ${String(revision).padStart(10, '0')} ${digest}` };
}

async function openBill(scope: Scope, session: ImportSession, bill: ImportedBill): Promise<OpenBill> {
  const { client, organisationId } = scope;
  const createdAt = bill.observedAt ?? session.observedAt;
  const name = wordOf(bill.name);
  const supplier = wordOf(bill.supplier);
  const subjectDigest = await subjectOf(scope, session, bill);
  await client.query(
    `insert into sbom (organisation_id, id, subject_digest, name, name_folded, version, supplier, supplier_folded, format, spec_version,
       serial_number, created_at, source, purl)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (organisation_id, subject_digest) do update set purl = excluded.purl where excluded.purl is not null and sbom.purl is distinct from excluded.purl`,
    [
      ...[organisationId, session.newId(), subjectDigest, name, folded(name), bill.version, supplier, folded(supplier)],
      ...[bill.format, bill.specVersion, bill.serialNumber, createdAt, session.source, bill.purl ?? null],
    ],
  );
  const digest = digestOf([bill.format, bill.serialNumber, bill.revision, createdAt]);
  await client.query(
    `insert into sbom_document (organisation_id, id, sbom_id, document_digest, format, spec_version, serial_number, revision, created_at,
       complete, source, import_id)
     select $1, $2, id, $4, $5, $6, $7, $8, $9, false, $10, $11 from sbom where organisation_id = $1 and subject_digest = $3
     on conflict do nothing`,
    [
      ...[organisationId, session.newId(), subjectDigest, digest, bill.format, bill.specVersion, bill.serialNumber, bill.revision],
      ...[createdAt, session.source, session.importId],
    ],
  );
  const { rows } = await client.query<StoredDocument>(
    `select ${documentColumns} from sbom join sbom_document document on document.organisation_id = $1 and document.sbom_id = sbom.id
     where sbom.organisation_id = $1 and sbom.subject_digest = $2 and document.document_digest = $3`,
    [organisationId, subjectDigest, digest],
  );
  const row = rows[0];
  invariant(row !== undefined, 'an opened bill has its rows');
  await client.query(
    `insert into import_bill (organisation_id, import_id, bill_key, document_id, sbom_id) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [organisationId, session.importId, bill.billKey, row.documentId, row.sbomId],
  );
  return openBillOf(row);
}

async function subjectOf(scope: Scope, session: ImportSession, bill: ImportedBill): Promise<string> {
  const name = folded(wordOf(bill.name));
  if (name !== null)
    return digestOf(['product', folded(wordOf(bill.supplier)), name, bill.version === null ? null : foldName(bill.version)]);
  if (bill.serialNumber !== null) return digestOf(['serial', bill.serialNumber]);
  const { rows } = await scope.client.query<{ file: string }>('select file from import_run where organisation_id = $1 and id = $2', [
    scope.organisationId,
    session.importId,
  ]);
  return digestOf(['file', rows[0]?.file ?? '']);
}

/** Null where it only fills a field. */
function wordOf(text: string | null): string | null {
  return text === null || isPlaceholder(text) ? null : text;
}

function folded(text: string | null): string | null {
  return text === null ? null : foldName(text);
}

function digestOf(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function byBill(components: readonly ImportedComponent[]): Map<string, ImportedComponent[]> {
  const sorted = new Map<string, ImportedComponent[]>();
  for (const one of components) {
    const known = sorted.get(one.billKey);
    if (known === undefined) sorted.set(one.billKey, [one]);
    else known.push(one);
  }
  return sorted;
}

/** Two packages of one type, group, name and version are one; another version is another component. */
function identityOf({ purl, type, group, name, version }: ImportedComponent): string {
  return purl === null ? digestOf(['name', type, group, name, version]) : digestOf(['purl', purl, name, version]);
}

const stagedColumns = {
  identity_digest: 'text collate "C"',
  id: 'uuid',
  name: 'text collate "C"',
  group_name: 'text collate "C"',
  version: 'text collate "C"',
  purl: 'text collate "C"',
  purl_type: 'text collate "C"',
  type: 'text collate "C"',
  cpe: 'text collate "C"',
  supplier: 'text collate "C"',
  supplier_folded: 'text collate "C"',
  licence: 'text collate "C"',
};

async function mergeOfBill(scope: Scope, session: ImportSession, bill: OpenBill, items: readonly ImportedComponent[]): Promise<number[]> {
  const { client, organisationId } = scope;
  const itemOf = new Map<string, number>();
  const rows: Cell[][] = [];
  for (const one of items) {
    const identity = identityOf(one);
    if (itemOf.has(identity)) continue;
    itemOf.set(identity, one.itemNumber);
    const { name, group, version, purl, purlType, type, cpe, supplier, licence } = one;
    rows.push([identity, session.newId(), name, group, version, purl, purlType, type, cpe, supplier, folded(supplier), licence]);
  }
  const staged = await stageRows(scope, { name: 'components', key: session.importId, columns: stagedColumns, parametersBefore: 5 }, rows);
  // What was known before is what the last part still reads: all of a statement sees one moment.
  const { rows: changed } = await client.query<{ identity: string }>(
    `with given as materialized (select * from ${staged.name} given),
     made as (
       insert into component as known (organisation_id, id, sbom_id, identity_digest, name, group_name, version, purl, purl_type, type, cpe,
         supplier, supplier_folded, licence, said_by, first_seen_at, last_seen_at)
       select $1, id, $2, identity_digest, name, group_name, version, purl, purl_type, type, cpe, supplier, supplier_folded, licence, $4,
         $5::timestamptz, $5::timestamptz from given
       on conflict (organisation_id, sbom_id, identity_digest) do update
         set cpe = excluded.cpe, supplier = excluded.supplier, supplier_folded = excluded.supplier_folded, licence = excluded.licence,
           said_by = excluded.said_by
         where known.said_by < excluded.said_by
       returning identity_digest, id),
     named as (
       insert into sbom_document_component (organisation_id, document_id, component_id)
       select $1, $3, coalesce(made.id, known.id) from given
       left join made on made.identity_digest = given.identity_digest
       left join component known on known.organisation_id = $1 and known.sbom_id = $2 and known.identity_digest = given.identity_digest
       on conflict do nothing)
     select given.identity_digest as identity from given
     left join component known on known.organisation_id = $1 and known.sbom_id = $2 and known.identity_digest = given.identity_digest
     where known.id is null
       or (known.said_by < $4 and (known.cpe, known.supplier, known.licence) is distinct from (given.cpe, given.supplier, given.licence))
       or exists (select from component_version gone where gone.organisation_id = $1 and gone.component_id = known.id
         and gone.valid_to = 'infinity' and not gone.present and gone.valid_from < $5::timestamptz)`,
    [organisationId, bill.sbomId, bill.documentId, bill.saidBy, bill.createdAt, ...staged.parameters],
  );
  await staged.drop();
  return changed.map((row) => itemOf.get(row.identity)).filter((itemNumber) => itemNumber !== undefined);
}
