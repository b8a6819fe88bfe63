/** What leaves the node as a file: any list as CSV, workbook or Parquet, with the filter and order of the list. */
import { z } from 'zod';
import { exportFormats, exportListNames, mediaTypes } from '#core/exports/table.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { ListQuery } from '../records.ts';

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

export const exportEndpoints = [exportRecords] as const;
