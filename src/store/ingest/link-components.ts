/**
 * Links assets to the bills of their product, by the rule of `core/software/link-bill.ts`, over the days on which it holds.
 * Asked for the assets or the bill that an import touched; the rule is decided once per vendor, model and version.
 */
import type { Id } from '#core/kernel/id.ts';
import { linkRuleOf } from '#core/software/link-bill.ts';
import type { Scope } from '../scope.ts';
import { columnsOf, type Cell } from './staged-rows.ts';

/** After assets changed. Costs one short question where no bill is known. */
export async function linkBillsOfAssets(scope: Scope, assetIds: readonly Id[]): Promise<void> {
  if (assetIds.length === 0) return;
  const { rows } = await scope.client.query('select from sbom where organisation_id = $1 limit 1', [scope.organisationId]);
  if (rows.length > 0) await link(scope, { column: 'asset_id', ids: assetIds });
}

export async function linkAssetsOfBill(scope: Scope, sbomId: Id): Promise<void> {
  await link(scope, { column: 'sbom_id', ids: [sbomId] });
}

interface Part {
  readonly column: 'asset_id' | 'sbom_id';
  readonly ids: readonly Id[];
}

interface Candidate {
  readonly sbomId: Id;
  readonly billName: string | null;
  readonly billVersion: string | null;
  readonly supplier: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly version: string | null;
}

async function link(scope: Scope, part: Part): Promise<void> {
  const decided = (await loadCandidates(scope, part)).flatMap((one): Cell[][] => {
    const rule = linkRuleOf({ name: one.billName, version: one.billVersion, supplier: one.supplier }, one);
    return rule === 'no-link' ? [] : [[one.sbomId, one.vendor, one.model, one.version, rule]];
  });
  const wanted = `select held.asset_id, decided.sbom_id, decided.rule, unnest(range_agg(daterange(held.valid_from_on, held.valid_to_on))) as days
    from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[]) as decided (sbom_id, vendor, model, version, rule)
    join sbom on sbom.organisation_id = $1 and sbom.id = decided.sbom_id
    join asset_version held on held.organisation_id = $1 and held.model_folded = sbom.name_folded and held.model = decided.model
      and held.vendor is not distinct from decided.vendor and held.version is not distinct from decided.version
    where ${part.column === 'asset_id' ? 'held.asset_id' : 'decided.sbom_id'} = any($2::uuid[])
    group by held.asset_id, decided.sbom_id, decided.rule`;
  const parameters = [scope.organisationId, part.ids, ...columnsOf(decided, 5)];
  const gone = await scope.client.query<{ sbomId: Id }>(
    `delete from asset_sbom known where known.organisation_id = $1 and known.${part.column} = any($2::uuid[])
       and not exists (select from (${wanted}) wanted where wanted.asset_id = known.asset_id and wanted.sbom_id = known.sbom_id
         and wanted.rule = known.rule and lower(wanted.days) = known.valid_from_on and upper(wanted.days) = known.valid_to_on)
     returning sbom_id as "sbomId"`,
    parameters,
  );
  const made = await scope.client.query<{ sbomId: Id }>(
    `insert into asset_sbom (organisation_id, asset_id, sbom_id, valid_from_on, valid_to_on, rule)
     select $1, asset_id, sbom_id, lower(days), upper(days), rule from (${wanted}) wanted
     on conflict do nothing returning sbom_id as "sbomId"`,
    parameters,
  );
  await countAssets(scope, [...new Set([...gone.rows, ...made.rows].map((row) => row.sbomId))]);
}

/** Distinct products, not assets: a hospital has a thousand pumps of one model and version. */
async function loadCandidates(scope: Scope, { column, ids }: Part): Promise<Candidate[]> {
  const { rows } = await scope.client.query<Candidate>(
    `select distinct sbom.id as "sbomId", sbom.name as "billName", sbom.version as "billVersion", sbom.supplier, held.vendor, held.model,
       held.version
     from sbom join asset_version held on held.organisation_id = $1 and held.model_folded = sbom.name_folded
     where sbom.organisation_id = $1 and ${column === 'asset_id' ? 'held.asset_id' : 'sbom.id'} = any($2::uuid[])`,
    [scope.organisationId, ids],
  );
  return rows;
}

async function countAssets(scope: Scope, sbomIds: readonly Id[]): Promise<void> {
  if (sbomIds.length === 0) return;
  await scope.client.query(
    `update sbom set asset_count = (select count(distinct asset_id) from asset_sbom
       where asset_sbom.organisation_id = $1 and asset_sbom.sbom_id = sbom.id and valid_to_on = 'infinity')
     where organisation_id = $1 and id = any($2::uuid[])`,
    [scope.organisationId, sbomIds],
  );
}
