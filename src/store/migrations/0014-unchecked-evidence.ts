/**
 * The tables of evidence lose their foreign keys to `asset`, and what an import remembers while it runs those to its row, as those of findings never had one: they are written only by
 * ingest, with ids that it has just read or made in the same transaction, and nothing deletes an asset. Checking each row
 * took two fifths of the database's time of a first register (measured: 20,000 assets, 10.5 s of processor time became 6.2 s).
 */
export const uncheckedEvidence = {
  id: '0014-unchecked-evidence',
  sql: `
alter table asset_version drop constraint asset_version_organisation_id_asset_id_fkey;
alter table asset_claim drop constraint asset_claim_organisation_id_asset_id_fkey;
alter table asset_identifier drop constraint asset_identifier_organisation_id_asset_id_fkey;
alter table asset_join drop constraint asset_join_organisation_id_asset_id_fkey;
alter table sighting drop constraint sighting_organisation_id_asset_id_fkey;
alter table presence drop constraint presence_organisation_id_asset_id_fkey;
alter table import_asset drop constraint import_asset_organisation_id_import_id_fkey;
alter table import_touch drop constraint import_touch_organisation_id_import_id_fkey;
`,
} as const;
