import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { problemCatalogue } from '#contract/problem-catalogue.ts';
import { problemDocument } from '#contract/problem-document.ts';
import { Problem, problemCodes } from '#core/kernel/problem.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { chooseImporter } from '#importers/detect.ts';
import { importers } from '#importers/registry.ts';
import { parseFile } from '#test/support/parse-file.ts';
import { repositoryFolder } from '#test/support/repository.ts';
import { saidTexts, sentencesIn } from '#test/support/said-texts.ts';
import { fileSentences } from './files.ts';
import { fragmentSentences } from './fragments.ts';
import { remarkSentences } from './remarks.ts';
import { requestSentences } from './requests.ts';
import { isSaidInDutch, sayIn } from './say-in.ts';

/** Said in the terminal of whoever starts a node or types a command, where everything is English; no page shows them. */
const terminalCodes = new Set<string>([
  'usage-invalid',
  'configuration-invalid',
  'listen-refused',
  'database-unavailable',
  'database-unsafe',
  'database-version-unknown',
]);

const said = saidTexts(['core', 'contract', 'store', 'server', 'importers', 'advisory-sources', 'sdk', 'web']).filter(
  ({ code, text }) => !terminalCodes.has(code) && !text.startsWith('select '),
);
const isSentence = ({ code }: { readonly code: string }) => code.includes('-') || (problemCodes as readonly string[]).includes(code);

describe('what the sources say', () => {
  test('is found: more than two hundred sentences of problems and remarks', () => {
    expect(said.filter(isSentence).length).toBeGreaterThan(200);
    expect(said.map(({ text }) => text)).toContain('A value of {} characters was cut to {}.');
  });

  test('each sentence of a problem or a remark has a Dutch one in src/contract/dutch', () => {
    const values = (text: string) => text.split('{}').length - 1;
    const missing = said.filter(isSentence).filter(({ text }) => !isSaidInDutch(text) && values(text) < 9);
    expect(missing.map(({ path, code, text }) => `${path} ${code}: ${text}`)).toEqual([]);
  });

  test('so has each sentence of the importers, of rules, of the care chain and of filters, whatever says it', () => {
    const where =
      /^src\/(importers\/(?!table\/(ready-profiles|vocabulary))|core\/(query|dependencies|assets\/assignment-rules)|store\/(query|dependencies|flaw-names))/;
    // What is stored as the advice of a scanner is not said to anybody in this way.
    const isAdvice = (text: string) => text.startsWith('Update ');
    const missing = sentencesIn(where).filter(
      ({ path, text }) => !isSaidInDutch(text) && !isAdvice(text) && path !== 'src/importers/detect.ts',
    );
    expect(missing.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  test.each(problemCodes)('the problem %s has title and help in both languages', (code) => {
    const { title, help } = problemCatalogue[code];
    for (const text of [title, help]) {
      expect(text.en.length > 3 && text.nl.length > 3).toBe(true);
      expect(text.nl).not.toBe(text.en);
    }
  });
});

describe('what importers say of their fixtures', () => {
  const folder = `${repositoryFolder}src/importers`;
  test.each(importers.map(({ id }) => id))('%s: every remark, and why a file ends early, is said in Dutch', async (id) => {
    const fixtures = `${folder}/${id}/fixtures`;
    const english: string[] = [];
    for (const file of existsSync(fixtures) ? readdirSync(fixtures) : []) {
      const parsed = await parseFile(`${fixtures}/${file}`).catch((problem: unknown) => ({ issues: [], problem: problem as Problem }));
      const texts = [...parsed.issues.map(({ message }) => message), ...(parsed.problem === undefined ? [] : [parsed.problem.message])];
      english.push(...texts.filter((text) => sayIn('nl', text) === text));
    }
    expect(english).toEqual([]);
  });
});

describe('sayIn', () => {
  test('English is what was said', () => {
    expect(sayIn('en', 'There is no such view.')).toBe('There is no such view.');
  });

  test('values come along, in the order of the language', () => {
    expect(sayIn('nl', 'The file ends inside /Results/0, at line 12, before the report is complete; export or copy it again.')).toBe(
      'Het bestand houdt op regel 12 op, binnen /Results/0, voordat het rapport compleet is; exporteer of kopieer het opnieuw.',
    );
    expect(sayIn('nl', '"dagelijks" is not a date in the order of its column; the value is left out.')).toBe(
      '‘dagelijks’ is geen datum in de volgorde van zijn kolom; de waarde is weggelaten.',
    );
    expect(sayIn('nl', 'until: The day 2026-01-01 is over: choose today (2026-02-01) or later.')).toBe(
      'until: De dag 2026-01-01 is voorbij: kies vandaag (2026-02-01) of later.',
    );
  });

  test('each format that is known is called by its Dutch name, alone and in a list', () => {
    const head = { bytes: Buffer.from('%PDF-1.7'), text: '%PDF-1.7', name: 'a.pdf' };
    const problem = chooseImporter(head);
    expect(problem).toBeInstanceOf(Problem);
    const said = sayIn('nl', (problem as Problem).message);
    for (const { title } of importers) {
      const dutch = sayIn('nl', title);
      expect(dutch).not.toBe(title);
      expect(said).toMatch(new RegExp(`[ ;] ?${dutch.replace(/[.()/]/g, '\\$&')}[;.]`));
    }
    expect(said).not.toMatch(/asset|list or|facts|care chain/);
  });

  test('each value is as short as can be, and the last goes to the fixed end', () => {
    expect(sayIn('nl', 'x at character 1, found ", found ". Expected: a. b.')).toBe(
      'x, bij teken 1; daar staat ", found ". Daar hoort: a. b.',
    );
    expect(sayIn('nl', 'x at character 1, found y. Try z.')).toBe('x, bij teken 1; daar staat y. Try z.');
    // The fixed end may not lie within what came before it.
    expect(sayIn('nl', 'The role may not do this.')).toBe('The role may not do this.');
  });

  test('every sentence, whatever its values, comes out as a pattern of shortest values says it', () => {
    const lists = [...requestSentences, ...fileSentences, ...remarkSentences, ...fragmentSentences];
    const plain = lists.map(([english, dutch]) => {
      const parts = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return { hasValues: parts.length > 1, pattern: new RegExp(`^${parts.join('(.*?)')}$`, 's'), dutch };
    });
    const inOrder = [...plain.filter((one) => !one.hasValues), ...plain.filter((one) => one.hasValues)];
    const said = (text: string, depth: number): string => {
      const one = inOrder.find(({ pattern, hasValues }) => (depth > 0 || !hasValues) && pattern.test(text));
      const found = one?.pattern.exec(text) ?? null;
      if (one !== undefined) return one.dutch.replace(/\{(\d)\}/g, (_, place: string) => said(found?.[Number(place)] ?? '', depth - 1));
      const named = depth === 0 ? null : /^([\w.[\]-]{1,60}): (.+)$/s.exec(text);
      return named === null ? text : `${named[1]}: ${said(named[2] ?? '', depth - 1)}`;
    };
    const values = ['', 'x', '7', 'a. b', '"y", found "z"', 'name: The request is not valid.', 'regel\nregel', ', ', '.'];
    lists.forEach(([english], index) => {
      for (let shift = 0; shift < values.length; shift += 1) {
        let place = index + shift;
        const text = english.replace(/\{\}/g, () => values[(place += shift + 1) % values.length] ?? '');
        expect(sayIn('nl', text)).toBe(said(text, 3));
      }
    });
  });

  test.each([
    ['below the limit', 20],
    ['of 20 kB', 430],
  ])('a text %s that nearly fits a sentence of several values takes no time', (_, times) => {
    const crafted = `${' at character ×'.repeat(times)}${', found ×'.repeat(times)}${'. Expected: ×'.repeat(times)}×`;
    const startedAt = performance.now();
    sayIn('nl', crafted);
    expect(isSaidInDutch(`${'×'.repeat(times)}${crafted}`)).toBe(true);
    expect(isSaidInDutch(`${' at character ×'.repeat(times * 2)}${', found ×'.repeat(times)}`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(50);
  });

  test('what is longer than a thousand characters is nobody’s sentence', () => {
    const said = (name: string) => `There is no mapping profile ${name}.`;
    expect(sayIn('nl', said('x'.repeat(900)))).toMatch(/^Er is geen inleesprofiel x+\.$/);
    expect(sayIn('nl', said('x'.repeat(1_000)))).toBe(said('x'.repeat(1_000)));
  });

  test('what nobody translated stays as it was said', () => {
    expect(sayIn('nl', 'Something new happened.')).toBe('Something new happened.');
  });

  test.each([
    ['eq(colour,red)', 'heeft dit veld niet, bij teken 4; daar staat "colour". Daar hoort:'],
    ['and(', 'Het filter is niet te lezen, bij teken 5; daar staat het einde.'],
    ['eq(severity,red)', 'Geen waarde van dit veld, bij teken 13'],
    ['foo(severity,red)', 'Deze operator is er niet, bij teken 1'],
  ])('a filter that cannot be read, %s, is told in Dutch', (filter, dutch) => {
    let problem: unknown;
    try {
      parseFilter(filter, recordKinds.finding, recordKinds);
    } catch (cause) {
      problem = cause;
    }
    expect(problem).toBeInstanceOf(Problem);
    expect(problemDocument(problem as Problem, 'nl', 'r').detail).toContain(dutch);
    expect(problemDocument(problem as Problem, 'en', 'r').detail).toBe((problem as Problem).message);
  });
});
