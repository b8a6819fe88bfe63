/**
 * What people state of assets themselves. Append-only: a value is taken back by a later statement that says null, and a batch
 * that is undone keeps its rows, with who withdrew them and when. What it does to history: `core/assets/stated-facts.ts`.
 */
export const assetStatements = {
  id: '0013-asset-statements',
  sql: `
create table asset_statement (
  organisation_id uuid not null,
  -- What one person stated at once of all that a filter found; UUIDv7, so that batches order as they were stated.
  batch_id uuid not null,
  asset_id uuid not null,
  -- A StatedFacts of core/assets.
  facts jsonb not null,
  stated_at timestamptz not null,
  stated_by text collate "C" not null,
  reason text not null,
  withdrawn_at timestamptz,
  withdrawn_by text collate "C",
  -- Written only from rows of asset that the same transaction has read.
  primary key (organisation_id, batch_id, asset_id)
);
create index asset_statement_by_asset on asset_statement (organisation_id, asset_id);
`,
};
