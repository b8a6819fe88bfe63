/**
 * Where places are on which days, held in memory, and how many records enter and leave each scope on each day: what begins or ends
 * at a spot changes the scopes of that spot, what moves those of one spot that are not those of the other. Days are counted from
 * the first of the window. Which stretches are counted is `day-series.ts` and `finding-lives.ts`.
 */
import { sql } from 'kysely';
import { daysBetween } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import type { Places, ScopeDimension } from './places.ts';
import type { TruthWindow } from './truth-units.ts';

export interface NamedScope {
  readonly scopeKind: ScopeDimension;
  readonly scopeId: string;
}

/** So many scopes are entered (left) by who moves from one spot to another. */
interface Move {
  readonly gained: readonly number[];
  readonly lost: readonly number[];
  readonly kept: readonly number[];
}

export interface ComingsAndGoings {
  come(scopes: readonly number[], day: number, weight: number): void;
  go(scopes: readonly number[], day: number, weight: number): void;
}

interface Stay {
  readonly place: number;
  readonly spot: number;
  readonly from: number;
  readonly to: number;
}

export class PlaceDays {
  /** Of the window: the day after the last. */
  readonly endDay: number;
  readonly scopes: readonly NamedScope[];
  /** By spot: the numbers of the scopes that a record at it counts in. */
  readonly #scopesOf: readonly (readonly number[])[];
  /** Stretches of the window one after another, from `#first[place]` to before `#first[place + 1]`; the last of each ends with it. */
  readonly #first: Int32Array;
  readonly #to: Int32Array;
  readonly #spot: Int32Array;
  /** By the spot before, then by the spot after. */
  readonly #moves: Map<number, Move>[] = [];

  constructor(endDay: number, stays: readonly Stay[], scopesOf: readonly (readonly number[])[], scopes: readonly NamedScope[]) {
    this.endDay = endDay;
    this.scopes = scopes;
    this.#scopesOf = scopesOf;
    const byPlace: Stay[][] = [[]];
    for (const stay of stays) (byPlace[stay.place] ??= []).push(stay);
    const to: number[] = [];
    const spots: number[] = [];
    this.#first = new Int32Array(byPlace.length + 1);
    for (let place = 0; place < byPlace.length; place += 1) {
      let day = 0;
      const add = (until: number, spot: number): void => {
        if (until <= day) return;
        to.push(until);
        spots.push(spot);
        day = until;
      };
      for (const stay of (byPlace[place] ?? []).toSorted((left, right) => left.from - right.from)) {
        add(Math.min(stay.from, endDay), 0);
        add(Math.min(stay.to, endDay), stay.spot);
      }
      add(endDay, 0);
      this.#first[place + 1] = to.length;
    }
    this.#to = Int32Array.from(to);
    this.#spot = Int32Array.from(spots);
  }

  scopesOf(spot: number): readonly number[] {
    return this.#scopesOf[spot] ?? [];
  }

  /** The stretch of the place in which the day lies. */
  stretchOn(place: number, day: number): number {
    const to = this.#to;
    let stretch = this.#first[place] ?? 0;
    while ((to[stretch] ?? this.endDay) <= day) stretch += 1;
    return stretch;
  }

  /** Exclusive. */
  endOf(stretch: number): number {
    return this.#to[stretch] ?? this.endDay;
  }

  spotOf(stretch: number): number {
    return this.#spot[stretch] ?? 0;
  }

  /** Tells into and out of which scopes so many records of a place come that are counted from a day to before another. */
  walk(place: number, since: number, until: number, weight: number, told: ComingsAndGoings): void {
    const { endDay } = this;
    const from = since < 0 ? 0 : since;
    const to = until > endDay ? endDay : until;
    // Days outside the window are of no interest.
    if (from >= to) return;
    let stretch = this.stretchOn(place, from);
    let spot = this.spotOf(stretch);
    told.come(this.scopesOf(spot), from, weight);
    for (let day = this.endOf(stretch); day < to; day = this.endOf(stretch)) {
      stretch += 1;
      const next = this.spotOf(stretch);
      const move = this.moveOf(spot, next);
      told.come(move.gained, day, weight);
      told.go(move.lost, day, weight);
      spot = next;
    }
    if (to < endDay) told.go(this.scopesOf(spot), to, weight);
  }

  moveOf(fromSpot: number, toSpot: number): Move {
    const ofSpot = (this.#moves[fromSpot] ??= new Map<number, Move>());
    const known = ofSpot.get(toSpot);
    if (known !== undefined) return known;
    const [from, to] = [this.scopesOf(fromSpot), this.scopesOf(toSpot)];
    const move = {
      gained: to.filter((scope) => !from.includes(scope)),
      lost: from.filter((scope) => !to.includes(scope)),
      kept: to.filter((scope) => from.includes(scope)),
    };
    ofSpot.set(toSpot, move);
    return move;
  }
}

/** @param places over the days of the window or more */
export async function readPlaceDays(
  scope: Scope,
  { made, stays, spotScopes, scopeNames }: Places,
  window: TruthWindow,
): Promise<PlaceDays> {
  const { organisationId, firstDay, endDay } = window;
  const { rows } = await sql<{ stays: string | null; spots: string | null; names: NamedScope[] | null; numbers: number[] | null }>`
    with ${made} named as (
      select n.scope_no, n.scope_kind, coalesce(d.name, n.scope_id) as scope_id from ${scopeNames} n
      left join department d on d.organisation_id = ${organisationId}::uuid and n.scope_kind = 'department' and d.name_folded = n.scope_id)
    select
      (select string_agg(concat_ws(' ', place_id, spot_id, from_on - ${firstDay}::date, to_on - ${firstDay}::date), ',') from ${stays} s) as stays,
      (select string_agg(concat_ws(' ', spot_id, scope_no), ',') from ${spotScopes} s) as spots,
      (select array_agg(scope_no order by scope_no) from named) as numbers,
      (select json_agg(json_build_object('scopeKind', scope_kind, 'scopeId', scope_id) order by scope_no) from named) as names`.execute(
    scope.trx,
  );
  const [row] = rows;
  const numbers = new Map((row?.numbers ?? []).map((number, index) => [number, index]));
  const scopesOf: number[][] = [[]];
  for (const [spot = 0, number = 0] of numbersIn(row?.spots)) (scopesOf[spot] ??= []).push(numbers.get(number) ?? 0);
  const found = numbersIn(row?.stays).map(([place = 0, spot = 0, from = 0, to = 0]): Stay => ({ place, spot, from, to }));
  return new PlaceDays(daysBetween(firstDay, endDay), found, scopesOf, row?.names ?? []);
}

function numbersIn(text: string | null | undefined): readonly (readonly number[])[] {
  return text === null || text === undefined ? [] : text.split(',').map((row) => row.split(' ').map(Number));
}

export interface ScopeChange {
  readonly day: number;
  readonly gained: number;
  readonly lost: number;
}

/** What `ScopeChanges` takes of memory for each set: two counts for each scope and day. */
export function bytesOfSet({ scopes, endDay }: PlaceDays): number {
  return Math.max(1, 2 * Int32Array.BYTES_PER_ELEMENT * scopes.length * endDay);
}

/** How many records of each of several sets enter and leave each scope on each day. */
export class ScopeChanges {
  readonly #places: PlaceDays;
  readonly #gained: Int32Array;
  readonly #lost: Int32Array;
  /** Where the counts of the set begin that is being added. */
  #base = 0;

  constructor(places: PlaceDays, sets: number) {
    this.#places = places;
    const size = sets * places.scopes.length * places.endDay;
    this.#gained = new Int32Array(size);
    this.#lost = new Int32Array(size);
  }

  /** So many records of a place are in the set from a day to before another. */
  addRun(set: number, place: number, from: number, to: number, weight: number): void {
    this.#base = set * this.#places.scopes.length;
    this.#places.walk(place, from, to, weight, this);
  }

  come(scopes: readonly number[], day: number, weight: number): void {
    this.#add(this.#gained, scopes, day, weight);
  }

  go(scopes: readonly number[], day: number, weight: number): void {
    this.#add(this.#lost, scopes, day, weight);
  }

  /** So many runs end and others begin on the day that are one run: where the record stayed in a scope, neither is so. */
  takeSeam(set: number, place: number, day: number, weight: number): void {
    const places = this.#places;
    const [before, then] = [places.spotOf(places.stretchOn(place, day - 1)), places.spotOf(places.stretchOn(place, day))];
    const kept = before === then ? places.scopesOf(then) : places.moveOf(before, then).kept;
    this.#base = set * places.scopes.length;
    this.come(kept, day, -weight);
    this.go(kept, day, -weight);
  }

  #add(counts: Int32Array, scopes: readonly number[], day: number, weight: number): void {
    const { endDay } = this.#places;
    for (let index = 0; index < scopes.length; index += 1) {
      const place = (this.#base + (scopes[index] as number)) * endDay + day;
      counts[place] = (counts[place] as number) + weight;
    }
  }

  /** By scope, those in which anything changed: its changes in order of day. */
  *of(set: number): Generator<{ readonly scope: NamedScope; readonly changes: readonly ScopeChange[] }> {
    const { scopes, endDay } = this.#places;
    for (const [index, scope] of scopes.entries()) {
      const start = (set * scopes.length + index) * endDay;
      const changes: ScopeChange[] = [];
      for (let day = 0; day < endDay; day += 1) {
        const [gained = 0, lost = 0] = [this.#gained[start + day], this.#lost[start + day]];
        if (gained !== 0 || lost !== 0) changes.push({ day, gained, lost });
      }
      if (changes.length > 0) yield { scope, changes };
    }
  }
}
