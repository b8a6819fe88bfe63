/** Whose solution a finding shows, where several scanners tell one. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { openImportBench, type FileToImport, type ImportBench } from '#test/support/import-bench.ts';
import { nessusFile, ward } from '#test/support/report-files.ts';
import { readFindingDetail } from '../findings.ts';
import { listRecords } from '../query/list.ts';
import { stateApart, withdrawStatement } from './state-names.ts';

const cve = 'CVE-2026-0001';
const now = '2026-06-01T12:00:00.000Z' as Instant;
let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const march: FileToImport = {
  file: 'march.nessus',
  content: nessusFile([{ ...ward, startedAt: '2026-03-10T11:00:00Z', items: [{ plugin: 5, severity: 4, cves: [cve] }] }]),
};
const april: FileToImport = {
  file: 'april.csv',
  content: `IP,DNS,QID,Title,Severity,CVE ID,Solution\n${ward.ip},${ward.fqdn},700,Invented 700,3,${cve},Replace it.\n`,
  observedAt: '2026-04-10T11:00:00.000Z',
};

const cveFinding = () =>
  bench.read(async (scope) => {
    const asked = { now, today: dayOf(now, scope.timeZone) };
    const filter = parseFilter(`eq(cveId,${cve})`, recordKinds.finding, recordKinds);
    const { items } = await listRecords(scope, 'finding', { ...asked, filter, sort: [], limit: 10 });
    const id = items[0]?.id as Id;
    return { id, solution: (await readFindingDetail(scope, id, asked))?.solution };
  });

test.each([
  ['in order', [march, april]],
  ['the later one first', [april, march]],
])('is that of the check which saw it first, files handed in %s', async (_, files) => {
  for (const file of files) await bench.handIn(file);
  expect((await cveFinding()).solution).toBe('Mend 5.');
});

test('goes with what is set apart, and comes back with it', async () => {
  await bench.handIn(march);
  await bench.handIn(april);
  const { id } = await cveFinding();
  const saying = { reason: 'nagekeken', by: 'local', now, newId: bench.fresh.newId };
  const said = await bench.read((scope) =>
    stateApart(scope, { findingId: id, scanner: 'nessus', nativeId: null, extent: 'asset', ...saying }),
  );
  expect((await cveFinding()).solution).toBe('Replace it.');
  await bench.read((scope) => withdrawStatement(scope, said.id, saying));
  expect((await cveFinding()).solution).toBe('Mend 5.');
});
