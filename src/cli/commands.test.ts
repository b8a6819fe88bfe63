/** Every command against a node on loopback: answers in the shapes that are fixed for every tester. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../test/support/run-cli.ts';
import { fixturePath, startTestNode, type TestNode } from '../../test/support/test-node.ts';

let node: TestNode;
let url: string;
let folder: string;
let home: string;
beforeAll(async () => {
  node = await startTestNode({ uploadBytesMax: 100_000 });
  url = await node.listen();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-cli-'));
  home = join(folder, 'home');
  await mkdir(join(home, 'run'), { recursive: true });
  await writeFile(join(home, 'run', 'node.json'), JSON.stringify({ url, token: node.localToken, pid: 1 }));
  await runCli(['import', fixturePath('csv/dutch-register.csv'), fixturePath('nessus/authenticated-host.nessus'), '--home', home]);
  await node.context.jobs.measure(node.fresh.organisationId, null);
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', home], { workingFolder: folder });
const json = async (...words: string[]) => {
  const said = await run(...words, '--json');
  expect(said.err).toBe('');
  return { code: said.code, answer: JSON.parse(said.out) as Record<string, unknown> };
};
const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return name;
};
const reportFields = [
  'file',
  'digest',
  'importer',
  'importerVersion',
  'status',
  'observedAt',
  'read',
  'stored',
  'merged',
  'unchanged',
  'refused',
  'duplicateOf',
  'issues',
  'issuesTotal',
];
const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('import', () => {
  test('prints one line per file with exactly the fields agreed, and exits with the highest code', async () => {
    const good = await file('good.csv', 'Name,Serial number\nPump,SN-901\nPump,SN-902\n');
    const none = await file('none.csv', 'Name,Serial number\n');
    const empty = await file('empty.csv', '');
    const said = await run('import', good, fixturePath('nessus/entity-bomb.nessus'), none, empty, '--json');
    const reports = lines(said.out);
    for (const report of reports) expect(Object.keys(report)).toEqual(reportFields);
    expect(reports.map(({ file: name, status, read }) => [name, status, read])).toEqual([
      ['good.csv', 'complete', 2],
      ['entity-bomb.nessus', 'rejected', 0],
      ['none.csv', 'complete', 0],
      ['empty.csv', 'rejected', 0],
    ]);
    expect(reports[0]).toMatchObject({
      importer: 'csv',
      stored: 2,
      merged: 0,
      unchanged: 0,
      refused: 0,
      duplicateOf: null,
      issuesTotal: 0,
    });
    expect(lines(said.err).map(({ code }) => code)).toEqual(['file-entities-refused', 'file-empty']);
    const fileIssue = (code: string) => [{ code, message: expect.any(String), path: null, line: null, severity: 'refused' }];
    expect(reports.map(({ issues, issuesTotal }) => [issues, issuesTotal])).toEqual([
      [[], 0],
      [fileIssue('file-entities-refused'), 1],
      [[], 0],
      [fileIssue('file-empty'), 1],
    ]);
    expect(said.code).toBe(4);
  });

  test('counts every item once: stored, merged, unchanged or refused', async () => {
    const { answer } = await json('import', fixturePath('csv/refused-rows.csv'));
    const { read, stored, merged, unchanged, refused } = answer as Record<string, number>;
    expect((stored ?? 0) + (merged ?? 0) + (unchanged ?? 0) + (refused ?? 0)).toBe(read);
    expect(refused).toBeGreaterThan(0);
    expect(answer['issuesTotal']).toBe((answer['issues'] as unknown[]).length);
    for (const issue of answer['issues'] as object[]) expect(Object.keys(issue)).toEqual(['code', 'message', 'path', 'line', 'severity']);
  });

  test('a repeated file adds a row with what it repeats, and exits 0', async () => {
    const name = await file('twice.csv', 'Name,Serial number\nPump,SN-911\n');
    const first = await json('import', name);
    const second = await json('import', name);
    expect(first.answer['duplicateOf']).toBeNull();
    expect(second).toMatchObject({ code: 0, answer: { status: 'complete', read: 0, stored: 0 } });
    expect(second.answer['duplicateOf']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a file cut off in the middle is partial and exits 3', async () => {
    const said = await run('import', fixturePath('nessus/truncated.nessus'), '--json');
    const [report] = lines(said.out);
    expect([said.code, report?.['status']]).toEqual([3, 'partial']);
    expect(lines(said.err)).toMatchObject([{ code: 'file-truncated' }]);
    const issues = report?.['issues'] as { code: string }[];
    expect(issues[0]).toEqual({ code: 'file-truncated', message: expect.any(String), path: null, line: null, severity: 'refused' });
    expect([issues.filter(({ code }) => code === 'file-truncated').length, report?.['issuesTotal']]).toEqual([1, issues.length]);
  });

  test('--observed-at, --source, --partial and --format reach the import', async () => {
    const name = await file('flags.csv', 'Name,Serial number\nPump,SN-921\n');
    const { answer } = await json('import', name, '--observed-at', '2026-02-03', '--source', 'CMDB', '--partial', '--format', 'csv');
    expect(answer['observedAt']).toBe('2026-02-03T00:00:00.000Z');
    const list = await (await node.ask(node.localToken, 'GET', '/imports?filter=eq(file,flags.csv)')).json();
    expect(list).toMatchObject({ items: [{ source: 'CMDB', partialFile: true, importer: 'csv' }] });
  });

  test.each([
    ['a day that is none', ['--observed-at', 'yesterday']],
    ['a day to come', ['--observed-at', '2999-01-01']],
    ['a format that is none', ['--format', 'nosuch']],
  ])('%s exits 2, and nothing is handed in', async (_what, flags) => {
    const name = await file('usage.csv', 'Name,Serial number\nPump,SN-931\n');
    const said = await run('import', name, ...flags);
    expect([said.code, said.out]).toEqual([2, '']);
    expect(said.err).not.toBe('');
  });

  test('a format that the file is not, is rejected', async () => {
    const name = await file('mismatch.csv', 'Name,Serial number\nPump,SN-941\n');
    const said = await run('import', name, '--format', 'nessus', '--json');
    expect([said.code, lines(said.out)[0]?.['status']]).toEqual([4, 'rejected']);
  });

  test('a file that is not there exits 5, a folder 2, and the other files go on', async () => {
    const name = await file('beside.csv', 'Name,Serial number\nPump,SN-951\n');
    const said = await run('import', 'nosuch.csv', name, '--json');
    expect([said.code, lines(said.out).map((report) => report['file'])]).toEqual([5, ['beside.csv']]);
    expect(lines(said.err)).toMatchObject([{ code: 'not-found' }]);
    expect((await run('import', '.')).code).toBe(2);
  });

  test('a file over the limit is rejected while it is sent', async () => {
    const name = await file('large.csv', `Name,Serial number\n${'x'.repeat(3_000_000)}`);
    const said = await run('import', name, '--json');
    expect([said.code, lines(said.out)[0]?.['status'], lines(said.err)[0]?.['code']]).toEqual([4, 'rejected', 'file-too-large']);
  });

  test('for people it says the same in words', async () => {
    const name = await file('words.csv', 'Name,Serial number\nPump,SN-961\nToo,many,cells\n');
    const said = await run('import', name, '--observed-at', '2026-02-03');
    expect(said.out).toContain('words.csv: complete\n  csv, observed 2026-02-03: read 2, stored 1, merged 0, unchanged 0, refused 1\n');
    expect(said.out).toMatch(/refused at line 3/);
  });
});

describe('lists', () => {
  test.each(['assets', 'findings'])('%s list answers items, next, total and asOf, and nothing else', async (kind) => {
    const { code, answer } = await json(kind, 'list');
    expect(code).toBe(0);
    expect(Object.keys(answer)).toEqual(['items', 'next', 'total', 'asOf']);
    expect(answer['total']).toEqual({ count: (answer['items'] as unknown[]).length, exact: true });
    expect(answer['asOf']).toBe('2026-04-01');
  });

  test('--sort with a dash, --limit and --after walk the whole list; --all does at once', async () => {
    const names: unknown[] = [];
    let after: string[] = [];
    for (;;) {
      const { answer } = await json('assets', 'list', '--sort', '-name', '--limit', '2', ...after);
      names.push(...(answer['items'] as { name: string }[]).map((item) => item.name));
      if (typeof answer['next'] !== 'string') break;
      after = ['--after', answer['next']];
    }
    const { answer } = await json('assets', 'list', '--sort', '-name', '--all');
    expect(names.length).toBeGreaterThan(4);
    expect((answer['items'] as { name: string }[]).map((item) => item.name)).toEqual(names);
    expect(Object.keys(answer)).toEqual(['items', 'next', 'total', 'asOf']);
    const slow = await json('assets', 'list', '--sort', '-name', '--all', '--limit', '1');
    expect(slow.answer).toEqual(answer);
  });

  test('--as-of shows that day, and an empty day is an empty list', async () => {
    const { answer } = await json('assets', 'list', '--as-of', '2020-01-01', '--all');
    expect(answer).toEqual({ items: [], next: null, total: { count: 0, exact: true }, asOf: '2020-01-01' });
  });

  test('a wrong filter exits 2 and says where, and what may stand there', async () => {
    const said = await run('assets', 'list', '--filter', 'eq(clas,medical)', '--json');
    expect([said.code, said.out]).toEqual([2, '']);
    const [problem] = lines(said.err);
    expect(problem).toMatchObject({ code: 'filter-invalid', data: { position: 3 } });
    const words = await run('assets', 'list', '--filter', 'eq(clas,medical)');
    expect(words.err).toMatch(/allowed here: .* and \d+ more \(docs\/records\.md lists them all\)\n/);
    expect(words.err).toContain('class');
  });

  test.each([
    ['--limit', '0'],
    ['--limit', '1001'],
    ['--limit', 'many'],
    ['--sort', '-nosuch'],
    ['--after', 'abc'],
    ['--as-of', '2026-02-30'],
    ['--as-of', '2999-01-01'],
  ])('%s %s exits 2', async (flag, value) => {
    const said = await run('findings', 'list', flag, value);
    expect([said.code, said.out]).toEqual([2, '']);
  });

  test('for people it is a table as wide as the terminal, with the total beside it', async () => {
    const said = await runCli(['assets', 'list', '--home', home], { columns: 80 });
    const rows = said.out.trimEnd().split('\n');
    expect(rows[0]).toMatch(/^id\s+name/);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(80);
    expect(said.err).toMatch(/^\d+ \/ \d+ assets \(2026-04-01\)\n$/);
  });
});

describe('one record', () => {
  test.each(['assets', 'findings'])('%s show answers what the API answers', async (kind) => {
    const { answer } = await json(kind, 'list', '--limit', '1');
    const id = (answer['items'] as { id: string }[])[0]?.id ?? '';
    const shown = await json(kind, 'show', id);
    expect(shown.answer).toEqual(await (await node.ask(node.localToken, 'GET', `/${kind}/${id}`)).json());
    const words = await run(kind, 'show', id);
    expect(words.out).toContain(id);
  });

  test.each([
    ['assets', 'show', '018f0000-0000-7000-8000-000000000000'],
    ['assets', 'show', 'nosuch'],
    ['findings', 'show', '..'],
    ['metrics', 'show', 'XYZ-01'],
  ])('%s %s %s exits 5', async (...words) => {
    const said = await run(...words, '--json');
    expect([said.code, said.out]).toEqual([5, '']);
    expect(lines(said.err)).toHaveLength(1);
  });
});

describe('metrics', () => {
  test('metrics show answers exactly the fields agreed', async () => {
    const { answer } = await json('metrics', 'show', 'ast-11');
    expect(Object.keys(answer)).toEqual(['id', 'version', 'measures']);
    expect(answer['id']).toBe('AST-11');
    const [measure] = answer['measures'] as Record<string, unknown>[];
    expect(Object.keys(measure ?? {})).toEqual(['measure', 'unit', 'direction', 'scope', 'series', 'rows']);
    expect(measure?.['scope']).toEqual({ kind: 'organisation', id: expect.any(String) });
    expect(Object.keys(measure?.['rows'] ?? {})).toEqual(['numerator', 'denominator']);
    const series = measure?.['series'] as object[];
    expect(series.length).toBeGreaterThan(0);
    for (const point of series)
      expect(Object.keys(point)).toEqual(['day', 'state', 'value', 'numerator', 'denominator', 'lower', 'upper', 'reasons']);
  });

  test('the rows of a metric are filters that the list understands, and count the same', async () => {
    await json('measure', '--from', '2026-04-01');
    const { answer } = await json('metrics', 'show', 'AST-11');
    const [measure] = answer['measures'] as {
      rows: { numerator: string; denominator: string };
      series: { numerator: number; denominator: number }[];
    }[];
    const count = async (filter: string) => ((await json('assets', 'list', '--filter', filter)).answer['total'] as { count: number }).count;
    const newest = measure?.series.at(-1);
    expect(await count(measure?.rows.numerator ?? '')).toBe(newest?.numerator);
    expect(await count(measure?.rows.denominator ?? '')).toBe(newest?.denominator);
  });

  test('--from, --to and --scope narrow it down', async () => {
    const { answer } = await json('metrics', 'show', 'AST-11', '--from', '2026-03-30', '--to', '2026-03-31', '--scope', 'class:medical');
    const [measure] = answer['measures'] as { scope: unknown; series: { day: string }[] }[];
    expect(measure?.scope).toEqual({ kind: 'class', id: 'medical' });
    expect(measure?.series.every(({ day }) => day === '2026-03-30' || day === '2026-03-31')).toBe(true);
    expect((await run('metrics', 'show', 'AST-11', '--scope', 'planet')).code).toBe(2);
    expect((await run('metrics', 'show', 'AST-11', '--from', 'yesterday')).code).toBe(2);
  });

  test('metrics list and measure say what was measured', async () => {
    const { answer } = await json('metrics', 'list');
    expect((answer['items'] as { id: string }[]).map(({ id }) => id)).toContain('VUL-05');
    expect((await run('metrics', 'list')).out).toContain('AST-11');
    expect((await json('measure')).answer).toMatchObject({ status: 'done' });
    expect((await json('measure', '--no-wait', '--from', '2026-03-30')).answer).toMatchObject({ status: 'queued', fromOn: '2026-03-30' });
    expect((await run('measure', '--from', 'today')).code).toBe(2);
  });
});

describe('reaching a node', () => {
  const remote = (token: string, ...words: string[]) =>
    runCli(words, { environment: { CYBERMETRICS_URL: url, CYBERMETRICS_TOKEN: token } });

  test('by address and token, with what the token may', async () => {
    const made = await json('token', 'create', '--name', 'cli', '--scopes', 'read', '--days', '7');
    const token = String(made.answer['token']);
    expect((await remote(token, 'status', '--json')).code).toBe(0);
    const refused = await remote(token, 'import', fixturePath('csv/dutch-register.csv'), '--json');
    expect([refused.code, refused.out, lines(refused.err)[0]?.['code']]).toEqual([6, '', 'not-allowed']);
    expect((await remote('cm_nosuch-token-that-anybody-made', 'status')).code).toBe(6);
    expect((await remote('', 'status')).code).toBe(6);
  });

  test('a token is the only thing on stdout', async () => {
    const said = await run('token', 'create');
    expect(said.out).toMatch(/^cm_[\w-]{43}\n$/);
    expect(said.err).toContain('shown once');
    expect((await run('token', 'create', '--scopes', 'everything')).code).toBe(2);
    expect((await run('token', 'create', '--days', '0')).code).toBe(2);
  });

  test('status answers the state of the node', async () => {
    const { answer } = await json('status');
    expect(answer).toMatchObject({ version: '0.0.0-test', ready: true, importsOpen: 0 });
  });

  test('a node that is away, not ready, or no node at all exits 7', async () => {
    expect((await runCli(['status', '--home', join(folder, 'nosuch')])).code).toBe(7);
    expect((await runCli(['status', '--url', 'http://127.0.0.1:9'], { environment: { CYBERMETRICS_TOKEN: 'x'.repeat(30) } })).code).toBe(7);
    node.setReady(false);
    const said = await run('assets', 'list', '--json');
    node.setReady(true);
    expect([said.code, lines(said.err)[0]?.['code']]).toEqual([7, 'node-not-ready']);
    expect((await runCli(['status', '--url', 'ftp://127.0.0.1'], { environment: { CYBERMETRICS_TOKEN: 'x' } })).code).toBe(2);
  });

  test('an answer that breaks off exits 7, and an import tells what it knew', async () => {
    const report = { ...(await (await node.ask(node.localToken, 'GET', `/imports?limit=1`)).json()) } as {
      items: Record<string, unknown>[];
    };
    const accepted = { ...report.items[0], id: 'a', status: 'accepted', issues: [], duplicateOf: null, problem: null, bytesDone: 0 };
    const breaking = createServer((request, response) => {
      response.writeHead(200, { 'content-type': request.method === 'GET' ? 'text/event-stream' : 'application/json' });
      if (request.method === 'GET') response.write('data: {"stat', () => response.destroy());
      else request.resume().on('end', () => response.end(JSON.stringify(accepted)));
    });
    await new Promise<void>((resolve) => breaking.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(breaking.address() as AddressInfo).port}`;
    const environment = { CYBERMETRICS_URL: address, CYBERMETRICS_TOKEN: 'x'.repeat(30) };
    const name = await file('broken.csv', 'Name\nPump\n');
    const said = await runCli(['import', name, '--json'], { environment, workingFolder: folder });
    expect([said.code, lines(said.out)[0]?.['status'], lines(said.err)[0]?.['code']]).toEqual([7, 'accepted', 'import-interrupted']);
    expect((await runCli(['assets', 'list'], { environment })).code).toBe(7);
    breaking.close();
    breaking.closeAllConnections();
  });
});

describe('sla', () => {
  test('what it lists can be handed back, changed, and holds from then on', async () => {
    const before = await json('sla', 'list');
    const items = before.answer['items'] as readonly { name: string; filter: string; days: number }[];
    expect(items.map(({ days }) => days)).not.toContain(3);
    const changed = [{ name: 'Pumps first', filter: 'and(eq(severity,critical),eq(class,medical))', days: 3 }, ...items];
    const set = await json('sla', 'set', await file('policies.json', JSON.stringify({ items: changed })));
    expect(set.code).toBe(0);
    const said = await run('sla', 'list');
    expect(said.out).toMatch(/^1 +Pumps first +3 /m);
    expect(said.out).not.toMatch(/^6 /m);
  });

  test.each([
    ['is no list', '{"policies":[]}', /items/],
    ['has a filter that cannot be read', '{"items":[{"name":"a","filter":"eq(severty,high)","days":3}]}', /severty/],
    ['has no days', '{"items":[{"name":"a","filter":"eq(severity,high)"}]}', /items\.0\.days/],
    ['is no JSON', '{', /no JSON/],
  ])('a file that %s is refused and changes nothing', async (_name, text, said) => {
    const before = await json('sla', 'list');
    const refused = await run('sla', 'set', await file('bad.json', text));
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(said);
    expect(await json('sla', 'list')).toEqual(before);
  });
});
