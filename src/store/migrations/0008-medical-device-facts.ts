/**
 * Facts of medical and building technology as kept fields, and device models as records of their own.
 * A model is known by keys (`core/device-models/model-key.ts`); what people state of it hangs on a key, so that two
 * spellings can be merged and parted again without losing who said what. Model ids in versions follow the merges.
 */
export const medicalDeviceFacts = {
  id: '0008-medical-device-facts',
  sql: `
alter table asset_version
  add column modality text collate "C",
  add column safety_class text collate "C",
  add column software_version text collate "C",
  add column firmware_version text collate "C",
  add column vendor_access text collate "C",
  add column patch_constraint text collate "C",
  add column networked boolean,
  add column endpoint_protection text collate "C",
  add column logging text collate "C",
  add column compensating_control text collate "C",
  add column baseline_met boolean,
  add column mds2 boolean,
  add column model_id uuid;
create index asset_version_by_model on asset_version (organisation_id, model_id) where model_id is not null;
-- Versions from before there were models wait here until the next import gives them one.
create index asset_version_without_model on asset_version (organisation_id, vendor_folded, model_folded)
  where model_id is null and vendor_folded is not null and model_folded is not null;

create table device_model (
  organisation_id uuid not null references organisation,
  id uuid not null,
  vendor text collate "C" not null,
  vendor_folded text collate "C" not null,
  model text collate "C" not null,
  model_folded text collate "C" not null,
  family text collate "C",
  family_folded text collate "C",
  class text collate "C",
  version_scheme text collate "C",
  modality text collate "C",
  safety_class text collate "C",
  udi_di text collate "C",
  mds2 boolean,
  asset_count int not null default 0,
  version_count int not null default 0,
  first_known_at timestamptz not null,
  -- Its assets changed since its counts were made.
  stale boolean not null default true,
  primary key (organisation_id, id)
);

create table device_model_key (
  organisation_id uuid not null references organisation,
  key text collate "C" not null,
  model_id uuid not null,
  primary key (organisation_id, key)
);
create index device_model_key_by_model on device_model_key (organisation_id, model_id);

-- Newest per field wins; never overwritten. A null member of facts takes an earlier word back.
create table device_model_statement (
  organisation_id uuid not null references organisation,
  id uuid not null,
  model_key text collate "C" not null,
  facts jsonb not null,
  stated_at timestamptz not null,
  stated_by text collate "C",
  primary key (organisation_id, id)
);
create index device_model_statement_by_key on device_model_statement (organisation_id, model_key, stated_at);

create table device_model_merge (
  organisation_id uuid not null references organisation,
  id uuid not null,
  from_model_id uuid not null,
  into_model_id uuid not null,
  from_vendor text collate "C" not null,
  from_model text collate "C" not null,
  keys jsonb not null,
  merged_at timestamptz not null,
  merged_by text collate "C",
  undone_at timestamptz,
  primary key (organisation_id, id)
);
create index device_model_merge_by_into on device_model_merge (organisation_id, into_model_id);

create table mds2_form (
  organisation_id uuid not null references organisation,
  id uuid not null,
  model_key text collate "C" not null,
  -- As the form writes it; empty = for every version.
  version text collate "C" not null,
  edition text collate "C" not null,
  form_on date,
  source text collate "C" not null,
  answers jsonb not null,
  stated_at timestamptz not null,
  stated_by text collate "C",
  withdrawn_at timestamptz,
  primary key (organisation_id, id)
);
create index mds2_form_by_key on mds2_form (organisation_id, model_key);
`,
};
