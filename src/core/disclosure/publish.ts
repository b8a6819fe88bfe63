/**
 * The only door through which figures about people leave: a fixed cube (named groups × role groups × period), published once per period
 * and frozen. Whatever is answered later is a published cell; nothing is ever counted again for a question. Two publications of the same
 * events would differ by single people: whoever asks for the second is refused (server/handlers/campaigns.ts).
 * Not here: who may see it (access of the endpoints), and how it is kept (store).
 */
import type { Instant } from '../kernel/time.ts';
import type { CountTable, TableSide } from './count-table.ts';
import { requireSound, withMargins } from './count-table.ts';
import type { PublicationSubject } from './subjects.ts';
import type { HiddenReason } from './suppression.ts';
import { suppress } from './suppression.ts';

declare const disclosed: unique symbol;
/** What has gone through here; responses take nothing else about people. */
export type Disclosed<Value> = Value & { readonly [disclosed]: true };

/** Null for a side: the margin over all of it. */
export interface CellAddress {
  readonly groupId: string | null;
  readonly roleGroupId: string | null;
}

type Figures =
  | { readonly kind: 'shown'; readonly people: number; readonly counts: Readonly<Record<string, number>> }
  | { readonly kind: 'hidden'; readonly reason: HiddenReason };

/** As the store holds a cell. */
export type KeptCell = CellAddress & Figures;
export type PublishedCell = Disclosed<KeptCell>;

/** What is counted within it: a campaign, a round, a month. */
export interface PublishedPeriod {
  readonly subject: PublicationSubject;
  /** Id of the campaign or round, or the period itself such as 2026-10; a subject has each once. */
  readonly key: string;
}

export interface KeptPublication {
  readonly period: PublishedPeriod;
  /** Year of the groups it was counted in. */
  readonly groupYear: number;
  readonly publishedAt: Instant;
  readonly groups: readonly TableSide[];
  readonly roleGroups: readonly TableSide[];
  readonly measures: readonly string[];
  readonly cells: readonly KeptCell[];
}

export type Publication = Disclosed<Omit<KeptPublication, 'cells'> & { readonly cells: readonly PublishedCell[] }>;

export interface PublishRequest {
  readonly period: PublishedPeriod;
  readonly groupYear: number;
  readonly publishedAt: Instant;
  readonly table: CountTable;
}

/** Once per period: that it is, and that it stays, the store holds (a key, and triggers that refuse a change). */
export function publish({ period, groupYear, publishedAt, table }: PublishRequest): Publication {
  requireSound(table);
  return disclose({
    period,
    groupYear,
    publishedAt,
    groups: table.rows,
    roleGroups: table.columns,
    measures: table.measures.map(({ id }) => id),
    cells: cellsOf(table),
  });
}

function cellsOf(table: CountTable): PublishedCell[] {
  const pattern = suppress(table);
  const rows = table.rows.length;
  const columns = table.columns.length;
  const people = withMargins(table.people, rows, columns);
  const counts = table.measures.map(
    ({ id }) => [id, withMargins(table.counts.get(id) ?? new Int32Array(rows * columns), rows, columns)] as const,
  );
  return pattern.map((state, place) => {
    const address: CellAddress = {
      groupId: table.rows[Math.floor(place / (columns + 1))]?.id ?? null,
      roleGroupId: table.columns[place % (columns + 1)]?.id ?? null,
    };
    if (state !== 'shown') return disclose({ ...address, kind: 'hidden', reason: state });
    const own = Object.fromEntries(counts.map(([id, all]) => [id, all[place] ?? 0]));
    return disclose({ ...address, kind: 'shown', people: people[place] ?? 0, counts: own });
  });
}

/** A publication as the store gives it back. Only the store calls this (a test holds it): it keeps nothing but what `publish` made. */
export function readPublished(kept: KeptPublication): Publication {
  return disclose({ ...kept, cells: kept.cells.map(disclose) });
}

/** A publication with what is said of its whole beside its cells, as the store gives it back; what is worked out of it alone is disclosed too. */
export type StandingPublication = Disclosed<{ readonly publication: Publication; readonly facts: unknown }>;

/** Only the store calls this (a test holds it). @param facts made in this folder, or about no person */
export function readStanding(kept: KeptPublication, facts: unknown): StandingPublication {
  return disclose({ publication: readPublished(kept), facts });
}

/**
 * What is worked out of published figures and of nothing else: a rate over the tests of a year. `of` reads what it is given, and no
 * count of its own. Only `core/metrics/people-figure.ts` calls this (a test holds it).
 */
export function discloseDerived<Value>(
  given: readonly StandingPublication[],
  of: (given: readonly StandingPublication[]) => Value,
): Disclosed<Value> {
  return disclose(of(given));
}

export function cellAt(publication: Publication, { groupId, roleGroupId }: CellAddress): PublishedCell | undefined {
  return publication.cells.find((cell) => cell.groupId === groupId && cell.roleGroupId === roleGroupId);
}

/** For the other files of this folder alone. */
export function disclose<Value>(value: Value): Disclosed<Value> {
  return value as Disclosed<Value>;
}
