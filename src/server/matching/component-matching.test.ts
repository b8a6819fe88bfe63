/** Components of bills beside advisories, from the files that come in to the findings of the assets whose bill they are in. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Advisory } from '#core/advisories/advisory.ts';
import { withOrganisation } from '#store/scope.ts';
import { runComponentMatching } from './run-component-matching.ts';
import { billFile, giveBill, givePublished, lexer, nameless, osvRecord, parser, vexDocument } from '../../../test/support/bill-files.ts';
import { giveRegister, pumpRows } from '../../../test/support/matching-files.ts';
import { nessusFile } from '../../../test/support/report-files.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

/** Of one firm as the bill writes it; bed 4 has no version, of which no bill tells anything sure. */
const rows = pumpRows.map((row) => (row.number === 'P-2' ? { ...row, vendor: 'Tarnmed', model: 'Orvado IP450' } : row));

let node: TestNode;
beforeEach(async () => {
  node = await startTestNode();
  await giveRegister(node, rows);
});
afterEach(() => node.stop());

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  node.turnClock(60_000);
  const response = await node.ask(node.localToken, method, path, body);
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  return (await response.json()) as T;
}

interface Finding {
  readonly id: string;
  readonly assetName: string;
  readonly cveId: string | null;
  readonly checkId: string;
  readonly state: string;
  readonly severity: string;
}
const findings = async () => (await ask<{ items: Finding[] }>('GET', '/findings?sort=assetName')).items;
const open = async () =>
  (await findings())
    .filter(({ state }) => state === 'open')
    .map(({ assetName, cveId, checkId }) => `${assetName} ${cveId ?? checkId}`)
    .toSorted();
const both = ['Pump bed 1 CVE-2026-41001', 'Pump bed 2 CVE-2026-41001'];

interface FlawRow {
  readonly key: string;
  readonly status: string;
  readonly sure: boolean;
  readonly first: string;
}
const flaws = () =>
  withOrganisation(node.fresh.database, node.fresh.organisationId, async ({ client }) => {
    const { rows } = await client.query<FlawRow>(
      `select flaw_key as key, status, is_sure as sure, words->0->>'documentId' as first from component_flaw order by 1, 2`,
    );
    return rows.map(({ key, status, sure, first }) => [key, status, sure, first]);
  });
const components = async (filter = '') =>
  (
    await ask<{ items: { name: string; knownFlaws: number | null; unclearFlaws: number | null }[] }>(
      'GET',
      `/components?sort=name${filter}`,
    )
  ).items.map(({ name, knownFlaws, unclearFlaws }) => [name, knownFlaws, unclearFlaws]);
const give = async (...advisories: readonly Advisory[]) => {
  node.turnClock(60_000);
  await givePublished(node, advisories);
};
const giveParts = async (...[file]: [ReturnType<typeof billFile>]) => {
  node.turnClock(60_000);
  await giveBill(node, file);
};

describe('components of a bill', () => {
  test('stand beside what is published of them, whichever came first, and are counted', async () => {
    await give(osvRecord('GHSA-aaaa-bbbb-cccc'));
    await giveParts(billFile([parser, lexer, nameless]));
    expect(await flaws()).toEqual([['CVE-2026-41001', 'affected', true, 'GHSA-aaaa-bbbb-cccc']]);
    expect(await components()).toEqual([
      ['Boot loader', null, null],
      ['lexer', 0, 0],
      ['parser', 1, 0],
    ]);
    await give(osvRecord('TM-2', { name: 'lexer', aliases: ['CVE-2026-41002'], fixed: '3.0.0' }));
    expect(await components('&filter=gt(knownFlaws,0)')).toEqual([
      ['lexer', 1, 0],
      ['parser', 1, 0],
    ]);
    const held = await ask<{ items: { name: string }[] }>('GET', '/assets?sort=name&filter=exists(components,gt(knownFlaws,0))');
    expect(held.items.map(({ name }) => name)).toEqual(['Pump bed 1', 'Pump bed 2', 'Pump bed 4']);
    expect((await ask<{ items: { flawedComponents: number }[] }>('GET', '/sboms')).items).toMatchObject([{ flawedComponents: 2 }]);
  });

  test('make findings of the assets of the product and of no other, once, at the severity of the score', async () => {
    await giveParts(billFile([parser, lexer]));
    await give(osvRecord('GHSA-aaaa-bbbb-cccc', { severity: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }));
    expect(await open()).toEqual(both);
    const detail = await ask<{ observations: unknown[] }>('GET', `/findings/${(await findings())[0]?.id ?? ''}`);
    expect(detail.observations).toMatchObject([{ scanner: 'bill', checkId: 'CVE-2026-41001', file: 'bills' }]);
    expect((await ask<{ items: unknown[] }>('GET', '/assets?filter=eq(scanned,true)')).items).toEqual([]);
    const before = JSON.stringify([await findings(), (await ask<{ items: unknown[] }>('GET', '/imports')).items.length]);
    const again = await runComponentMatching({
      ...{ database: node.fresh.database, organisationId: node.fresh.organisationId },
      ...{ clock: node.context.clock, newId: node.context.newId },
    });
    expect(again).toEqual({ kind: 'unchanged', assetsSpokenOf: 0 });
    await give(osvRecord('GHSA-aaaa-bbbb-cccc', { severity: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', modified: '2026-02-11' }));
    expect(JSON.stringify([await findings(), (await ask<{ items: unknown[] }>('GET', '/imports')).items.length])).toBe(before);
  });

  test('without a CVE have a finding under the public name that the flaw has', async () => {
    await giveParts(billFile([parser]));
    await give(osvRecord('GHSA-aaaa-bbbb-cccc', { aliases: [] }), osvRecord('MAL-2026-7', { aliases: [] }));
    expect(await open()).toEqual(
      ['Pump bed 1', 'Pump bed 2'].flatMap((name) => [`${name} GHSA-aaaa-bbbb-cccc`, `${name} MAL-2026-7`]).toSorted(),
    );
    // A number that is given later joins what was found.
    await give(osvRecord('GHSA-aaaa-bbbb-cccc', { modified: '2026-02-11' }));
    expect((await open()).filter((text) => text.startsWith('Pump bed 1'))).toEqual(['Pump bed 1 CVE-2026-41001', 'Pump bed 1 MAL-2026-7']);
  });

  test('and a scanner say one finding, which stays as long as one of them says it', async () => {
    const items = [{ plugin: 7, severity: 2 as const, cves: ['CVE-2026-41001'] }];
    const host = { ip: '10.1.0.7', fqdn: 'pump1.ward.example', startedAt: '2026-03-10T11:00:00Z', items };
    await node.importFile({ name: 'a.nessus', bytes: Buffer.from(nessusFile([host])) });
    await giveParts(billFile([parser]));
    await give(osvRecord('A'));
    expect(await open()).toEqual(both);
    await give(osvRecord('A', { fixed: '1.0.0', modified: '2026-02-11' }));
    expect(await open()).toEqual(['Pump bed 1 CVE-2026-41001']);
  });
});

describe('findings from bills', () => {
  beforeEach(async () => {
    await giveParts(billFile([parser, lexer]));
    await give(osvRecord('A'));
    expect(await open()).toEqual(both);
  });

  test('close with the word of the supplier, which is kept with its reason, and open again where it is taken back', async () => {
    await give(vexDocument('https://tarnmed.example/vex', { status: 'not_affected', product: 'pkg:generic/orvado@3.2' }));
    expect(await flaws()).toEqual([['CVE-2026-41001', 'not-affected', false, 'https://tarnmed.example/vex']]);
    expect(await open()).toEqual([]);
    expect((await findings()).map(({ state }) => state)).toEqual(['closed', 'closed']);
    await give(vexDocument('https://tarnmed.example/vex', { status: 'affected', product: 'pkg:generic/orvado@3.2', on: '2026-02-25' }));
    expect(await open()).toEqual(both);
  });

  test('close with a newer bill that lacks the component, with a range that leaves it out, and with a record that is withdrawn', async () => {
    await giveParts(billFile([lexer], { madeOn: '2026-02-15' }));
    expect(await open()).toEqual([]);
    await giveParts(billFile([parser], { madeOn: '2026-02-16' }));
    expect(await open()).toEqual(both);
    await give(osvRecord('A', { modified: '2026-02-12', withdrawn: '2026-02-12' }));
    expect(await open()).toEqual([]);
  });

  test('stay where it became unknown: no bill for the version, a component without one, a document that breaks a rule', async () => {
    const updated = rows.map((row) => ({ ...row, version: '9.9' }));
    await giveRegister(node, updated, '2026-03-20');
    expect(await open()).toEqual(both);
    await giveRegister(node, rows, '2026-03-21');
    await giveParts(billFile([{ name: 'parser', purl: 'pkg:npm/parser' }], { madeOn: '2026-02-17' }));
    expect(await flaws()).toEqual([['CVE-2026-41001', 'undetermined', false, 'A']]);
    expect(await open()).toEqual(both);
    await giveParts(billFile([parser], { madeOn: '2026-02-18' }));
    node.turnClock(60_000);
    await givePublished(node, [osvRecord('A', { modified: '2026-02-13' })], ['6.1.1']);
    expect(await flaws()).toEqual([]);
    expect(await open()).toEqual(both);
    // Something else that is told meanwhile takes nothing of it away.
    await give(osvRecord('B', { name: 'parser', aliases: ['CVE-2026-41009'] }));
    expect((await open()).length).toBe(4);
    await give(osvRecord('A', { fixed: '1.0.0', modified: '2026-02-14' }));
    expect(await open()).toEqual(both.map((text) => text.replace('41001', '41009')));
  });

  test('stay where a newer bill lists the same parts by name alone, and close where it lists another version or none of them', async () => {
    await giveParts(billFile([{ name: 'Parser', version: '1.1.0' }, lexer], { madeOn: '2026-02-15' }));
    expect(await flaws()).toEqual([]);
    expect(await open()).toEqual(both);
    await giveParts(billFile([{ name: 'parser' }, lexer], { madeOn: '2026-02-16' }));
    expect(await open()).toEqual(both);
    await giveParts(billFile([{ name: 'parser', version: '1.2.0' }, lexer], { madeOn: '2026-02-17' }));
    expect(await open()).toEqual([]);
    await giveParts(billFile([parser, lexer], { madeOn: '2026-02-18' }));
    expect(await open()).toEqual(both);
    await giveParts(billFile([nameless, lexer], { madeOn: '2026-02-19' }));
    expect(await open()).toEqual([]);
  });

  test('come with another version of the product, whose bill is another', async () => {
    await giveParts(billFile([{ ...parser, version: '1.2.0', purl: 'pkg:npm/parser@1.2.0' }], { version: '3.6' }));
    await giveRegister(
      node,
      rows.map((row) => (row.number === 'P-1' ? { ...row, version: '3.6' } : row)),
      '2026-03-20',
    );
    expect(await open()).toEqual(['Pump bed 2 CVE-2026-41001']);
  });
});
