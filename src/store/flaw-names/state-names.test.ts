/** One flaw with many names, in the database: the same whatever comes first, explained, and undone as if never said. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import type { FlawExtent } from '#core/vulnerabilities/flaw-statements.ts';
import { grypeFile, qualysTable } from '#test/support/flaw-files.ts';
import { openImportBench, type FileToImport, type ImportBench } from '#test/support/import-bench.ts';
import { nessusFile, ward, type ReportItem } from '#test/support/report-files.ts';
import { decideFindings, undoDecisions } from '../finding-work/decide-findings.ts';
import { commentFinding } from '../finding-work/assign-findings.ts';
import { readFindingWork } from '../finding-work/read-work.ts';
import { readFindingDetail } from '../findings.ts';
import { foldFindings } from '../ingest/fold-findings.ts';
import { readPending } from '../measuring/pending.ts';
import { flawIdentity } from '../migrations/0017-flaw-identity.ts';
import { listRecords } from '../query/list.ts';
import { listFlawStatements } from './read-names.ts';
import { stateApart, stateSame, withdrawStatement } from './state-names.ts';
import { tellWaiting } from './tell-again.ts';

const cve = 'CVE-2026-0001';
const ghsa = 'GHSA-aaaa-bbbb-cccc';
const now = '2026-06-01T12:00:00.000Z' as Instant;
const otherWard = { ...ward, ip: '10.20.1.6', fqdn: 'ws-0413.zuiderhof.example', mac: '00:1b:44:11:3a:c2' };
let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const nessus = (startedAt: string, items: readonly ReportItem[], host = ward): FileToImport => ({
  file: `${host.ip}-${startedAt}.nessus`,
  content: nessusFile([{ ...host, startedAt, items }]),
});
const qualys = (observedAt: string, rows: Parameters<typeof qualysTable>[1], host = ward): FileToImport => ({
  file: `${host.ip}-${observedAt}.csv`,
  content: qualysTable({ ip: host.ip, fqdn: host.fqdn ?? '' }, rows),
  observedAt,
});
const grype = (related: readonly string[] = [cve], at = '2026-03-05T08:00:00Z'): FileToImport => ({
  file: `grype-${related.join('-')}.json`,
  content: grypeFile('registry.example/portal:1', at, [{ id: ghsa, related }]),
});

/** State and days of every finding of an asset, by name. */
async function findingsOf(host = 'ws-0412'): Promise<string[]> {
  const { findings } = await bench.history();
  return findings
    .filter((text) => text.startsWith(host))
    .map((text) => {
      const version = JSON.parse(text.slice(text.indexOf('{'))) as Record<string, string | number>;
      const flaw = text.split(' ')[1] ?? '';
      return `${flaw} ${version['valid_from_on']} ${version['state']} ${version['severity']} ${version['decision'] ?? '-'}`;
    })
    .toSorted();
}

function handIn(file: FileToImport | undefined) {
  if (file === undefined) throw new Error('there is such a file');
  return bench.handIn(file);
}

const list = (filter: string) =>
  bench.read(async (scope) => {
    const asked = { filter: parseFilter(filter, recordKinds.finding, recordKinds), now, today: dayOf(now, scope.timeZone) };
    const page = await listRecords(scope, 'finding', { ...asked, sort: [], limit: 50 });
    return page.items;
  });
const detail = (id: string) =>
  bench.read(async (scope) => {
    const found = await readFindingDetail(scope, id as Id, { now, today: dayOf(now, scope.timeZone) });
    if (found === null) throw new Error('the finding is there');
    return found;
  });
const saying = (reason = 'nagekeken') => ({ reason, by: 'local', now, newId: bench.fresh.newId });
const same = (key: string, other: string, reason?: string) => bench.read((scope) => stateSame(scope, { key, other }, saying(reason)));
const apart = (findingId: string, scanner: string, extent: FlawExtent = 'asset', nativeId: string | null = null) =>
  bench.read((scope) => stateApart(scope, { findingId: findingId as Id, scanner, nativeId, extent, ...saying() }));
const withdraw = (id: Id) => bench.read((scope) => withdrawStatement(scope, id, saying()));
const pending = async () => (await bench.read(readPending))?.fromOn ?? null;
const forgetPending = () =>
  bench.read((scope) => scope.client.query('delete from measure_pending where organisation_id = $1', [scope.organisationId]));

async function idOf(filter: string): Promise<string> {
  const [first] = await list(filter);
  if (first === undefined) throw new Error(`something is found by ${filter}`);
  return first.id;
}

/** Folding everything again from the start changes nothing. */
async function foldAgain(): Promise<Instant | null> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ id: Id }>('select id from asset where organisation_id = $1', [scope.organisationId]);
    const touched = rows.map((row) => ({ assetId: row.id, isWhole: true }));
    return (await foldFindings(scope, touched, bench.fresh.newId)).changedFromAt;
  });
}

describe('names that files give', () => {
  const files = [
    qualys('2026-03-10T11:00:00Z', [{ qid: 700, severity: 3, name: ghsa }]),
    nessus('2026-03-20T11:00:00Z', [{ plugin: 5, severity: 4, cves: [cve] }]),
    grype(),
    qualys('2026-04-25T11:00:00Z', [{ qid: 700, severity: 3, name: ghsa }]),
    nessus('2026-04-20T11:00:00Z', []),
  ];
  const orders = [
    [0, 1, 2, 3, 4],
    [2, 0, 1, 3, 4],
    [4, 3, 2, 1, 0],
    [1, 4, 3, 0, 2],
    [3, 2, 4, 0, 1],
    [2, 4, 1, 0, 3],
  ];

  test.each(orders)('make one finding of an advisory and its CVE in the order %i %i %i %i %i', async (...order) => {
    for (const index of order) await handIn(files[index]);
    expect(await findingsOf()).toEqual([`${cve} 2026-03-10 open 2 -`, `${cve} 2026-03-20 open 4 -`, `${cve} 2026-04-25 open 2 -`]);
    const [one, ...others] = await list('eq(assetName,ws-0412)');
    expect(others).toEqual([]);
    expect(one).toMatchObject({ cveId: cve, aliases: ghsa, scannerCount: 2, firstSeenAt: '2026-03-10T11:00:00.000Z' });
    expect(await foldAgain()).toBeNull();
  });

  test('are found by any of them, and the finding says whose word it rests on', async () => {
    for (const file of files.slice(0, 3)) await bench.handIn(file);
    const [found] = await list(`and(contains(aliases,"${ghsa.toLowerCase()}"),gt(scannerCount,1))`);
    const { flaw } = await detail(found?.id ?? '');
    expect(flaw).toMatchObject({ key: cve, names: [ghsa], disputed: false, statements: [] });
    expect(flaw.seenBy).toMatchObject([
      { scanner: 'nessus', checkId: '5', saidAs: cve, severity: 'critical', links: [] },
      {
        scanner: 'qualys',
        checkId: '700',
        saidAs: ghsa,
        severity: 'medium',
        firstSeenAt: '2026-03-10T11:00:00.000Z',
        links: [{ name: cve, other: ghsa, file: `grype-${cve}.json`, statementId: null }],
      },
    ]);
  });

  test('join what is there already: the old id leads on, with what was decided and said of it', async () => {
    await handIn(files[0]);
    const before = await idOf('eq(assetName,ws-0412)');
    await bench.read(async (scope) => {
      const then = '2026-03-15T12:00:00.000Z' as Instant;
      const all = parseFilter('eq(state,open)', recordKinds.finding, recordKinds);
      const moment = { now: then, today: dayOf(then, scope.timeZone) };
      await decideFindings(scope, { ...saying(), ...moment, filter: all, act: 'false-positive', untilOn: null, isDryRun: false });
      await commentFinding(scope, before as Id, { id: bench.fresh.newId(), comment: 'Leverancier gebeld.', by: 'local', now: then });
    });
    await handIn(files[1]);
    const said = await bench.handIn(grype([cve], '2026-05-20T08:00:00Z'));
    expect(said.changedFromAt).toBe('2026-03-10T11:00:00.000Z');
    const after = await detail(before);
    expect(after.record.id).not.toBe(before);
    expect(after.record).toMatchObject({ cveId: cve, decision: 'false-positive' });
    const work = await bench.read((scope) => readFindingWork(scope, after.record.id as Id));
    expect(work).toMatchObject({ decisions: [{ as: 'false-positive' }], comments: [{ text: 'Leverancier gebeld.' }] });
    expect(await findingsOf()).toEqual([
      `${cve} 2026-03-10 open 2 -`,
      `${cve} 2026-03-15 open 2 false-positive`,
      `${cve} 2026-03-20 open 4 false-positive`,
    ]);
  });

  test('join nothing where files give an advisory two CVEs, and say so', async () => {
    await handIn(files[0]);
    await handIn(files[1]);
    await bench.handIn(grype());
    expect(await list('eq(assetName,ws-0412)')).toHaveLength(1);
    await bench.handIn(grype(['CVE-2026-0002'], '2026-03-06T08:00:00Z'));
    expect(await findingsOf()).toEqual([`${cve} 2026-03-20 open 4 -`, `${ghsa} 2026-03-10 open 2 -`]);
    const { flaw } = await detail(await idOf(`and(eq(assetName,ws-0412),unknown(cveId))`));
    expect(flaw).toMatchObject({ key: ghsa, names: [cve, 'CVE-2026-0002'], disputed: true });
  });

  test('go on where an older release called the flaw by its check', async () => {
    await bench.handIn(qualys('2026-03-10T11:00:00Z', [{ qid: 700, severity: 3, name: ghsa }]));
    const before = await idOf('eq(state,open)');
    const [, migrated] = /(insert into flaw_alias[^;]*);/.exec(flawIdentity.sql) ?? [];
    await bench.read(async (scope) => {
      await scope.client.query('update flaw set key = $2 where organisation_id = $1', [scope.organisationId, `trivy:${ghsa} lib`]);
      await scope.client.query(migrated ?? '');
    });
    await bench.handIn(qualys('2026-04-10T11:00:00Z', [{ qid: 700, severity: 3, name: ghsa }]));
    expect(await findingsOf()).toEqual([`${ghsa} 2026-03-10 open 2 -`]);
    expect((await detail(before)).record).toMatchObject({ aliases: `trivy:${ghsa} lib`, lastSeenAt: '2026-04-10T11:00:00.000Z' });
  });

  test('count an item that says nothing new as unchanged, under whichever name', async () => {
    for (const file of files.slice(0, 3)) await bench.handIn(file);
    const again = await bench.handIn(qualys('2026-03-21T11:00:00Z', [{ qid: 700, severity: 5, name: ghsa }]));
    expect(again).toMatchObject({ read: 1, unchanged: 1 });
  });
});

describe('names that people give', () => {
  const tls = [
    nessus('2026-03-10T11:00:00Z', [{ plugin: 104743, severity: 2 }]),
    qualys('2026-03-12T11:00:00Z', [{ qid: 38628, severity: 3, title: 'TLS 1.0' }]),
    qualys('2026-03-12T12:00:00Z', [{ qid: 38628, severity: 3, title: 'TLS 1.0' }], otherWard),
  ];
  const handInAll = async () => {
    for (const file of tls) await bench.handIn(file);
  };

  test('join two checks on all assets, also those that come later, until withdrawn', async () => {
    await handInAll();
    const before = await bench.history();
    await forgetPending();
    const { id, assets } = await same('nessus:104743', 'qualys:38628');
    expect(assets).toBe(2);
    expect(await findingsOf()).toEqual(['nessus:104743 2026-03-10 open 2 -']);
    expect(await findingsOf('ws-0413')).toEqual(['nessus:104743 2026-03-12 open 2 -']);
    expect(await pending()).toBe('2026-03-12');
    const { flaw } = await detail(await idOf('eq(scannerCount,2)'));
    expect(flaw.seenBy.map((one) => one.links)).toEqual([
      [],
      [{ name: 'nessus:104743', other: 'qualys:38628', importId: null, file: null, statementId: id }],
    ]);
    expect(await foldAgain()).toBeNull();
    await withdraw(id);
    expect(await bench.history()).toEqual(before);
    expect(await foldAgain()).toBeNull();
    await expect(withdraw(id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await bench.read(listFlawStatements)).toMatchObject([{ id, kind: 'same', title: 'Invented 104743', withdrawnBy: 'local' }]);
  });

  test('give the same whether said before the files or after', async () => {
    await handIn(tls[0]);
    await handIn(tls[2]);
    await same('qualys:38628', 'nessus:104743');
    await handIn(tls[1]);
    expect(await findingsOf()).toEqual(['nessus:104743 2026-03-10 open 2 -']);
    expect(await list('eq(state,open)')).toHaveLength(2);
  });

  test('set a scanner apart on one asset, kept by what is imported later, until withdrawn', async () => {
    const item = { plugin: 5, severity: 4, cves: [cve] } as const;
    const row = { qid: 700, severity: 3, name: cve } as const;
    await bench.handIn(nessus('2026-03-10T11:00:00Z', [item]));
    await bench.handIn(qualys('2026-03-12T11:00:00Z', [row]));
    await bench.handIn(qualys('2026-03-12T12:00:00Z', [row], otherWard));
    const before = await bench.history();
    const { id } = await apart(await idOf('eq(scannerCount,2)'), 'qualys');
    const split = [`${cve} 2026-03-10 open 4 -`, 'qualys:700 2026-03-12 open 2 -'];
    expect(await findingsOf()).toEqual(split);
    expect(await findingsOf('ws-0413')).toEqual([`${cve} 2026-03-12 open 2 -`]);
    const { flaw } = await detail(await idOf('and(eq(assetName,ws-0412),unknown(cveId))'));
    expect(flaw.seenBy).toMatchObject([
      { scanner: 'qualys', saidAs: cve, apartFromId: await idOf(`and(eq(assetName,ws-0412),eq(cveId,${cve}))`) },
    ]);
    const left = await detail(flaw.seenBy[0]?.apartFromId ?? '');
    expect(left.flaw.elsewhere).toEqual([
      { findingId: await idOf('and(eq(assetName,ws-0412),unknown(cveId))'), scanner: 'qualys', checkId: '700' },
    ]);
    expect(flaw.statements).toMatchObject([{ id, kind: 'apart', scanner: 'qualys', extent: 'asset', about: 'ws-0412' }]);
    await withdraw(id);
    expect(await bench.history()).toEqual(before);
    expect(await list('eq(scannerCount,2)')).toHaveLength(1);

    await apart(await idOf('eq(scannerCount,2)'), 'qualys');
    const again = await bench.handIn(qualys('2026-04-12T11:00:00Z', [row]));
    await bench.handIn(qualys('2026-04-12T12:00:00Z', [row], otherWard));
    await bench.handIn(nessus('2026-04-13T12:00:00Z', []));
    expect(again).toMatchObject({ read: 1, stored: 0 });
    expect(await findingsOf()).toEqual([`${cve} 2026-03-10 open 4 -`, `${cve} 2026-04-13 closed 4 -`, 'qualys:700 2026-03-12 open 2 -']);
    expect(await foldAgain()).toBeNull();
  });

  test('set a scanner apart everywhere, and one name of a group leaves its name to nobody', async () => {
    await handInAll();
    await same('nessus:104743', 'qualys:38628');
    for (const scanner of ['nessus', 'qualys']) {
      const { id } = await apart(await idOf('eq(scannerCount,2)'), scanner, 'everywhere');
      expect(await findingsOf()).toEqual(['nessus:104743 2026-03-10 open 2 -', 'qualys:38628 2026-03-12 open 2 -']);
      expect(await findingsOf('ws-0413')).toEqual(['qualys:38628 2026-03-12 open 2 -']);
      const [one, other] = [await idOf('eq(checkId,"104743")'), await idOf('and(eq(assetName,ws-0412),eq(checkId,"38628"))')];
      const told = await detail(other);
      expect(told.record).toMatchObject({ id: other, scannerCount: 1 });
      expect(told.flaw.elsewhere).toEqual([{ findingId: one, scanner: 'nessus', checkId: '104743' }]);
      expect((await detail(one)).flaw.elsewhere).toEqual([{ findingId: other, scanner: 'qualys', checkId: '38628' }]);
      const { batchId } = await bench.read(async (scope) => {
        const filter = parseFilter(`eq(id,${other})`, recordKinds.finding, recordKinds);
        const moment = { now, today: dayOf(now, scope.timeZone) };
        return decideFindings(scope, { ...saying(), ...moment, filter, act: 'false-positive', untilOn: null, isDryRun: false });
      });
      expect((await list('eq(decision,false-positive)')).map((row) => row.id)).toEqual([other]);
      expect(await foldAgain()).toBeNull();
      expect((await list('eq(decision,false-positive)')).map((row) => row.id)).toEqual([other]);
      await withdraw(id);
      expect(await list('eq(assetName,ws-0412)')).toMatchObject([{ scannerCount: 2, decision: 'false-positive' }]);
      await bench.read((scope) => undoDecisions(scope, batchId as Id, { by: 'local', now }));
    }
  });

  test('are refused where they say nothing or something impossible', async () => {
    await handInAll();
    await expect(same('nessus:104743', 'nessus:104743')).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(same('nessus:104743', 'CVE-1999-0001')).rejects.toMatchObject({ code: 'not-found' });
    await expect(same('nessus:104743', 'qualys:38628', ' ')).rejects.toMatchObject({ code: 'request-invalid' });
    await same('nessus:104743', 'qualys:38628');
    await expect(same('qualys:38628', 'nessus:104743')).rejects.toMatchObject({ code: 'conflict' });
    const id = await idOf('eq(scannerCount,2)');
    await expect(apart(id, 'openvas')).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(apart(id, 'qualys', 'model')).rejects.toMatchObject({ code: 'request-invalid' });
    await apart(id, 'qualys', 'everywhere');
    await expect(apart(id, 'nessus')).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(withdraw(bench.fresh.newId())).rejects.toMatchObject({ code: 'not-found' });
  });

  test('wait for the worker where they reach many assets', async () => {
    const hosts = Array.from({ length: 501 }, (_, index) => ({
      ...ward,
      ip: `10.9.${Math.floor(index / 250)}.${(index % 250) + 1}`,
      fqdn: `w${index}.zuiderhof.example`,
      mac: `00:1b:44:22:${Math.floor(index / 200)
        .toString(16)
        .padStart(2, '0')}:${(index % 200).toString(16).padStart(2, '0')}`,
      items: [
        { plugin: 104743, severity: 2 as const },
        { plugin: 20, severity: 1 as const },
      ],
    }));
    await bench.handIn({ file: 'many.nessus', content: nessusFile(hosts) });
    expect(await same('nessus:20', 'nessus:104743')).toMatchObject({ assets: 501, waiting: 501 });
    expect(await list('eq(checkId,20)')).toHaveLength(50);
    const options = { now, newId: bench.fresh.newId };
    while (await bench.read((scope) => tellWaiting(scope, options)));
    const { findings } = await bench.history();
    expect(findings).toHaveLength(501);
    expect(findings.every((text) => text.includes(' nessus:104743 '))).toBe(true);
  });
});
