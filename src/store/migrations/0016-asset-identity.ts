/**
 * What people decide of identity: two assets are one, or part of one is another. `asset_identity` is append-only: a decision
 * that is withdrawn keeps its row. What is remembered of it lies in the anchors, in the words of sources
 * (`core/assets/stated-identity.ts`); the ids of assets here only tell where its evidence went, so that it can be withdrawn.
 */
export const assetIdentity = {
  id: '0016-asset-identity',
  sql: `
create table asset_identity (
  organisation_id uuid not null references organisation,
  -- UUIDv7, so that decisions order as they were made, among each other and among imports.
  id uuid not null,
  kind text collate "C" not null check (kind in ('same', 'different')),
  act text collate "C" not null check (act in ('merge', 'split', 'apart')),
  kept_asset_id uuid not null,
  other_asset_id uuid not null,
  kept_name text collate "C" not null,
  other_name text collate "C" not null,
  reason text not null,
  decided_at timestamptz not null,
  decided_by text collate "C" not null,
  -- Imports that were handed in before it and read after it.
  imports_waiting jsonb not null,
  withdrawn_at timestamptz,
  withdrawn_by text collate "C",
  primary key (organisation_id, id)
);
create index asset_identity_by_kept on asset_identity (organisation_id, kept_asset_id);
create index asset_identity_by_other on asset_identity (organisation_id, other_asset_id);

create table asset_identity_anchor (
  organisation_id uuid not null,
  decision_id uuid not null,
  number int not null,
  side text collate "C" not null check (side in ('kept', 'other')),
  -- Who says it; empty: whoever does.
  source text collate "C" not null,
  -- 'words': exactly so described; scope is the role, value the digest of the claim.
  kind text collate "C" not null check (kind in ('serial', 'mac', 'host', 'ip', 'tag', 'words')),
  scope text collate "C" not null,
  value text collate "C" not null,
  primary key (organisation_id, decision_id, number),
  foreign key (organisation_id, decision_id) references asset_identity (organisation_id, id)
);

-- Rows as they were before a merge, for those that it moved or made one; gone when it is withdrawn.
create table asset_identity_row (
  organisation_id uuid not null,
  decision_id uuid not null,
  relation text collate "C" not null,
  number bigint not null,
  content jsonb not null,
  -- The asset that stayed had the same row.
  is_shared boolean not null,
  primary key (organisation_id, decision_id, relation, number),
  foreign key (organisation_id, decision_id) references asset_identity (organisation_id, id)
);

-- Old ids keep answering.
create table asset_redirect (
  organisation_id uuid not null references organisation,
  asset_id uuid not null,
  into_asset_id uuid not null,
  primary key (organisation_id, asset_id)
);
create index asset_redirect_by_into on asset_redirect (organisation_id, into_asset_id);
create table finding_redirect (
  organisation_id uuid not null references organisation,
  finding_id uuid not null,
  into_finding_id uuid not null,
  primary key (organisation_id, finding_id)
);
create index finding_redirect_by_into on finding_redirect (organisation_id, into_finding_id);

-- What rules did not dare to join: possible doubles.
create index asset_join_in_doubt on asset_join (organisation_id, observed_at desc, id)
  where outcome = 'blocked' or (outcome = 'created' and other_asset_id is not null);
`,
};
