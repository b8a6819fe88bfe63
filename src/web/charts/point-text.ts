/** One point of a chart in words: for the line above the chart, and for screen readers. */
import type { ChartModel } from '#contract/endpoints/metrics.ts';
import type { App } from '../app/context.tsx';
import { isMeasured } from '../app/format.ts';
import { bandAt } from './chart-geometry.ts';

export function pointText(model: ChartModel, index: number, unit: string, { m, f }: Pick<App, 'm' | 'f'>): string {
  const point = model.points[index];
  if (point === undefined) return '';
  const period = periodText(model, index, f);
  if (point.value === null || !isMeasured(point)) {
    const reasons = point.reasons.map((reason) => m.reasons[reason] ?? reason);
    return [`${period}: ${m.state[point.state]}`, ...reasons].join(', ');
  }
  const parts = [`${period}: ${f.value(point.value, unit, point.atLeast)}`];
  if (point.numerator !== null && point.denominator !== null)
    parts.push(`${f.number(point.numerator)} ${m.metrics.of} ${f.number(point.denominator)}`);
  if (point.lower !== null) parts.push(`${m.chart.interval} ${f.interval(point.lower, point.upper, unit)}`);
  const band = model.kind === 'flow' ? null : bandAt(model, index);
  if (band !== null) parts.push(m.chart.expected(f.value(band[0], unit), f.value(band[1], unit)));
  if (point.atLeast === true) parts.push(m.chart.atLeast);
  if (point.running) parts.push(m.chart.running);
  if (point.state !== 'measured') parts.push(m.state[point.state]);
  if (point.specialCause) parts.push(m.chart.specialCause);
  const signal = model.signals.find((candidate) => candidate.index === index);
  if (signal !== undefined) parts.push(m.chart.signal[signal.direction]);
  return parts.join(' · ');
}

export function periodText(model: ChartModel, index: number, f: App['f']): string {
  const point = model.points[index];
  if (point === undefined) return '';
  if (model.period === 'quarter') return f.quarter(point.periodStartOn);
  if (model.period === 'figure') return f.day(point.periodStartOn);
  return model.period === 'week' ? `${f.dayShort(point.periodStartOn)} – ${f.dayShort(point.day)}` : f.monthLong(point.periodStartOn);
}
