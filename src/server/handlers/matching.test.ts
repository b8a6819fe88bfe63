/** Matching inside the node, from a register and advisories to questions, answers, and what follows from them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MatchDecisionJson, MatchingState, QuestionDetail, QuestionJson } from '#contract/endpoints/match-questions.ts';
import { advisoryOf, giveAdvisories, giveRegister, orvado, pumpRows, zentrix } from '../../../test/support/matching-files.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
beforeEach(async () => {
  node = await startTestNode();
  await giveRegister(node, pumpRows);
  await giveAdvisories(node, [
    advisoryOf('TM-1', [orvado]),
    advisoryOf('KV-1', [zentrix], { flaws: [{ cveId: 'CVE-2026-22222', score: 6.1 }] }),
  ]);
});
afterEach(() => node.stop());

async function ask<T>(method: string, path: string, body?: unknown, token = node.localToken): Promise<T> {
  // An answer is newer than the one before it.
  node.turnClock(1_000);
  const response = await node.ask(token, method, path, body);
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  return (await response.json()) as T;
}

interface List {
  readonly items: readonly QuestionJson[];
  readonly total: number;
  readonly totals: { readonly bands: Record<string, number>; readonly answers: Record<string, number>; readonly allVersions: number };
}
const list = (query = '') => ask<List>('GET', `/matching/questions${query}`);
async function questionOf(model: string): Promise<QuestionJson> {
  const found = (await list()).items.find(({ device }) => device.model.startsWith(model));
  if (found === undefined) throw new Error(`nothing is asked of ${model}`);
  return found;
}
const detailOf = (id: string) => ask<QuestionDetail>('GET', `/matching/questions/${id}`);
interface Decided {
  readonly decisionId: string;
  readonly question: QuestionDetail | null;
}
const decide = (questionId: string, answer: string, token?: string) =>
  ask<Decided>('POST', '/matching/decisions', { kind: 'identity', questionId, answer, reason: 'looked at the type plate' }, token);
const undo = (id: string) => ask<Decided>('POST', `/matching/decisions/${id}/withdraw`);
async function assetId(name: string): Promise<string> {
  const { items } = await ask<{ items: { id: string }[] }>('GET', `/assets?filter=${encodeURIComponent(`eq(name,"${name}")`)}`);
  return items[0]?.id ?? '';
}
interface OfAsset {
  readonly matchable: boolean;
  readonly deviceVersion: string | null;
  readonly items: readonly { readonly question: QuestionJson; readonly documents: readonly { documentId: string; status: string }[] }[];
}
/** Counted on the page, not told. */
const denied = [{ question: { answer: 'denied' }, documents: [] }];
const ofAsset = async (name: string) => ask<OfAsset>('GET', `/assets/${await assetId(name)}/matches`);

describe('questions', () => {
  test('are asked once for each device model and product, and counted by asset', async () => {
    const { items, total, totals } = await list();
    expect(total).toBe(2);
    expect(totals).toMatchObject({ answers: { open: 2, denied: 0 }, allVersions: 1 });
    expect(items[0]).toMatchObject({
      device: { vendor: 'Tarnmed', model: 'Orvado IP450' },
      product: { vendor: 'Tarnmed', name: 'Orvado IP450 Infusion Pump' },
      answer: 'open',
      assets: { total: 4, affected: 2, undetermined: 1, fixed: 1 },
      documents: 1,
      cves: 1,
      scoreMax: 8.8,
      kev: null,
      tierLowest: 1,
      restsOnAllVersions: false,
    });
    expect(items[1]).toMatchObject({ device: { model: 'Zentrix ZM70' }, assets: { total: 1, affected: 1 }, restsOnAllVersions: true });
    expect(items[0]?.probability).toBeGreaterThan(0.5);
  });

  test('are found by band, answer, status, words, and by what rests on all versions', async () => {
    const first = await questionOf('Orvado');
    expect((await list('?allVersions=true')).items.map(({ device }) => device.model)).toEqual(['Zentrix ZM70']);
    expect((await list('?status=undetermined')).items.map(({ id }) => id)).toEqual([first.id]);
    expect((await list('?search=tarnmed%20tm-1')).items.map(({ id }) => id)).toEqual([first.id]);
    expect((await list('?search=CVE-2026-11111')).total).toBe(1);
    expect((await list('?search=nobody')).total).toBe(0);
    expect((await list('?answer=denied,conflict')).total).toBe(0);
    expect((await list(`?band=${first.band}&limit=1`)).items).toHaveLength(1);
    expect((await list('?band=weak')).total).toBe(0);
    expect((await list('?limit=1&offset=1')).items.map(({ device }) => device.model)).toEqual(['Zentrix ZM70']);
  });

  test('are a tree: document, product, clause, versions of the device, and their assets', async () => {
    const { tree, decisions } = await detailOf((await questionOf('Orvado')).id);
    expect(decisions).toEqual([]);
    expect(tree).toHaveLength(1);
    const [document] = tree;
    expect(document).toMatchObject({ documentId: 'TM-1', publisher: 'Maker', revision: '1' });
    expect(document?.products).toEqual([
      { productId: 'P1', vendor: 'Tarnmed', name: 'Tarnmed Orvado IP450 Infusion Pump <3.4', clauseText: '<3.4', says: 'known-affected' },
    ]);
    expect(document?.versions.map(({ deviceVersion, status, basis, assets }) => [deviceVersion, status, basis, assets.total])).toEqual([
      ['3.2', 'affected', 'range', 2],
      [null, 'undetermined', 'version-missing', 1],
      ['3.6', 'fixed', 'range', 1],
    ]);
    expect(document?.versions[0]).toMatchObject({ decidedBy: ['P1'], clauseText: '<3.4', answer: 'open' });
    expect(document?.versions[0]?.assets.items).toMatchObject([
      { name: 'Pump bed 1', tier: 1 },
      { name: 'Pump bed 2', tier: 2 },
    ]);
    expect(document?.reasons.map(({ rule }) => rule)).toContain('vendor-same');
    expect(document?.flaws).toEqual([{ cveId: 'CVE-2026-11111', title: 'Use of a password that everybody has', scoreMax: 8.8, kev: null }]);
    expect(document?.remediations).toEqual([
      { category: 'vendor_fix', details: 'Update to the version after it.', url: null, productIds: ['P1'] },
    ]);
  });

  test('are told on the page of an advisory and of an asset; an asset without a model is not matchable', async () => {
    const ofAdvisory = await ask<{ items: { assets: unknown; productIds: string[] }[]; matched: boolean }>(
      'GET',
      '/advisories/TM-1/matches',
    );
    expect(ofAdvisory).toMatchObject({
      items: [{ assets: { total: 4, affected: 2, undetermined: 1, fixed: 1 }, productIds: ['P1'] }],
      matched: true,
    });
    expect(await ofAsset('Pump bed 3')).toMatchObject({
      matchable: true,
      deviceVersion: '3.6',
      items: [{ documents: [{ documentId: 'TM-1', status: 'fixed' }] }],
    });
    expect(await ofAsset('Something')).toEqual({ matchable: false, deviceVersion: null, items: [] });
    expect(await ask<MatchingState>('GET', '/matching/state')).toMatchObject({
      running: false,
      assets: 5,
      notMatchable: 1,
      documents: 2,
      setAside: { documents: 0, rules: [] },
      problem: null,
    });
  });
});

describe('an answer', () => {
  test('that denies holds for every device of the model, also after a re-import, a new revision and another name of the asset; undone it asks again', async () => {
    const { id } = await questionOf('Orvado');
    const { decisionId, question } = await decide(id, 'denied');
    expect(question).toMatchObject({ answer: 'denied', assets: { total: 4, affected: 0, undetermined: 0, fixed: 0 } });
    const isGone = async () => {
      expect((await list('?answer=open')).items.map(({ device }) => device.model)).toEqual(['Zentrix ZM70']);
      expect((await ofAsset('Pump bed 4')).items).toMatchObject(denied);
      expect(await ask('GET', '/advisories/TM-1/matches')).toMatchObject({ items: [] });
    };
    await isGone();

    const renamed = pumpRows.map((row) => (row.number === 'P-1' ? { ...row, name: 'Pump in the corridor' } : row));
    const more = { number: 'P-5', name: 'Pump bed 5', vendor: 'tarnmed', model: 'ORVADO IP450', version: '2.0' };
    await giveRegister(node, [...renamed, more], '2026-03-05');
    await isGone();
    expect((await ofAsset('Pump in the corridor')).items).toMatchObject(denied);
    expect((await ofAsset('Pump bed 5')).items).toMatchObject(denied);

    await giveAdvisories(node, [advisoryOf('TM-1', [{ ...orvado, range: '<3.5' }], { revision: '2' }), advisoryOf('TM-9', [orvado])]);
    await isGone();
    expect((await ofAsset('Pump bed 5')).items).toMatchObject(denied);

    const undone = await undo(decisionId);
    expect(undone.question).toMatchObject({ answer: 'open', documents: 2, assets: { total: 5, affected: 3 } });
    expect(undone.question?.decisions).toMatchObject([{ answer: 'denied', counts: false, withdrawnBy: null }]);
    expect(undone.question?.decisions[0]?.withdrawnAt).not.toBeNull();
    expect((await ofAsset('Pump bed 5')).items).toHaveLength(1);
    const again = await node.ask(node.localToken, 'POST', `/matching/decisions/${decisionId}/withdraw`);
    expect(again.status).toBe(409);
  });

  test('of two people who disagree is a conflict that both see, until one takes it back', async () => {
    const { id } = await questionOf('Orvado');
    const officer = await node.token({ role: 'security-officer' });
    const technician = await node.token({ role: 'medical-technology' });
    await decide(id, 'confirmed', officer);
    const { decisionId, question } = await decide(id, 'denied', technician);
    expect(question).toMatchObject({ answer: 'conflict', identifiedBy: null });
    expect(question?.decisions.map(({ person, answer, counts }) => [person, answer, counts])).toEqual([
      ['token of medical-technology', 'denied', true],
      ['token of security-officer', 'confirmed', true],
    ]);
    expect((await list('?answer=conflict')).total).toBe(1);
    expect((await undo(decisionId)).question).toMatchObject({ answer: 'confirmed', identifiedBy: 'person' });
  });

  test('of the owner of the folder does not disagree with that of one person alone: the newer counts', async () => {
    const { id } = await questionOf('Orvado');
    await decide(id, 'confirmed');
    const technician = await node.token({ role: 'medical-technology' });
    expect((await decide(id, 'denied', technician)).question).toMatchObject({ answer: 'denied' });
    const { question } = await decide(id, 'confirmed');
    expect(question).toMatchObject({ answer: 'confirmed' });
    expect(question?.decisions.map(({ counts }) => counts)).toEqual([true, false, false]);
  });

  test('stands in the book with its names, found by words, by answer and by disagreement', async () => {
    const [orvadoQuestion, zentrixQuestion] = [await questionOf('Orvado'), await questionOf('Zentrix')];
    await decide(orvadoQuestion.id, 'confirmed', await node.token({ role: 'security-officer' }));
    await decide(orvadoQuestion.id, 'denied', await node.token({ role: 'medical-technology' }));
    const { decisionId } = await decide(zentrixQuestion.id, 'unsure');
    type Book = { items: (MatchDecisionJson & { disputed: boolean; deviceName: string | null })[]; total: number; disputed: number };
    const book = async (query = '') => {
      const { items, total, disputed } = await ask<Book>('GET', `/matching/decisions${query}`);
      return [items.map(({ answer }) => answer).join(), total, disputed];
    };
    expect(await book()).toEqual(['unsure,denied,confirmed', 3, 2]);
    expect(await book('?disputed=true')).toEqual(['denied,confirmed', 2, 2]);
    expect(await book('?answer=denied,unsure&limit=1')).toEqual(['unsure', 2, 2]);
    expect(await book('?search=zentrix%20MONITOR')).toEqual(['unsure', 1, 2]);
    const { items } = await ask<Book>('GET', '/matching/decisions?search=zentrix');
    expect(items).toMatchObject([{ deviceName: 'Kelvoria Zentrix ZM70', disputed: false, counts: true }]);
    await undo(decisionId);
    expect(await book()).toEqual(['denied,confirmed', 2, 2]);
    expect(await book('?withdrawn=true')).toEqual(['unsure,denied,confirmed', 3, 2]);
  });

  test('and its question are found by the beginning of their id, of six characters at least', async () => {
    const { id } = await questionOf('Orvado');
    expect((await detailOf(id.slice(0, 6))).id).toBe(id);
    const answered = await decide(id.slice(0, 8), 'denied');
    expect(answered.question).toMatchObject({ id, answer: 'denied', tree: [{ documentId: 'TM-1' }] });
    expect((await node.ask(node.localToken, 'GET', `/matching/questions/${id.slice(0, 5)}`)).status).toBe(404);
  });

  test('that confirms leaves the other products of the document alone', async () => {
    await giveAdvisories(node, [advisoryOf('TM-2', [orvado, { ...orvado, name: 'Orvado IP455 Infusion Pump' }])]);
    const { id } = await questionOf('Orvado');
    const { question } = await decide(id, 'confirmed');
    expect(question).toMatchObject({ answer: 'confirmed', documents: 2 });
    expect((await list('?search=orvado')).items.map((one) => one.id)).toEqual([id]);
  });

  test('that confirms a product brings every document that names it, though no name led there, and takes them away with it', async () => {
    const [pump, monitor] = [await questionOf('Orvado'), await questionOf('Zentrix')];
    const sold = { kind: 'identity', deviceKey: monitor.deviceKey, productKey: pump.productKey, answer: 'confirmed', person: 'Ada' };
    await ask('POST', '/matching/decisions/file', new TextEncoder().encode(JSON.stringify({ ...sold, at: '2026-03-01T10:00:00Z' })));
    await giveAdvisories(node, [advisoryOf('TM-3', [orvado])]);
    const brought = (await list('?answer=confirmed')).items;
    expect(brought).toMatchObject([{ device: { model: 'Zentrix ZM70' }, product: { name: orvado.name }, documents: 2, probability: 1 }]);
    expect((await detailOf(brought[0]?.id ?? '')).tree.map(({ documentId, probability }) => [documentId, probability])).toEqual([
      ['TM-1', null],
      ['TM-3', null],
    ]);
    // A probability that nobody worked out says nothing of the matcher.
    expect(await ask('GET', '/matching/quality')).toMatchObject({ answered: 0 });
    const { items } = await ask<{ items: { id: string }[] }>('GET', '/matching/decisions');
    expect((await undo(items[0]?.id ?? '')).question).toBeNull();
    expect((await list('?answer=confirmed')).total).toBe(0);
  });

  test('about a version holds for that version and that clause, and asks again when either changes', async () => {
    const { id } = await questionOf('Orvado');
    const answer = { kind: 'version', questionId: id, answer: 'not-affected', clauseText: '<3.4', deviceVersion: '3.2', reason: null };
    const { question } = await ask<Decided>('POST', '/matching/decisions', answer);
    expect(question?.assets).toEqual({ total: 4, affected: 0, undetermined: 1, fixed: 3 });
    const version = question?.tree[0]?.versions.find(({ deviceVersion }) => deviceVersion === '3.2');
    expect(version).toMatchObject({ status: 'fixed', answer: 'not-affected' });
    expect(version?.reasons[0]?.rule).toBe('decided-not-affected');

    await giveAdvisories(node, [advisoryOf('TM-1', [{ ...orvado, range: '<3.5' }], { revision: '2' })]);
    const after = await detailOf(id);
    expect(after.assets).toMatchObject({ affected: 2 });
    expect(after.tree[0]?.versions[0]?.reasons.map(({ rule }) => rule)).toContain('decision-reopened');
  });
});

describe('the book of answers', () => {
  test('goes out as a file and comes in again: once, with every line that is no answer', async () => {
    const officer = await node.token({ role: 'security-officer' });
    const { id, deviceKey, productKey } = await questionOf('Orvado');
    const { decisionId } = await decide(id, 'denied', officer);
    await decide((await questionOf('Zentrix')).id, 'unsure');
    const response = await node.ask(node.localToken, 'GET', '/matching/decisions/file');
    const text = await response.text();
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      {
        kind: 'identity',
        deviceKey,
        productKey,
        answer: 'denied',
        person: 'token of security-officer',
        reason: 'looked at the type plate',
      },
      { kind: 'identity', answer: 'unsure', person: 'owner of the node' },
    ]);
    const give = (lines: string) =>
      ask<{ added: number; known: number; refused: unknown[] }>('POST', '/matching/decisions/file', new TextEncoder().encode(lines));
    expect(await give(text)).toEqual({ added: 0, known: 2, refused: [] });
    await undo(decisionId);
    expect(await give(text)).toMatchObject({ added: 0, known: 2 });
    expect(await questionOf('Orvado')).toMatchObject({ answer: 'open' });

    const other = JSON.stringify({
      kind: 'identity',
      deviceKey,
      productKey,
      answer: 'denied',
      person: 'Ada of West',
      at: '2026-03-01T10:00:00Z',
    });
    const ahead = JSON.stringify({ kind: 'identity', deviceKey, productKey, answer: 'denied', person: 'Ada', at: '2099-03-01T10:00:00Z' });
    expect(await give(`${other}\n\nno json\n${ahead}\n`)).toEqual({
      added: 1,
      known: 0,
      refused: [
        { line: 3, message: 'The line is no decision: deviceKey should be a text.' },
        { line: 4, message: 'The line is no decision: at should be not later than now.' },
      ],
    });
    expect(await questionOf('Orvado')).toMatchObject({ answer: 'denied' });
    const { items } = await ask<{ items: (MatchDecisionJson & { questionId: string | null })[] }>('GET', '/matching/decisions');
    expect(items.map(({ person, origin, questionId }) => [person, origin, questionId === id])).toEqual([
      [null, 'said', false],
      ['Ada of West', 'file', true],
    ]);
  });

  test('tells how well probabilities agreed with the answers', async () => {
    expect(await ask('GET', '/matching/quality')).toMatchObject({ answered: 0, brierScore: null });
    const { id, probability } = await questionOf('Orvado');
    await decide(id, 'confirmed');
    const quality = await ask<{ answered: number; brierScore: number }>('GET', '/matching/quality');
    expect(quality.answered).toBe(1);
    expect(quality.brierScore).toBeCloseTo((1 - probability) ** 2, 5);
  });
});

describe('matching', () => {
  test('leaves out documents that break a rule of their standard, and says how many', async () => {
    await giveAdvisories(node, [advisoryOf('TM-7', [orvado], { brokenRules: ['6.1.1', '6.1.7'] })]);
    expect(await questionOf('Orvado')).toMatchObject({ documents: 1 });
    expect(await ask('GET', '/matching/state')).toMatchObject({
      documents: 2,
      setAside: {
        documents: 1,
        rules: [
          { rule: '6.1.1', documents: 1 },
          { rule: '6.1.7', documents: 1 },
        ],
      },
    });
    expect(await ask('GET', '/advisories/TM-7/matches')).toEqual({ items: [], matched: false });
  });

  test('is asked for anew, and shows nothing of another organisation', async () => {
    expect(await ask<MatchingState>('POST', '/matching/runs')).toMatchObject({ running: true });
    await node.work();
    expect(await ask<MatchingState>('GET', '/matching/state')).toMatchObject({ running: false, documents: 2 });
    const { id } = await questionOf('Orvado');
    const stranger = await node.token({ organisationId: node.fresh.otherOrganisationId });
    expect(await ask('GET', '/matching/questions', undefined, stranger)).toMatchObject({ items: [], total: 0 });
    expect((await node.ask(stranger, 'GET', `/matching/questions/${id}`)).status).toBe(404);
    expect((await node.ask(stranger, 'POST', '/matching/decisions', { kind: 'identity', questionId: id, answer: 'denied' })).status).toBe(
      404,
    );
  });
});
