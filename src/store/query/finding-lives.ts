/**
 * How many findings are open and how many are closed on each day, per scope and by the day they were opened: all that a curve of
 * any month needs (`core/metrics/life-windows.ts`). One statement for all scopes and months.
 *
 * Findings are not gathered one by one: a version is a stretch of days in which its finding is open, and of two that follow each
 * other one ends and the other begins on the same day, which cancel out. A closing is a stretch of the day before it, so that it
 * counts in the scope the finding was followed in, also where its asset is elsewhere or gone from that day on.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Day } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import type { Lives } from '#core/metrics/life-windows.ts';
import type { Scope } from '#store/scope.ts';
import { copyRows, type RowBatch } from './copied-rows.ts';
import { windowOf } from './day-series.ts';
import { readPlaceDays, type PlaceDays } from './place-days.ts';
import { placesWithin, type Places, type ScopeDimension } from './places.ts';
import type { TruthWindow } from './truth-units.ts';

export interface LivesQuestion {
  readonly scopes: readonly ScopeDimension[];
  /** The first day looked at: what was open before it comes on the day before it. */
  readonly from: Day;
  readonly to: Day;
}

export interface LivesInScope {
  readonly scopeKind: ScopeDimension;
  /** As in `day-series.ts`. */
  readonly scopeId: string;
  readonly lives: readonly Lives[];
}

/**
 * @param places of `preparePlaces`, for the same scopes and for these days or more; absent: found within the statement
 * @returns the scopes in which any finding was, in no order
 */
export async function findingLives(scope: Scope, asked: LivesQuestion, places?: Places): Promise<readonly LivesInScope[]> {
  const window = windowOf(scope, asked);
  const found = places ?? placesWithin(scope, asked.scopes, window);
  const placeDays = await readPlaceDays(scope, found, window);
  const events = new LifeEvents();
  await copyRows(scope, livesSql(window, found), width, (batch) => addLives(batch, placeDays, events));
  return events.inScopes(placeDays, window.firstDay);
}

/** Of a row of `livesSql`: closing or not, place, from, to, opened on, prevalent or not, false from and to. */
const width = 8;
/** Of a day: there is none. */
const never = -1_000_000;

function addLives({ rows, columns }: RowBatch, places: PlaceDays, events: LifeEvents): void {
  const none = new Int32Array(rows);
  const [closing = none, placed = none, starts = none, ends = none, opened = none, prevalent = none, falseFrom = none, falseTo = none] =
    columns;
  for (let row = 0; row < rows; row += 1) {
    events.speakOf(opened[row] ?? 0, prevalent[row] === 1, falseFrom[row] ?? never, falseTo[row] ?? never);
    const [place, from] = [placed[row] ?? 0, starts[row] ?? 0];
    if (closing[row] === 0) places.walk(place, from, ends[row] ?? 0, 1, events);
    else events.close(places.scopesOf(places.spotOf(places.stretchOn(place, from))), from + 1);
  }
}

interface Member {
  readonly openedOn: number;
  readonly isPrevalent: boolean;
  readonly falseFrom: number;
  readonly falseTo: number;
}

/** What was said of findings that began alike, in the order it came. */
class LifeEvents {
  readonly #members: Member[] = [];
  readonly #numbers = new Map<number | string, number>();
  #count = 0;
  #member = 0;
  #memberOf = new Int32Array(65_536);
  #dayOf = new Int32Array(65_536);
  #openOf = new Int32Array(65_536);
  readonly #scopesOf: (readonly number[])[] = [];

  /** What follows is of such findings. */
  speakOf(openedOn: number, isPrevalent: boolean, falseFrom: number, falseTo: number): void {
    const plain = openedOn * 2 + (isPrevalent ? 1 : 0);
    const key = falseFrom === never ? plain : `${plain} ${falseFrom} ${falseTo}`;
    const known = this.#numbers.get(key);
    this.#member = known ?? this.#members.length;
    if (known !== undefined) return;
    this.#numbers.set(key, this.#members.length);
    this.#members.push({ openedOn, isPrevalent, falseFrom, falseTo });
  }

  come(scopes: readonly number[], day: number, weight: number): void {
    this.#add(scopes, day, weight);
  }

  go(scopes: readonly number[], day: number, weight: number): void {
    this.#add(scopes, day, -weight);
  }

  close(scopes: readonly number[], day: number): void {
    this.#add(scopes, day, 0);
  }

  /** @param open 0: one was closed */
  #add(scopes: readonly number[], day: number, open: number): void {
    if (scopes.length === 0) return;
    if (this.#count === this.#dayOf.length) {
      this.#memberOf = doubled(this.#memberOf);
      this.#dayOf = doubled(this.#dayOf);
      this.#openOf = doubled(this.#openOf);
    }
    this.#memberOf[this.#count] = this.#member;
    this.#dayOf[this.#count] = day;
    this.#openOf[this.#count] = open;
    this.#scopesOf.push(scopes);
    this.#count += 1;
  }

  inScopes({ scopes, endDay }: PlaceDays, firstDay: Day): readonly LivesInScope[] {
    const days = Array.from({ length: endDay }, (_, day) => addDays(firstDay, day));
    const dayAt = (day: number): Day | null => (day === never ? null : addDays(firstDay, day));
    const said = this.#members.map(({ openedOn, isPrevalent, falseFrom, falseTo }) => {
      return { openedOn: dayAt(openedOn) ?? firstDay, isPrevalent, falseFrom: dayAt(falseFrom), falseTo: dayAt(falseTo) };
    });
    const found = scopes.map((scope): LivesInScope & { readonly lives: Lives[] } => ({ ...scope, lives: [] }));
    // Of each scope, the changes of the member spoken of last, and the last of these.
    const changes = scopes.map((): Changing[] => []);
    const spokenOf = new Int32Array(scopes.length).fill(-1);
    for (const event of this.#sorted(endDay)) {
      const [member = 0, day = 0, open = 0] = [this.#memberOf[event], this.#dayOf[event], this.#openOf[event]];
      for (const scope of this.#scopesOf[event] ?? []) {
        if (spokenOf[scope] !== member) {
          spokenOf[scope] = member;
          dropUnchanged(changes[scope] ?? []);
          changes[scope] = [];
          found[scope]?.lives.push({ ...(said[member] as (typeof said)[number]), changes: changes[scope] });
        }
        addChange(changes[scope] as Changing[], days[day] as Day, open);
      }
    }
    for (const own of changes) dropUnchanged(own);
    return found.flatMap(({ lives, ...scope }) => {
      const own = lives.filter((life) => life.changes.length > 0);
      return own.length === 0 ? [] : [{ ...scope, lives: own }];
    });
  }

  /** By member, then by day: a place for each pair, as there are far fewer of them than events. */
  #sorted(endDay: number): Int32Array {
    const starts = new Int32Array(this.#members.length * endDay + 1);
    const placeOf = (event: number): number => (this.#memberOf[event] as number) * endDay + (this.#dayOf[event] as number);
    for (let event = 0; event < this.#count; event += 1) starts[placeOf(event) + 1] = (starts[placeOf(event) + 1] as number) + 1;
    for (let place = 1; place < starts.length; place += 1) starts[place] = (starts[place] as number) + (starts[place - 1] as number);
    const sorted = new Int32Array(this.#count);
    for (let event = 0; event < this.#count; event += 1) {
      const place = placeOf(event);
      sorted[starts[place] as number] = event;
      starts[place] = (starts[place] as number) + 1;
    }
    return sorted;
  }
}

interface Changing {
  readonly day: Day;
  open: number;
  closed: number;
}

function addChange(changes: Changing[], day: Day, open: number): void {
  let last = changes.at(-1);
  if (last?.day !== day) {
    dropUnchanged(changes);
    last = { day, open: 0, closed: 0 };
    changes.push(last);
  }
  if (open === 0) last.closed += 1;
  else last.open += open;
}

/** Of what left and what came on the last day, when that was as many. */
function dropUnchanged(changes: Changing[]): void {
  const last = changes.at(-1);
  if (last?.open === 0 && last.closed === 0) changes.pop();
}

function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}

/**
 * Rows of whole numbers: days on which a finding is open, and for each closing the day before it. `put_away` are the days on which
 * an asset is retired: nobody looks any more, so what is open on it then is followed no further. Such assets are few: their findings
 * are read asset by asset, so that not all findings are read once more.
 */
function livesSql({ organisationId, timeZone, firstDay, endDay }: TruthWindow, { made, placeOf }: Places): RawBuilder<unknown> {
  const ofThis = sql`organisation_id = ${organisationId}::uuid`;
  const day = (given: RawBuilder<unknown>): RawBuilder<unknown> => sql`coalesce(${given} - ${firstDay}::date, ${sql.raw(String(never))})`;
  return sql`with ${made} false_ones as materialized (
      select called.finding_id, called.occurrence, called.false_from,
        min(v.valid_from_on) filter (where v.decision is distinct from 'false-positive' and v.valid_from_on > called.false_from) as false_to
      from (select finding_id, occurrence, min(valid_from_on) as false_from
        from finding_version where ${ofThis} and decision = 'false-positive' group by 1, 2) called
      join finding_version v on v.organisation_id = ${organisationId}::uuid and v.finding_id = called.finding_id and v.occurrence = called.occurrence
      group by 1, 2, 3),
    put_away as materialized (
      select asset_id, range_agg(daterange(valid_from_on, valid_to_on)) as days
      from asset_version where ${ofThis} and lifecycle = 'retired' and valid_from_on < valid_to_on group by 1),
    version as not materialized (
      select v.asset_id, v.finding_id, v.occurrence, v.opened_at, v.prevalent, (v.state = 'closed')::int as is_closing,
        case when v.state = 'open' then greatest(v.valid_from_on, ${firstDay}::date) else v.valid_from_on - 1 end as from_on,
        case when v.state = 'open' then least(v.valid_to_on, ${endDay}::date) else v.valid_from_on end as to_on
      from finding_version v
      where v.organisation_id = ${organisationId}::uuid and v.valid_from_on < ${endDay}::date and case when v.state = 'open'
        then v.valid_to_on > ${firstDay}::date and v.valid_from_on < v.valid_to_on
        else v.valid_from = v.closed_at and v.valid_from_on > ${firstDay}::date end),
    stretch as (
      select v.*, v.from_on as first_on, v.to_on as until_on from version v left join put_away a on a.asset_id = v.asset_id
      where a.asset_id is null
      union all
      -- Few are retired: asset by asset, so that the findings are not all read once more.
      select v.*, lower(part.days), upper(part.days) from put_away a
      cross join lateral (select * from version where version.asset_id = a.asset_id offset 0) v
      cross join lateral unnest(datemultirange(daterange(v.from_on, v.to_on)) - a.days) part (days)),
    followed as (
      select s.*, coalesce(p.place_id, 0) as place_id, f.false_from, f.false_to from stretch s
      left join ${placeOf} p on p.asset_id = s.asset_id
      left join false_ones f on f.finding_id = s.finding_id and f.occurrence = s.occurrence)
    select f.is_closing, f.place_id, ${day(sql`f.first_on`)}, ${day(sql`f.until_on`)}, ${day(sql`(f.opened_at at time zone ${timeZone}::text)::date`)},
      f.prevalent::int, ${day(sql`f.false_from`)}, ${day(sql`f.false_to`)} from followed f`;
}
