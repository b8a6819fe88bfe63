/** Names shared between hospitals: out of one, into another, and what the matching there makes of them. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AliasesJson, AliasListJson } from '#contract/endpoints/aliases.ts';
import type { QuestionJson } from '#contract/endpoints/match-questions.ts';
import { advisoryOf, giveAdvisories, giveRegister, orvado, pumpRows } from '../../../test/support/matching-files.ts';
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
  await node.work();
  return (response.status === 204 ? null : await response.json()) as T;
}
const questions = async () => (await ask<{ items: QuestionJson[] }>('GET', '/matching/questions')).items;
async function decide(answer: string): Promise<string> {
  const [question] = await questions();
  const { decisionId } = await ask<{ decisionId: string }>('POST', '/matching/decisions', {
    kind: 'identity',
    questionId: question?.id,
    answer,
  });
  return decisionId;
}
const exported = () => ask<AliasListJson>('GET', '/matching/aliases/file');
const take = (list: string, given: AliasListJson) => ask<object>('PUT', `/matching/aliases/lists/${list}`, given);
const listed = () => ask<AliasesJson>('GET', '/matching/aliases');

test('what was answered goes out without anything of the hospital, and what is unsure does not', async () => {
  expect((await exported()).aliases).toEqual([]);
  const decisionId = await decide('confirmed');
  const list = await exported();
  expect(list).toEqual({
    $schema: 'urn:cybermetrics:shared-aliases:1',
    version: 1,
    aliases: [{ deviceKey: 'tarnmed/orvadoip450', productKey: expect.stringContaining('tarnmed/orvado'), answer: 'same' }],
  });
  await ask('POST', `/matching/decisions/${decisionId}/withdraw`);
  await decide('unsure');
  expect((await exported()).aliases).toEqual([]);
  await decide('denied');
  expect((await exported()).aliases).toMatchObject([{ answer: 'different' }]);
});

test('a name that holds a word of a department stays at home, and is counted', async () => {
  await node.importFile({
    name: 'register.csv',
    bytes: Buffer.from(
      'Inventarisnummer;Naam;Soort;Fabrikant;Type;Afdeling\nZ-9;Bed 9;Medisch apparaat;Tarnmed;Orvado IP450;Orvado afdeling',
    ),
  });
  await decide('confirmed');
  expect((await listed()).shareable).toEqual({ aliases: 0, leftOut: 1 });
  expect((await exported()).aliases).toEqual([]);
});

test('a name that holds a word of a location stays at home', async () => {
  const header = 'Inventarisnummer;Naam;Soort;Fabrikant;Type;Locatie';
  const row = 'Z-9;Bed 9;Medisch apparaat;Tarnmed;Orvado IP450;Orvado-vleugel 3';
  await node.importFile({ name: 'register.csv', bytes: Buffer.from(`${header}\n${row}`) });
  await decide('confirmed');
  expect((await listed()).shareable).toEqual({ aliases: 0, leftOut: 1 });
});

test('a name of which the register writes nothing any more stays at home', async () => {
  await decide('confirmed');
  expect((await listed()).shareable).toEqual({ aliases: 1, leftOut: 0 });
  await giveRegister(
    node,
    pumpRows.map((row) => ({ ...row, model: 'Zentrix ZM70' })),
    '2026-03-20',
  );
  expect((await listed()).shareable).toEqual({ aliases: 0, leftOut: 1 });
});

test('what others say brings a question up or lets it sink, with its reason, and never answers it', async () => {
  const [before] = await questions();
  await decide('confirmed');
  const list = await exported();
  await ask(
    'POST',
    `/matching/decisions/${(await ask<{ items: { id: string }[] }>('GET', '/matching/decisions')).items[0]?.id ?? ''}/withdraw`,
  );
  const different: AliasListJson = { ...list, aliases: list.aliases.map((one) => ({ ...one, answer: 'different' as const })) };
  await take('West', different);
  const [sunk] = await questions();
  expect(sunk).toMatchObject({ band: 'weak', answer: 'open' });
  expect(sunk?.probability).toBeLessThan(before?.probability ?? 0);
  const detail = await ask<{ tree: { reasons: { rule: string; detail: string }[] }[] }>('GET', `/matching/questions/${sunk?.id ?? ''}`);
  expect(detail.tree[0]?.reasons[0]).toEqual({ rule: 'shared-different', detail: 'West' });
  // Another list says otherwise: then names alone count again, and the quarrel is shown.
  await take('East', list);
  expect((await questions())[0]?.probability).toBe(before?.probability);
  expect(await listed()).toMatchObject({ contradictions: 1, items: [{ standing: 'lists-disagree', own: null }] });
  // What people here say counts.
  await decide('confirmed');
  expect((await questions())[0]).toMatchObject({ answer: 'confirmed' });
  expect(await listed()).toMatchObject({ items: [{ standing: 'contradicts', own: 'same' }] });
});

test('what people here answered stays where it was, whatever a list says of it', async () => {
  const decisionId = await decide('confirmed');
  const [before] = await questions();
  const list = await exported();
  await take('West', { ...list, aliases: list.aliases.map((one) => ({ ...one, answer: 'different' as const })) });
  const [after] = await questions();
  expect(after).toMatchObject({ answer: 'confirmed', band: before?.band, probability: before?.probability });
  expect(await listed()).toMatchObject({ items: [{ standing: 'contradicts', own: 'same' }] });
  // Taken back, the list hints; said anew, it does not any more.
  await ask('POST', `/matching/decisions/${decisionId}/withdraw`);
  await ask('POST', '/matching/runs');
  expect((await questions())[0]).toMatchObject({ band: 'weak', answer: 'open' });
  await decide('confirmed');
  await ask('POST', '/matching/runs');
  expect((await questions())[0]).toMatchObject({ answer: 'confirmed', band: before?.band, probability: before?.probability });
});

test('a product to which no name led is asked about when others say that it is the device; the list that is replaced recalls it', async () => {
  const aliases: AliasListJson['aliases'] = [{ deviceKey: 'kelvoria/zentrixzm70', productKey: await productKey(), answer: 'same' }];
  const list: AliasListJson = { $schema: 'urn:cybermetrics:shared-aliases:1', version: 1, aliases };
  expect((await questions()).map(({ device }) => device.vendor)).not.toContain('Kelvoria');
  expect(await take('West', list)).toEqual({ added: 1, removed: 0 });
  const found = (await questions()).find(({ device }) => device.vendor === 'Kelvoria');
  expect(found).toMatchObject({ band: 'check', answer: 'open' });
  expect(await take('West', list)).toEqual({ added: 0, removed: 0 });
  expect(await take('West', { ...list, aliases: [] })).toEqual({ added: 0, removed: 1 });
  expect((await questions()).map(({ device }) => device.vendor)).not.toContain('Kelvoria');
});

/** Of the pump of the advisory. */
async function productKey(): Promise<string> {
  const decisionId = await decide('confirmed');
  const [alias] = (await exported()).aliases;
  await ask('POST', `/matching/decisions/${decisionId}/withdraw`);
  return alias?.productKey ?? '';
}
