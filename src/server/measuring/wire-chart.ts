/** Measurements and charts of the core in the shape of the contract. Only renames and flattens; judges nothing. */
import type { ChartModel as WireChart, SeriesPoint, Verdict as WireVerdict } from '#contract/endpoints/metrics.ts';
import type { Localised } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import { isAtLeast } from '#core/metrics/measurement.ts';
import { verdictText } from '#core/metrics/verdict-text.ts';
import type { ChartModel, ChartPoint, DailyValue, PhaseCause } from '#core/metrics/chart-model.ts';
import { signalText } from '#core/metrics/signal-text.ts';
import type { Verdict } from '#core/statistics/verdict.ts';

export function seriesPoint(day: Day, measurement: Measurement): SeriesPoint {
  if (measurement.state === 'not-measured') {
    return {
      day,
      state: measurement.reason,
      value: null,
      numerator: null,
      denominator: null,
      lower: null,
      upper: null,
      reasons: [...measurement.reasons],
    };
  }
  return {
    day,
    state: measurement.standing === 'ok' ? 'measured' : measurement.standing,
    value: measurement.value,
    ...(isAtLeast(measurement) ? { atLeast: true } : {}),
    numerator: measurement.numerator,
    denominator: measurement.denominator,
    lower: measurement.interval?.lower ?? null,
    upper: measurement.interval?.upper ?? null,
    reasons: [...measurement.reasons],
  };
}

export function wireSeries(days: readonly DailyValue[]): SeriesPoint[] {
  return days.map(({ day, measurement }) => seriesPoint(day, measurement));
}

export function wireVerdict(verdict: Verdict): WireVerdict {
  return { kind: verdict.kind, sinceOn: 'sinceOn' in verdict ? verdict.sinceOn : null, text: verdictText(verdict) };
}

export function wireChart(model: ChartModel): WireChart {
  const tooEarly = model.verdict.kind === 'too-early';
  const isRun = tooEarly || model.verdict.kind === 'not-judged';
  return {
    kind: isRun ? 'run' : model.kind === 'stock' ? 'flow' : model.kind === 'values' ? 'xmr' : 'p',
    period: model.period,
    points: model.points.map((point) => wirePoint(point)),
    centre: model.points.map((point, index) => (isRun ? (point.centre ?? model.medians[index] ?? null) : point.centre)),
    lower: model.points.map((point) => point.limitLower),
    upper: model.points.map((point) => point.limitUpper),
    phases: model.phases.map(({ index, cause }, place) => ({
      fromIndex: index,
      note: phaseNote(cause),
      cause: cause.kind,
      status: place === model.phases.length - 1 ? statusOf(model.panels[0]?.baseline) : 'frozen',
    })),
    signals: model.signals.map(({ index, from, to, rule, reading, ...signal }) => ({
      index,
      fromIndex: from,
      toIndex: to,
      rule: String(rule),
      direction: reading,
      text: signalText({ rule, panel: signal.panel, direction: signal.direction }),
    })),
    panels: model.panels.flatMap((panel) =>
      panel.name === 'value'
        ? []
        : [
            {
              name: panel.name,
              points: panel.points.map((point) => {
                if (point === null) return null;
                const { limitLower, limitUpper, ...rest } = point;
                return { ...rest, lower: limitLower, upper: limitUpper };
              }),
              status: statusOf(panel.baseline),
              widened: panel.widened,
            },
          ],
    ),
    expectedFalseSignals: model.expectedFalseSignals,
    assurance: model.assurance,
    note: noteOf(model, tooEarly),
  };
}

function wirePoint(point: ChartPoint): WireChart['points'][number] {
  return {
    periodStartOn: point.periodStartOn,
    day: point.day,
    state:
      point.state === 'measured'
        ? point.standing === 'ok' || point.standing === null
          ? 'measured'
          : point.standing
        : (point.reason ?? 'no-data'),
    value: point.value,
    ...(point.isAtLeast ? { atLeast: true } : {}),
    numerator: point.numerator,
    denominator: point.denominator,
    lower: point.lower,
    upper: point.upper,
    reasons: [...point.reasons],
    running: point.running,
    specialCause: point.isSpecialCause,
  };
}

function statusOf(baseline: 'too-few' | 'provisional' | 'frozen' | undefined): 'too-short' | 'provisional' | 'frozen' {
  return baseline === undefined || baseline === 'too-few' ? 'too-short' : baseline;
}

function phaseNote(cause: PhaseCause): Localised {
  if (cause.kind === 'new-source') return { en: `new source: ${cause.source}`, nl: `nieuwe bron: ${cause.source}` };
  if (cause.kind === 'new-model') return { en: `other model of EPSS: ${cause.model}`, nl: `ander model van EPSS: ${cause.model}` };
  if (cause.kind === 'signed')
    return { en: `new phase, signed by ${cause.signature}`, nl: `nieuwe fase, getekend door ${cause.signature}` };
  return { en: `counted otherwise: ${cause.said}`, nl: `anders geteld: ${cause.said}` };
}

function noteOf(model: ChartModel, tooEarly: boolean): Localised | null {
  if (tooEarly && model.phases.some(({ index }) => index > 0)) {
    return {
      en: 'The newest phase has fewer than 12 periods to judge: of it only the median is drawn. The phase before keeps its limits.',
      nl: 'De nieuwste fase heeft minder dan 12 te beoordelen perioden: daarvan is alleen de mediaan getekend. De fase ervoor houdt haar grenzen.',
    };
  }
  if (tooEarly) {
    return {
      en: 'Fewer than 12 periods to judge: only the median is drawn.',
      nl: 'Minder dan 12 te beoordelen perioden: alleen de mediaan is getekend.',
    };
  }
  if (model.verdict.kind === 'not-judged') {
    return {
      en: 'What moves here moves slowly or in groups, and not by chance one by one: only the median is drawn and nothing is judged.',
      nl: 'Wat hier beweegt, beweegt traag of in groepen, en niet een voor een door toeval: alleen de mediaan is getekend en er wordt niets beoordeeld.',
    };
  }
  if (model.kind === 'stock') {
    return {
      en: 'The same units are counted each period, so the level has no control limits; what is judged is how much comes in and goes out.',
      nl: 'Elke periode worden dezelfde eenheden geteld, dus het niveau heeft geen regelgrenzen; beoordeeld wordt hoeveel er in- en uitgaat.',
    };
  }
  if (model.kind === 'values') return jumpNote(model.jumps.flatMap((index) => model.points[index]?.periodStartOn.slice(0, 7) ?? []));
  if (model.panels.some(({ widened }) => widened)) {
    return {
      en: 'The points scatter more than counting explains: the limits are widened (Laney).',
      nl: 'De punten spreiden meer dan tellen verklaart: de grenzen zijn verruimd (Laney).',
    };
  }
  return null;
}

/** A range beyond its limit is no shift (metrics.md 5.2). */
function jumpNote(months: readonly string[]): Localised {
  const [en, nl] =
    months.length === 0
      ? ['', '']
      : [` Unusual jump, not a shift: ${months.join(', ')}.`, ` Ongewone sprong, geen verschuiving: ${months.join(', ')}.`];
  return {
    en: `One figure a period: the limits follow from how far neighbours lie apart (XmR).${en}`,
    nl: `Eén cijfer per periode: de grenzen volgen uit hoe ver buren uiteen liggen (XmR).${nl}`,
  };
}
