/**
 * When an asset was held against advisories: what was known of it from them and is not told then is not there any more. No scan:
 * nobody looked at the machine, so this stands beside the looks of scanners (`sighting`), and no figure counts it as one.
 */
export const advisoryLooks = {
  id: '0035-advisory-looks',
  sql: `
create table advisory_look (
  organisation_id uuid not null references organisation,
  asset_id uuid not null,
  observed_at timestamptz not null,
  import_id uuid not null,
  -- [{documentId, advisoryId, questionId}]: by what something was told.
  told_by jsonb not null default '[]',
  primary key (organisation_id, asset_id, observed_at)
);
`,
} as const;
