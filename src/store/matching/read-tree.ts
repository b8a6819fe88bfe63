/**
 * One question as a tree: the documents that name the product, their products and clauses, the versions of the device held against
 * them, and the assets of each version. Flaws and remediations are read from the documents themselves.
 */
import type { Advisory, ProductStatus } from '#core/advisories/advisory.ts';
import type { Id } from '#core/kernel/id.ts';
import { compareCodePoints, foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { writtenVersionOf } from '#core/matching/decisions.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import { clausesOf } from '#core/matching/judge-entries.ts';
import type { MatchReason } from '#core/matching/reasons.ts';
import { entriesOfProducts, flawsOf, scoreOf, vendorOf, type LineVerdict } from '#core/matching/settle-matches.ts';
import type { Scope } from '../scope.ts';
import { groupedBy } from './grouped-by.ts';

export interface TreeAsset {
  readonly id: Id;
  readonly name: string;
  readonly department: string | null;
  readonly tier: number | null;
}

export interface TreeVersion extends Omit<LineVerdict, 'lineId'> {
  readonly deviceVersion: string | null;
  readonly assets: { readonly total: number; readonly items: readonly TreeAsset[] };
}

export interface TreeDocument {
  readonly advisoryId: Id;
  readonly documentId: string;
  readonly publisher: string | null;
  readonly title: string;
  readonly revision: string | null;
  readonly publishedAt: Instant | null;
  readonly modifiedAt: Instant | null;
  readonly publishedUrl: string | null;
  readonly probability: number | null;
  readonly reasons: readonly MatchReason[];
  readonly products: readonly {
    readonly productId: string;
    readonly vendor: string | null;
    readonly name: string;
    readonly clauseText: string | null;
    readonly says: ProductStatus | null;
  }[];
  readonly versions: readonly TreeVersion[];
  readonly flaws: readonly {
    readonly cveId: string | null;
    readonly title: string | null;
    readonly scoreMax: number | null;
    readonly kev: boolean | null;
  }[];
  readonly remediations: readonly {
    readonly category: string;
    readonly details: string;
    readonly url: string | null;
    readonly productIds: readonly string[];
  }[];
}

const assetsShown = 100;

interface CandidateRow {
  readonly advisoryId: Id;
  readonly documentId: string;
  readonly publisher: string | null;
  readonly title: string;
  readonly revision: string | null;
  readonly publishedAt: Instant | null;
  readonly modifiedAt: Instant | null;
  readonly probability: number | null;
  readonly productIds: readonly string[];
  readonly reasons: readonly MatchReason[];
  readonly content: Advisory;
}

/** Newest first. @param today the day on which assets are called so */
export async function readTree(scope: Scope, questionId: string, today: Day): Promise<TreeDocument[]> {
  const { client, organisationId } = scope;
  const { rows } = await client.query<CandidateRow>(
    `select known.id as "advisoryId", known.document_id as "documentId", nullif(known.publisher, '') as publisher, known.title, known.revision,
       known.published_at as "publishedAt", known.modified_at as "modifiedAt", candidate.probability, candidate.product_ids as "productIds",
       candidate.reasons, known.content
     from match_candidate candidate join advisory known on known.id = candidate.advisory_id
     where candidate.organisation_id = $1 and candidate.question_id = $2 and candidate.asked order by known.modified_at desc nulls last, known.id`,
    [organisationId, questionId],
  );
  const versions = await readVersions(scope, questionId, today);
  const kev = await readKev(scope, rows);
  return rows.map((row) => documentOf(row, versions.get(row.advisoryId) ?? [], kev));
}

interface VerdictRow extends LineVerdict, Omit<InventoryLine, 'id'> {
  readonly advisoryId: Id;
  readonly assetCount: number;
}

async function readVersions(scope: Scope, questionId: string, today: Day): Promise<Map<Id, TreeVersion[]>> {
  const { rows } = await scope.client.query<VerdictRow>(
    `select verdict.advisory_id as "advisoryId", verdict.line_id as "lineId", verdict.status, verdict.basis, verdict.decided_by as "decidedBy",
       verdict.clause_text as "clauseText", verdict.answer, verdict.reasons, line.vendor, line.product, line.version, line.description,
       line.asset_count as "assetCount"
     from match_verdict verdict join match_line line on line.organisation_id = $1 and line.id = verdict.line_id
     where verdict.organisation_id = $1 and verdict.question_id = $2
     order by array_position(array['affected', 'undetermined', 'fixed'], verdict.status), line.asset_count desc, line.id`,
    [scope.organisationId, questionId],
  );
  const assets = await readAssets(scope, [...new Set(rows.map(({ lineId }) => lineId))], today);
  const versions = new Map<Id, TreeVersion[]>();
  // Lines that differ only in how they spell the device say the same.
  for (const [advisoryId, own] of groupedBy(rows, (row) => row.advisoryId)) {
    const together = groupedBy(own, (row) =>
      JSON.stringify([writtenOf(row), row.status, row.basis, row.decidedBy, row.answer, row.reasons]),
    );
    versions.set(
      advisoryId,
      [...together.values()].flatMap((same) => {
        const [first] = same;
        if (first === undefined) return [];
        const { status, basis, decidedBy, clauseText, answer, reasons } = first;
        return [
          {
            deviceVersion: writtenOf(first),
            status,
            basis,
            decidedBy,
            clauseText,
            answer,
            reasons,
            assets: {
              total: same.reduce((sum, { assetCount }) => sum + assetCount, 0),
              items: same
                .flatMap(({ lineId }) => assets.get(lineId) ?? [])
                .toSorted(nearestFirst)
                .slice(0, assetsShown),
            },
          },
        ];
      }),
    );
  }
  return versions;
}

const noTier = 99;

/** To the patient; then by name. */
function nearestFirst(left: TreeAsset, right: TreeAsset): number {
  return (
    (left.tier ?? noTier) - (right.tier ?? noTier) ||
    compareCodePoints(foldName(left.name), foldName(right.name)) ||
    compareCodePoints(left.id, right.id)
  );
}

function writtenOf({ lineId, vendor, product, version, description }: VerdictRow): string | null {
  return writtenVersionOf({ id: lineId, vendor, product, version, description });
}

async function readAssets({ client, organisationId }: Scope, lineIds: readonly string[], today: Day): Promise<Map<string, TreeAsset[]>> {
  const { rows } = await client.query<TreeAsset & { lineId: string }>(
    `select * from (
       select placed.line_id as "lineId", known.asset_id as id, known.name, known.department, known.tier,
         row_number() over (partition by placed.line_id order by known.tier nulls last, known.name_folded, known.asset_id) as place
       from match_line_asset placed join asset_version known on known.organisation_id = $1 and known.asset_id = placed.asset_id
         and known.valid_from_on <= $3 and known.valid_to_on > $3
       where placed.organisation_id = $1 and placed.line_id = any($2::text[])
     ) shown where place <= $4 order by "lineId", place`,
    [organisationId, lineIds, today, assetsShown],
  );
  const assets = rows.map(({ lineId, id, name, department, tier }) => ({ lineId, asset: { id, name, department, tier } }));
  return new Map([...groupedBy(assets, (one) => one.lineId)].map(([lineId, own]) => [lineId, own.map(({ asset }) => asset)]));
}

/** Null: no catalogue is held. */
async function readKev({ client }: Scope, rows: readonly CandidateRow[]): Promise<ReadonlySet<string> | null> {
  const cveIds = rows.flatMap(({ content }) => content.flaws.flatMap(({ cveId }) => cveId ?? []));
  const { rows: held } = await client.query('select from kev_entry limit 1');
  if (held.length === 0) return null;
  const listed = await client.query<{ id: string }>(
    'select cve_id as id from kev_entry where cve_id = any($1::text[]) and withdrawn_in is null',
    [cveIds],
  );
  return new Set(listed.rows.map(({ id }) => id));
}

function documentOf(
  { content, productIds, ...row }: CandidateRow,
  versions: readonly TreeVersion[],
  kev: ReadonlySet<string> | null,
): TreeDocument {
  const wanted = new Set(productIds);
  const flaws = flawsOf(content, productIds);
  const remediations = flaws.flatMap((flaw) => flaw.remediations).filter((one) => one.productIds.some((id) => wanted.has(id)));
  const different = new Map(
    remediations.map(({ category, details, url, productIds: of }) => {
      const own = of.filter((id) => wanted.has(id));
      return [JSON.stringify([category, details, url, own]), { category, details, url, productIds: own }];
    }),
  );
  return {
    ...row,
    publishedUrl: content.publishedUrl ?? null,
    products: entriesOfProducts(content, productIds).map(({ product, status }) => ({
      productId: product.productId,
      vendor: vendorOf(product),
      name: product.name,
      clauseText: clausesOf(product).clauseText,
      says: status,
    })),
    versions,
    flaws: flaws.map((flaw) => ({
      cveId: flaw.cveId,
      title: flaw.title,
      scoreMax: scoreOf(flaw, wanted),
      kev: flaw.cveId === null || kev === null ? null : kev.has(flaw.cveId),
    })),
    remediations: [...different.values()],
  };
}
