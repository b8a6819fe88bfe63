/** The resilience index: one figure over many metrics, never without its band and what it rests on, and how it came about. */
import { z } from 'zod';
import { metricDomains } from '#core/metrics/define-metric.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { NoParams, NoQuery } from '../records.ts';
import { OverviewSign, SeriesPoint } from './metrics.ts';

const Localised = OverviewSign.shape.title;
const Domain = z.enum(metricDomains);

/** Scores lie between 0, everything at its worst goalpost, and 1, everything at its best. All three or none. */
const Figure = {
  index: z.number().nullable(),
  lower: z.number().nullable().describe('5th percentile of 1,000 draws of weights, goalposts and values (sensitivity band)'),
  upper: z.number().nullable().describe('95th percentile'),
};

const Coverage = z
  .object({ metricsUsed: z.int(), metricsOf: z.int(), domainsUsed: z.int(), domainsOf: z.int() })
  .describe('metrics with a value, of those with goalposts; domains that are not missing');

export const IndexedMetricJson = z.object({
  id: z.string(),
  version: z.string(),
  title: Localised,
  question: Localised,
  measure: z.string(),
  unit: z.string(),
  goalposts: z.object({ worst: z.number(), best: z.number(), basis: Localised }),
  weight: z.number().describe('within its domain; all weights of a domain together are 1'),
  score: z.number().nullable().describe('0 at the worst goalpost and beyond, 1 at the best and beyond; null: not used'),
  value: z.number().nullable().describe('the one that counts: of newest, or carried from carriedFromOn'),
  carriedFromOn: z.iso.date().nullable().describe('the sources became too old; the last good value counts for one period of grace more'),
  notUsed: SeriesPoint.shape.state.exclude(['measured']).nullable().describe('why it has no value that counts'),
  gain: z.number().nullable().describe('how much higher the index would be with this metric at its best and all else as it is'),
  newest: SeriesPoint.nullable(),
  rows: OverviewSign.shape.rows,
});
export type IndexedMetricJson = z.infer<typeof IndexedMetricJson>;

export const ResilienceIndex = z.object({
  asOf: z.iso.date().nullable().describe('newest day on which anything was measured; null before the first'),
  whole: z.object({ ...Figure, missing: Localised.nullable().describe('why there is none') }),
  coverage: Coverage,
  domains: z.array(
    z.object({
      domain: Domain,
      ...Figure,
      weight: z.number(),
      missing: Localised.nullable(),
      metricsUsed: z.int(),
      metricsOf: z.int(),
      metrics: z.array(IndexedMetricJson),
    }),
  ),
  leftOut: z.array(z.object({ id: z.string(), title: Localised, reason: Localised })).describe('metrics without goalposts'),
  series: z
    .array(
      z.object({
        on: z.iso.date(),
        ...Figure,
        coverage: Coverage,
        entered: z
          .array(z.string())
          .describe('metrics with a value that had none at the point before: not comparable with it as it stands'),
        left: z.array(z.string()),
      }),
    )
    .describe('the last day of every month, and the newest'),
  rules: z.array(Localised).describe('how it is made and what it cannot say'),
});
export type ResilienceIndex = z.infer<typeof ResilienceIndex>;

export const getIndex = defineEndpoint({
  id: 'index.get',
  method: 'GET',
  path: '/index',
  summary: 'The resilience index with its band, its coverage, its course by month and everything it is made of',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: ResilienceIndex,
  problems: [],
});

export const indexEndpoints = [getIndex] as const;
