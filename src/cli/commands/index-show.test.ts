import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ResilienceIndex } from '#contract/endpoints/resilience-index.ts';
import { runCli } from '../../../test/support/run-cli.ts';
import { fixturePath, startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let home: string;
beforeAll(async () => {
  node = await startTestNode();
  home = await mkdtemp(join(tmpdir(), 'cybermetrics-index-'));
  await mkdir(join(home, 'run'), { recursive: true });
  await writeFile(join(home, 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
  await runCli(['import', fixturePath('csv/dutch-register.csv'), fixturePath('nessus/authenticated-host.nessus'), '--home', home]);
  await node.context.jobs.measure(node.fresh.organisationId, null);
});
afterAll(async () => {
  await node.stop();
  await rm(home, { recursive: true, force: true });
});

test('index show says why there is no index, what it rests on and every metric, and as JSON what the API answers', async () => {
  const said = await runCli(['index', 'show', '--home', home]);
  expect(said).toMatchObject({ code: 0, err: '' });
  const machine = await runCli(['index', 'show', '--home', home, '--json']);
  const index = ResilienceIndex.parse(JSON.parse(machine.out));
  const { metricsUsed, domainsUsed } = index.coverage;
  expect(index.whole.index).toBeNull();
  expect(said.out).toContain(`${metricsUsed} of ${index.coverage.metricsOf} metrics, ${domainsUsed} of 3 domains`);
  expect(said.out).toContain(index.whole.missing?.en ?? 'nothing is missing');
  for (const { id } of index.domains.flatMap(({ metrics }) => metrics)) expect(said.out).toMatch(new RegExp(`^${id} `, 'm'));
  expect(said.out).toMatch(/^Left out: VUL-02 /m);
  for (const rule of index.rules) expect(said.out).toContain(rule.en);
});

test('a domain with a figure is told with its band', async () => {
  const { out } = await runCli(['index', 'show', '--home', home, '--json']);
  const { domains } = ResilienceIndex.parse(JSON.parse(out));
  const said = await runCli(['index', 'show', '--home', home], { environment: { LANG: 'nl_NL.UTF-8' } });
  for (const { domain, index, metricsUsed, metricsOf } of domains) {
    const figure = index === null ? 'geen' : String.raw`\d,\d\d \(\d,\d\d–\d,\d\d\)`;
    expect(said.out).toMatch(new RegExp(`^${domain}: ${figure}, ${metricsUsed} van ${metricsOf} metrieken$`, 'm'));
  }
});
