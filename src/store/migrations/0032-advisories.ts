/**
 * Advisories as their publishers wrote them, the same for every organisation of the node: each document whole as it was read,
 * with what lists are ordered and searched by, and the CVEs it speaks of. A document that breaks a rule of its standard is kept
 * with the numbers of the rules.
 */
export const advisories = {
  id: '0032-advisories',
  sql: `
create table advisory (
  id uuid primary key,
  kind text collate "C" not null,
  -- '' where the document names none.
  publisher text collate "C" not null,
  document_id text collate "C" not null,
  revision text collate "C",
  title text collate "C" not null,
  -- Number, title, publisher and vendors, folded.
  words_folded text collate "C" not null,
  published_at timestamptz,
  modified_at timestamptz,
  product_count integer not null,
  flaw_count integer not null,
  score_max float8,
  -- '6.1.1 6.1.7'; '': it follows its standard.
  broken_rules text collate "C" not null,
  -- core/advisories/advisory.ts
  content jsonb not null,
  digest text collate "C" not null,
  taken_at timestamptz not null,
  changed_at timestamptz not null,
  unique (kind, publisher, document_id)
);
create index advisory_by_modified on advisory (modified_at desc nulls last, id);
create table advisory_cve (
  advisory_id uuid not null references advisory on delete cascade,
  cve_id text collate "C" not null,
  primary key (advisory_id, cve_id)
);
create index advisory_cve_by_cve on advisory_cve (cve_id);
`,
} as const;
