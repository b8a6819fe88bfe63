/**
 * The FROM of a kind: only the sources that are asked for, each table bound to the organisation and, where it holds
 * versions, to the day. Identifiers come from `store/kinds` (constants of ours), values are parameters.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { OrganisationId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day } from '#core/kernel/time.ts';
import type { StoredColumn, StoredKind } from '#store/kinds/stored-kind.ts';
import { baseOf } from '#store/kinds/stored-kind.ts';

/** A column of ours as SQL; `prefix` keeps the aliases of nested questions apart. */
export function columnSql(prefix: string, source: string, column: string): RawBuilder<unknown> {
  invariant(/^[a-z0-9_]+$/.test(`${prefix}${source}${column}`), 'identifiers are ours');
  return sql.raw(`${prefix}${source}.${column}`);
}

export function tableSql(table: string, alias: string): RawBuilder<unknown> {
  invariant(/^[a-z0-9_]+$/.test(`${table}${alias}`), 'identifiers are ours');
  return sql.raw(`${table} ${alias}`);
}

/** The column by which a field compares and orders. */
export function comparedColumnSql(prefix: string, stored: StoredColumn): RawBuilder<unknown> {
  return columnSql(prefix, stored.source, stored.folded ?? stored.column);
}

/** The sources asked for and those they join through, in order of joining. */
export function sourcesWithJoins(stored: StoredKind, asked: ReadonlySet<string>): readonly string[] {
  const needed = new Set<string>([baseOf(stored), ...asked]);
  const aliases = Object.keys(stored.sources);
  // Joins only look back, so one pass from the end finds all of them.
  for (const alias of aliases.toReversed()) {
    const join = stored.sources[alias]?.join;
    if (needed.has(alias) && join !== undefined) needed.add(join.to.source);
  }
  return aliases.filter((alias) => needed.has(alias));
}

/** What must hold of every row of this source: its organisation and, for versions, the day. */
export function boundSql(
  stored: StoredKind,
  source: string,
  { prefix, organisationId, asOf }: { readonly prefix: string; readonly organisationId: OrganisationId; readonly asOf: Day },
): RawBuilder<unknown> {
  const organisation = sql`${columnSql(prefix, source, 'organisation_id')} = ${organisationId}::uuid`;
  if (stored.sources[source]?.versions !== true) return organisation;
  return sql`${organisation} and ${columnSql(prefix, source, 'valid_from_on')} <= ${asOf}::date and ${columnSql(prefix, source, 'valid_to_on')} > ${asOf}::date`;
}

/** `from base join …`; the base's own bound belongs in WHERE. */
export function fromSql(
  stored: StoredKind,
  asked: ReadonlySet<string>,
  bound: { readonly prefix: string; readonly organisationId: OrganisationId; readonly asOf: Day },
): RawBuilder<unknown> {
  const parts = sourcesWithJoins(stored, asked).map((alias) => {
    const source = stored.sources[alias];
    invariant(source !== undefined, `${alias} is a source`);
    const table = tableSql(source.table, `${bound.prefix}${alias}`);
    if (source.join === undefined) return table;
    const on = sql`${columnSql(bound.prefix, alias, source.join.column)} = ${columnSql(bound.prefix, source.join.to.source, source.join.to.column)}`;
    const kind = sql.raw(source.join.optional === true ? 'left join' : 'join');
    return sql`${kind} ${table} on ${boundSql(stored, alias, bound)} and ${on}`;
  });
  return sql.join(parts, sql` `);
}
