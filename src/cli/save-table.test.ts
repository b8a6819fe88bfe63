/** `--out FILE`, against a node on loopback: the file is whole or not there. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCsv, readParquet, readXlsx } from '../../test/support/read-table.ts';
import { runCli } from '../../test/support/run-cli.ts';
import { startTestNode, type TestNode } from '../../test/support/test-node.ts';

let node: TestNode;
let home: string;
let folder: string;
beforeAll(async () => {
  node = await startTestNode();
  const url = await node.listen();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-out-'));
  home = join(folder, 'home');
  await mkdir(join(home, 'run'), { recursive: true });
  await writeFile(join(home, 'run', 'node.json'), JSON.stringify({ url, token: node.localToken, pid: 1 }));
  await node.importFile('csv/dutch-register.csv', '&observedAt=2026-03-01');
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  for (const name of await readdir(folder)) if (name !== 'home') await rm(join(folder, name));
});

const run = (...words: string[]) => runCli([...words, '--home', home], { workingFolder: folder });
const dutch = (...words: string[]) => runCli([...words, '--home', home], { workingFolder: folder, environment: { LANG: 'nl_NL.UTF-8' } });
const left = async () => (await readdir(folder)).filter((name) => name !== 'home');

describe('a list into a file', () => {
  test('holds every row with its filter and order; the answer is where it lies', async () => {
    const said = await run('assets', 'list', '--filter', 'eq(department,Chirurgie)', '--sort', '-name', '--out', 'out.csv');
    expect(said).toEqual({ code: 0, out: `${join(folder, 'out.csv')}\n`, err: '' });
    const { headers, rows } = readCsv(await readFile(join(folder, 'out.csv')));
    expect(headers).toContain('end of support');
    const names = rows.map((row) => row[headers.indexOf('name')] ?? '');
    expect(names.length).toBeGreaterThan(1);
    expect(names).toEqual(names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? 1 : -1)));
    expect(await left()).toEqual(['out.csv']);
  });

  test('with --json tells file, format and size', async () => {
    const said = await run('assets', 'list', '--out', 'out.parquet', '--json');
    const bytes = await readFile(join(folder, 'out.parquet'));
    expect(JSON.parse(said.out)).toEqual({ file: join(folder, 'out.parquet'), format: 'parquet', bytes: bytes.length });
    expect((await readParquet(bytes)).rows.length).toBeGreaterThan(1);
  });

  test('has headers in the language of the terminal', async () => {
    await dutch('assets', 'list', '--out', 'out.xlsx');
    expect((await readXlsx(await readFile(join(folder, 'out.xlsx')))).headers).toContain('einde ondersteuning');
  });

  test('is refused for another ending, for a part of the list, and where nothing can be written', async () => {
    expect(await run('assets', 'list', '--out', 'out.pdf')).toMatchObject({ code: 2, out: '' });
    expect((await run('assets', 'list', '--out', 'out.csv', '--limit', '5')).err).toContain('leave out --limit');
    expect((await run('assets', 'list', '--out', 'no/such/folder/out.csv')).code).toBe(2);
    expect(await left()).toEqual([]);
  });

  test('leaves no file when the node refuses', async () => {
    const said = await run('findings', 'list', '--filter', 'eq(nosuch,1)', '--out', 'out.csv');
    expect([said.code, said.out, said.err.includes('filter-invalid')]).toEqual([2, '', true]);
    expect(await left()).toEqual([]);
  });

  test('keeps the file that was there when the answer breaks off', async () => {
    await writeFile(join(folder, 'out.csv'), 'of yesterday');
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv', 'transfer-encoding': 'chunked' });
      response.write('name\r\n', () => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const environment = { CYBERMETRICS_URL: url, CYBERMETRICS_TOKEN: 'cm_any-token-that-is-long-enough' };
    const said = await runCli(['assets', 'list', '--out', 'out.csv'], { workingFolder: folder, environment });
    await new Promise((resolve) => server.close(resolve));
    expect([said.code, said.out]).toEqual([7, '']);
    expect(await readFile(join(folder, 'out.csv'), 'utf8')).toBe('of yesterday');
    expect(await left()).toEqual(['out.csv']);
  });
});

describe('measurements into a file', () => {
  test('of one metric, between two days', async () => {
    await node.context.jobs.measure(node.fresh.organisationId, null);
    const said = await run(
      'metrics',
      'export',
      'ast-11',
      '--from',
      '2026-03-30',
      '--to',
      '2026-03-31',
      '--scope',
      'organisation',
      '--out',
      'out.csv',
    );
    expect(said).toEqual({ code: 0, out: `${join(folder, 'out.csv')}\n`, err: '' });
    const { headers, rows } = readCsv(await readFile(join(folder, 'out.csv')));
    const column = (name: string) => new Set(rows.map((row) => row[headers.indexOf(name)]));
    expect([column('metric'), column('day'), column('kind of part')].map((values) => [...values])).toEqual([
      ['AST-11'],
      ['2026-03-30', '2026-03-31'],
      ['organisation'],
    ]);
  });

  test('are refused without a file, and for a metric, a day or a part that is none', async () => {
    const codes = await Promise.all([
      run('metrics', 'export'),
      run('metrics', 'export', '--out', 'out.csv', '--from', 'yesterday'),
      run('metrics', 'export', '--out', 'out.csv', '--scope', 'planet'),
      run('metrics', 'export', 'XYZ-99', '--out', 'out.csv'),
    ]);
    expect(codes.map(({ code }) => code)).toEqual([2, 2, 2, 5]);
    expect(await left()).toEqual([]);
  });
});
