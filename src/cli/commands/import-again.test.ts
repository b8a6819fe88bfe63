/** A file handed in while its very content is being imported: the command waits for what comes of the first. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../../test/support/run-cli.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

describe('a file whose content is still being imported', () => {
  let slow: TestNode;
  let folder: string;
  let environment: Record<string, string>;
  beforeAll(async () => {
    slow = await startTestNode({ holdImports: true });
    folder = await mkdtemp(join(tmpdir(), 'cybermetrics-again-'));
    environment = { CYBERMETRICS_URL: await slow.listen(), CYBERMETRICS_TOKEN: slow.localToken };
  });
  afterAll(async () => {
    await slow.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return name;
  };
  const lines = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const hand = (name: string, ...flags: string[]) => runCli(['import', name, '--json', ...flags], { environment, workingFolder: folder });
  const handedIn = async (name: string) => {
    const query = new URLSearchParams({ filter: `eq(file,${name})`, sort: 'receivedAt' });
    const list = await slow.ask(slow.localToken, 'GET', `/imports?${query.toString()}`);
    return ((await list.json()) as { items: { id: string }[] }).items;
  };
  const untilHandedInTwice = async (name: string) => {
    while ((await handedIn(name)).length < 2) await new Promise((resolve) => setImmediate(resolve));
  };

  test('is waited for, and then told with what came of it and what it repeats', async () => {
    const name = await file('cut.csv', 'Name,Serial number\nPump,SN-971\n');
    const first = lines((await hand(name, '--no-wait')).out)[0];
    expect(first?.['status']).toBe('accepted');
    let hasEnded = false;
    const repeated = hand(name).then((said) => ((hasEnded = true), said));
    await untilHandedInTwice(name);
    expect(hasEnded).toBe(false);
    await slow.work();
    const said = await repeated;
    expect([said.code, said.err]).toEqual([0, '']);
    const [original] = await handedIn(name);
    expect(lines(said.out)).toMatchObject([{ status: 'complete', importer: 'csv', read: 0, stored: 0, duplicateOf: original?.id }]);
  });

  test('and then refused, is told as refused', async () => {
    const name = await file('document.pdf', '%PDF-1.7\nno register\n');
    await hand(name, '--no-wait');
    const repeated = hand(name);
    await untilHandedInTwice(name);
    await slow.work();
    const said = await repeated;
    const [report] = lines(said.out);
    expect(said.code).toBe(4);
    expect(report).toMatchObject({ status: 'rejected', read: 0, issuesTotal: 1, duplicateOf: expect.any(String) });
    const issues = (report?.['issues'] ?? []) as { code: string }[];
    expect(issues.map(({ code }) => code)).toEqual(lines(said.err).map(({ code }) => code));
  });
});
