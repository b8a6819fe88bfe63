/** Cases of the endpoints of what leaves the node as a file (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import type { EndpointCase } from './endpoint-cases.ts';

const assets = { params: { list: 'assets' } };

export const exportCases = {
  'exports.records': {
    works: () => ({ ...assets, query: { format: 'csv', filter: 'not(unknown(name))', sort: '-name' } }),
    bad: {
      'no format': assets,
      'a format that is none': { ...assets, query: { format: 'pdf' } },
      'a list of people': { params: { list: 'people' }, query: { format: 'csv' } },
      'a filter that cannot be read': { ...assets, query: { format: 'csv', filter: 'and(' } },
      'a sort by no field': { ...assets, query: { format: 'xlsx', sort: 'nosuch' } },
      'a sort that causes do not have': { params: { list: 'findings-by-check' }, query: { format: 'csv', sort: 'ticket' } },
      'a day to come': { ...assets, query: { format: 'parquet', asOf: '2999-01-01' } },
      'a past day of a kind without history': { params: { list: 'imports' }, query: { format: 'csv', asOf: '2026-01-01' } },
    },
    // The headers alone.
    stranger: { own: (answer: unknown) => expect(String(answer).split('\r\n')).toEqual([expect.stringContaining('name'), '']) },
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
