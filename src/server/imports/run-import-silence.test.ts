/** When what a file does not say closes a finding or takes an asset off its register, and when not. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openImportBench, type ImportBench } from '../../../test/support/import-bench.ts';
import { nessusFile, registerFile, type ReportHost } from '../../../test/support/report-files.ts';
import { writeWorkbook } from '../../../test/support/workbook-file.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Day } from '#core/kernel/time.ts';
import { listIssues } from '#store/imports.ts';
import { readImportReport } from './import-report.ts';
import { gateFacts } from '#store/measuring/gate-facts.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const closedFindings = async () => (await bench.history()).findings.filter((text) => text.includes('"closed"'));

describe('findings', () => {
  const ward: Omit<ReportHost, 'startedAt' | 'items'> = { ip: '10.20.1.5', fqdn: 'ws-0412.zuiderhof.example', mac: '00:1b:44:11:3a:c1' };
  const both = [
    { plugin: 10001, severity: 4, cves: ['CVE-2021-34527'] },
    { plugin: 10003, severity: 2, port: 3389 },
  ] as const;
  const march = { file: 'march.nessus', content: nessusFile([{ ...ward, startedAt: '2026-03-10T11:00:00Z', items: both }]) };
  const april = { file: 'april.nessus', content: nessusFile([{ ...ward, startedAt: '2026-04-10T11:00:00Z', items: both.slice(1) }]) };

  test('a scan handed in as a part closes nothing by being silent', async () => {
    await bench.handIn(march);
    expect(await bench.handIn({ ...april, isPartial: true })).toMatchObject({ status: 'complete', partialFile: true });
    expect(await closedFindings()).toEqual([]);
  });

  test('the same scan handed in as a whole afterwards closes, whichever of both came first', async () => {
    await bench.handIn(march);
    await bench.handIn({ ...april, isPartial: true });
    expect(await bench.handIn(april)).toMatchObject({ status: 'complete', duplicateOf: null });
    const closed = await closedFindings();
    expect(closed).toHaveLength(1);
    expect(closed[0]).toContain('CVE-2021-34527');
    const other = await openImportBench();
    try {
      for (const file of [april, { ...april, isPartial: true }, march]) await other.handIn(file);
      expect((await other.history()).findings).toEqual((await bench.history()).findings);
    } finally {
      await other.end();
    }
  });

  const exported = (as: 'csv' | 'xlsx', day: string, rows: readonly string[]) => {
    const lines = ['Host,CVE,Severity', ...rows];
    const content =
      as === 'csv' ? `${lines.join('\n')}\n` : writeWorkbook([{ name: 'Export', rows: lines.map((line) => line.split(',')) }]);
    return { file: `${day}.${as}`, content, observedAt: `${day}T10:00:00.000Z` };
  };
  const [first, second] = ['ws-1.zuiderhof.example,CVE-2021-34527,critical', 'ws-1.zuiderhof.example,CVE-2021-1675,high'];

  test.each([
    ['csv', 'no row refused', [], 1],
    ['csv', 'a row refused', ['ws-2.zuiderhof.example,CVE-2021-1675,raar'], 0],
    ['xlsx', 'no row refused', [], 1],
    ['xlsx', 'a row refused', ['ws-2.zuiderhof.example,CVE-2021-1675,raar'], 0],
  ] as const)(
    'an export of a scanner (%s) closes what it no longer has only when it was read whole: %s',
    async (as, _, rowsRefused, closed) => {
      await bench.handIn(exported(as, '2026-03-10', [first, second]));
      const row = await bench.handIn(exported(as, '2026-04-10', [second, ...rowsRefused]));
      expect(row).toMatchObject({ status: 'complete', refused: rowsRefused.length });
      // The checks of an export are unknown: two silences in a row decide.
      await bench.handIn(exported(as, '2026-05-10', [second]));
      expect(await closedFindings()).toHaveLength(closed);
    },
  );
});

describe('registers', () => {
  const [a, b] = [
    { Name: 'A', 'Serial number': 'SN-100', Vendor: 'Voorbeeld' },
    { Name: 'B', 'Serial number': 'SN-200', Vendor: 'Voorbeeld' },
  ];
  const months = ['2026-01-10T00:00:00.000Z', '2026-02-10T00:00:00.000Z', '2026-03-10T00:00:00.000Z'] as const;
  const whoLeft = async () =>
    (await bench.history()).presence.filter((text) => !text.includes('"to_at": "infinity"')).map((text) => text[0]);

  test('a register with a refused row takes nobody off, says so, and still counts as handed in', async () => {
    await bench.handIn({ file: 'cmdb.csv', content: registerFile([a, b]), observedAt: months[0] });
    const content = `${registerFile([a])}te,veel,cellen,in,deze,regel,van,het,bestand,x\n`;
    const row = await bench.handIn({ file: 'cmdb.csv', content, observedAt: months[1] });
    expect(row).toMatchObject({ status: 'complete', read: 2, refused: 1, issuesTotal: 2 });
    const issues = await bench.read((scope) => listIssues(scope, row.id, { after: 0, limit: 10 }));
    expect(issues).toMatchObject([
      { number: 1, code: 'row-column-count', severity: 'refused' },
      { number: 2, code: 'register-not-whole', severity: 'note', itemNumber: null },
    ]);
    expect(issues[1]?.message).toContain('1 row was refused');
    expect(await whoLeft()).toEqual([]);
    const day = '2026-02-10' as Day;
    const facts = await bench.read((scope) => gateFacts(scope, day, day));
    expect(facts.get(day)?.register).toBe(day);

    await bench.handIn({ file: 'cmdb.csv', content: registerFile([a]), observedAt: months[2] });
    expect(await whoLeft()).toEqual(['B']);
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, row) => ({ Name: `A${row}`, 'Serial number': `SN-${100 + row}`, Vendor: 'Voorbeeld' }));
  const remarksOf = async (importId: Id) => {
    const issues = await bench.read((scope) => listIssues(scope, importId, { after: 0, limit: 10 }));
    return issues.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);
  };

  test('a whole register with less than half of what stood registered says how many are missing, and is taken', async () => {
    await bench.handIn({ file: 'cmdb.csv', content: registerFile(many(20)), observedAt: months[0] });
    const half = await bench.handIn({ file: 'cmdb.csv', content: registerFile(many(10)), observedAt: months[1] });
    expect(await remarksOf(half.id)).toEqual([]);
    await bench.handIn({ file: 'cmdb.csv', content: registerFile(many(24)), observedAt: months[1].replace('-10T', '-20T') });
    const row = await bench.handIn({ file: 'cmdb.csv', content: registerFile(many(2)), observedAt: months[2] });
    expect(row).toMatchObject({ status: 'complete', issuesTotal: 1 });
    const [said] = await remarksOf(row.id);
    expect(said).toContain('warning register-much-smaller: The file was handed in as complete and has 2 rows, where 24 assets');
    expect(said).toContain(': 22 of these are missing');
    // It comes last, and is shown before a hundred remarks on rows.
    await bench.read(async (scope) => {
      const parameters = [scope.organisationId, row.id];
      await scope.client.query('update import_issue set number = 201 where organisation_id = $1 and import_id = $2', parameters);
      await scope.client.query(
        `insert into import_issue (organisation_id, import_id, number, code, message, severity, item_number)
         select $1, $2, number, 'value-invalid', 'x', 'warning', number from generate_series(1, 200) as number`,
        parameters,
      );
    });
    const { issues } = await bench.read((scope) => readImportReport(scope, row.id));
    expect([issues[0]?.code, issues.length]).toEqual(['register-much-smaller', 100]);
    expect((await bench.history()).presence.filter((text) => text.includes('"to_at": "2026-03-10'))).toHaveLength(22);
  });

  test('a part, and a register of less than twenty, may be as small as it likes', async () => {
    await bench.handIn({ file: 'few.csv', content: registerFile(many(19)), observedAt: months[0] });
    expect(await remarksOf((await bench.handIn({ file: 'few.csv', content: registerFile([a]), observedAt: months[1] })).id)).toEqual([]);
    await bench.handIn({ file: 'cmdb.csv', content: registerFile(many(24)), observedAt: months[0] });
    const part = { file: 'cmdb.csv', content: registerFile(many(2)), observedAt: months[1], isPartial: true };
    expect(await remarksOf((await bench.handIn(part)).id)).toEqual([]);
  });

  test('the whole register handed in again after a much smaller one is no repetition, and puts it right', async () => {
    // Handed in without a day of their own, one hour after another.
    const handIn = (hour: number, count: number) =>
      bench.handIn({ file: 'cmdb.csv', content: registerFile(many(count)), receivedAt: `2026-01-05T0${hour}:00:00.000Z` });
    const [old, whole] = [await handIn(1, 23), await handIn(2, 24)];
    expect(await handIn(3, 24)).toMatchObject({ duplicateOf: whole.id });
    await handIn(4, 2);
    expect(await whoLeft()).toHaveLength(22);
    expect(await handIn(5, 23)).toMatchObject({ duplicateOf: old.id });
    const again = await handIn(6, 24);
    expect(again).toMatchObject({ status: 'complete', duplicateOf: null });
    const { presence } = await bench.history();
    expect(presence.filter((text) => text.includes('"to_at": "infinity"'))).toHaveLength(24);
    expect(await handIn(7, 24)).toMatchObject({ duplicateOf: whole.id });
  });

  test('and so it is after a second small file, of which nothing was said because few were left', async () => {
    const handIn = (hour: number, rows: ReturnType<typeof many>) =>
      bench.handIn({ file: 'cmdb.csv', content: registerFile(rows), receivedAt: `2026-01-05T0${hour}:00:00.000Z` });
    const whole = await handIn(1, many(24));
    expect(await remarksOf((await handIn(2, many(24).slice(0, 2))).id)).toHaveLength(1);
    expect(await remarksOf((await handIn(3, many(24).slice(2, 4))).id)).toEqual([]);
    expect(await handIn(4, many(24))).toMatchObject({ status: 'complete', duplicateOf: null });
    expect((await bench.history()).presence.filter((text) => text.includes('"to_at": "infinity"'))).toHaveLength(24);
    expect(await handIn(5, many(24))).toMatchObject({ duplicateOf: whole.id });
  });

  test('an asset that leaves its register is no longer registered, unless the file is no full snapshot', async () => {
    await bench.handIn({ file: 'cmdb.csv', content: registerFile([a, b]), observedAt: '2026-01-10T00:00:00.000Z' });
    await bench.handIn({ file: 'cmdb.csv', content: registerFile([a]), observedAt: '2026-02-10T00:00:00.000Z', isPartial: true });
    expect((await bench.history()).presence.filter((text) => text.includes('2026-02-10T00:00:00'))).toHaveLength(1);
    await bench.handIn({ file: 'cmdb.csv', content: registerFile([a]), observedAt: '2026-03-10T00:00:00.000Z' });
    const { presence } = await bench.history();
    expect(presence.map((text) => [text[0], /"to_at": "([^"]+)"/.exec(text)?.[1]])).toEqual([
      ['A', 'infinity'],
      ['B', '2026-03-10T00:00:00+00:00'],
    ]);
  });
});
