/**
 * A figure of the catalogue about people: of one measure of a metric, of the whole organisation, worked out of publications alone. Made
 * here and nowhere else, so that the type says it: a count that did not pass `core/disclosure` can not become one.
 */
import { cellAt, discloseDerived, type Disclosed, type PublishedCell, type StandingPublication } from '../disclosure/publish.ts';
import type { Day } from '../kernel/time.ts';
import type { FigureReason } from './figure-reasons.ts';
import { wilsonInterval, type Interval } from '../statistics/wilson.ts';

/** Which measure, and the days it is of; the figure stands from the last of them. */
export interface FigurePlace {
  readonly metricId: string;
  readonly measure: string;
  readonly fromOn: Day;
  /** Inclusive. */
  readonly toOn: Day;
}

export interface FigureNumbers {
  /** Both null where the value is not made of two counts. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** In the unit of the measure; null: it can not be said, and the first reason says why. Never 0 for want of a value. */
  readonly value: number | null;
  /** 95 %. */
  readonly interval: Interval | null;
  readonly reasons: readonly FigureReason[];
}

interface FigureValues extends FigurePlace, FigureNumbers {
  /** Of the publications it rests on: where a reader who opens it is led. */
  readonly keys: readonly string[];
}

export type PeopleFigure = Disclosed<FigureValues>;

/** @param read works with what it is given, and with no count of its own */
export function peopleFigure(
  place: FigurePlace,
  given: readonly StandingPublication[],
  read: (given: readonly StandingPublication[]) => FigureNumbers,
): PeopleFigure {
  const keys = given.map(({ publication }) => publication.period.key);
  return discloseDerived(given, (all) => ({ ...place, ...read(all), keys }));
}

type ShownCell = Extract<PublishedCell, { kind: 'shown' }>;

/** The organisation's own cell; null where even that is hidden. */
export function shownTotal({ publication }: StandingPublication): ShownCell | null {
  const total = cellAt(publication, { groupId: null, roleGroupId: null });
  return total?.kind === 'shown' ? total : null;
}

/** How many people, or of how many something is true, over publications whose totals are shown; null where none is. */
export function addedUp(given: readonly StandingPublication[], of: (total: ShownCell) => number): number | null {
  const totals = given.flatMap((one) => shownTotal(one) ?? []);
  return totals.length === 0 ? null : totals.reduce((sum, total) => sum + of(total), 0);
}

/** With its Wilson interval. */
export function shareNumbers(numerator: number, denominator: number): FigureNumbers {
  if (denominator === 0) return noFigure('nothing-counted');
  return { numerator, denominator, value: numerator / denominator, interval: wilsonInterval(numerator, denominator), reasons: [] };
}

export function countNumbers(count: number): FigureNumbers {
  return { numerator: count, denominator: null, value: count, interval: null, reasons: [] };
}

/** A time, an index, a rate over several: no two counts stand beneath it. */
export function valueNumbers(value: number, interval: Interval | null = null): FigureNumbers {
  return { numerator: null, denominator: null, value, interval, reasons: [] };
}

export function noFigure(reason: FigureReason): FigureNumbers {
  return { numerator: null, denominator: null, value: null, interval: null, reasons: [reason] };
}
