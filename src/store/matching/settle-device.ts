/**
 * What an answer changes, at once: of one device model, in the documents that name the product. Nothing is matched; what names led to
 * is held (`write-matches.ts`), and is settled anew under what people say now.
 */
import type { Advisory } from '#core/advisories/advisory.ts';
import type { Id } from '#core/kernel/id.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import type { ProductMatch } from '#core/matching/settle-matches.ts';
import type { Scope } from '../scope.ts';
import { groupedBy } from './grouped-by.ts';
import { lockMatching, writeMatches } from './write-matches.ts';

interface HeldMatch extends Omit<ProductMatch, 'vendor' | 'name'> {
  readonly advisoryId: Id;
  readonly vendor: string | null;
  readonly name: string;
  readonly digest: string;
}

/** @returns rows that differed */
export async function settleDevice(scope: Scope, deviceKey: string, productKeys: readonly string[]): Promise<number> {
  await lockMatching(scope);
  const { client, organisationId } = scope;
  const { rows: concerned } = await client.query<{ id: Id }>(
    `select advisory_id as id from match_candidate where organisation_id = $1 and device_key = $2 and product_key = any($3::text[])
     union select named.advisory_id from advisory_product named join advisory known on known.id = named.advisory_id and known.broken_rules = ''
       where named.product_key = any($3::text[])
         and exists (select from match_decision said where said.organisation_id = $1 and said.device_key = $2 and said.withdrawn_at is null
           and said.answer = 'confirmed' and said.product_key = named.product_key)`,
    [organisationId, deviceKey, productKeys],
  );
  const only = concerned.map(({ id }) => id);
  const { rows: lines } = await client.query<InventoryLine>(
    `select id, vendor, product, version, description, udi_di as "udiDi", serial from match_line where organisation_id = $1 and device_key = $2 order by id`,
    [organisationId, deviceKey],
  );
  const { rows: held } = await client.query<HeldMatch>(
    `select advisory_id as "advisoryId", product_key as "productKey", probability, identified as "isIdentified", product_vendor as vendor,
       product_name as name, product_ids as "productIds", cve_ids as "cveIds", score_max as "scoreMax", reasons,
       matched_digest as digest
     from match_candidate where organisation_id = $1 and device_key = $2 and advisory_id = any($3::uuid[]) and probability is not null
     order by probability desc, product_key`,
    [organisationId, deviceKey, only],
  );
  const matches = groupedBy(held, ({ advisoryId }) => advisoryId);
  // Content and digest at once: a revision may come at any moment.
  const { rows: documents } = await client.query<{ id: Id; digest: string; content: Advisory }>(
    'select id, digest, content from advisory where id = any($1::uuid[])',
    [only],
  );
  const byId = new Map(documents.map((document) => [document.id, document]));
  // Of a device that the register has no more nothing is held.
  if (lines.length === 0) return 0;
  return writeMatches(scope, [{ deviceKey, lines, matches }], {
    advisoryOf: (id) => byId.get(id)?.content,
    digestOf: (id) => byId.get(id)?.digest,
    only,
  });
}
