import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { tablesWithoutRowSecurity } from './migrations/registry.ts';

/**
 * Text nobody filters, sorts or joins by, so that its order does not matter. A text column that is not named here must
 * compare by code point.
 */
const freeText = new Set([
  'saved_view.filter',
  'saved_view.sort',
  'finding_comment.comment',
  'finding_decision.reason',
  'asset_statement.reason',
  'asset_identity.reason',
  'assignment_rule.filter',
  'import_issue.message',
  'import_issue.path',
  'import_run.problem_detail',
  'scanner_check.solution',
  'sla_policy.filter',
  'account.name',
  'account.password_hash',
  'api_token.name',
]);

/** Columns that are never filtered, and why they are not a table of their own. */
const notFilterable = new Map([
  ['report_schedule.languages', 'read and written whole'],
  ['report_schedule.made', 'read and written whole'],
  ['alert_rule.seen_ids', 'what the last look saw: read and written whole'],
  ['measurement.reasons', 'a list of codes, shown with its value'],
  ['api_token.scopes', 'sign-in: read with its row'],
]);

/** Operators on these are leakproof, so an index is still used under row-level security. */
const leakproofTypes = new Set([
  'uuid',
  'text',
  'smallint',
  'integer',
  'bigint',
  'double precision',
  'boolean',
  'date',
  'timestamp with time zone',
]);

let fresh: FreshDatabase;
let owner: Client;
let tables: string[];
let ownedTables: string[];

beforeAll(async () => {
  fresh = await freshDatabase();
  owner = new Client({ connectionString: fresh.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  tables = rows.map((row) => row.name);
  ownedTables = tables.filter((name) => !Object.hasOwn(tablesWithoutRowSecurity, name));
});
afterAll(async () => {
  await owner.end();
  await fresh.drop();
});

interface Constraint {
  readonly name: string;
  readonly table: string;
  readonly columns: string[];
  readonly other: string | null;
  readonly otherColumns: string[] | null;
}

async function foreignKeys(): Promise<Constraint[]> {
  const { rows } = await owner.query<Constraint>(`
    select con.conname::text as name, con.conrelid::regclass::text as table, con.confrelid::regclass::text as other,
      (select array_agg(a.attname::text order by k.place) from unnest(con.conkey) with ordinality k (number, place)
        join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.number) as columns,
      (select array_agg(a.attname::text order by k.place) from unnest(con.confkey) with ordinality k (number, place)
        join pg_attribute a on a.attrelid = con.confrelid and a.attnum = k.number) as "otherColumns"
    from pg_constraint con where con.contype = 'f' and con.connamespace = 'public'::regnamespace order by 1`);
  return rows;
}

async function uniqueIndexes(): Promise<(Constraint & { primary: boolean })[]> {
  const { rows } = await owner.query<Constraint & { primary: boolean }>(`
    select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table, i.indisprimary as primary,
      null as other, null as "otherColumns",
      (select array_agg(coalesce(a.attname::text, '(expression)') order by k.place) from unnest(i.indkey::int2[]) with ordinality k (number, place)
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid
    where i.indisunique and c.relnamespace = 'public'::regnamespace order by 1`);
  return rows;
}

async function columns(): Promise<{ column: string; name: string; type: string; collation: string | null; isRequired: boolean }[]> {
  const { rows } = await owner.query(`
    select c.relname || '.' || a.attname as column, a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type,
      co.collname::text as collation, a.attnotnull as "isRequired"
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_collation co on co.oid = a.attcollation
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped order by 1`);
  return rows;
}

describe('the schema', () => {
  it('names only tables that exist as being outside row-level security', () => {
    expect(tables).toEqual(expect.arrayContaining(Object.keys(tablesWithoutRowSecurity)));
    expect(ownedTables.length).toBeGreaterThan(10);
  });

  it('gives every other table an organisation_id that is always there', async () => {
    const found = (await columns()).filter((row) => row.name === 'organisation_id' && row.type === 'uuid' && row.isRequired);
    expect(found.map((row) => row.column)).toEqual(expect.arrayContaining(ownedTables.map((name) => `${name}.organisation_id`)));
  });

  it('puts organisation_id first in every primary and unique key of an owned table', async () => {
    const keys = (await uniqueIndexes()).filter((index) => ownedTables.includes(index.table));
    expect(
      keys
        .filter((index) => index.primary)
        .map((index) => index.table)
        .toSorted(),
    ).toEqual(ownedTables);
    expect(keys.filter((index) => index.columns[0] !== 'organisation_id')).toEqual([]);
  });

  it('lets no foreign key of an owned table cross organisations or leave them', async () => {
    const keys = (await foreignKeys()).filter((key) => ownedTables.includes(key.table));
    expect(keys.length).toBeGreaterThan(10);
    const crossing = keys.filter(
      (key) =>
        key.columns[0] !== 'organisation_id' || key.otherColumns?.[0] !== 'organisation_id' || !ownedTables.includes(key.other ?? ''),
    );
    expect(crossing).toEqual([]);
  });

  it('has the one policy on every owned table, for reading and for writing', async () => {
    const { rows } = await owner.query<{ table: string; permissive: string; roles: string; cmd: string; qual: string; check: string }>(
      `select tablename::text as table, permissive, roles::text, cmd, qual, with_check as check from pg_policies where schemaname = 'public' order by 1`,
    );
    // As PostgreSQL prints it back; a sub-select or an OR would show.
    const text = `(organisation_id = (NULLIF(current_setting('cybermetrics.organisation'::text, true), ''::text))::uuid)`;
    expect(rows).toEqual(
      ownedTables.map((table) => ({ table, permissive: 'PERMISSIVE', roles: '{public}', cmd: 'ALL', qual: text, check: text })),
    );
    const secured = await owner.query<{ name: string }>(
      `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity order by 1`,
    );
    expect(secured.rows.map((row) => row.name)).toEqual(ownedTables);
  });

  it('uses only types whose operators keep their index under row-level security', async () => {
    const other = (await columns()).filter(
      (row) => !leakproofTypes.has(row.type) && row.type !== 'jsonb' && !notFilterable.has(row.column),
    );
    expect(other).toEqual([]);
  });

  it('compares text by code point', async () => {
    const text = (await columns()).filter((row) => row.type === 'text');
    expect(text.filter((row) => row.collation !== 'C' && !freeText.has(row.column)).map((row) => row.column)).toEqual([]);
    const names = new Set(text.map((row) => row.column));
    expect([...freeText].filter((column) => !names.has(column))).toEqual([]);
  });

  it('indexes no free text', async () => {
    const { rows } = await owner.query<{ column: string }>(`
      select distinct i.indrelid::regclass || '.' || a.attname as column from pg_index i
      join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey::int2[])`);
    expect(rows.filter((row) => freeText.has(row.column))).toEqual([]);
  });

  it('has no sequences: ids are made by the node', async () => {
    const { rows } = await owner.query(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'`);
    expect(rows).toEqual([]);
  });
});
