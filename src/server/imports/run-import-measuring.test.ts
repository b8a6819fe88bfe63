import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openImportBench, type ImportBench } from '../../../test/support/import-bench.ts';
import { nessusFile, registerFile, twoFlaws, ward } from '../../../test/support/report-files.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

describe('what is to be measured after an import', () => {
  const rows = [{ Name: 'Balie', 'Host name': 'ws-0412.zuiderhof.example' }];

  /** The day asked for since the last time. */
  const asked = (): Promise<string | null> =>
    bench.read(async ({ client, organisationId }) => {
      const { rows: taken } = await client.query<{ from_on: string }>(
        'delete from measure_pending where organisation_id = $1 returning from_on',
        [organisationId],
      );
      return taken[0]?.from_on ?? null;
    });

  test('a register that only repeats itself is measured from its own day on: the gates ask when it last spoke', async () => {
    await bench.handIn({ file: 'cmdb.csv', content: registerFile(rows), observedAt: '2025-11-10T00:00:00.000Z' });
    expect(await asked()).toBe('2025-11-10');
    const again = await bench.handIn({ file: 'cmdb.csv', content: registerFile(rows), observedAt: '2025-12-10T00:00:00.000Z' });
    expect(again).toMatchObject({ stored: 0, unchanged: 1, changedFromAt: null });
    expect(await asked()).toBe('2025-12-10');
  });

  test('a scan that only prolongs what is known is measured from the day it looked, never from a day to come', async () => {
    const scan = (startedAt: string) => nessusFile([{ ...ward, startedAt, items: twoFlaws }]);
    const today = bench.fresh.now.slice(0, 10);
    const [yesterday, before] = [1, 3].map((days) => new Date(Date.parse(bench.fresh.now) - days * 86_400_000).toISOString().slice(0, 10));
    await bench.handIn({ file: '1.nessus', content: scan(`${before}T11:00:00Z`) });
    expect(await asked()).toBe(before);
    const second = await bench.handIn({ file: '2.nessus', content: scan(`${yesterday}T11:00:00Z`) });
    expect(second.changedFromAt?.slice(0, 10) ?? 'nothing').toSatisfy((day: string) => day > today);
    expect(await asked()).toBe(yesterday);
    await bench.handIn({ file: '3.nessus', content: scan(`${today.slice(0, 4)}-12-31T23:30:00Z`) });
    expect(await asked()).toBe(today);
  });

  test('a scanned host without a single result was looked at all the same', async () => {
    await bench.handIn({ file: 'leeg.nessus', content: nessusFile([{ ...ward, startedAt: '2025-11-10T11:00:00Z', items: [] }]) });
    await asked();
    const again = await bench.handIn({
      file: 'leeg.nessus',
      content: nessusFile([{ ...ward, startedAt: '2025-12-10T11:00:00Z', items: [] }]),
    });
    expect(again).toMatchObject({ status: 'complete', read: 0 });
    expect(await asked()).toBe('2025-12-10');
  });

  test('a duplicate, and a file in which nobody is mentioned, ask for nothing', async () => {
    const file = { file: 'cmdb.csv', content: registerFile(rows), observedAt: '2025-11-10T00:00:00.000Z' };
    await bench.handIn(file);
    await asked();
    expect((await bench.handIn(file)).duplicateOf).not.toBeNull();
    await bench.handIn({ file: 'leeg.nessus', content: nessusFile([]) });
    expect(await asked()).toBeNull();
  });
});
