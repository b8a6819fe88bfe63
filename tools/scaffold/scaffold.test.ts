/**
 * Every scaffold, in a copy of the tree: what it makes compiles, is formatted, linted and used, and passes the tests of
 * its registry without an edit. The copy has the sources and the compiler's memory, and borrows node_modules.
 */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFiles, repositoryFolder } from '#test/support/repository.ts';
import { scaffold } from './scaffold.ts';

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'cybermetrics-scaffold-'));
  for (const path of projectFiles()) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(repositoryFolder, path), join(copy, path), { preserveTimestamps: true });
  }
  if (existsSync(join(repositoryFolder, 'dist')))
    cpSync(join(repositoryFolder, 'dist'), join(copy, 'dist'), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(repositoryFolder, 'node_modules'), join(copy, 'node_modules'));
  // The tests about the project ask git which files are its own; the database of the whole suite is not needed.
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  // A link is no folder to git, and would be a file of the project.
  writeFileSync(join(copy, '.git/info/exclude'), 'node_modules\n');
  const config = readFileSync(join(copy, 'vitest.config.ts'), 'utf8').replace(/^ *globalSetup:.*\n/m, '');
  writeFileSync(join(copy, 'without-database.config.ts'), config);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Gives what the program said when it failed, else an empty text. */
async function failureOf(program: string, ...words: string[]): Promise<string> {
  const environment = { ...process.env, NO_COLOR: '1' };
  return promisify(execFile)(join(copy, 'node_modules/.bin', program), words, { cwd: copy, env: environment, maxBuffer: 50_000_000 }).then(
    () => '',
    (error: { stdout: string; stderr: string }) => `${error.stdout}\n${error.stderr}`,
  );
}

const read = (path: string) => readFileSync(join(copy, path), 'utf8');

/** The fast steps of `npm run check`, but for what a scaffold cannot break. */
const steps = (made: readonly string[]): readonly (readonly [string, ...string[]])[] => [
  ['oxfmt', '--check', ...made],
  ['oxlint', ...made.filter((path) => /\.tsx?$/.test(path))],
  ['knip'],
  ['tsc', '-p', 'test/tsconfig.json', '--pretty', 'false'],
  [
    'vitest',
    ...['run', '--config', 'without-database.config.ts'],
    ...['src/core/metrics', 'src/importers/sample-scanner', 'src/importers/registry.test.ts', 'src/contract'],
    ...['src/cli/run-command.test.ts', 'test/tidy.test.ts', 'test/architecture.test.ts'],
    // The compiler's refusals and the edges of the core do not turn on what was added.
    ...['-t', '^(?!.*(compiler refuses|folders of the core))'],
  ],
];

describe('npm run new', () => {
  test('all it can make compiles, is formatted, linted and used, and passes the tests of its registry', { timeout: 600_000 }, async () => {
    const said = [
      'metric AST-98 sample-known',
      'metric VUL-98 sample-with-a-rather-long-name',
      'importer sample-scanner',
      'page sample-rooms',
      'endpoint sample-places',
      'command samples-list',
      'migration sample-tables',
    ].map((words) => scaffold(copy, words.split(' ')));
    const made = said.flatMap((text) => [...text.matchAll(/^(?:made|changed) +(.+)$/gm)].map((match) => match[1] ?? ''));
    expect(made.length).toBeGreaterThan(25);
    // Lines stand in the order of their registry.
    const metrics = read('src/core/metrics/registry.ts');
    expect(metrics.indexOf('sampleKnown,')).toBeLessThan(metrics.indexOf('scanCoverage,'));
    expect(metrics.indexOf('sampleKnown,')).toBeGreaterThan(metrics.indexOf('estimatedNumber,'));
    expect(metrics.indexOf('sampleWithARatherLongName,')).toBeGreaterThan(metrics.indexOf('recurrence,'));
    expect(read('src/importers/registry.ts')).toMatch(/readonly Importer\[\] = \[\n {2}sampleScanner,/);
    expect(read('src/store/migrations/registry.ts')).toMatch(/,\n {2}sampleTables,\n\];/);
    expect(await failureOf('tsc', '-b', '--pretty', 'false')).toBe('');
    for (const failure of await Promise.all(steps(made).map(([program, ...words]) => failureOf(program, ...words))))
      expect(failure).toBe('');
  });

  const refusals: readonly (readonly [string, RegExp])[] = [
    ['', /^usage:\n {2}npm run new metric/],
    ['constructor', /^usage:/],
    ['metric AST-98 again and-again', /^usage:\n {2}npm run new metric AST-20 named-department$/],
    ['metric', /id of its domain and two digits, such as AST-20/],
    ['metric AWR-01 reports', /not "AWR-01"/],
    ['metric AST-11 other', /AST-11 is taken/],
    ['metric AST-97', /lower case with dashes, such as named-department/],
    ['metric AST-97 Named', /not "Named"/],
    ['metric AST-97 ownership', /already knows something named ownership/],
    ['metric AST-97 ../elsewhere', /not "\.\.\/elsewhere"/],
    ['importer nessus', /src\/importers\/nessus is there already/],
    ['importer class', /a word of the language/],
    ['page assets', /src\/web\/pages\/assets is there already/],
    ['page account', /en\.ts has texts named account already/],
    ['endpoint views', /src\/contract\/endpoints\/views\.ts is there already/],
    ['endpoint people', /people\.list is there already/],
    ['command assets-list', /src\/cli\/commands\/assets-list\.ts is there already/],
    ['command list-of-assets', /a noun and a verb/],
    ['migration Support', /not "Support"/],
  ];
  test.each(refusals)('`npm run new %s` is refused with a reason, and nothing is written', (words, reason) => {
    const before = execFileSync('git', ['status', '--short'], { cwd: copy, encoding: 'utf8' });
    expect(() => scaffold(copy, words.split(' ').filter(Boolean))).toThrow(reason);
    expect(execFileSync('git', ['status', '--short'], { cwd: copy, encoding: 'utf8' })).toBe(before);
  });
});
