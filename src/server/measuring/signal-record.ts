/**
 * The record of signals beside today's chart: which of them the chart does not show any more, and why (metrics.md 5.3.5: no
 * change of phase may take a signal off the record). Also what a reader needs to sign a phase.
 */
import type { MeasureView, RecordedSignal, SignedPhaseJson } from '#contract/endpoints/metrics.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { ChartModel } from '#core/metrics/chart-model.ts';
import { isShown, standingShift } from '#core/metrics/re-phasing.ts';
import { signalText } from '#core/metrics/signal-text.ts';
import type { StoredAnnotation } from '#store/annotations/annotations.ts';
import type { StoredSignal } from '#store/annotations/signal-events.ts';
import type { SignedPhase } from '#store/annotations/signed-phases.ts';
import { annotationsOf, majorOf, phasesOf, type ChartName, type SaidOfCharts } from './said-of-charts.ts';

interface RecordBasis {
  readonly version: string;
  readonly said: SaidOfCharts;
  readonly name: ChartName;
}

/** Signals of the record that today's chart does not show, oldest first. */
export function recordBeside(chart: ChartModel, events: readonly StoredSignal[], basis: RecordBasis): RecordedSignal[] {
  return events
    .filter((event) => majorOf(event.version) !== majorOf(basis.version) || !isShown(event, chart))
    .map((event) => ({
      fromOn: event.fromOn,
      metOn: event.metOn,
      rule: String(event.rule),
      direction: event.reading,
      text: signalText(event),
      firstSeenAt: event.firstSeenAt,
      because: whyGone(event, chart, basis),
    }));
}

function whyGone(
  { version, firstSeenAt, metOn }: StoredSignal,
  chart: ChartModel,
  { said, name, ...now }: RecordBasis,
): RecordedSignal['because'] {
  if (majorOf(version) !== majorOf(now.version)) return 'definition';
  const isLater = (at: Instant) => at >= firstSeenAt;
  const limiting = ({ startsPhase, specialCause }: StoredAnnotation) => startsPhase || specialCause !== null;
  const isTakenBackLater = ({ withdrawnAt }: { readonly withdrawnAt: Instant | null }) => withdrawnAt !== null && withdrawnAt > firstSeenAt;
  const words = annotationsOf(said, name).filter(limiting);
  const hasOtherLimits =
    phasesOf(said, name).some(({ signedAt }) => isLater(signedAt)) ||
    words.some(({ saidAt }) => isLater(saidAt)) ||
    // Taken back since: the limits are no more those under which the signal was seen.
    phasesOf(said.withdrawn, name).some(isTakenBackLater) ||
    annotationsOf(said.withdrawn, name).filter(limiting).some(isTakenBackLater) ||
    chart.phases.some(({ cause, startsOn, index }) => cause.kind === 'new-source' && index > 0 && startsOn <= metOn);
  return hasOtherLimits ? 'phase' : 'corrected';
}

export function wireShift(chart: ChartModel): MeasureView['shift'] {
  const shift = standingShift(chart);
  if (shift === null) return null;
  return { startsOn: shift.startsOn, metOn: shift.metOn, text: signalText({ ...shift, rule: 2 }) };
}

export function wirePhase({ id, startsOn, annotationId, reason, signature, signedAt }: SignedPhase): SignedPhaseJson {
  return { id, startsOn, annotationId, reason, signature, signedAt };
}
