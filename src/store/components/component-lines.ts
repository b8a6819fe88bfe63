/**
 * Components of the newest bills as matching reads them: those that name one package in the same way are one line, in whatever bill they
 * stand. The product that a bill describes is part of a line only where some document speaks of that product.
 */
import { createHash } from 'node:crypto';
import type { Id } from '#core/kernel/id.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { keysOfLine, type ComponentLine, type LineKeys } from '#core/matching/packages/judge-component.ts';
import { stageRows, type Cell } from '../ingest/staged-rows.ts';
import type { Scope } from '../scope.ts';
import { advisoriesByKey } from './advisory-keys.ts';

export interface ReadLine {
  readonly id: string;
  readonly line: ComponentLine;
  readonly keys: LineKeys;
  readonly componentIds: readonly Id[];
}

interface ComponentRow {
  readonly id: Id;
  readonly version: string | null;
  readonly purl: string | null;
  readonly cpe: string | null;
  readonly within: string | null;
  readonly vendor: string | null;
  readonly product: string | null;
  readonly productVersion: string | null;
}

const present = `from component_version held
  join component known on known.organisation_id = $1 and known.id = held.component_id
  join sbom on sbom.organisation_id = $1 and sbom.id = held.sbom_id
  where held.organisation_id = $1 and held.present and held.valid_to = 'infinity'`;

/** Of all that lines are made of. */
export async function digestOfComponents({ client, organisationId }: Scope): Promise<string> {
  const { rows } = await client.query<{ digest: string | null }>(
    `select md5(string_agg(md5(row(known.id, known.version, known.purl, known.cpe, sbom.purl, sbom.supplier, sbom.name, sbom.version)::text), ''
       order by known.id)) as digest ${present}`,
    [organisationId],
  );
  return rows[0]?.digest ?? '';
}

export interface LineReading {
  /** In the order of what they are looked up by, so that neighbours ask for the same documents. */
  readonly lines: readonly ReadLine[];
  readonly components: number;
  /** That name neither a package URL nor a CPE that can be looked up. */
  readonly notMatchable: number;
}

export async function readComponentLines(scope: Scope): Promise<LineReading> {
  const { client, organisationId } = scope;
  const { rows } = await client.query<ComponentRow>(
    `select known.id, known.version, known.purl, known.cpe, sbom.purl as within, sbom.supplier as vendor, sbom.name as product,
       sbom.version as "productVersion" ${present} order by known.id`,
    [organisationId],
  );
  const read = rows.map((row) => ({ row, line: lineOf(row) })).map((one) => ({ ...one, keys: keysOfLine(one.line) }));
  const matchable = read.filter(({ keys }) => keys.own.length > 0);
  const wholes = await advisoriesByKey(scope, [...new Set(matchable.flatMap(({ keys }) => keys.whole))]);
  const lines = new Map<string, ReadLine & { componentIds: Id[] }>();
  for (const { row, line, keys } of matchable) {
    const isSpokenOf = keys.whole.some((key) => wholes.has(key));
    const told = isSpokenOf ? line : { ...line, within: null, product: null };
    const id = digestOfLine(told);
    const known = lines.get(id);
    if (known !== undefined) known.componentIds.push(row.id);
    else lines.set(id, { id, line: told, keys: isSpokenOf ? keys : { ...keys, whole: [] }, componentIds: [row.id] });
  }
  const sorted = [...lines.values()].toSorted(
    (left, right) => compareCodePoints(left.keys.own[0] ?? '', right.keys.own[0] ?? '') || compareCodePoints(left.id, right.id),
  );
  return { lines: sorted, components: rows.length, notMatchable: rows.length - matchable.length };
}

function lineOf({ version, purl, cpe, within, vendor, product, productVersion }: ComponentRow): ComponentLine {
  const name = vendor === null || product === null ? null : { vendor, name: product, version: productVersion };
  return { version, purl, cpe, within, product: name };
}

function digestOfLine({ version, purl, cpe, within, product }: ComponentLine): string {
  const texts = [purl, version, cpe, within, product?.vendor ?? null, product?.name ?? null, product?.version ?? null];
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}

/** Which line each component is, how many flaws that has, and how many flawed components each bill; lines of nobody go. @returns rows that differed */
export async function placeComponents(scope: Scope, { lines }: LineReading, key: Id): Promise<number> {
  const { client, organisationId } = scope;
  const rows = lines.flatMap(({ id, componentIds }) => componentIds.map((componentId): Cell[] => [componentId, id]));
  const staged = await stageRows(
    scope,
    { name: 'component-lines', key, columns: { component_id: 'uuid', line_id: 'text collate "C"' } },
    rows,
  );
  const moved = await client.query(
    `with counted as (
       select line_id, count(*) filter (where status = 'affected')::int as affected, count(*) filter (where status = 'undetermined')::int as undetermined
       from component_flaw where organisation_id = $1 group by line_id
     ), wanted as (
       select given.component_id, given.line_id, coalesce(counted.affected, 0) as affected, coalesce(counted.undetermined, 0) as undetermined
       from ${staged.name} given left join counted on counted.line_id = given.line_id
     )
     update component known set line_id = wanted.line_id, flaws_affected = wanted.affected, flaws_undetermined = wanted.undetermined
     from component same left join wanted on wanted.component_id = same.id
     where same.organisation_id = $1 and known.organisation_id = $1 and known.id = same.id
       and (known.line_id, known.flaws_affected, known.flaws_undetermined) is distinct from (wanted.line_id, wanted.affected, wanted.undetermined)`,
    [organisationId, ...staged.parameters],
  );
  await staged.drop();
  const bills = await client.query(
    `update sbom set flawed_components = counted.flawed
     from (select sbom.id, count(known.id)::int as flawed from sbom
       left join component known on known.organisation_id = $1 and known.sbom_id = sbom.id and known.flaws_affected > 0
       where sbom.organisation_id = $1 group by sbom.id) counted
     where sbom.organisation_id = $1 and sbom.id = counted.id and sbom.flawed_components is distinct from counted.flawed`,
    [organisationId],
  );
  const unused = `not exists (select from component known where known.organisation_id = $1 and known.line_id = gone`;
  await client.query(`delete from component_flaw gone where organisation_id = $1 and ${unused}.line_id)`, [organisationId]);
  await client.query(`delete from component_line gone where organisation_id = $1 and ${unused}.id)`, [organisationId]);
  return (moved.rowCount ?? 0) + (bills.rowCount ?? 0);
}
