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
  'exports.measurements': {
    works: () => ({ query: { format: 'csv', metric: 'ast-11', from: '2026-03-01' } }),
    bad: {
      'no format': {},
      'no metric of ours': { query: { format: 'csv', metric: 'XYZ-99' } },
      'a kind of scope that is none': { query: { format: 'csv', scopeKind: 'planet' } },
      'a day that is none': { query: { format: 'csv', from: '2026-02-30' } },
      'days the wrong way round': { query: { format: 'csv', from: '2026-03-02', to: '2026-03-01' } },
    },
    stranger: { own: (answer: unknown) => expect(String(answer)).toMatch(/^\uFEFF?metric,[^\n]*\r\n$/) },
  },
  'exports.openMetrics': {
    works: () => ({ query: { scopes: 'organisation,department' } }),
    bad: {
      'a kind of scope that is none': { query: { scopes: 'planet' } },
      'no kind of scope': { query: { scopes: '' } },
      'a kind of scope and nothing': { query: { scopes: 'organisation,' } },
    },
    // Nothing was measured there, and that is what it says.
    stranger: {
      own: (answer: unknown) => {
        expect(String(answer)).not.toMatch(/^cybermetrics_measurement\{/m);
        expect(String(answer)).toMatch(/cybermetrics_measurement_state="no-data"\} 1\n/);
        expect(String(answer)).not.toMatch(/cybermetrics_measurement_state="(?!no-data)[a-z-]+"\} 1\n/);
      },
    },
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
