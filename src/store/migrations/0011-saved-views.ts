/** Lists that people come back to: a filter with its order, under a name, for one person or for everybody. */
export const savedViews = {
  id: '0011-saved-views',
  sql: `
create table saved_view (
  organisation_id uuid not null references organisation,
  id uuid not null,
  kind text collate "C" not null check (kind in ('asset', 'finding')),
  -- The principal whose view it is; empty: everybody's.
  owner text collate "C" not null,
  name text collate "C" not null,
  name_folded text collate "C" not null,
  filter text not null,
  sort text not null,
  grouped boolean not null,
  saved_at timestamptz not null,
  saved_by text collate "C" not null,
  primary key (organisation_id, id),
  unique (organisation_id, kind, owner, name_folded)
);
`,
};
