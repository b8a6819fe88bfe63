/**
 * Folds the components of a product: when each was in it, by all bills of the product together
 * (`core/software/fold-presence.ts`), and writes what came out differently. Then the product's row says what its newest
 * bill says, and the assets of the product are linked anew.
 */
import { foldPresence, type BillDocument, type PresenceStretch } from '#core/software/fold-presence.ts';
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { foldName } from '#core/kernel/text.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { lockImports, type ImportRow } from '../imports.ts';
import type { Scope } from '../scope.ts';
import { refreshComponentEndsOf } from '../support/component-ends.ts';
import { linkAssetsOfBill } from './link-components.ts';
import { memberSeparator, rowSeparator, stageRows, type Cell } from './staged-rows.ts';

/**
 * After `endReading`: one transaction's work, the components of one bill of this import.
 * @returns false when none is left
 */
export async function foldBills(scope: Scope, row: ImportRow): Promise<boolean> {
  await lockImports(scope);
  const parameters = [scope.organisationId, row.id];
  const { rows } = await scope.client.query<{ sbomId: Id }>(
    'select sbom_id as "sbomId" from import_bill where organisation_id = $1 and import_id = $2 order by sbom_id limit 1',
    parameters,
  );
  const sbomId = rows[0]?.sbomId;
  if (sbomId === undefined) return false;
  if (row.outcome === 'complete') {
    await scope.client.query(
      `update sbom_document document set complete = true from import_bill done
       where done.organisation_id = $1 and done.import_id = $2 and done.sbom_id = $3
         and document.organisation_id = $1 and document.id = done.document_id and not document.complete`,
      [...parameters, sbomId],
    );
  }
  await foldSbom(scope, sbomId, row.id);
  await linkAssetsOfBill(scope, sbomId);
  await refreshComponentEndsOf(scope, sbomId);
  await scope.client.query('delete from import_bill where organisation_id = $1 and import_id = $2 and sbom_id = $3', [
    ...parameters,
    sbomId,
  ]);
  return true;
}

async function foldSbom(scope: Scope, sbomId: Id, key: Id): Promise<void> {
  const documents = await loadDocuments(scope, sbomId);
  const changed: Cell[][] = [];
  const seen: Cell[][] = [];
  const placeOf = new Map(documents.map((document, index) => [document.id, index]));
  let presentCount = 0;
  for (const one of await loadComponents(scope, sbomId)) {
    const namedIn = new Set(one.documentIds.map((id) => placeOf.get(id) ?? -1));
    const stretches = foldPresence(documents, namedIn);
    if (stretches.at(-1)?.present === true) presentCount += 1;
    if (textOf(stretches) !== one.stored) for (const stretch of stretches) changed.push(cellsOf(scope, one, stretch));
    const named = documents.filter((_, index) => namedIn.has(index));
    const [first, last] = [named[0]?.createdAt, named.at(-1)?.createdAt];
    invariant(first !== undefined && last !== undefined, 'a component is named by some document');
    if (first !== one.firstSeenAt || last !== one.lastSeenAt) seen.push([one.id, first, last]);
  }
  await writeVersions(scope, sbomId, key, changed);
  await writeSeen(scope, key, seen);
  await writeNewest(scope, sbomId, presentCount);
}

async function loadDocuments(scope: Scope, sbomId: Id): Promise<(BillDocument & { readonly id: Id })[]> {
  const { rows } = await scope.client.query<BillDocument & { id: Id }>(
    `select id, created_at as "createdAt", complete from sbom_document where organisation_id = $1 and sbom_id = $2
     order by created_at, revision, document_digest`,
    [scope.organisationId, sbomId],
  );
  return rows;
}

interface LoadedComponent {
  readonly id: Id;
  readonly name: string;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  readonly documentIds: readonly Id[];
  /** As `textOf` writes it. */
  readonly stored: string;
}

async function loadComponents(scope: Scope, sbomId: Id): Promise<LoadedComponent[]> {
  const { rows } = await scope.client.query<Omit<LoadedComponent, 'documentIds'> & { named: string }>(
    `select component.id, component.name, component.first_seen_at as "firstSeenAt", component.last_seen_at as "lastSeenAt", named.named,
       coalesce(held.stored, '') as stored
     from component
     join (select part.component_id, string_agg(part.document_id::text, E'\\x1f') as named from sbom_document document
       join sbom_document_component part on part.organisation_id = $1 and part.document_id = document.id
       where document.organisation_id = $1 and document.sbom_id = $2 group by part.component_id) named on named.component_id = component.id
     left join (select component_id, string_agg(to_char(valid_from, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || E'\\x1f' || present::int, E'\\x1e'
         order by valid_from) as stored
       from component_version where organisation_id = $1 and sbom_id = $2 group by component_id) held on held.component_id = component.id
     where component.organisation_id = $1 and component.sbom_id = $2`,
    [scope.organisationId, sbomId],
  );
  return rows.map(({ named, ...row }) => ({ ...row, documentIds: named.split(memberSeparator) as Id[] }));
}

/** Each stretch ends where the next begins, so beginnings and values are the whole of it. */
function textOf(stretches: readonly PresenceStretch[]): string {
  return stretches.map(({ fromAt, present }) => `${fromAt}${memberSeparator}${present ? 1 : 0}`).join(rowSeparator);
}

function cellsOf({ timeZone }: Scope, { id, name }: LoadedComponent, { fromAt, toAt, present }: PresenceStretch): Cell[] {
  return [
    id,
    fromAt,
    toAt ?? 'infinity',
    dayOf(fromAt, timeZone),
    toAt === null ? 'infinity' : dayOf(toAt, timeZone),
    foldName(name),
    present,
  ];
}

async function writeVersions(scope: Scope, sbomId: Id, key: Id, rows: readonly Cell[][]): Promise<void> {
  if (rows.length === 0) return;
  const staged = await stageRows(
    scope,
    {
      name: 'component-versions',
      key,
      columns: {
        component_id: 'uuid',
        valid_from: 'timestamptz',
        valid_to: 'timestamptz',
        valid_from_on: 'date',
        valid_to_on: 'date',
        name_folded: 'text collate "C"',
        present: 'boolean',
      },
      parametersBefore: 2,
    },
    rows,
  );
  const parameters = [scope.organisationId, sbomId, ...staged.parameters];
  await scope.client.query(
    `delete from component_version where organisation_id = $1 and sbom_id = $2
       and component_id in (select component_id from ${staged.name} given)`,
    parameters,
  );
  await scope.client.query(
    `insert into component_version (organisation_id, component_id, sbom_id, valid_from, valid_to, valid_from_on, valid_to_on, name,
       name_folded, group_name, version, purl, purl_type, type, present)
     select $1, component.id, $2, given.valid_from, given.valid_to, given.valid_from_on, given.valid_to_on, component.name,
       given.name_folded, component.group_name, component.version, component.purl, component.purl_type, component.type, given.present
     from ${staged.name} given join component on component.organisation_id = $1 and component.id = given.component_id`,
    parameters,
  );
  await staged.drop();
}

async function writeSeen(scope: Scope, key: Id, rows: readonly Cell[][]): Promise<void> {
  if (rows.length === 0) return;
  const columns = { id: 'uuid', first_seen_at: 'timestamptz', last_seen_at: 'timestamptz' };
  const staged = await stageRows(scope, { name: 'components-seen', key, columns }, rows);
  await scope.client.query(
    `update component set first_seen_at = given.first_seen_at, last_seen_at = given.last_seen_at from ${staged.name} given
     where component.organisation_id = $1 and component.id = given.id`,
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}

/** The words of the newest bill are those of the product's row. */
async function writeNewest(scope: Scope, sbomId: Id, presentCount: number): Promise<void> {
  await scope.client.query(
    `update sbom set format = newest.format, spec_version = newest.spec_version, serial_number = newest.serial_number,
       created_at = newest.created_at, source = newest.source, component_count = $3, document_count = newest.documents
     from (select *, count(*) over () as documents from sbom_document where organisation_id = $1 and sbom_id = $2
       order by created_at desc, revision desc, document_digest desc limit 1) newest
     where sbom.organisation_id = $1 and sbom.id = $2`,
    [scope.organisationId, sbomId, presentCount],
  );
}
