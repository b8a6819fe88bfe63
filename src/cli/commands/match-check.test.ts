/** `match --check`: documents that break rules of their standard are told beside what they match. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '#test/support/run-cli.ts';

const fixtures = fileURLToPath(new URL('../../advisory-sources/csaf/fixtures/', import.meta.url));

// Loading the rules takes seconds.
test('documents that break a rule are counted for people and named for programs, and only when somebody asks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'match-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(
    join(folder, 'devices.ndjson'),
    JSON.stringify({ id: 'a', vendor: 'Nobody', product: 'Nothing', version: null, description: null }),
  );
  const run = (...words: string[]) =>
    runCli(['match', '--inventory', 'devices.ndjson', '--advisories', fixtures, ...words], { workingFolder: folder, environment: {} });
  expect((await run()).err).not.toContain('break');
  const told = await run('--check');
  expect(told.err).toMatch(/^1 document breaks a rule of the standard, such as \S+ \(6\.1\.1\); `advisories check` names all$/m);
  expect(told.code).toBe(0);
  const problems = (await run('--check', '--json')).err
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'file-malformed', data: expect.objectContaining({ rules: ['6.1.1'], line: null }) as object }),
  );
});
