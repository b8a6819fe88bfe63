/**
 * Mapping profiles, and with which one a file was read: the settings themselves are kept with the import, so that a killed
 * import goes on as it began and a reader can tell years later, whatever became of the profile.
 */
export const mappingProfiles = {
  id: '0007-mapping-profiles',
  sql: `
create table mapping_profile (
  organisation_id uuid not null references organisation,
  -- How it is called in addresses, folders and commands; it stays when the name changes.
  slug text collate "C" not null,
  name text collate "C" not null,
  name_folded text collate "C" not null,
  revision int not null check (revision > 0),
  settings jsonb not null,
  changed_at timestamptz not null,
  changed_by text collate "C",
  primary key (organisation_id, slug),
  unique (organisation_id, name_folded)
);

alter table import_run
  add column profile_settings jsonb,
  add column profile_slug text collate "C",
  add column profile_name text collate "C",
  add column profile_revision int,
  add column arrival text collate "C" not null default 'upload' check (arrival in ('upload', 'inbox'));
`,
};
