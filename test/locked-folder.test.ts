/**
 * A node that root starts from a folder that nobody else can enter, a clone under /root: it gives up root and can read its own files
 * no more, so what is loaded late must have been loaded before. Runs dist/.
 */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startProcess, type RunningProcess } from './support/node-process.ts';
import { projectFiles, readProjectFile, repositoryFolder } from './support/repository.ts';

// Packages are found by the way that leads through the folder, as in a clone, and not where the link points.
const throughTheFolder = { NODE_OPTIONS: '--preserve-symlinks' };
const isRoot = process.getuid?.() === 0;

describe.runIf(process.platform !== 'win32')('a clone that only root can enter', () => {
  let locked: string;
  let folder: string;
  let node: RunningProcess | undefined;
  beforeEach(({ skip }) => skip(!isRoot, 'only root can start a node that gives up root'));
  beforeAll(async () => {
    locked = await mkdtemp('/tmp/cybermetrics-locked-');
    await cp(join(repositoryFolder, 'dist'), join(locked, 'dist'), { recursive: true });
    await cp(join(repositoryFolder, 'package.json'), join(locked, 'package.json'));
    await symlink(join(repositoryFolder, 'node_modules'), join(locked, 'node_modules'));
    await chmod(locked, 0o700);
    folder = await mkdtemp('/tmp/cybermetrics-lh-');
    await chmod(folder, 0o711);
  });
  afterAll(async () => {
    node?.child.kill('SIGTERM');
    await node?.ended;
    for (const one of [locked, folder]) await rm(one, { recursive: true, force: true });
  });

  /** A process of its own, since giving up root is for good. @returns what it printed */
  const afterRoot = async (before: string): Promise<string> => {
    const script = `
      const privileges = await import('${locked}/dist/server/privileges.js');
      const { validateCsafDocument } = await import('${locked}/dist/advisory-sources/csaf/validate-document.js');
      const { fonts } = await import('${locked}/dist/server/reports/pdf-fonts.js');
      const nobody = { uid: 65534, gid: 65534 };
      ${before}
      privileges.dropPrivileges(nobody);
      const verdict = await validateCsafDocument({ document: { csaf_version: '2.0' } });
      console.log(verdict.failures.some(({ ruleId }) => ruleId === 'schema'), fonts().length);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: '/',
      env: { ...process.env, ...throughTheFolder },
    });
    return stdout;
  };

  test('can use what it loaded before it gave up root', async () => {
    expect(await afterRoot('console.log(await privileges.loadWhatWillBeLost(nobody, true));')).toBe('true\ntrue 8\n');
    await expect(afterRoot('')).rejects.toThrow(/ERR_MODULE_NOT_FOUND|EACCES|Cannot find/);
  });

  test('imports, makes a report and ends as any other', async () => {
    const home = join(folder, 'node');
    const register = join(folder, 'register-2026-11-01.csv');
    const report = join(folder, 'report.pdf');
    await writeFile(register, 'Inventarisnummer;Naam;Klasse\nMT-1;Monitor 1;medisch apparaat\n');
    const serving = startProcess(['serve', '--home', home, '--port', '0', '--json'], throughTheFolder, locked);
    node = serving;
    await vi.waitUntil(() => serving.out().includes('\n'), { timeout: 240_000 });
    const ask = (...words: string[]) => startProcess([...words, '--home', home], throughTheFolder, locked).ended;
    expect(await ask('import', register)).toMatchObject({ code: 0 });
    expect(await ask('measure')).toMatchObject({ code: 0 });
    expect(await ask('report', 'make', '--out', report)).toMatchObject({ code: 0 });
    expect((await readFile(report)).subarray(0, 5).toString()).toBe('%PDF-');
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toMatchObject({ code: 0, err: '' });
  });
});

test('what the server loads late is what it can load before it gives up root', () => {
  const late = projectFiles().filter(
    (file) =>
      /^src\/(?:core|contract|importers|store|advisory-sources|server)\/.*(?<!\.test)\.ts$/.test(file) &&
      /\bimport\((?!\.)|new Worker\(/.test(readProjectFile(file)),
  );
  // Whatever is added here is loaded in server/privileges.ts too, or does without.
  expect(late).toEqual([
    'src/advisory-sources/csaf/validate-document.ts',
    'src/server/jobs/run-worker.ts',
    'src/server/jobs/thread-gate.ts',
    'src/server/privileges.ts',
  ]);
});
