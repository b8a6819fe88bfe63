/**
 * Software inventory: bills of materials of products, their components over time, and the assets that are such a product.
 * - `sbom_document` and `sbom_document_component` are what the bills said; `component_version` is a pure fold over them.
 * - `asset_sbom` is the rule of `core/software/link-bill.ts` applied to the versions of assets, in days.
 * - `asset_component` is what an asset holds by the bill of its product: the relation `components` of an asset asks it.
 */
export const components = {
  id: '0006-components',
  sql: `
-- One per subject: supplier, name and version, or the serial number of a bill that names none.
create table sbom (
  organisation_id uuid not null references organisation,
  id uuid not null,
  subject_digest text collate "C" not null,
  name text collate "C",
  name_folded text collate "C",
  version text collate "C",
  supplier text collate "C",
  supplier_folded text collate "C",
  format text collate "C" not null,
  spec_version text collate "C" not null,
  serial_number text collate "C",
  created_at timestamptz not null,
  component_count int not null default 0,
  asset_count int not null default 0,
  document_count int not null default 0,
  source text collate "C" not null,
  primary key (organisation_id, id),
  unique (organisation_id, subject_digest)
);
create index sbom_by_name on sbom (organisation_id, name_folded, id);

create table sbom_document (
  organisation_id uuid not null,
  id uuid not null,
  sbom_id uuid not null,
  document_digest text collate "C" not null,
  format text collate "C" not null,
  spec_version text collate "C" not null,
  serial_number text collate "C",
  revision int not null,
  created_at timestamptz not null,
  complete boolean not null,
  source text collate "C" not null,
  import_id uuid not null,
  primary key (organisation_id, id),
  unique (organisation_id, sbom_id, document_digest),
  foreign key (organisation_id, sbom_id) references sbom (organisation_id, id),
  foreign key (organisation_id, import_id) references import_run (organisation_id, id)
);

create table component (
  organisation_id uuid not null,
  id uuid not null,
  sbom_id uuid not null,
  -- Of the package URL, else of group, name, version and type.
  identity_digest text collate "C" not null,
  name text collate "C" not null,
  group_name text collate "C",
  version text collate "C",
  purl text collate "C",
  purl_type text collate "C",
  type text collate "C",
  cpe text collate "C",
  supplier text collate "C",
  supplier_folded text collate "C",
  licence text collate "C",
  -- Orders the bills that these words are taken from: the newest counts.
  said_by text collate "C" not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (organisation_id, id),
  unique (organisation_id, sbom_id, identity_digest),
  foreign key (organisation_id, sbom_id) references sbom (organisation_id, id)
) with (fillfactor = 80);

create table sbom_document_component (
  organisation_id uuid not null,
  document_id uuid not null,
  component_id uuid not null,
  primary key (organisation_id, document_id, component_id),
  foreign key (organisation_id, document_id) references sbom_document (organisation_id, id)
);

create table component_version (
  organisation_id uuid not null,
  component_id uuid not null,
  sbom_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  valid_from_on date not null,
  valid_to_on date not null default 'infinity',
  name text collate "C" not null,
  name_folded text collate "C" not null,
  group_name text collate "C",
  version text collate "C",
  purl text collate "C",
  purl_type text collate "C",
  type text collate "C",
  present boolean not null,
  primary key (organisation_id, component_id, valid_from),
  foreign key (organisation_id, component_id) references component (organisation_id, id)
);
create index component_version_by_name on component_version (organisation_id, name_folded, component_id);
create index component_version_by_purl on component_version (organisation_id, purl);
create index component_version_by_sbom on component_version (organisation_id, sbom_id, component_id);

create table asset_sbom (
  organisation_id uuid not null,
  asset_id uuid not null,
  sbom_id uuid not null,
  valid_from_on date not null,
  valid_to_on date not null,
  rule text collate "C" not null,
  primary key (organisation_id, asset_id, sbom_id, valid_from_on),
  foreign key (organisation_id, asset_id) references asset (organisation_id, id),
  foreign key (organisation_id, sbom_id) references sbom (organisation_id, id)
);
create index asset_sbom_by_sbom on asset_sbom (organisation_id, sbom_id, asset_id);

-- What the bills of its product say is in an asset, in the stretches in which both hold.
create view asset_component with (security_invoker = true) as
  select held.organisation_id, link.asset_id, link.asset_id::text || held.component_id::text as unit_id, held.component_id, held.sbom_id,
    greatest(link.valid_from_on, held.valid_from_on) as valid_from_on, least(link.valid_to_on, held.valid_to_on) as valid_to_on,
    held.name, held.name_folded, held.group_name, held.version, held.purl, held.purl_type, held.type, held.present
  from asset_sbom link
  join component_version held on held.organisation_id = link.organisation_id and held.sbom_id = link.sbom_id and held.present
    and held.valid_from_on < link.valid_to_on and link.valid_from_on < held.valid_to_on;

-- Bills of the running import whose components wait to be folded.
create table import_bill (
  organisation_id uuid not null,
  import_id uuid not null,
  bill_key text collate "C" not null,
  document_id uuid not null,
  sbom_id uuid not null,
  primary key (organisation_id, import_id, bill_key),
  foreign key (organisation_id, import_id) references import_run (organisation_id, id)
);
`,
} as const;
