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
import { firmwareText, readFirmware, readSupport, type FirmwareNames, type SupportBook } from '#core/support/support-facts.ts';
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
  return {
    record,
    texts: texts.slice(0, 200),
    statements: statements.rows.flatMap(({ product, cycle, ...statement }) =>
      names.has(foldName(product)) && cycle === record['cycle'] ? [statement] : [],
    ),
  };
}

export interface ForecastRow {
  /** A class, or the title of a product; null: no class, or a system that no list knows. */
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
  /** By the product that their operating system is read as, most ended first. */
  readonly byProduct: readonly ForecastRow[];
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

type Cell = { readonly class: string | null; readonly system: string | null } & ForecastCounts;

export async function readForecast(scope: Scope, asked: AskedMoment): Promise<StoredForecast> {
  const stages = forecastFilters(asked.today);
  const cells = await readCells(scope, asked, stages);
  const book = await loadSupportBook(scope);
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
    byProduct: byProduct(cells, book).map(({ name, cells: own, filter }) => rowOf([name, own], filter)),
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

/** One pass over the assets: per class and way of writing the system, how many are in each stage. */
async function readCells(scope: Scope, asked: AskedMoment, stages: Stages): Promise<readonly Cell[]> {
  const place = kindInPlace('asset');
  const moment = resolveMoment(scope, place.kind, asked);
  const counts = forecastStages.map(
    (stage) => sql`count(*) filter (where ${compileFilter(stages[stage], place, moment).condition})::int as ${sql.id(stage)}`,
  );
  const assetClass = columnSql(place.prefix, 'av', 'class');
  const system = columnSql(place.prefix, 'a', 'operating_system');
  const population = compileFilter(forecastPopulation, place, moment);
  return withinTimeLimit(scope, async () => {
    const { rows } = await sql<Cell>`select ${assetClass} as class, ${system} as system, ${sql.join(counts)}
      from ${matchingSql(place, moment, population, new Set(Object.keys(place.stored.sources)))} group by 1, 2`.execute(scope.trx);
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

function byProduct(cells: readonly Cell[], book: SupportBook): { name: string | null; cells: readonly Cell[]; filter: Filter }[] {
  const titles = new Map<string, string>();
  for (const { system } of cells) {
    if (system === null || titles.has(system)) continue;
    const match = readSupport(system, book)?.match;
    if (match !== undefined) titles.set(system, match.title);
  }
  const groups = grouped(cells, ({ system }) => (system === null ? null : (titles.get(system) ?? null)));
  const textsOf = (own: readonly Cell[]): string[] => [...new Set(own.flatMap(({ system }) => system ?? []))].toSorted();
  return groups.map(([name, own]) => ({
    name,
    cells: own,
    // Without a product: everything that is not written in one of the ways that name one.
    filter: name !== null ? isWritten(textsOf(own)) : titles.size === 0 ? and() : not(isWritten([...titles.keys()].toSorted())),
  }));
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
