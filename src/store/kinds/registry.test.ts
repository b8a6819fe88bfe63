import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordKind } from '#core/query/record-kind.ts';
import { recordKinds } from '#core/records/registry.ts';
import { withOrganisation } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { storedKinds } from './registry.ts';
import { baseOf } from './stored-kind.ts';

let fresh: FreshDatabase;
let columnsOf: Map<string, { type: string; notNull: boolean }>;
beforeAll(async () => {
  fresh = await freshDatabase();
  const rows = await withOrganisation(fresh.database, fresh.organisationId, async ({ trx }) => {
    const found = await sql<{ name: string; type: string; notNull: boolean }>`
      select a.attrelid::regclass::text || '.' || a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as "notNull"
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0`.execute(trx);
    return found.rows;
  });
  columnsOf = new Map(rows.map((row) => [row.name, row]));
});
afterAll(() => fresh.drop());

const sqlTypes: Readonly<Record<string, readonly string[]>> = {
  text: ['text'],
  name: ['text'],
  choice: ['text'],
  boolean: ['boolean'],
  integer: ['smallint', 'integer', 'bigint'],
  number: ['double precision'],
  day: ['date'],
  instant: ['timestamp with time zone'],
  id: ['uuid'],
};

describe.each(Object.values(recordKinds) as RecordKind[])('the stored kind $name', (kind) => {
  const stored = storedKinds[kind.name as keyof typeof recordKinds];

  it('has a column of a leakproof type for every field, and no other', () => {
    expect(Object.keys(stored.fields).toSorted()).toEqual(Object.keys(kind.fields).toSorted());
    for (const [name, field] of Object.entries(kind.fields)) {
      const column = stored.fields[name];
      const table = stored.sources[column?.source ?? '']?.table;
      const found = columnsOf.get(`${table}.${column?.column}`);
      const allowed = field.ordered === true ? ['smallint'] : sqlTypes[field.type];
      expect(allowed, `${kind.name}.${name}`).toContain(found?.type);
      if (column?.notNull === true) expect(found?.notNull, `${kind.name}.${name} is never null`).toBe(true);
      expect(column?.folded !== undefined, `${kind.name}.${name} is folded`).toBe(field.type === 'name');
      if (column?.folded !== undefined) expect(columnsOf.get(`${table}.${column.folded}`)?.type).toBe('text');
    }
  });

  it('takes kept fields from versions and latest fields from elsewhere', () => {
    for (const [name, field] of Object.entries(kind.fields)) {
      const versions = stored.sources[stored.fields[name]?.source ?? '']?.versions === true;
      expect(versions, `${kind.name}.${name}`).toBe(field.history === 'kept');
    }
  });

  it('joins by columns that exist, to sources that come before', () => {
    const aliases = Object.keys(stored.sources);
    for (const [alias, source] of Object.entries(stored.sources)) {
      expect(columnsOf.has(`${source.table}.organisation_id`)).toBe(true);
      if (source.join === undefined) {
        expect(alias).toBe(baseOf(stored));
        continue;
      }
      const to = source.join.to;
      expect(aliases.indexOf(to.source)).toBeLessThan(aliases.indexOf(alias));
      expect(columnsOf.has(`${source.table}.${source.join.column}`)).toBe(true);
      expect(columnsOf.has(`${stored.sources[to.source]?.table}.${to.column}`)).toBe(true);
    }
  });

  it('relates every child by columns that exist', () => {
    expect(Object.keys(stored.children)).toEqual(Object.keys(kind.children));
    for (const [name, relation] of Object.entries(stored.children)) {
      const child = storedKinds[kind.children[name]?.kind as keyof typeof recordKinds];
      const base = child.sources[baseOf(child)]?.table;
      const { through } = relation;
      const named =
        through === undefined
          ? [`${base}.${relation.childColumn}`]
          : [
              ...[relation.childColumn, through.view.unitColumn, ...through.view.joinColumns].map(
                (column) => `${through.view.table}.${column}`,
              ),
              ...[through.parentColumn, through.ownerColumn, 'valid_from_on', 'valid_to_on'].map((column) => `${through.table}.${column}`),
              ...[through.childColumn, through.onlyColumn].map((column) => `${base}.${column}`),
            ];
      expect(named.filter((column) => !columnsOf.has(column))).toEqual([]);
      expect(columnsOf.has(`${stored.sources[baseOf(stored)]?.table}.${relation.parentColumn}`)).toBe(true);
    }
  });
});
