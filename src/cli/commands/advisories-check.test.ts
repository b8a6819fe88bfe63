import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '#test/support/run-cli.ts';

const fixtures = fileURLToPath(new URL('../../advisory-sources/csaf/fixtures/', import.meta.url));

describe('advisories check', () => {
  test('a valid document is counted, and listed where all are wanted', async () => {
    const said = await runCli(['advisories', 'check', 'ward-monitor.json'], { workingFolder: fixtures });
    expect(said).toEqual({ code: 0, out: '', err: '1 documents: 1 valid, 0 not, 0 that cannot be read\n' });
    const all = await runCli(['advisories', 'check', 'ward-monitor.json', '--all'], { workingFolder: fixtures });
    expect(all.out).toBe(`${fixtures}ward-monitor.json  MM-2026-01  valid, 1 products, 1 flaws\n`);
  });

  test('what breaks a rule is told with its number and place, and what the reader left out with it', async () => {
    const said = await runCli(['advisories', 'check', fixtures]);
    expect(said.code).toBe(3);
    expect(said.out.split('\n')).toEqual([
      `${fixtures}product-undefined.json  MM-2026-02  invalid, 1 products, 1 flaws`,
      '  6.1.1  /vulnerabilities/0/product_status/known_affected/1  definition of product id missing',
      expect.stringMatching(/^ {2}left out {2}\/vulnerabilities\/0\/product_status\/known_affected {2}1 of the products/),
      '',
    ]);
    expect(said.err).toBe('2 documents: 1 valid, 1 not, 0 that cannot be read\n');
  });

  test('with --json every document is a line, also one that cannot be read; nothing valid ends with 4', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'advisories-check-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'lines.ndjson'), '{"document":{"csaf_version":"2.0","tracking":{"id":"X"}}}\n{"some":"thing"}\n');
    const said = await runCli(['advisories', 'check', folder, '--json']);
    const lines = said.out
      .trim()
      .split('\n')
      .map(
        (line) => JSON.parse(line) as { result: string; line: number; problem: { code: string } | null; failures: { ruleId: string }[] },
      );
    expect(lines.map(({ result, line, problem }) => [result, line, problem?.code])).toEqual([
      ['invalid', 1, undefined],
      ['refused', 2, 'file-format-unknown'],
    ]);
    expect(lines[0]?.failures.map(({ ruleId }) => ruleId)).toContain('schema');
    expect(said.code).toBe(4);
  });

  test('a path that is not there is a problem', async () => {
    const said = await runCli(['advisories', 'check', 'nothing-here'], { workingFolder: fixtures });
    expect(said.code).not.toBe(0);
    expect(said.err).toContain('nothing-here cannot be read');
  });
});
