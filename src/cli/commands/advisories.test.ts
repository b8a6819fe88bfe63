import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nessusFile, ward } from '#test/support/report-files.ts';
import { runCli } from '#test/support/run-cli.ts';
import { startTestNode, type TestNode } from '#test/support/test-node.ts';

const fixtures = fileURLToPath(new URL('../../advisory-sources/csaf/fixtures/', import.meta.url));
const document = JSON.parse(readFileSync(`${fixtures}ward-monitor.json`, 'utf8')) as {
  document: { title: string; tracking: Record<string, string> };
};

let node: TestNode;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  node = await startTestNode();
  environment = { CYBERMETRICS_URL: await node.listen(), CYBERMETRICS_TOKEN: node.localToken };
  folder = mkdtempSync(join(tmpdir(), 'cybermetrics-advisories-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await node.stop();
});
const run = (...words: string[]) => runCli(words, { environment, workingFolder: folder });
const rows = async () =>
  (await node.fresh.database.pool.query('select xmin::text, * from advisory order by document_id')).rows as unknown[];
/** The document as another revision of another day. */
function revised(revision: string, day: string): void {
  const tracking = { ...document.document.tracking, version: revision, current_release_date: `${day}T03:04:05Z` };
  writeFileSync(
    join(folder, 'revised.json'),
    JSON.stringify({ ...document, document: { ...document.document, title: `Revision ${revision}`, tracking } }),
  );
}

test('documents of a folder are handed over, one that breaks a rule with its number, and the same again changes no row', async () => {
  const first = await run('advisories', 'sync', fixtures);
  expect(first).toMatchObject({ code: 0, out: '2 documents read: 2 new, 0 changed, 0 unchanged, 0 refused; 1 break a rule\n' });
  // What the documents began is over: matching notes which of them it has read.
  await node.work();
  const before = await rows();
  expect(before).toHaveLength(2);
  const again = await run('advisories', 'sync', fixtures, '--json');
  expect(first.err).toMatch(/^.+\.json: MM-2026-\d+ is kept aside, since it breaks 6\.1\.\d+/m);
  expect(JSON.parse(again.out)).toEqual({
    ...{ read: 2, added: 0, changed: 0, unchanged: 2, broken: 1, refused: 0 },
    documents: {
      broken: [{ path: expect.any(String), line: null, document: expect.any(String), rules: [expect.stringMatching(/^6\./)] }],
      refused: [],
    },
  });
  expect(await rows()).toEqual(before);
});

test('the list says what breaks a rule and what was found here, and is narrowed by words, by CVE and to what was found', async () => {
  const items = [{ plugin: 1, severity: 3 as const, cves: ['CVE-2026-10001'] }];
  await node.importFile({ name: 'a.nessus', bytes: Buffer.from(nessusFile([{ ...ward, startedAt: '2026-03-01T11:00:00Z', items }])) });
  const listed = await run('advisories', 'list', '--json', '--search', 'MONITORS mm-2026-02');
  const { items: found, total } = JSON.parse(listed.out) as { items: Record<string, unknown>[]; total: number };
  expect(total).toBe(1);
  expect(found[0]).toMatchObject({
    documentId: 'MM-2026-02',
    brokenRules: ['6.1.1'],
    cveIds: ['CVE-2026-10001'],
    cvesFoundHere: 1,
    scoreMax: 9.8,
  });
  expect((await run('advisories', 'list', '--here', '--cve', 'cve-2026-10001')).out).toMatch(
    /^MM-2026-01 +2026-01-02 +9\.8 +1 +1 +1 +Ward monitor/m,
  );
  expect((await run('advisories', 'list', '--cve', 'CVE-2026-9999')).err).toContain('0 of 0');
  expect(await run('advisories', 'list', '--limit', '0')).toMatchObject({ code: 2 });
});

test('one is shown by the number of its document, with products, states and what is advised', async () => {
  const said = await run('advisories', 'show', 'MM-2026-01');
  expect(said.code).toBe(0);
  expect(said.out).toContain('Maker of monitors › Ward monitor › vers:generic/<4.2');
  expect(said.out).toContain('known-affected 1');
  expect(said.out).toContain('Update to 4.2.');
  expect(await run('advisories', 'show', 'NONE')).toMatchObject({ code: 5 });
});

test('a newer revision takes the place of the older, never the other way round', async () => {
  const titleOf = async () => (JSON.parse((await run('advisories', 'show', 'MM-2026-01', '--json')).out) as { title: string }).title;
  revised('3', '2026-03-01');
  expect((await run('advisories', 'sync', 'revised.json')).out).toContain('0 new, 1 changed');
  expect(await titleOf()).toBe('Revision 3');
  revised('2', '2026-02-01');
  expect((await run('advisories', 'sync', 'revised.json')).out).toContain('0 changed, 1 unchanged');
  expect(await titleOf()).toBe('Revision 3');
});

test('what cannot be read is refused with its place, and the rest is taken', async () => {
  writeFileSync(
    join(folder, 'mixed.ndjson'),
    `{"some":"thing"}\n${readFileSync(`${fixtures}ward-monitor.json`, 'utf8').replaceAll(/\n\s*/g, '')}\n`,
  );
  const said = await run('advisories', 'sync', 'mixed.ndjson');
  expect(said.code).toBe(3);
  expect(said.err).toContain('mixed.ndjson:1: No known format of advisories');
  expect(said.out).toContain('2 documents read: 0 new, 0 changed, 1 unchanged, 1 refused');
});
