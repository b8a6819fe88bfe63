import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { csafDocument } from '#test/support/match-cases.ts';
import { runCli } from '#test/support/run-cli.ts';

test('documents of two publishers under one id stand in rows of their own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'match-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const written = csafDocument({ id: '2026-01', title: 'Orvado pump', vendor: 'Tarnmed', products: [['Orvado IP450', '<3.4']] });
  writeFileSync(join(folder, 'own.json'), written);
  writeFileSync(
    join(folder, 'centre.json'),
    written.replace('"category":"vendor","name":"Tarnmed"', '"category":"coordinator","name":"A centre"'),
  );
  writeFileSync(
    join(folder, 'devices.ndjson'),
    JSON.stringify({ id: 'inv-1', vendor: 'Tarnmed', product: 'Orvado IP450', version: '3.2' }),
  );
  const words = ['match', '--inventory', 'devices.ndjson', '--advisories', 'own.json', '--advisories', 'centre.json'];
  const said = await runCli(words, { workingFolder: folder, environment: {} });
  expect(said.out.split('\n').filter((row) => row.includes('2026-01'))).toHaveLength(2);
});
