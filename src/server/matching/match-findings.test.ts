/** Findings that follow from matches, from the answer of a person to the record of the asset. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { QuestionJson } from '#contract/endpoints/match-questions.ts';
import { advisoryOf, giveAdvisories, giveRegister, orvado, pumpRows, type RegisterRow } from '../../../test/support/matching-files.ts';
import { nessusFile } from '../../../test/support/report-files.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
beforeEach(async () => {
  node = await startTestNode();
  await giveRegister(node, pumpRows);
  await giveAdvisories(node, [advisoryOf('TM-1', [orvado])]);
});
afterEach(() => node.stop());

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  node.turnClock(60_000);
  const response = await node.ask(node.localToken, method, path, body);
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  return (await response.json()) as T;
}
async function decide(answer: string): Promise<string> {
  const { items } = await ask<{ items: QuestionJson[] }>('GET', '/matching/questions?search=orvado');
  const body = { kind: 'identity', questionId: items[0]?.id, answer };
  const { decisionId } = await ask<{ decisionId: string }>('POST', '/matching/decisions', body);
  await node.work();
  return decisionId;
}
interface Finding {
  readonly id: string;
  readonly assetName: string;
  readonly cveId: string | null;
  readonly state: string;
  readonly severity: string;
}
const findings = async () => (await ask<{ items: Finding[] }>('GET', '/findings?sort=assetName')).items;
const open = async () => (await findings()).filter(({ state }) => state === 'open').map(({ assetName, cveId }) => `${assetName} ${cveId}`);
const rows = async () => (await node.fresh.database.pool.query('select count(*)::int as imports from import_run')).rows as unknown[];

describe('findings from matches', () => {
  test('come with the confirmation, for every device of an affected version and for no other, and once', async () => {
    expect(await findings()).toEqual([]);
    await decide('confirmed');
    expect(await open()).toEqual(['Pump bed 1 CVE-2026-11111', 'Pump bed 2 CVE-2026-11111']);
    const [first] = await findings();
    expect(first).toMatchObject({ severity: 'high', state: 'open' });
    const detail = await ask<{ observations: unknown[] }>('GET', `/findings/${first?.id ?? ''}`);
    expect(detail.observations).toMatchObject([{ scanner: 'advisory', checkId: 'TM-1', file: 'advisories' }]);
    expect(await ask('GET', '/assets?filter=eq(scanned,true)')).toMatchObject({ items: [] });
    const before = JSON.stringify([await findings(), await rows()]);
    await ask('POST', '/matching/runs');
    await node.work();
    await giveAdvisories(node, [advisoryOf('TM-1', [orvado], { revision: '2' })]);
    expect(JSON.stringify([await findings(), await rows()])).toBe(before);
  });

  test('close with the answer that is taken back, with a version outside, and open again', async () => {
    const decisionId = await decide('confirmed');
    await ask('POST', `/matching/decisions/${decisionId}/withdraw`);
    await node.work();
    expect(await open()).toEqual([]);
    expect((await findings()).map(({ state }) => state)).toEqual(['closed', 'closed']);
    await decide('confirmed');
    expect(await open()).toHaveLength(2);
    const updated = pumpRows.map((row): RegisterRow => (row.number === 'P-1' ? { ...row, version: '3.4' } : row));
    await giveRegister(node, updated, '2026-03-20');
    expect(await open()).toEqual(['Pump bed 2 CVE-2026-11111']);
    await decide('denied');
    expect(await open()).toEqual([]);
  });

  test('of a scanner and of an advisory are one, which stays as long as one of them says it', async () => {
    const items = [{ plugin: 7, severity: 2 as const, cves: ['CVE-2026-11111'] }];
    const host = { ip: '10.1.0.7', fqdn: 'pump1.ward.example', startedAt: '2026-03-10T11:00:00Z', items };
    await node.importFile({ name: 'a.nessus', bytes: Buffer.from(nessusFile([host])) });
    expect(await open()).toEqual(['Pump bed 1 CVE-2026-11111']);
    const decisionId = await decide('confirmed');
    expect(await open()).toEqual(['Pump bed 1 CVE-2026-11111', 'Pump bed 2 CVE-2026-11111']);
    const [one] = await findings();
    expect(one).toMatchObject({ assetName: 'Pump bed 1', severity: 'high' });
    const scanners = async () => {
      const detail = await ask<{ observations: { scanner: string; checkId: string }[] }>('GET', `/findings/${one?.id ?? ''}`);
      return [...new Set(detail.observations.map(({ scanner, checkId }) => `${scanner} ${checkId}`))].toSorted();
    };
    expect(await scanners()).toEqual(['advisory TM-1', 'nessus 7']);
    await giveAdvisories(node, [advisoryOf('TM-2', [orvado])]);
    expect(await scanners()).toEqual(['advisory TM-1', 'advisory TM-2', 'nessus 7']);
    expect(await open()).toHaveLength(2);
    await ask('POST', `/matching/decisions/${decisionId}/withdraw`);
    await node.work();
    expect(await open()).toEqual(['Pump bed 1 CVE-2026-11111']);
    expect((await findings())[0]?.id).toBe(one?.id);
  });
});
