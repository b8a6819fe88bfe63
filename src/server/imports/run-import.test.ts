import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openImportBench, type FileToImport, type ImportBench } from '../../../test/support/import-bench.ts';
import { nessusFile, nmapFile, registerFile, type ReportHost } from '../../../test/support/report-files.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { readAssetDetail } from '#store/assets.ts';
import { readFindingDetail } from '#store/findings.ts';
import { listIssues } from '#store/imports.ts';
import { readingOrganisation } from '#store/scope.ts';

const importersFolder = path.join(import.meta.dirname, '../../importers');
const moment = { now: '2026-06-30T12:00:00.000Z' as Instant, today: '2026-06-30' as Day };

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

async function fixture(name: string): Promise<FileToImport> {
  return { file: path.basename(name), content: await readFile(path.join(importersFolder, name)) };
}

function countRows(table: string): Promise<number> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ count: number }>(`select count(*)::int as count from ${table} where organisation_id = $1`, [
      scope.organisationId,
    ]);
    return rows[0]?.count ?? 0;
  });
}

/** Every row of every table of records, as PostgreSQL writes it, ids included. */
function dumpRows(): Promise<string[]> {
  const tables =
    'asset asset_version asset_claim asset_identifier asset_join identifier_disabled sighting presence finding finding_version observation detection scanner_check flaw department';
  return bench.read(async (scope) => {
    const dumps: string[] = [];
    for (const table of tables.split(' ')) {
      const { rows } = await scope.client.query<{ text: string }>(
        `select '${table} ' || given::text || ' ' || xmin as text from ${table} given where organisation_id = $1 order by 1`,
        [scope.organisationId],
      );
      dumps.push(...rows.map((row) => row.text));
    }
    return dumps;
  });
}

const ward: ReportHost = {
  ip: '10.20.1.5',
  fqdn: 'ws-0412.zuiderhof.example',
  mac: '00:1b:44:11:3a:c1',
  startedAt: '2026-03-10T11:00:00Z',
  items: [],
};
const twoFlaws = [
  { plugin: 10001, severity: 4, cves: ['CVE-2021-34527', 'CVE-2021-1675'] },
  { plugin: 10003, severity: 2, port: 3389 },
  { plugin: 19506, severity: 0, port: 0 },
] as const;

describe('files of the importers', () => {
  test('a Nessus report becomes an asset, findings, detections and remarks, and every item is counted once', async () => {
    const row = await bench.handIn(await fixture('nessus/fixtures/authenticated-host.nessus'));
    expect(row).toMatchObject({
      status: 'complete',
      source: 'nessus',
      importer: 'nessus',
      observedAt: '2026-03-10T11:00:00.000Z',
      observedAtBasis: 'file',
    });
    expect(row).toMatchObject({ read: 3, stored: 3, merged: 0, unchanged: 0, refused: 0, issuesTotal: 1, problemCode: null });
    expect(await countRows('asset')).toBe(1);
    expect(await countRows('finding')).toBe(3);
    expect(await countRows('detection')).toBe(1);
    const issues = await bench.read((scope) => listIssues(scope, row.id, { after: 0, limit: 10 }));
    expect(issues).toMatchObject([{ number: 1, code: 'cve-malformed', line: 29, itemNumber: 1 }]);
  });

  test('refused rows are counted and kept with their line, and the rest is stored', async () => {
    const row = await bench.handIn(await fixture('csv/fixtures/refused-rows.csv'));
    expect(row).toMatchObject({ status: 'complete', read: 4, stored: 2, refused: 1, unchanged: 1 });
    expect(await countRows('asset')).toBe(2);
  });

  test('a truncated report ends partial: what came before stands and nothing is closed', async () => {
    const row = await bench.handIn(await fixture('nessus/fixtures/truncated.nessus'));
    expect(row).toMatchObject({ status: 'partial', problemCode: 'file-truncated' });
    expect(row.read).toBe(row.stored + row.merged + row.unchanged + row.refused);
    expect(await countRows('asset')).toBeGreaterThan(0);
  });

  test.each([
    ['nessus/fixtures/entity-bomb.nessus', 'file-entities-refused'],
    ['nmap/fixtures/entity-bomb.xml', 'file-entities-refused'],
  ])('%s is rejected with %s and leaves no record', async (name, code) => {
    const row = await bench.handIn(await fixture(name));
    expect(row).toMatchObject({ status: 'rejected', problemCode: code, read: 0, stored: 0 });
    expect(row.finishedAt).not.toBeNull();
    expect(await countRows('asset')).toBe(0);
  });

  test('bytes of no known format are rejected, and the row says what they look like', async () => {
    const row = await bench.handIn({ file: 'report.pdf', content: '%PDF-1.7 nothing of ours' });
    expect(row).toMatchObject({ status: 'rejected', problemCode: 'file-format-unknown', importer: null });
    expect(row.problemDetail).toContain('PDF');
  });

  test('a report without hosts is complete with nothing read', async () => {
    expect(await bench.handIn(await fixture('nessus/fixtures/no-hosts.nessus'))).toMatchObject({ status: 'complete', read: 0, stored: 0 });
  });
});

describe('the same again', () => {
  test('the same file adds an import row that names the first, and nothing else', async () => {
    const file = { file: 'maart.nessus', content: nessusFile([{ ...ward, items: twoFlaws }]) };
    const first = await bench.handIn(file);
    const before = await dumpRows();
    const second = await bench.handIn({ ...file, file: 'maart (1).nessus' });
    expect(second).toMatchObject({
      status: 'complete',
      duplicateOf: first.id,
      read: 0,
      stored: 0,
      source: 'nessus',
      observedAt: first.observedAt,
    });
    expect(await dumpRows()).toEqual(before);
    expect(await countRows('import_run')).toBe(2);
  });

  test('a file that ended partial is read again when it comes again', async () => {
    const file = await fixture('nessus/fixtures/truncated.nessus');
    await bench.handIn(file);
    const second = await bench.handIn(file);
    expect(second).toMatchObject({ duplicateOf: null, status: 'partial', stored: 0 });
  });

  test('the same content in other bytes changes no row and counts every item as unchanged', async () => {
    const hosts = [{ ...ward, items: twoFlaws }];
    await bench.handIn({
      file: 'cmdb.csv',
      content: registerFile([{ Name: 'Balie', 'Host name': 'ws-0412.zuiderhof.example' }]),
      observedAt: '2026-03-01T23:00:00.000Z',
    });
    await bench.handIn({ file: 'maart.nessus', content: nessusFile(hosts) });
    await bench.handIn({
      file: 'april.nessus',
      content: nessusFile([{ ...ward, startedAt: '2026-04-10T11:00:00Z', items: twoFlaws.slice(1) }]),
    });
    const before = await dumpRows();
    const again = await bench.handIn({ file: 'maart.nessus', content: nessusFile(hosts, { remark: ' ' }) });
    expect(again).toMatchObject({
      status: 'complete',
      duplicateOf: null,
      read: 3,
      unchanged: 3,
      stored: 0,
      merged: 0,
      changedFromAt: null,
    });
    const register = registerFile([{ Name: 'Balie', 'Host name': 'ws-0412.zuiderhof.example' }]);
    const registerAgain = await bench.handIn({ file: 'cmdb.csv', content: `${register}\n`, observedAt: '2026-03-01T23:00:00.000Z' });
    expect(registerAgain).toMatchObject({ status: 'complete', duplicateOf: null, read: 1, unchanged: 1 });
    expect(await dumpRows()).toEqual(before);
  });

  test('rows with nothing to recognise them by are found again by their words, each its own', async () => {
    const rows = [{ Name: 'Kruk' }, { Name: 'Kruk' }, { Name: 'Lamp' }];
    await bench.handIn({ file: 'cmdb 2026-01-01.csv', content: registerFile(rows), observedAt: '2026-01-01T00:00:00.000Z' });
    expect(await countRows('asset')).toBe(3);
    const next = await bench.handIn({
      file: 'cmdb 2026-02-01.csv',
      content: registerFile(rows.toReversed()),
      observedAt: '2026-02-01T00:00:00.000Z',
    });
    expect(next).toMatchObject({ source: 'cmdb', read: 3, unchanged: 3 });
    expect(await countRows('asset')).toBe(3);
  });
});

function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('there is such a row');
  return row;
}

async function findingId(cve: string): Promise<Id> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ id: Id }>(
      `select finding.id from finding join flaw on flaw.organisation_id = $1 and flaw.id = flaw_id where finding.organisation_id = $1 and flaw.key = $2`,
      [scope.organisationId, cve],
    );
    return first(rows).id;
  });
}

const months = ['2026-03-10T11:00:00Z', '2026-04-10T11:00:00Z', '2026-05-10T11:00:00Z'] as const;

describe('history', () => {
  test('the next scan closes what it no longer sees, and one after reopens it, each with its deadline', async () => {
    const [march, april, may] = months;
    await bench.handIn({ file: '1.nessus', content: nessusFile([{ ...ward, startedAt: march, items: twoFlaws }]) });
    const second = await bench.handIn({ file: '2.nessus', content: nessusFile([{ ...ward, startedAt: april, items: twoFlaws.slice(1) }]) });
    expect(second).toMatchObject({ read: 2, stored: 0, unchanged: 2, changedFromAt: '2026-04-10T11:00:00.000Z' });
    const third = await bench.handIn({ file: '3.nessus', content: nessusFile([{ ...ward, startedAt: may, items: twoFlaws }]) });
    expect(third).toMatchObject({ read: 3, stored: 1, unchanged: 2 });
    const id = await findingId('CVE-2021-34527');
    const detail = await bench.read((scope) => readFindingDetail(scope, id, moment));
    expect(detail?.history).toEqual([
      {
        state: 'open',
        severity: 'critical',
        fromAt: '2026-03-10T11:00:00.000Z',
        toAt: '2026-04-10T11:00:00.000Z',
        occurrence: 1,
        dueOn: '2026-03-24',
        decision: null,
        causes: [],
      },
      {
        state: 'closed',
        severity: 'critical',
        fromAt: '2026-04-10T11:00:00.000Z',
        toAt: '2026-05-10T11:00:00.000Z',
        occurrence: 1,
        dueOn: '2026-03-24',
        decision: null,
        causes: [],
      },
      {
        state: 'open',
        severity: 'critical',
        fromAt: '2026-05-10T11:00:00.000Z',
        toAt: null,
        occurrence: 2,
        dueOn: '2026-05-24',
        decision: null,
        causes: [],
      },
    ]);
    expect(detail?.policy).toBe('Critical');
    expect(detail?.solution).toBe('Mend 10001.');
    expect(detail?.observations.map((one) => [one.observedAt, one.file])).toEqual([
      ['2026-05-10T11:00:00.000Z', '3.nessus'],
      ['2026-03-10T11:00:00.000Z', '1.nessus'],
    ]);
  });

  test('a severity that rises brings the deadline forward, one that falls does not push it back', async () => {
    const [march, april, may] = months;
    const scan = (startedAt: string, severity: 2 | 4) =>
      nessusFile([{ ...ward, startedAt, items: [{ plugin: 10001, severity, cves: ['CVE-2021-34527'] }] }]);
    await bench.handIn({ file: '1.nessus', content: scan(march, 2) });
    expect(await bench.handIn({ file: '2.nessus', content: scan(april, 4) })).toMatchObject({ stored: 1 });
    await bench.handIn({ file: '3.nessus', content: scan(may, 2) });
    const id = await findingId('CVE-2021-34527');
    const detail = await bench.read((scope) => readFindingDetail(scope, id, moment));
    expect(detail?.history.map((one) => [one.severity, one.dueOn])).toEqual([
      ['medium', '2026-06-08'],
      ['critical', '2026-04-10'],
      ['medium', '2026-04-10'],
    ]);
  });

  test('a partial file closes nothing although it is silent', async () => {
    const [march, april] = months;
    await bench.handIn({ file: '1.nessus', content: nessusFile([{ ...ward, startedAt: march, items: twoFlaws }]) });
    const whole = nessusFile([{ ...ward, startedAt: april, items: twoFlaws.slice(1) }]);
    const cut = await bench.handIn({ file: '2.nessus', content: whole.slice(0, whole.indexOf('</Report>')) });
    expect(cut.status).toBe('partial');
    const open = await bench.history();
    expect(open.findings.filter((text) => text.includes('"closed"'))).toEqual([]);
    // The whole file, handed in later, says the same and may close.
    await bench.handIn({ file: '2.nessus', content: whole });
    const closed = await bench.history();
    expect(closed.findings.filter((text) => text.includes('"closed"'))).toHaveLength(2);
  });

  test('a device seen and not registered, and one registered and not seen, are ordinary assets', async () => {
    await bench.handIn({
      file: 'cmdb.csv',
      content: registerFile([{ Name: 'Ghost', 'Serial number': 'SN-1', Vendor: 'Voorbeeld' }]),
      observedAt: '2026-06-01T00:00:00.000Z',
    });
    await bench.handIn({
      file: 'lan.xml',
      content: nmapFile('2026-06-20T10:00:00Z', [{ ip: '10.20.0.9', mac: '00:1b:44:00:00:09', openPorts: [80] }]),
    });
    const current = await bench.read(async (scope) => {
      const { rows } = await scope.client.query(
        `select name, registered, seen from asset_version where organisation_id = $1 and valid_from_on <= '2026-06-30' and '2026-06-30' < valid_to_on order by name`,
        [scope.organisationId],
      );
      return rows;
    });
    expect(current).toEqual([
      { name: '10.20.0.9', registered: false, seen: true },
      { name: 'Ghost', registered: true, seen: false },
    ]);
  });
});

describe('identity', () => {
  test('one device in a register, an Nmap and a Nessus report is one asset that says why', async () => {
    const register = {
      Name: 'Infuuspomp 7',
      Class: 'medical',
      Vendor: 'Voorbeeld',
      Department: 'IC',
      'Serial number': 'SN-7',
      'MAC address': '00:1b:44:11:3a:c1',
    };
    await bench.handIn({ file: 'cmdb 2026-03.csv', content: registerFile([register]), observedAt: '2026-03-01T00:00:00.000Z' });
    await bench.handIn({
      file: 'lan.xml',
      content: nmapFile('2026-03-09T11:00:00Z', [
        { ip: '10.20.1.5', mac: '00:1B:44:11:3A:C1', fqdn: 'ws-0412.zuiderhof.example', openPorts: [443] },
      ]),
    });
    const scan = await bench.handIn({ file: 'maart.nessus', content: nessusFile([{ ...ward, items: twoFlaws }]) });
    expect(scan.stored).toBe(3);
    expect(await countRows('asset')).toBe(1);
    const detail = await bench.read(async (scope) => {
      const { rows } = await scope.client.query<{ id: Id }>('select id from asset where organisation_id = $1', [scope.organisationId]);
      return readAssetDetail(scope, first(rows).id, { now: '2026-03-12T00:00:00.000Z' as Instant, today: '2026-03-12' as Day });
    });
    expect(detail?.record).toMatchObject({
      name: 'Infuuspomp 7',
      class: 'medical',
      registered: true,
      seen: true,
      scanned: true,
      sourceCount: 3,
    });
    expect(detail?.joins.map((one) => [one.outcome, one.source])).toEqual([
      ['created', 'cmdb'],
      ['joined', 'nmap'],
      ['joined', 'nessus'],
    ]);
    expect(detail?.joins[1]?.explanation.nl).toContain('MAC-adres');
    expect(detail?.sources.map((one) => one.source).toSorted()).toEqual(['cmdb', 'nessus', 'nmap']);
    expect(detail?.identifiers.find((one) => one.kind === 'mac')).toMatchObject({
      sources: ['cmdb', 'nessus', 'nmap'],
      disabled: false,
      lastObservedAt: '2026-03-10T11:00:00.000Z',
    });
    expect(detail?.history[0]?.changed).toContainEqual({ field: 'department', value: 'IC' });
  });

  test('a row that only repeats what another source said is merged', async () => {
    const row = { Name: 'Pomp', Vendor: 'Voorbeeld', 'Serial number': 'SN-7' };
    await bench.handIn({ file: 'cmdb.csv', content: registerFile([row]), observedAt: '2026-03-01T00:00:00.000Z' });
    const other = await bench.handIn({ file: 'mt.csv', content: registerFile([row]), observedAt: '2026-03-02T00:00:00.000Z' });
    expect(other).toMatchObject({ read: 1, merged: 1, stored: 0, unchanged: 0 });
  });

  test('a value on more than three assets is switched off and listed', async () => {
    const rows = Array.from({ length: 5 }, (_, index) => ({
      'Asset tag': `T-${index}`,
      Name: `Scherm ${index}`,
      Vendor: 'Voorbeeld',
      'Serial number': 'SN-SAME',
    }));
    await bench.handIn({ file: 'cmdb.csv', content: registerFile(rows), observedAt: '2026-03-01T00:00:00.000Z' });
    expect(await countRows('asset')).toBe(5);
    const disabled = await bench.read(async (scope) => {
      const { rows: found } = await scope.client.query(
        'select kind, value, asset_count from identifier_disabled where organisation_id = $1',
        [scope.organisationId],
      );
      return found;
    });
    expect(disabled).toEqual([{ kind: 'serial', value: 'sn-same', asset_count: 4 }]);
  });

  test('another organisation sees nothing of it', async () => {
    await bench.handIn({ file: 'maart.nessus', content: nessusFile([{ ...ward, items: twoFlaws }]) });
    const id = await findingId('CVE-2021-34527');
    const { database, otherOrganisationId } = bench.fresh;
    const seen = await readingOrganisation(database, otherOrganisationId, async (scope) => {
      const { rows } = await scope.client.query(
        'select from asset union all select from finding union all select from observation union all select from import_run',
      );
      return { rows: rows.length, detail: await readFindingDetail(scope, id, moment) };
    });
    expect(seen).toEqual({ rows: 0, detail: null });
  });
});
