/**
 * How long findings stay open, month by month: windows that do not overlap, because windows that roll manufacture runs in a
 * chart (domain/metrics.md 5.1). On each day the value is that of the last whole month that had ended by the end of it.
 *
 * Within a month a finding is followed from the day it was opened, or from the age it had when the month began or it came into
 * the scope (late entry), until it was closed, left the scope or its asset was retired, or the month ended (censored); 4.4.
 * Ages are in whole days of the calendar. Not here: the estimate (`core/statistics/survival.ts`), nor which findings count.
 */
import type { Day } from '../kernel/time.ts';
import { addDays, daysBetween } from '../kernel/time.ts';
import type { Spell } from '../statistics/survival.ts';
import { closingTimes, type ClosingTimes } from '../vulnerabilities/time-to-close.ts';

/** Findings of one scope that were opened on the same day and told apart by nothing else that counts here. */
export interface Lives {
  readonly openedOn: Day;
  /** They were there at the first scan of their asset: when they began is not known. */
  readonly isPrevalent: boolean;
  /** From when they were called false positives, until before when; null: they never were. */
  readonly falseFrom: Day | null;
  readonly falseTo: Day | null;
  /** In order of day; what was open before the first day comes on the day before it. */
  readonly changes: readonly LifeChange[];
}

export interface LifeChange {
  readonly day: Day;
  /** So many more of them are open in the scope at the end of the day than the day before (fewer: negative). */
  readonly open: number;
  /** So many of them were closed on the day. */
  readonly closed: number;
}

export interface LifeWindow {
  /** Days whose value this is; both inclusive. */
  readonly from: Day;
  readonly to: Day;
  /** The month looked at: after the end of `afterOn`, up to the end of `endsOn`. */
  readonly afterOn: Day;
  readonly endsOn: Day;
}

/**
 * A month is up to three days shorter than the time between two monthly scans that are 30 days apart and one of 31 days: ages at
 * which for want of calendar nobody could be followed. The curve goes on over them.
 */
const calendarDays = 3;

/** The months whose value some of the days have, in order. */
export function lifeWindows({ from, to }: { readonly from: Day; readonly to: Day }): readonly LifeWindow[] {
  const windows: LifeWindow[] = [];
  for (let endsOn = lastEndBy(from); endsOn <= to; endsOn = monthEndAfter(endsOn)) {
    const last = addDays(monthEndAfter(endsOn), -1);
    windows.push({ from: endsOn < from ? from : endsOn, to: last > to ? to : last, afterOn: lastEndBy(addDays(endsOn, -1)), endsOn });
  }
  return windows;
}

/** The last day of a month that is not after the day. */
function lastEndBy(day: Day): Day {
  return addDays(day, 1).endsWith('-01') ? day : addDays(`${day.slice(0, 7)}-01` as Day, -1);
}

function monthEndAfter(end: Day): Day {
  // That many days later it is the month after next, whatever the months; or its first day.
  return lastEndBy(addDays(end, 32));
}

/** @param lives of one scope, each pair of day and kind once */
export function livesWithin(lives: readonly Lives[], window: LifeWindow): ClosingTimes {
  const { endsOn } = window;
  const ages = new Ages();
  const counting = lives.filter(
    ({ falseFrom, falseTo }) => falseFrom === null || falseFrom > endsOn || (falseTo !== null && falseTo <= endsOn),
  );
  return closingTimes(
    null,
    counting.flatMap((one) => spellsOf(one, window, ages)),
    calendarDays,
  );
}

/** Whole days between days, each of which is read once: they are few, and what happened on them is much. */
class Ages {
  readonly #numbers = new Map<Day, number>();
  readonly #first = '2000-01-01' as Day;

  between(from: Day, to: Day): number {
    return this.#numberOf(to) - this.#numberOf(from);
  }

  #numberOf(day: Day): number {
    const number = this.#numbers.get(day) ?? daysBetween(this.#first, day);
    this.#numbers.set(day, number);
    return number;
  }
}

/** Who leaves of those that began on one day and are alike cannot be told apart, and need not: the one that came first. */
function spellsOf({ openedOn, isPrevalent, changes }: Lives, { afterOn, endsOn }: LifeWindow, ages: Ages): readonly Spell[] {
  const spells: Spell[] = [];
  const followed: { enteredAge: number; count: number }[] = [];
  const ageOn = (day: Day) => Math.max(0, ages.between(openedOn, day));
  const enter = (day: Day, count: number): void => {
    if (count > 0) followed.push({ enteredAge: ageOn(day), count });
  };
  const leave = (day: Day, count: number, isClosed: boolean): void => {
    for (let left = count; left > 0;) {
      const first = followed[0];
      // It came into the scope on the very day.
      if (first === undefined) return void spells.push(spellOf({ enteredAge: ageOn(day), leftAge: ageOn(day), isClosed, count: left }));
      const leaving = Math.min(left, first.count);
      spells.push(spellOf({ enteredAge: first.enteredAge, leftAge: ageOn(day), isClosed, count: leaving }));
      left -= leaving;
      first.count -= leaving;
      if (first.count === 0) followed.shift();
    }
  };
  const spellOf = (spell: Spell): Spell => (isPrevalent ? { ...spell, enteredAge: null } : spell);
  enter(
    afterOn,
    changes.reduce((sum, { day, open }) => (day <= afterOn ? sum + open : sum), 0),
  );
  for (const { day, open, closed } of changes) {
    if (day <= afterOn || day > endsOn) continue;
    const others = open + closed;
    enter(day, others);
    leave(day, closed, true);
    leave(day, -others, false);
  }
  leave(
    endsOn,
    followed.reduce((sum, { count }) => sum + count, 0),
    false,
  );
  return spells;
}
