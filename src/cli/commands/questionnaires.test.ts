import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { safeWorkInCare as pack } from '#core/questionnaires/packs/safe-work-in-care.ts';
import { runCli } from '#test/support/run-cli.ts';

function run(files: Readonly<Record<string, unknown>>, words: readonly string[], language = 'en_GB.UTF-8') {
  const folder = mkdtempSync(join(tmpdir(), 'questionnaires-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(join(folder, name), isRaw ? content : JSON.stringify(content));
  }
  return runCli(['questionnaires', ...words], { workingFolder: folder, environment: { LANG: language } });
}
const changed = (id: string, more: object, version: string) => ({
  ...pack,
  version,
  items: pack.items.map((item) => (item.id === id ? { ...item, ...more } : item)),
});

describe('verify', () => {
  test('says what a questionnaire holds, from a file or of the release, in both languages', async () => {
    expect(await run({ 'own.json': { ...pack, id: 'own' } }, ['verify', 'own.json'])).toEqual({
      code: 0,
      out: 'own 1.0.0 (Safe work in care) is valid: 25 questions, 21 of them on a scale (7 reversed), 7 areas, languages en, nl\n',
      err: '',
    });
    const { out } = await run({}, ['verify', 'safe-work-in-care'], 'nl_NL.UTF-8');
    expect(out).toMatch(/^safe-work-in-care 1\.0\.0 \(Veilig werken in de zorg\) klopt: 25 vragen, /);
  });

  test('names every fault with its place and what to do', async () => {
    const wrong = changed('lost-a-phone', { rightAnswer: 'never', text: { en: 'When?' } }, '1.0.0');
    const { code, out, err } = await run({ 'own.json': wrong }, ['verify', 'own.json']);
    expect([code, out]).toEqual([4, '']);
    expect(err).toMatch(/^\/items\/24\/text {2}the text in "nl" is missing; write it, or take the language out of \/languages$/m);
    expect(err).toMatch(/^\/items\/24\/rightAnswer {2}"never" is none of its options: /m);
    const dutch = await run({ 'own.json': wrong }, ['verify', 'own.json'], 'nl_NL.UTF-8');
    expect(dutch.err).toMatch(/^\/items\/24\/text {2}de tekst in ‘nl’ ontbreekt/m);
  });

  test('with --json gives one problem with all of them', async () => {
    const { code, err } = await run({ 'own.json': changed('lost-a-phone', { rightAnswer: 'never' }, '1.0.0') }, [
      'verify',
      'own.json',
      '--json',
    ]);
    expect(code).toBe(4);
    expect(JSON.parse(err)).toMatchObject({ code: 'questionnaire-invalid', data: { faults: [{ pointer: '/items/24/rightAnswer' }] } });
  });

  test.each<[string, Readonly<Record<string, unknown>>, number, string]>([
    ['a file that is not there', {}, 2, 'file-not-readable'],
    ['no JSON', { 'own.json': '{"id":' }, 4, 'questionnaire-invalid'],
    ['no UTF-8', { 'own.json': new Uint8Array([0x7b, 0xff, 0x7d]) }, 4, 'questionnaire-invalid'],
    ['another JSON', { 'own.json': [] }, 4, 'questionnaire-invalid'],
  ])('%s is refused', async (_, files, expected, problem) => {
    const { code, out, err } = await run(files, ['verify', 'own.json', '--json']);
    expect([code, out]).toEqual([expected, '']);
    expect(JSON.parse(err)).toMatchObject({ code: problem });
  });
});

describe('diff', () => {
  test('of the same says that nothing changed', async () => {
    expect(await run({ 'a.json': pack, 'b.json': pack }, ['diff', 'a.json', 'b.json'])).toMatchObject({
      code: 0,
      out: 'Scores of both can be laid beside each other.\n',
    });
  });

  test('tells what changed, whether scores stay comparable, and which number has to be raised', async () => {
    const later = changed('email-attitude', { isReversed: true }, '1.0.1');
    const { code, out } = await run({ 'b.json': later }, ['diff', 'safe-work-in-care', 'b.json']);
    expect(code).toBe(3);
    expect(out.trim().split('\n')).toEqual([
      'changed  /items/email-attitude/isReversed  (major)',
      'Scores of both cannot be laid beside each other.',
      'These changes ask for a new major number; the later one is version 1.0.1.',
    ]);
    expect((await run({ 'b.json': { ...later, version: '2.0.0' } }, ['diff', 'safe-work-in-care', 'b.json'])).code).toBe(0);
  });

  test('with --json gives the same to programs', async () => {
    const later = changed('email-attitude', { text: { en: 'x', nl: 'y' } }, '1.1.0');
    const { code, out } = await run({ 'b.json': later }, ['diff', 'safe-work-in-care', 'b.json', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ needs: 'minor', raised: 'minor', scores: 'if-meant-alike', isRaisedEnough: true });
  });
});

test('schema prints the form that is published with the release', async () => {
  const { code, out } = await run({}, ['schema']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ $id: pack.$schema, $schema: 'https://json-schema.org/draft/2020-12/schema' });
});
