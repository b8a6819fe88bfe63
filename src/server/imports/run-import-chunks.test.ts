/** Where one transaction's work ends and the next begins. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openImportBench, type ImportBench } from '../../../test/support/import-bench.ts';
import { nessusFile, registerFile, type ReportHost } from '../../../test/support/report-files.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

/** A MAC address that is none: the row is stored, with a warning that the importer says before it. */
const warned = { 'MAC address': 'geen' };

test.each([
  ['the row after a full chunk', [5]],
  ['the last row of a chunk and the first of the next', [4, 5]],
  ['one row in three', [3, 6, 9, 12, 15, 18]],
  ['every row', Array.from({ length: 20 }, (_, index) => index + 1)],
])('a row is counted once though its remark comes before it: %s', async (_, rowsWarned) => {
  const rows = Array.from({ length: 20 }, (_row, index) => ({
    Name: `Pomp ${index + 1}`,
    Vendor: 'Voorbeeld',
    'Serial number': `SN-${index + 1}`,
    ...(rowsWarned.includes(index + 1) ? warned : {}),
  }));
  const file = { file: 'cmdb.csv', content: registerFile(rows), observedAt: '2026-03-01T00:00:00.000Z' };
  for (const chunkItems of [1, 4]) {
    const accepted = await bench.accept({ ...file, content: `${file.content}${'\n'.repeat(chunkItems)}` });
    const row = await bench.run(accepted, { chunkItems });
    const isFirst = chunkItems === 1;
    expect(row, `chunks of ${chunkItems}`).toMatchObject({ status: 'complete', read: 20, refused: 0, merged: 0 });
    expect(row).toMatchObject({ stored: isFirst ? 20 : 0, unchanged: isFirst ? 0 : 20, issuesTotal: rowsWarned.length });
  }
});

test('findings opened with their asset are the same whether the asset came in one chunk or in several', async () => {
  const host = (index: number, items: ReportHost['items']): ReportHost => {
    return { ip: `10.20.1.${index}`, fqdn: `ws-${index}.zuiderhof.example`, startedAt: '2026-03-10T11:00:00Z', items };
  };
  const content = nessusFile([
    // Two checks speak of one flaw, the second more gravely.
    host(1, [
      { plugin: 10001, severity: 2, cves: ['CVE-2021-34527'] },
      { plugin: 10002, severity: 4, cves: ['CVE-2021-34527', 'CVE-2021-1675'], port: 445 },
      { plugin: 10003, severity: 0, port: 22 },
    ]),
    host(2, [{ plugin: 10001, severity: 2, cves: ['CVE-2021-34527'] }]),
    // The first host once more, later in the file.
    host(1, [{ plugin: 10004, severity: 3, port: 80 }]),
  ]);
  const outcomes = [];
  for (const chunkItems of [1_000, 1]) {
    const other = await openImportBench();
    try {
      const row = await other.run(await other.accept({ file: 'march.nessus', content }), { chunkItems });
      const { status, read, stored, merged, unchanged, refused } = row;
      outcomes.push({ counts: { status, read, stored, merged, unchanged, refused }, ...(await other.history()) });
    } finally {
      await other.end();
    }
  }
  expect(outcomes[0]?.counts).toEqual({ status: 'complete', read: 5, stored: 5, merged: 0, unchanged: 0, refused: 0 });
  expect(outcomes[0]?.findings).toHaveLength(4);
  expect(outcomes[1]).toEqual(outcomes[0]);
});
