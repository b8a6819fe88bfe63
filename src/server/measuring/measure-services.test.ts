/** What is measured of a service on days before anybody said what rests on it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Day, Instant } from '#core/kernel/time.ts';
import { readSeries } from '#store/measuring/read-series.ts';
import { openImportBench, type ImportBench } from '../../../test/support/import-bench.ts';
import { runMeasuring } from './run-measuring.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

it('a count has no value before the service had assets, however often it is measured, and 0 where it has and there is nothing', async () => {
  const register = 'Asset tag,Serial number,Vendor,Name,Class\nMT-7,S100,Maker,Store,server\n';
  await bench.handIn({ file: 'register.csv', content: register, observedAt: '2026-02-01T08:00:00.000Z' });
  const scan = 'Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name\n';
  await bench.handIn({
    file: 'scan.csv',
    content: `${scan}1,CVE-2026-1,9,Critical,10.0.0.9,tcp,80,Old\n`,
    observedAt: '2026-02-05T08:00:00.000Z',
  });
  const graph = 'from,from kind,to,to kind,criticality\n"eq(class,server)",filter,Charting,service,\n';
  await bench.handIn({ file: 'graph.csv', content: graph, observedAt: '2026-03-01T08:00:00.000Z' });
  const { database, organisationId } = bench.fresh;
  const now = '2026-03-10T12:00:00.000Z' as Instant;
  const request = { database, organisationId, today: '2026-03-10' as Day, now };
  await runMeasuring(request);
  await runMeasuring({ ...request, fromDay: '2026-02-01' as Day });
  const series = await bench.read((scope) =>
    readSeries(scope, {
      metricId: 'VUL-02',
      version: '1.1.0',
      measures: ['open'],
      scope: { kind: 'service', id: 'service:charting' },
      to: '2026-03-10' as Day,
    }),
  );
  const days = [...series.values()][0] ?? [];
  expect(days.filter(({ day, measurement }) => day < '2026-03-01' && measurement.state === 'measured')).toEqual([]);
  expect(
    days.filter(({ day }) => day >= '2026-03-01').map(({ measurement }) => measurement.state === 'measured' && measurement.value),
  ).toEqual(Array.from({ length: 10 }, () => 0));
});
