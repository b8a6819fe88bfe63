/** Board reports on the command line: making, the archive, files by their ending, the schedule. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportEdition } from '#core/reports/report-document.ts';
import { runCli } from '../../../test/support/run-cli.ts';
import { fixturePath, startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let folder: string;
beforeAll(async () => {
  node = await startTestNode();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-reports-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
  expect((await run('import', fixturePath('csv/dutch-register.csv'), '--observed-at', '2026-02-20')).code).toBe(0);
  await node.context.jobs.measure(node.fresh.organisationId, null);
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });

test('a report is made once, and found in the archive', async () => {
  const { code, out, err } = await run('report', 'make', '--language', 'nl', '--period', '2026-03');
  expect([code, err]).toEqual([0, 'Report 2026-03 (nl), revision 1: made.\n']);
  const again = await run('report', 'make', '--language', 'nl', '--period', '2026-03');
  expect([again.out, again.err]).toEqual([out, 'Report 2026-03 (nl), revision 1: nothing changed since.\n']);
  expect((await run('report', 'list')).out).toMatch(new RegExp(`${out.trim()}\\s+2026-03\\s+nl\\s+1\\s+2026-03-31`));
});

test('its page is shown, and the whole of it goes into a file by its ending', async () => {
  const { out: id } = await run('report', 'make', '--language', 'en', '--period', '2026-03');
  const page = (await run('report', 'show', id.trim())).out;
  expect(page).toMatch(/^Ziekenhuis .*, March 2026, as of 31 March 2026\n/);
  expect(page).toMatch(/revision 1, \d+ figures in the register, digest [0-9a-f]{64}/);
  for (const [name, start] of [
    ['board.pdf', '%PDF-1.7'],
    ['board.html', '<!doctype html><html lang="en">'],
  ] as const) {
    expect((await run('report', 'show', id.trim(), '--out', name)).out.trim()).toBe(join(folder, name));
    expect((await readFile(join(folder, name), 'latin1')).startsWith(start)).toBe(true);
  }
  const made = await run('report', 'make', '--language', 'en', '--period', '2026-03', '--out', 'board.json', '--json');
  expect(JSON.parse(made.out)).toMatchObject({ period: '2026-03', isNew: false, file: join(folder, 'board.json') });
  const edition = JSON.parse(await readFile(join(folder, 'board.json'), 'utf8')) as ReportEdition;
  expect(edition.document.register.length).toBeGreaterThan(0);
});

test('what cannot be is said before anything is made', async () => {
  expect((await run('report', 'make', '--out', 'board.docx')).code).toBe(2);
  expect((await run('report', 'make', '--language', 'fr')).code).toBe(2);
  expect((await run('report', 'make', '--period', '2026-13')).err).toContain('write a month as 2026-10');
  expect((await run('report', 'show', 'nosuch')).code).toBe(5);
  expect((await run('report', 'schedule', '--on-day', '3')).code).toBe(2);
  expect((await run('report', 'schedule', '--every', 'year')).code).toBe(2);
});

test('the schedule is set, shown and taken away', async () => {
  expect((await run('report', 'schedule')).out).toBe('No report is made by itself.\n');
  const set = await run('report', 'schedule', '--every', 'quarter', '--on-day', '7', '--language', 'nl', '--language', 'en');
  expect(set.out).toBe('Every quarter, on day 7 of the month after it, in en and nl; next 2026-Q1 on 2026-04-07.\n');
  expect((await run('report', 'schedule')).out).toBe(set.out);
  expect((await run('report', 'schedule', '--every', 'never')).out).toBe('No report is made by itself.\n');
});
