/**
 * The newest measurements as text for scrapers: OpenMetrics 1.0 and, for those that know only that, Prometheus text 0.0.4. A
 * figure that was not measured has no sample of a value; why is its state, so that nothing unknown is ever drawn as 0. No
 * sample carries a time of its own: a scraper would take yesterday's figure for old and drop it; the day is a metric.
 * Followed: https://prometheus.io/docs/specs/om/open_metrics_spec/ (1.0.0). Pure.
 */
import type { ScopeKind } from '../metrics/define-metric.ts';
import { notMeasuredReasons } from '../metrics/measurement.ts';

export type Dialect = 'openmetrics' | 'prometheus';

export const expositionTypes: Readonly<Record<Dialect, string>> = {
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
};

export const exposedStates = ['measured', 'stale', 'warned', ...notMeasuredReasons] as const;

export interface ExposedMeasure {
  readonly metric: string;
  readonly version: string;
  readonly measure: string;
  readonly unit: string;
  readonly direction: string;
  readonly headline: boolean;
  /** For people, in English: a scraper has no language. */
  readonly title: string;
}

export interface ExposedMeasurement {
  readonly metric: string;
  readonly measure: string;
  readonly scopeKind: ScopeKind;
  readonly scope: string;
  readonly scopeName: string;
  readonly state: (typeof exposedStates)[number];
  /** The start of the day that was measured; null: never measured. */
  readonly dayStartsAtSeconds: number | null;
  readonly value: number | null;
  /** The value is a bound, and is told as one. */
  readonly isAtLeast?: boolean;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'info' | 'stateset';
  readonly unit?: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const stateName = 'cybermetrics_measurement_state';

export function exposition(measures: readonly ExposedMeasure[], measured: readonly ExposedMeasurement[], dialect: Dialect): string {
  const gauge = (name: string, help: string, of: (one: ExposedMeasurement) => number | null): Family => ({
    name,
    type: 'gauge',
    help,
    samples: measured.flatMap((one) => {
      const value = of(one);
      return value === null ? [] : [{ labels: labelsOf(one), value }];
    }),
  });
  const families: readonly Family[] = [
    { name: 'cybermetrics_metric', type: 'info', help: 'What a measure of a metric is.', samples: measures.map(infoOf) },
    gauge(
      'cybermetrics_measurement',
      'The newest value, in the unit of its measure. Absent where nothing was measured.',
      ({ value, isAtLeast }) => (isAtLeast === true ? null : value),
    ),
    gauge(
      'cybermetrics_measurement_at_least',
      'What the newest value is more than, where no more is known; there is no value then.',
      ({ value, isAtLeast }) => (isAtLeast === true ? value : null),
    ),
    gauge('cybermetrics_measurement_numerator', 'What was counted for the value.', ({ numerator }) => numerator),
    gauge('cybermetrics_measurement_denominator', 'Out of how many it was counted.', ({ denominator }) => denominator),
    gauge('cybermetrics_measurement_lower', 'Lower bound of the 95 % interval of the value.', ({ lower }) => lower),
    gauge('cybermetrics_measurement_upper', 'Upper bound of the 95 % interval of the value.', ({ upper }) => upper),
    {
      name: stateName,
      type: 'stateset',
      help: 'Whether there is a value, how far it may be trusted, or why there is none.',
      samples: measured.flatMap((one) =>
        exposedStates.map((state) => ({ labels: { ...labelsOf(one), [stateName]: state }, value: one.state === state ? 1 : 0 })),
      ),
    },
    {
      ...gauge('cybermetrics_measurement_day_timestamp_seconds', 'When the day that was measured began.', (one) => one.dayStartsAtSeconds),
      unit: 'seconds',
    },
  ];
  return families.map((family) => familyText(family, dialect)).join('') + (dialect === 'openmetrics' ? '# EOF\n' : '');
}

function labelsOf({ metric, measure, scopeKind, scope, scopeName }: ExposedMeasurement): Labels {
  return { metric, measure, scope_kind: scopeKind, scope, scope_name: scopeName };
}

function infoOf({ metric, version, measure, unit, direction, headline, title }: ExposedMeasure): Sample {
  return { labels: { metric, version, measure, unit, direction, headline: String(headline), title }, value: 1 };
}

function familyText({ name, type, unit, help, samples }: Family, dialect: Dialect): string {
  const sampleName = type === 'info' ? `${name}_info` : name;
  const isOpen = dialect === 'openmetrics';
  const shown = isOpen ? name : sampleName;
  const head = [
    `# TYPE ${shown} ${isOpen ? type : 'gauge'}\n`,
    unit === undefined || !isOpen ? '' : `# UNIT ${shown} ${unit}\n`,
    `# HELP ${shown} ${help}\n`,
  ];
  return head.join('') + samples.map(({ labels, value }) => `${sampleName}{${labelsText(labels)}} ${value}\n`).join('');
}

function labelsText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`)
    .join(',');
}

/** What a reader of `Accept` wants most of the two (RFC 9110, 12.5.1); OpenMetrics where both are as welcome, or neither. */
export function dialectOf(accept: string | null): Dialect {
  const weights: Record<Dialect, number> = { openmetrics: 0, prometheus: 0 };
  for (const part of (accept ?? '').split(',')) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const told = (name: string) => parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
    const weight = Number(told('q') ?? 1);
    const version = told('version')?.replaceAll('"', '');
    if (range === 'application/openmetrics-text' && (version === undefined || version === '1.0.0'))
      weights.openmetrics = Math.max(weights.openmetrics, weight);
    if (range === 'text/plain' && (version === undefined || version === '0.0.4')) weights.prometheus = Math.max(weights.prometheus, weight);
  }
  return weights.prometheus > weights.openmetrics ? 'prometheus' : 'openmetrics';
}
