/**
 * Support for reading: one cycle in full with the words that mean it, and how many assets are past support now, in a year
 * and in two. Lists of cycles go through `store/query/`.
 */
import { sql } from 'kysely';
import { compareCodePoints, foldName } from '#core/kernel/text.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { and, not } from '#core/query/filter-builder.ts';
import type { Filter } from '#core/query/filter.ts';
import {
  forecastFilters,
  forecastPopulation,
  forecastStages,
  hasEndedSoftware,
  isFirmware,
  isOfClass,
  isWritten,
  rowFilterCharactersMax,
  softwarePopulation,
  softwareStages,
  type ForecastCounts,
  type ForecastStage,
  type SoftwareCounts,
} from '#core/support/forecast.ts';
import type { CycleMatch } from '#core/support/match-cycle.ts';
import { cycleKeyOf, firmwareText, readFirmware, readSupport, type FirmwareNames, type SupportBook } from '#core/support/support-facts.ts';
import { columnSql } from '../query/source-sql.ts';
import { compileFilter, kindInPlace } from '../query/compile.ts';
import { countRecords, getRecord, matchingSql, type RecordItem } from '../query/list.ts';
import { resolveMoment, type AskedMoment } from '../query/moment.ts';
import { withinTimeLimit } from '../query/time-limit.ts';
import type { Scope } from '../scope.ts';
import { loadSupportBook } from './load-book.ts';
import { countWaitingAssets } from './waiting-assets.ts';

type Stages = { readonly [Stage in ForecastStage]: Filter };

export interface StoredSupportDetail {
  readonly record: RecordItem;
  /** Ways to write it that mean this cycle, perhaps among others, most assets first; at most 200. */
  readonly texts: { readonly text: string; readonly filter: string; readonly assetCount: number; readonly cycles: readonly string[] }[];
  /** What people stated, newest first. */
  readonly statements: {
    readonly endOn: Day | null;
    readonly extendedEndOn: Day | null;
    readonly withdrawn: boolean;
    readonly statedAt: Instant;
    readonly statedBy: string | null;
  }[];
}

interface Written {
  readonly text: string;
  readonly filter: string;
  readonly assetCount: number;
  readonly match: CycleMatch;
}

/** Every operating system and every firmware as it is written on assets now, where it means something. */
async function readWritten(scope: Scope, now: Instant): Promise<readonly Written[]> {
  const { client, organisationId } = scope;
  const systems = await client.query<{ text: string; assetCount: number }>(
    `select operating_system as text, count(*)::int as "assetCount" from asset where organisation_id = $1 and operating_system is not null
     group by operating_system`,
    [organisationId],
  );
  const firmware = await client.query<FirmwareNames & { assetCount: number }>(
    `select vendor, model, version, count(*)::int as "assetCount" from asset_version
     where organisation_id = $1 and version is not null and valid_from <= $2 and $2 < valid_to group by vendor, model, version`,
    [organisationId, now],
  );
  const book = await loadSupportBook(scope);
  const written = [
    ...systems.rows.map(({ text, assetCount }) => ({ text, assetCount, filter: isWritten([text]), match: readSupport(text, book)?.match })),
    ...firmware.rows.flatMap(({ assetCount, ...names }) => {
      const text = firmwareText(names);
      return text === null ? [] : [{ text, assetCount, filter: isFirmware(names), match: readFirmware(text, book)?.match }];
    }),
  ];
  return written
    .flatMap(({ match, filter, ...one }) => (match === undefined ? [] : [{ ...one, match, filter: printFilter(filter) }]))
    .toSorted((left, right) => right.assetCount - left.assetCount || compareCodePoints(left.text, right.text));
}

/** @returns null when there is no such cycle in this organisation. */
export async function readSupportDetail(scope: Scope, cycleId: string, asked: AskedMoment): Promise<StoredSupportDetail | null> {
  const record = await getRecord(scope, 'support-cycle', cycleId, asked);
  if (record === null) return null;
  const { client, organisationId } = scope;
  const title = foldName(String(record['title']));
  const texts = (await readWritten(scope, asked.now)).flatMap(({ match, ...written }) => {
    const isMeant = foldName(match.title) === title && match.cycles.includes(String(record['cycle']));
    return isMeant ? [{ ...written, cycles: match.cycles }] : [];
  });
  const statements = await client.query<StoredSupportDetail['statements'][number] & { cycle: string; product: string }>(
    `select product, cycle, end_on as "endOn", extended_end_on as "extendedEndOn", is_withdrawn as withdrawn, stated_at as "statedAt",
       stated_by as "statedBy" from support_own_statement where organisation_id = $1 order by stated_at desc, id desc`,
    [organisationId],
  );
  const names = new Set([title, foldName(String(record['product']))]);
  // As people write it: `10 22H2` is the cycle `10-22h2`.
  const key = cycleKeyOf(String(record['cycle']));
  return {
    record,
    texts: texts.slice(0, 200),
    statements: statements.rows.flatMap(({ product, cycle, ...statement }) =>
      names.has(foldName(product)) && cycleKeyOf(cycle) === key ? [statement] : [],
    ),
  };
}

/** By the product that the operating system is read as; where none is, by what the hospital says of the firmware. */
export interface ForecastProductRow extends ForecastRow {
  readonly isFirmware: boolean;
}

export interface ForecastRow {
  /** A class, or the title of a product; null: no class, or neither a system nor firmware that anybody knows. */
  readonly name: string | null;
  /** The assets of the row, as RQL; null: their system is written in more ways than one filter can name. */
  readonly filter: string | null;
  readonly counts: ForecastCounts;
}

export interface StoredForecast {
  readonly today: Day;
  /** Every asset counted, as RQL. */
  readonly population: string;
  readonly total: ForecastCounts;
  readonly byClass: readonly ForecastRow[];
  /** Most ended first. */
  readonly byProduct: readonly ForecastProductRow[];
  /** What stands in bills of materials. */
  readonly software: StoredSoftwareForecast;
  /** The conditions of the stages, as RQL. */
  readonly stages: { readonly [Stage in ForecastStage]: string };
  /** When a list or a person last stated anything; null: nothing is stated. */
  readonly statedAt: Instant | null;
  /** Assets whose end of support is still being worked out. */
  readonly waiting: number;
}

export interface StoredSoftwareForecast {
  readonly counts: SoftwareCounts;
  /** Components, as RQL; the condition of a stage comes beside it. */
  readonly filter: string;
  /** Assets with a component of which support has ended. */
  readonly assets: { readonly count: number; readonly filter: string };
}

/** Vendor, model and version are told only where the system is read as no product. */
type Cell = { readonly class: string | null; readonly system: string | null } & FirmwareNames & ForecastCounts;

export async function readForecast(scope: Scope, asked: AskedMoment): Promise<StoredForecast> {
  const stages = forecastFilters(asked.today);
  const book = await loadSupportBook(scope);
  const systems = await readSystems(scope, book);
  const cells = await readCells(scope, asked, stages, [...systems.keys()]);
  const { rows } = await scope.client.query<{ at: Instant | null }>(
    'select max(stated_at) as at from support_cycle where organisation_id = $1',
    [scope.organisationId],
  );
  const rowOf = ([name, own]: readonly [string | null, readonly Cell[]], filter: Filter): ForecastRow => ({
    name,
    filter: filterText(and(forecastPopulation, filter)),
    counts: sumOf(own),
  });
  return {
    today: asked.today,
    population: printFilter(forecastPopulation),
    total: sumOf(cells),
    byClass: grouped(cells, (cell) => cell.class).map((group) => rowOf(group, isOfClass(group[0]))),
    byProduct: byProduct(cells, systems, book).map(({ name, isFirmware: is, cells: own, filter }) => ({
      ...rowOf([name, own], filter),
      isFirmware: is,
    })),
    software: await readSoftware(scope, asked, stages),
    stages: Object.fromEntries(forecastStages.map((stage) => [stage, printFilter(stages[stage])])) as StoredForecast['stages'],
    statedAt: rows[0]?.at ?? null,
    waiting: await countWaitingAssets(scope),
  };
}

async function readSoftware(scope: Scope, asked: AskedMoment, stages: Stages): Promise<StoredSoftwareForecast> {
  const place = kindInPlace('component');
  const moment = resolveMoment(scope, place.kind, asked);
  const counts = softwareStages.map(
    (stage) => sql`count(*) filter (where ${compileFilter(stages[stage], place, moment).condition})::int as ${sql.id(stage)}`,
  );
  const population = compileFilter(softwarePopulation, place, moment);
  const found = await withinTimeLimit(scope, () =>
    sql<SoftwareCounts>`select ${sql.join(counts)}
      from ${matchingSql(place, moment, population, new Set(Object.keys(place.stored.sources)))}`.execute(scope.trx),
  );
  const [row] = found.rows;
  invariant(row !== undefined, 'a count gives a row');
  const filter = hasEndedSoftware(asked.today);
  const assets = { count: await countRecords(scope, 'asset', { ...asked, filter }), filter: printFilter(filter) };
  return { counts: row, filter: printFilter(softwarePopulation), assets };
}

function filterText(filter: Filter): string | null {
  const text = printFilter(filter);
  return text.length > rowFilterCharactersMax ? null : text;
}

/** Each way of writing an operating system that is read as a product, with the title of that product. */
async function readSystems({ client, organisationId }: Scope, book: SupportBook): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ system: string }>(
    'select distinct operating_system as system from asset where organisation_id = $1 and operating_system is not null',
    [organisationId],
  );
  return new Map(
    rows.flatMap(({ system }) => {
      const match = readSupport(system, book)?.match;
      return match === undefined ? [] : [[system, match.title] as const];
    }),
  );
}

/** One pass over the assets: per class and way of writing the system, or else the firmware, how many are in each stage. */
async function readCells(scope: Scope, asked: AskedMoment, stages: Stages, known: readonly string[]): Promise<readonly Cell[]> {
  const place = kindInPlace('asset');
  const moment = resolveMoment(scope, place.kind, asked);
  const counts = forecastStages.map(
    (stage) => sql`count(*) filter (where ${compileFilter(stages[stage], place, moment).condition})::int as ${sql.id(stage)}`,
  );
  const assetClass = columnSql(place.prefix, 'av', 'class');
  const system = columnSql(place.prefix, 'a', 'operating_system');
  const firmware = (['vendor', 'model', 'version'] as const).map(
    (field) =>
      sql`case when ${system} = any(${known}::text[]) then null else ${columnSql(place.prefix, 'av', field)} end as ${sql.id(field)}`,
  );
  const population = compileFilter(forecastPopulation, place, moment);
  return withinTimeLimit(scope, async () => {
    const { rows } = await sql<Cell>`select ${assetClass} as class, ${system} as system, ${sql.join(firmware)}, ${sql.join(counts)}
      from ${matchingSql(place, moment, population, new Set(Object.keys(place.stored.sources)))} group by 1, 2, 3, 4, 5`.execute(scope.trx);
    return rows;
  });
}

function grouped(cells: readonly Cell[], keyOf: (cell: Cell) => string | null): [string | null, Cell[]][] {
  const groups = new Map<string | null, Cell[]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  return [...groups].toSorted(([, left], [, right]) => weightOf(right) - weightOf(left));
}

interface ProductCells {
  readonly name: string | null;
  readonly isFirmware: boolean;
  readonly cells: readonly Cell[];
  readonly filter: Filter;
}

function byProduct(cells: readonly Cell[], systems: ReadonlyMap<string, string>, book: SupportBook): readonly ProductCells[] {
  const firmwareOf = (cell: Cell): string | undefined => {
    const text = systems.has(cell.system ?? '') ? null : firmwareText(cell);
    return text === null ? undefined : readFirmware(text, book)?.match.title;
  };
  const firmware = new Map(
    cells.flatMap((cell) => [firmwareOf(cell)].flatMap((title) => (title === undefined ? [] : [[cell, title] as const]))),
  );
  // A product may be the system of one asset and the firmware of another: the last part of a key is its title.
  const keyOf = (cell: Cell): string | null => {
    const title = systems.get(cell.system ?? '');
    if (title !== undefined) return `system ${title}`;
    return firmware.has(cell) ? `firmware ${firmware.get(cell)}` : null;
  };
  const withoutSystem = systems.size === 0 ? and() : not(isWritten([...systems.keys()].toSorted()));
  const namesOf = (own: readonly Cell[]): Filter => {
    const names = new Map(own.map(({ vendor, model, version }) => [JSON.stringify([vendor, model, version]), { vendor, model, version }]));
    return { op: 'or', of: [...names.values()].map(isFirmware) };
  };
  return grouped(cells, keyOf).map(([key, own]): ProductCells => {
    const name = key === null ? null : key.slice(key.indexOf(' ') + 1);
    const isOfFirmware = key?.startsWith('firmware ') === true;
    if (name !== null && !isOfFirmware) {
      const texts = [...new Set(own.flatMap(({ system }) => system ?? []))].toSorted();
      return { name, isFirmware: false, cells: own, filter: isWritten(texts) };
    }
    // Without a product: everything that is written in none of the ways that name one.
    const others = firmware.size === 0 ? withoutSystem : and(withoutSystem, not(namesOf([...firmware.keys()])));
    return { name, isFirmware: isOfFirmware, cells: own, filter: isOfFirmware ? and(withoutSystem, namesOf(own)) : others };
  });
}

/** Ended first, then what runs out soonest. */
function weightOf(cells: readonly Cell[]): number {
  const { ended, in12, in24 } = sumOf(cells);
  return ended * 1e6 + in12 * 1e3 + in24;
}

function sumOf(cells: readonly Cell[]): ForecastCounts {
  const sum = (stage: ForecastStage): number => cells.reduce((total, cell) => total + cell[stage], 0);
  return {
    ended: sum('ended'),
    in12: sum('in12'),
    in24: sum('in24'),
    later: sum('later'),
    unknown: sum('unknown'),
    uncompensated: sum('uncompensated'),
  };
}
