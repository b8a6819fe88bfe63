/** What leaves the node: any list and the measurements as CSV, workbook or Parquet; the newest figures as OpenMetrics. */
import { z } from 'zod';
import { exportFormats, exportListNames, mediaTypes } from '#core/exports/table.ts';
import { expositionTypes } from '#core/exports/exposition.ts';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { ListQuery, NoParams } from '../records.ts';

const { filter, sort, asOf } = ListQuery.shape;
const format = z
  .enum(exportFormats)
  .describe('headers of csv and xlsx are in the language of Accept-Language, those of parquet are field names');

export const exportRecords = defineEndpoint({
  id: 'exports.records',
  method: 'GET',
  path: '/exports/{list}',
  summary: 'Every row of a list that a filter selects, as a file; at most 1,000,000 rows, of a workbook 200,000',
  access: access.read,
  params: z.strictObject({ list: z.enum(exportListNames) }),
  query: z.strictObject({ format, filter, sort, asOf }),
  body: null,
  response: null,
  responseKind: 'bytes',
  mediaTypes: exportFormats.map((one) => mediaTypes[one]),
  problems: ['filter-invalid', 'sort-invalid', 'filter-too-broad', 'request-invalid'],
});

export const exportMeasurements = defineEndpoint({
  id: 'exports.measurements',
  method: 'GET',
  path: '/exports/measurements',
  summary: 'Measurements day by day, of one metric or all, as a file; at most 1,000,000 rows, of a workbook 200,000',
  access: access.read,
  params: NoParams,
  query: z.strictObject({
    format,
    metric: z.string().max(40).optional().describe('id, such as VUL-05; default: every metric'),
    scopeKind: z.enum(scopeKinds).optional().describe('default: the organisation and every part of it'),
    from: z.iso.date().optional().describe('default: the first day that was measured'),
    to: z.iso.date().optional().describe('default: today'),
  }),
  body: null,
  response: null,
  responseKind: 'bytes',
  mediaTypes: exportFormats.map((one) => mediaTypes[one]),
  problems: ['metric-not-found', 'filter-too-broad', 'request-invalid'],
});

/** Some of the kinds, each once, with commas between them. */
const kindList = new RegExp(`^(?:${scopeKinds.join('|')})(?:,(?:${scopeKinds.join('|')}))*$`);

export const exposeMetrics = defineEndpoint({
  id: 'exports.openMetrics',
  method: 'GET',
  path: '/openmetrics',
  summary: 'The newest measurement of every metric as OpenMetrics 1.0, or as Prometheus text where Accept asks for it',
  access: access.read,
  params: NoParams,
  query: z.strictObject({
    scopes: z
      .string()
      .max(100)
      .regex(kindList)
      .default('organisation')
      .describe(`with commas: ${scopeKinds.join(', ')}`),
  }),
  body: null,
  response: null,
  responseKind: 'text',
  mediaTypes: Object.values(expositionTypes),
  problems: ['filter-too-broad', 'request-invalid'],
});

// Measurements before the lists: they are no list of records.
export const exportEndpoints = [exportMeasurements, exportRecords, exposeMetrics] as const;
