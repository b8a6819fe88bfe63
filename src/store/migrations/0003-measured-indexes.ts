/**
 * What `bench/lists.ts` and measuring two years of a hospital asked for.
 * - versions by asset: the findings of a department or class are counted without touching the table (it was the index on
 *   the same columns, so an import writes as many indexes as before);
 * - assets by department: a department's page and its findings begin with its few assets;
 * - measurements are written only by measuring, for an organisation whose row the same transaction has read, and nothing
 *   deletes organisations: checking each of 270,000 rows one by one took a third of the writing (measured).
 */
export const measuredIndexes = {
  id: '0003-measured-indexes',
  sql: `
drop index finding_version_by_asset;
create index finding_version_by_asset on finding_version (organisation_id, asset_id) include (valid_from_on, valid_to_on, state);
create index asset_version_by_department on asset_version (organisation_id, department_folded, asset_id)
  include (valid_from_on, valid_to_on);
alter table measurement drop constraint measurement_organisation_id_fkey;
`,
} as const;
