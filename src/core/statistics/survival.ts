/**
 * How long until it is closed, counting what is still open: the product-limit estimate with late entry.
 * E. L. Kaplan and P. Meier, JASA 1958;53:457–481; left truncation after D. R. Cox and D. Oakes, "Analysis of Survival Data",
 * 1984; variance of M. Greenwood 1926; pointwise log(−log) intervals and the interval of the median from them after
 * R. Brookmeyer and J. Crowley, Biometrics 1982;38:29–41.
 * Not here: which finding counts as closed, censored or prevalent (the caller's question; metrics.md 4.4).
 */
import { invariant } from '../kernel/invariant.ts';
import type { Interval } from './wilson.ts';
import { normal95 } from './wilson.ts';

/** Alike lives of one kind: open for so long, seen for so much of it. Ages in days since the beginning. */
export interface Spell {
  /**
   * Age at which it came under observation: 0 where it was seen to begin, more where it had begun before and the beginning is
   * known (late entry); null where the beginning is unknown (prevalent): it is counted and left out of the curve.
   */
  readonly enteredAge: number | null;
  /** Age at which observation ended; of a prevalent one the days it was seen, its "age at least". */
  readonly leftAge: number;
  /** Closed, as against still open, out of scope or retired (censored). */
  readonly isClosed: boolean;
  /** How many there are of it. */
  readonly count: number;
}

export interface SurvivalStep {
  readonly age: number;
  readonly atRisk: number;
  readonly closed: number;
  /** Share still open after this age, S(t). */
  readonly open: number;
  /** Greenwood's variance of it. */
  readonly variance: number;
  /** Null where nothing remains: the variance is not estimable there. */
  readonly interval: Interval | null;
}

export interface HalfLife {
  /** Least age at which half or fewer are still open; null when more than half are still open at `longestAge`. */
  readonly age: number | null;
  /** Null at an end that the intervals do not reach. */
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface SurvivalCurve {
  /** One per age at which something was closed, ascending. */
  readonly steps: readonly SurvivalStep[];
  readonly halfLife: HalfLife;
  /** The longest anything was followed: beyond it nothing is known. */
  readonly longestAge: number;
  /** In the curve, of these closed, and of these come late. */
  readonly counted: number;
  readonly closed: number;
  readonly enteredLate: number;
  /** Of unknown beginning: left out, and said to be. */
  readonly prevalent: number;
  /** Came late and left at the same age: never at risk, left out. */
  readonly unobserved: number;
  /** Least age from which nobody was at risk although others came later: below it the curve stands, beyond it it is conditional. */
  readonly brokenAtAge: number | null;
}

/**
 * Whether the curve is of everybody at an age: as long as the risk set did not run empty before it. At the age at which it did, the
 * curve stands unless all who were left were closed: that says nothing of those who were still to come.
 */
export function standsAt({ steps, brokenAtAge }: Pick<SurvivalCurve, 'steps' | 'brokenAtAge'>, age: number): boolean {
  if (brokenAtAge === null || age < brokenAtAge) return true;
  return age === brokenAtAge && !steps.some((step) => step.age === age && step.open === 0);
}

interface Age {
  entered: number;
  closed: number;
  censored: number;
}

/**
 * @param spells in any order; ties: who closes at an age is counted before who is censored or enters at it
 * @param bridgedDays ages without anybody at risk that do not break the curve while they are no more in a row and not all were closed
 * @returns null when no spell can be counted
 */
export function survivalCurve(spells: Iterable<Spell>, bridgedDays = 0): SurvivalCurve | null {
  const { ages, counts } = tally(spells);
  if (counts.counted === 0) return null;
  const ascending = [...ages].toSorted(([left], [right]) => left - right);
  const steps: SurvivalStep[] = [];
  let [atRisk, open, hazard] = [ages.get(0)?.entered ?? 0, 1, 0];
  const isBridged = (from: number, to: number | undefined) => to !== undefined && open > 0 && to - from <= bridgedDays;
  let brokenAtAge: number | null = atRisk === 0 && !isBridged(0, ascending[0]?.[0]) ? 0 : null;
  ascending.forEach(([age, { entered, closed, censored }], place) => {
    if (closed > 0) {
      open = closed === atRisk ? 0 : open * (1 - closed / atRisk);
      hazard += closed === atRisk ? 0 : closed / (atRisk * (atRisk - closed));
      steps.push({ age, atRisk, closed, open, variance: open ** 2 * hazard, interval: logLogInterval(open, hazard) });
    }
    // Who enters at an age is at risk after it; at 0 all of them are there from the start.
    atRisk += (age === 0 ? 0 : entered) - closed - censored;
    const next = ascending[place + 1]?.[0];
    if (atRisk === 0 && next !== undefined && !isBridged(age, next)) brokenAtAge ??= age;
  });
  return { steps, halfLife: halfLifeOf(steps), longestAge: ascending.at(-1)?.[0] ?? 0, ...counts, brokenAtAge };
}

function tally(spells: Iterable<Spell>) {
  const ages = new Map<number, Age>();
  const at = (age: number): Age => {
    const known = ages.get(age) ?? { entered: 0, closed: 0, censored: 0 };
    ages.set(age, known);
    return known;
  };
  const counts = { counted: 0, closed: 0, enteredLate: 0, prevalent: 0, unobserved: 0 };
  for (const spell of spells) {
    requireSound(spell);
    const { enteredAge, leftAge, isClosed, count } = spell;
    if (enteredAge === null) {
      counts.prevalent += count;
      continue;
    }
    if (enteredAge > 0 && enteredAge === leftAge) counts.unobserved += count;
    else if (count > 0) {
      at(enteredAge).entered += count;
      at(leftAge)[isClosed ? 'closed' : 'censored'] += count;
      counts.counted += count;
      if (isClosed) counts.closed += count;
      if (enteredAge > 0) counts.enteredLate += count;
    }
  }
  return { ages, counts };
}

/** Says what is wrong only where something is: there can be a million of them. */
function requireSound({ enteredAge, leftAge, count }: Spell): void {
  const isSound =
    Number.isInteger(count) && count >= 0 && leftAge >= 0 && (enteredAge === null || (enteredAge >= 0 && enteredAge <= leftAge));
  if (!isSound)
    invariant(
      false,
      `spells are counted, and left at or after the age they are entered at; got ${count} of ${enteredAge} to ${leftAge} days`,
    );
}

function logLogInterval(open: number, hazard: number): Interval | null {
  if (open === 0) return null;
  const spread = (normal95 * Math.sqrt(hazard)) / Math.abs(Math.log(open));
  return { lower: open ** Math.exp(spread), upper: open ** Math.exp(-spread) };
}

/** Products such as 0.9 · 8/9 · … miss one half by the last bit. */
const half = 0.5 + 1e-12;

function halfLifeOf(steps: readonly SurvivalStep[]): HalfLife {
  const first = (reaches: (step: SurvivalStep) => boolean) => steps.find(reaches)?.age ?? null;
  return {
    age: first(({ open }) => open <= half),
    lower: first(({ interval }) => interval !== null && interval.lower <= half),
    upper: first(({ interval }) => interval !== null && interval.upper <= half),
  };
}

/** Of a curve at an age. */
export interface OpenShare {
  readonly open: number;
  /** Null before the first is closed and where nothing remains: no variance there. */
  readonly interval: Interval | null;
}

/** @returns S(age), such as S(30); null beyond what anything was followed for, unless nothing was left open before */
export function openAfter(curve: SurvivalCurve, age: number): OpenShare | null {
  const last = curve.steps.findLast((step) => step.age <= age);
  if (age > curve.longestAge && last?.open !== 0) return null;
  return last === undefined ? { open: 1, interval: null } : { open: last.open, interval: last.interval };
}
