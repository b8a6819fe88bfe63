/**
 * Phases of a chart: from where on it is judged by limits of its own (metrics.md 5.3). Limits freeze and do not follow the
 * data; a new phase begins only where something outside the chart says so: a major version, a new source or another population
 * forces it, a person states it, or a person signs that a sustained shift is here to stay. No phase takes a signal off the record.
 * Not here: which points of a phase give its limits (`baseline.ts`).
 */
import type { Day } from '../kernel/time.ts';
import type { ChartPeriod } from './periods.ts';
import { nextPeriodStart } from './periods.ts';
import type { Signal } from './signals.ts';

/** `forced`: what is measured became something else. `stated`: a person says that a phase begins. `signed`: see `rephase`. */
export type PhaseBeginning =
  | { readonly kind: 'forced'; readonly on: Day; readonly why: 'definition' | 'source' | 'population' }
  | { readonly kind: 'stated' | 'signed'; readonly on: Day; readonly by: string; readonly reason: string };

/**
 * @param starts first days of the periods of a chart, ascending
 * @param beginnings in any order; several within one period are one boundary
 * @returns for each period its phase, from 0 upwards by one; the period in which a phase begins belongs to it
 */
export function phaseNumbers(
  starts: readonly Day[],
  period: ChartPeriod,
  beginnings: readonly Pick<PhaseBeginning, 'on'>[],
): readonly number[] {
  let [phase, passed] = [0, 0];
  return starts.map((start, place) => {
    const next = nextPeriodStart(start, period);
    const begun = beginnings.filter(({ on }) => on < next).length;
    // What began before or in the first period is the first phase.
    if (place > 0 && begun > passed) phase += 1;
    passed = begun;
    return phase;
  });
}

/** What a person claims who asks for a new phase after a shift. */
export interface RephaseClaim {
  /** The sustained shift it rests on. */
  readonly signal: Signal;
  readonly cause: string;
  readonly isExpectedToPersist: boolean;
  readonly signedBy: string;
  readonly reason: string;
}

export type Rephased =
  | { readonly kind: 'granted'; readonly on: Day }
  | { readonly kind: 'refused'; readonly missing: readonly ('sustained-shift' | 'cause' | 'persistence' | 'signature' | 'reason')[] };

/**
 * A new phase is granted only when all hold: a run on one side that the chart does show, a known cause, expected to persist, and
 * a named person with a reason.
 * @param shown the signals of the chart
 * @param starts first days of its periods
 * @returns the day on which it begins: that of the first point of the shift, not of its discovery
 */
export function rephase(claim: RephaseClaim, shown: readonly Signal[], starts: readonly Day[]): Rephased {
  const { signal, cause, isExpectedToPersist, signedBy, reason } = claim;
  const on = starts[signal.from];
  const isShown = signal.rule === 2 && shown.some((other) => keyOf(other) === keyOf(signal));
  if (on !== undefined && isShown && cause.trim() !== '' && isExpectedToPersist && signedBy.trim() !== '' && reason.trim() !== '') {
    return { kind: 'granted', on };
  }
  return {
    kind: 'refused',
    missing: [
      ...(isShown && on !== undefined ? [] : ['sustained-shift' as const]),
      ...(cause.trim() === '' ? ['cause' as const] : []),
      ...(isExpectedToPersist ? [] : ['persistence' as const]),
      ...(signedBy.trim() === '' ? ['signature' as const] : []),
      ...(reason.trim() === '' ? ['reason' as const] : []),
    ],
  };
}

export interface RecordedSignal {
  readonly signal: Signal;
  /** The chart with its phases of now shows it as well. */
  readonly isShown: boolean;
}

/**
 * Everything that was ever signalled, in order: a new phase may take a signal off the chart, never off the record.
 * A signal is the same while rule, direction and first point are; one that went on has the later end.
 */
export function keepOnRecord(recorded: readonly Signal[], shown: readonly Signal[]): readonly RecordedSignal[] {
  const now = new Map(shown.map((signal) => [keyOf(signal), signal]));
  const gone = recorded.filter((signal) => !now.has(keyOf(signal)));
  return [...gone.map((signal) => ({ signal, isShown: false })), ...shown.map((signal) => ({ signal, isShown: true }))].toSorted(
    (a, b) => a.signal.index - b.signal.index || a.signal.rule - b.signal.rule,
  );
}

function keyOf({ rule, direction, from }: Signal): string {
  return `${rule} ${direction} ${from}`;
}
