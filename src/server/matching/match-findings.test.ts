/** Findings that follow from matches, from the answer of a person to the record of the asset. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProductStatus } from '#core/advisories/advisory.ts';
import type { Id } from '#core/kernel/id.ts';
import { unite } from '#store/asset-identity/unite.ts';
import { addDecisions, standingDecisions } from '#store/matching/match-decisions.ts';
import { assetsToSpeakOf } from '#store/matching/match-findings.ts';
import { settleDevice } from '#store/matching/settle-device.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
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
async function decide(answer: string, search = 'orvado'): Promise<string> {
  const { items } = await ask<{ items: QuestionJson[] }>('GET', `/matching/questions?search=${search}`);
  const body = { kind: 'identity', questionId: items[0]?.id, answer };
  const { decisionId } = await ask<{ decisionId: string }>('POST', '/matching/decisions', body);
  await node.work();
  return decisionId;
}
interface Finding {
  readonly id: string;
  readonly assetName: string;
  readonly title: string;
  readonly cveId: string | null;
  readonly state: string;
  readonly severity: string;
}
const findings = async () => (await ask<{ items: Finding[] }>('GET', '/findings?sort=assetName')).items;
const open = async () => (await findings()).filter(({ state }) => state === 'open').map(({ assetName, cveId }) => `${assetName} ${cveId}`);
const rows = () =>
  withOrganisation(
    node.fresh.database,
    node.fresh.organisationId,
    async ({ client }) => (await client.query('select count(*)::int as imports from import_run')).rows as unknown[],
  );

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

  test('say in words why they came and went: which advisory, which answer, of whom and when', async () => {
    const history = async (name: string) => {
      const one = (await findings()).find(({ assetName }) => assetName === name);
      const detail = await ask<{ history: { state: string; causes: { why: string; explanation: { en: string; nl: string } }[] }[] }>(
        'GET',
        `/findings/${one?.id ?? ''}`,
      );
      return detail.history.map(({ state, causes }) => [state, ...causes.map(({ explanation }) => explanation.en)]);
    };
    const decisionId = await decide('confirmed');
    await ask('POST', `/matching/decisions/${decisionId}/withdraw`);
    await node.work();
    await decide('confirmed');
    await giveRegister(
      node,
      pumpRows.map((row): RegisterRow => (row.number === 'P-1' ? { ...row, version: '3.4' } : row)),
      '2026-03-20',
    );
    await decide('denied');
    const owner = 'the owner of the node';
    const on = /on (\d{4}-\d\d-\d\d)/u;
    const first = await history('Pump bed 1');
    const day = on.exec(first[0]?.[1] ?? '')?.[1] ?? '';
    const confirmed = `Advisory TM-1 (revision 1) names this product, and version 3.2 comes under “<3.4”. Answer of ${owner} on ${day}: it is this product.`;
    const withdrawn = `Nobody says any more that this is the product of advisory TM-1. Answer of ${owner} on ${day}: it is this product. Taken back by ${owner} on ${day}.`;
    expect(first).toEqual([
      ['open', confirmed],
      ['closed', withdrawn],
      ['open', confirmed],
      ['closed', 'By advisory TM-1 (revision 1), version 3.4 does not come under “<3.4”.'],
    ]);
    expect(await history('Pump bed 2')).toEqual([
      ['open', confirmed],
      ['closed', withdrawn],
      ['open', confirmed],
      ['closed', `Advisory TM-1 is about another product. Answer of ${owner} on ${day}: it is not this product.`],
    ]);
  });

  test('say how soon they are to be mended, from their device and from what records of the CVE List say', async () => {
    await decide('confirmed');
    const urgency = async () => {
      const [one] = await findings();
      return (await ask<{ urgency: object }>('GET', `/findings/${one?.id ?? ''}`)).urgency;
    };
    // Tier 1 is known; exploitation, exposure and automation are not.
    expect(await urgency()).toMatchObject({ lowest: 'scheduled', highest: 'immediate' });
    const { advisory } = advisoryOf('CVE-2026-11111', []);
    const [flaw] = advisory.flaws;
    const at = '2026-02-03T00:00:00.000Z' as const;
    const ssvc = [{ by: 'CISA', at, exploitation: 'poc', automatable: 'no', technicalImpact: 'total' }];
    const record = { ...advisory, kind: 'cve' as const, flaws: flaw === undefined ? [] : [{ ...flaw, statuses: [], ssvc }] };
    await giveAdvisories(node, [{ advisory: record, brokenRules: [] }]);
    expect(await urgency()).toMatchObject({
      lowest: 'scheduled',
      highest: 'out-of-cycle',
      points: [
        {
          point: 'exploitation',
          values: ['public-poc'],
          isKnown: true,
          explanation: { en: expect.stringContaining('said by CISA, 2026-02-03') },
        },
        { point: 'exposure', isKnown: false },
        { point: 'automatable', values: ['no'] },
        { point: 'human-impact', values: ['very-high'], explanation: { nl: 'uit klinisch niveau 1' } },
      ],
    });
  });

  test('that a version was answered for say so, and that a document was taken back', async () => {
    await decide('confirmed');
    const { items } = await ask<{ items: QuestionJson[] }>('GET', '/matching/questions?search=orvado');
    const about = { kind: 'version', questionId: items[0]?.id, clauseText: '<3.4', deviceVersion: '3.2' };
    await ask('POST', '/matching/decisions', { ...about, answer: 'not-affected', reason: 'patched by the maker' });
    await node.work();
    const why = async () => {
      const [one] = await findings();
      const detail = await ask<{ history: { causes: { why: string; explanation: { nl: string } }[] }[] }>(
        'GET',
        `/findings/${one?.id ?? ''}`,
      );
      return detail.history.at(-1)?.causes;
    };
    expect(await why()).toMatchObject([
      {
        why: 'answered-not-affected',
        explanation: { nl: expect.stringMatching(/niet getroffen is\. Antwoord van de eigenaar .*patched by the maker/u) },
      },
    ]);
    await ask('POST', '/matching/decisions', { ...about, answer: 'affected', reason: null });
    await node.work();
    expect(await why()).toMatchObject([{ why: 'confirmed', answers: [{ answer: 'confirmed' }, { answer: 'affected' }] }]);
    const { advisory } = advisoryOf('TM-1', [orvado], { revision: '2' });
    await giveAdvisories(node, [{ advisory: { ...advisory, products: [], flaws: [], isRejected: true }, brokenRules: [] }]);
    expect(await why()).toMatchObject([{ why: 'document-withdrawn', answers: [] }]);
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

  test('are called by their CVE and never by what a document of another maker is called', async () => {
    const zentrix = { vendor: 'Kelvoria', name: 'Zentrix ZM70', range: '1.0' };
    await giveAdvisories(node, [advisoryOf('KV-1', [zentrix])]);
    await decide('confirmed');
    await decide('confirmed', 'zentrix');
    const items = await findings();
    expect(items.map(({ assetName, title }) => `${assetName}: ${title}`)).toEqual([
      'Monitor: CVE-2026-11111',
      'Pump bed 1: CVE-2026-11111',
      'Pump bed 2: CVE-2026-11111',
    ]);
  });

  test('are of the products alone whose clause holds the version, at the highest severity, and of no flaw that is only looked into', async () => {
    const ranges = ['3.2', '3.6'].map((range) => ({ ...orvado, range }));
    const { advisory, brokenRules } = advisoryOf('TM-1', ranges, { revision: '2' });
    const flawOf = (cveId: string, productId: string, status: ProductStatus, score: number) => ({
      cveId,
      otherIds: [],
      title: null,
      cweIds: [],
      remediations: [],
      statuses: [{ productId, status }],
      scores: [{ version: '3.1' as const, vector: 'CVSS:3.1/AV:N', baseScore: score, productIds: [] }],
    });
    const flaws = [
      flawOf('CVE-2026-20001', 'P1', 'known-affected', 9.8),
      flawOf('CVE-2026-20001', 'P1', 'known-affected', 5),
      flawOf('CVE-2026-20002', 'P2', 'known-affected', 5),
      flawOf('CVE-2026-20003', 'P1', 'under-investigation', 5),
    ];
    await giveAdvisories(node, [{ advisory: { ...advisory, flaws }, brokenRules }]);
    await decide('confirmed');
    expect((await findings()).map(({ assetName, cveId, severity }) => `${assetName} ${cveId} ${severity}`).toSorted()).toEqual([
      'Pump bed 1 CVE-2026-20001 critical',
      'Pump bed 2 CVE-2026-20001 critical',
      'Pump bed 3 CVE-2026-20002 medium',
    ]);
    // An updated device leaves what is only of its former version.
    const updated = pumpRows.map((row): RegisterRow => (row.number === 'P-1' ? { ...row, version: '3.6' } : row));
    await giveRegister(node, updated, '2026-03-20');
    expect((await open()).toSorted()).toEqual(['Pump bed 1 CVE-2026-20002', 'Pump bed 2 CVE-2026-20001', 'Pump bed 3 CVE-2026-20002']);
  });

  test('of flaws without a CVE go by their public name, else by the id that the document gives them, and close as others do', async () => {
    const { advisory, brokenRules } = advisoryOf('TM-1', [orvado], { revision: '2' });
    const flawOf = (otherIds: readonly string[]) => ({ ...advisory.flaws[0], cveId: null, otherIds }) as (typeof advisory.flaws)[number];
    const given = [flawOf(['GHSA-aaaa-bbbb-cccc']), flawOf(['TM-2026-7']), flawOf([])];
    await giveAdvisories(node, [{ advisory: { ...advisory, flaws: given }, brokenRules }]);
    await decide('confirmed');
    const checks = async () =>
      (
        await ask<{ items: (Finding & { checkId: string; aliases: string | null })[] }>(
          'GET',
          '/findings?filter=eq(state,open)&sort=assetName',
        )
      ).items
        .map(({ assetName, checkId, cveId }) => `${assetName} ${checkId} ${cveId}`)
        .toSorted();
    const both = ['TM-1 null', 'TM-1#TM-2026-7 null'];
    expect(await checks()).toEqual(['Pump bed 1', 'Pump bed 2'].flatMap((name) => both.map((check) => `${name} ${check}`)));
    const fewer = { ...advisory, revision: '3', modifiedAt: '2026-02-03T00:00:00.000Z', flaws: given.slice(0, 1) };
    await giveAdvisories(node, [{ advisory: fewer, brokenRules }]);
    expect(await checks()).toEqual(['Pump bed 1 TM-1 null', 'Pump bed 2 TM-1 null']);
  });

  test('stay where it became unknown: without a version, in a revision that breaks a rule or names the product otherwise', async () => {
    await decide('confirmed');
    const both = ['Pump bed 1 CVE-2026-11111', 'Pump bed 2 CVE-2026-11111'];
    await giveRegister(
      node,
      pumpRows.map(({ version: _version, ...row }) => row),
      '2026-03-20',
    );
    expect(await open()).toEqual(both);
    await giveRegister(node, pumpRows, '2026-03-21');
    await giveAdvisories(node, [advisoryOf('TM-1', [orvado], { revision: '2', brokenRules: ['6.1.1'] })]);
    expect(await open()).toEqual(both);
    await giveAdvisories(node, [advisoryOf('TM-1', [{ ...orvado, name: 'Orvado IP450 Syringe Station' }], { revision: '3' })]);
    expect(await open()).toEqual(both);
    // Something else that is told meanwhile takes nothing of it away.
    await giveAdvisories(node, [advisoryOf('TM-2', [orvado], { flaws: [{ cveId: 'CVE-2026-22222' }] })]);
    expect(await open()).toHaveLength(4);
    await giveAdvisories(node, [advisoryOf('TM-1', [{ ...orvado, range: '<3.1' }], { revision: '4' })]);
    expect((await open()).toSorted()).toEqual(['Pump bed 1 CVE-2026-22222', 'Pump bed 2 CVE-2026-22222']);
  });

  test('stay where people disagree or are unsure, and close where the publisher takes the document back', async () => {
    await decide('confirmed');
    await decide('unsure');
    expect(await open()).toHaveLength(2);
    await decide('confirmed');
    await denyAs('Somebody else');
    expect(await open()).toHaveLength(2);
    const { advisory, brokenRules } = advisoryOf('TM-1', [orvado], { revision: '2' });
    const flaws = advisory.flaws.map((flaw) => ({ ...flaw, statuses: [], scores: [], remediations: [] }));
    await giveAdvisories(node, [{ advisory: { ...advisory, products: [], flaws }, brokenRules }]);
    expect(await open()).toHaveLength(2);
    await giveAdvisories(node, [{ advisory: { ...advisory, revision: '3', products: [], flaws, isRejected: true }, brokenRules }]);
    expect(await open()).toEqual([]);
  });

  test('are not read from another revision than the one that was matched', async () => {
    await decide('confirmed');
    const before = JSON.stringify(await findings());
    // The products are numbered anew, and an answer comes before anything is matched again.
    const { advisory } = advisoryOf('TM-1', [{ ...orvado, range: '<2.0' }, orvado], {
      revision: '2',
      flaws: [{ cveId: 'CVE-2026-33333' }],
    });
    await node.fresh.database.pool.query(`update advisory set content = $1, digest = 'another' where document_id = 'TM-1'`, [
      JSON.stringify(advisory),
    ]);
    const speakOfAll = () => readingOrganisation(node.fresh.database, node.fresh.organisationId, (scope) => assetsToSpeakOf(scope));
    expect(await speakOfAll()).toEqual([]);
    await readDevice();
    expect(await speakOfAll()).toEqual([]);
    expect(JSON.stringify(await findings())).toBe(before);
    await ask('POST', '/matching/runs');
    await node.work();
    expect(await open()).toEqual(['Pump bed 1 CVE-2026-33333', 'Pump bed 2 CVE-2026-33333']);
  });

  test('close by a later silence also where the device was merged into another', async () => {
    const decisionId = await decide('confirmed');
    const { items } = await ask<{ items: { id: string; name: string }[] }>('GET', '/assets?sort=name');
    const idOf = (name: string) => (items.find((one) => one.name === name)?.id ?? '') as Id;
    const looks = () =>
      withOrganisation(node.fresh.database, node.fresh.organisationId, async ({ client }) => {
        const { rows: found } = await client.query<{ id: string }>('select asset_id as id from advisory_look order by 1');
        return found.map(({ id }) => id);
      });
    expect(await looks()).toEqual([idOf('Pump bed 1'), idOf('Pump bed 2')].toSorted());
    await withOrganisation(node.fresh.database, node.fresh.organisationId, (scope) =>
      unite(scope, {
        keptId: idOf('Pump bed 3'),
        otherId: idOf('Pump bed 1'),
        decisionId: null,
        newId: node.context.newId,
      }),
    );
    expect(await looks()).toEqual([idOf('Pump bed 2'), idOf('Pump bed 3')].toSorted());
    await ask('POST', `/matching/decisions/${decisionId}/withdraw`);
    await node.work();
    expect(await open()).toEqual([]);
  });
});

/** What the others confirmed. */
async function denyAs(person: string): Promise<void> {
  await withOrganisation(node.fresh.database, node.fresh.organisationId, async (scope) => {
    const given = { origin: 'file' as const, now: node.context.clock.now(), newId: node.context.newId };
    for (const one of await standingDecisions(scope, null)) {
      if (one.kind === 'identity') await addDecisions(scope, [{ ...one, person, answer: 'denied' }], given);
    }
  });
  await readDevice();
  await ask('POST', '/matching/runs');
  await node.work();
  const { items } = await ask<{ items: QuestionJson[] }>('GET', '/matching/questions?search=orvado');
  expect(items).toMatchObject([{ answer: 'conflict' }]);
}

/** As an answer does, but without one. */
async function readDevice(): Promise<void> {
  await withOrganisation(node.fresh.database, node.fresh.organisationId, async (scope) => {
    const { rows: found } = await scope.client.query<{ deviceKey: string; productKey: string }>(
      `select device_key as "deviceKey", product_key as "productKey" from match_question where answer = 'confirmed'`,
    );
    for (const { deviceKey, productKey } of found) await settleDevice(scope, deviceKey, [productKey]);
  });
}
