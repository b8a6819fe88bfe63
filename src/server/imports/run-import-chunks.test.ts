/** Where one transaction's work ends and the next begins. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openImportBench, type ImportBench } from '../../../test/support/import-bench.ts';
import { registerFile } from '../../../test/support/report-files.ts';

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
