/** What was found in a file is said in the language of whoever asks, however it was stored. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportPreview, ImportReport } from '#contract/endpoints/imports.ts';
import { fixture, startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let id: string;
beforeAll(async () => {
  node = await startTestNode();
  ({ id } = await node.importFile('csv/refused-rows.csv'));
});
afterAll(() => node.stop());

const ask = (path: string, language: string, init: RequestInit = {}) =>
  node.fetch(`/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${node.localToken}`, 'accept-language': language } });
const english = 'The row has 4 columns where the header row has 3, so its cells cannot be matched to headers.';
const dutch = 'De rij heeft 4 kolommen en de rij met koppen 3, dus de cellen zijn niet aan koppen te koppelen.';

test('remarks of an import are English unless Dutch is asked for, and keep code and place', async () => {
  const [inEnglish, inDutch] = await Promise.all(
    ['*', 'nl'].map(async (language) => (await (await ask(`/imports/${id}`, language)).json()) as ImportReport),
  );
  const said = (report: ImportReport | undefined) => report?.issues.find(({ code }) => code === 'row-column-count')?.message;
  expect([said(inEnglish), said(inDutch)]).toEqual([english, dutch]);
  const places = (report: ImportReport | undefined) => report?.issues.map(({ code, line, path }) => [code, line, path]);
  expect(places(inDutch)).toEqual(places(inEnglish));
  expect(inDutch?.issues.filter(({ message }, index) => message === inEnglish?.issues[index]?.message)).toEqual([]);
});

test('so are its events and the list to download', async () => {
  expect(await (await ask(`/imports/${id}/events`, 'nl')).text()).toContain(dutch);
  expect(await (await ask(`/imports/${id}/issues.csv`, 'nl')).text()).toContain(dutch);
  expect(await (await ask(`/imports/${id}/issues.csv`, 'en')).text()).toContain(english);
});

test('a preview says in Dutch why a row is refused, a cell left out and a file not read', async () => {
  const preview = async (name: string, body: BodyInit) =>
    (await (await ask(`/imports/preview?file=${name}`, 'nl', { method: 'POST', body })).json()) as ImportPreview;
  const { rows } = await preview('a.csv', (await fixture('csv/refused-rows.csv')).bytes.slice());
  expect(rows.find(({ refused }) => refused?.code === 'row-column-count')?.refused?.message).toBe(dutch);
  const { rows: dated } = await preview('b.csv', 'Naam;Einde ondersteuning\nPomp;ooit\n');
  expect(dated[0]?.cells[1]?.issue?.message).toMatch(/^‘ooit’ is geen .*; de waarde is weggelaten\.$/);
  expect((await preview('c.pdf', '%PDF-1.4')).problem?.detail).toMatch(
    /^Het formaat van het bestand is niet bekend: het is een PDF-document\./,
  );
});
