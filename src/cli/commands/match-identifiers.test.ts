import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { runCli, type Said } from '#test/support/run-cli.ts';

const row = {
  id: 'CVE-2030-0001',
  configurations: [
    {
      op: 'AND',
      nodes: [
        { op: 'OR', m: [{ c: 'cpe:2.3:a:tarnmed:orvado:*:*:*:*:*:*:*:*', v: true, vee: '3.10' }] },
        { op: 'OR', m: [{ c: 'cpe:2.3:o:microsoft:windows:-:*:*:*:*:*:*:*', v: false }] },
      ],
    },
  ],
};
const record = {
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: { cveId: 'CVE-2030-0002', state: 'PUBLISHED', assignerShortName: 'tarnmed' },
  containers: {
    cna: {
      affected: [
        {
          vendor: 'Tarnmed',
          product: 'Orvado IP-450',
          defaultStatus: 'unaffected',
          versions: [{ version: '0', lessThan: '3.4', status: 'affected', versionType: 'custom' }],
        },
      ],
    },
  },
};
const cpe = 'cpe:2.3:a:tarnmed:orvado:*:*:*:*:*:*:*:*';
const devices = [
  { id: 'inv-1', vendor: 'Tarnmed', product: 'Orvado IP450', version: '3.2' },
  { id: 'inv-2', product: 'pomp', version: '3.9', cpe: `${cpe} cpe:2.3:o:microsoft:windows:10:*:*:*:*:*:*:*` },
  { id: 'inv-3', product: 'pomp', version: '3.9', cpe },
  { id: 'inv-4', product: 'pomp', version: '3.10', cpe },
  { id: 'inv-5', product: 'pomp', version: '3.9' },
];

function run(...words: string[]): Promise<Said> {
  const folder = mkdtempSync(join(tmpdir(), 'match-identifiers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'records'));
  writeFileSync(join(folder, 'devices.ndjson'), devices.map((device) => JSON.stringify(device)).join('\n'));
  writeFileSync(join(folder, 'records', 'rows.ndjson.gz'), gzipSync(`${JSON.stringify(row)}\n{"id":"CVE-X","configurations":[]}\n`));
  writeFileSync(join(folder, 'records', 'CVE-2030-0002.json'), JSON.stringify(record));
  return runCli(['match', '--inventory', 'devices.ndjson', '--advisories', 'records', ...words], { workingFolder: folder });
}

test('records of CVE and NVD are met by name and by CPE; a malformed one is refused with its place and stops nothing', async () => {
  const { out, err, code } = await run('--json');
  const found = out
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as { id: string; document: string; status: string; reasons: { rule: string }[] });
  expect(found.map(({ id, document, status, reasons }) => [id, document, status, reasons.some(({ rule }) => rule === 'cpe-only')])).toEqual(
    [
      ['inv-1', 'CVE-2030-0002', 'affected', false],
      ['inv-2', 'CVE-2030-0001', 'affected', true],
      ['inv-3', 'CVE-2030-0001', 'undetermined', true],
      ['inv-4', 'CVE-2030-0001', 'fixed', true],
    ],
  );
  expect(code).toBe(3);
  expect(err).toContain('no CVE id');
  expect(err).toContain('rows.ndjson.gz');
});

test('the table says that CPE alone is never the whole list', async () => {
  expect((await run()).out.replace(/\s+/g, ' ')).toContain('found by CPE alone, which is never the whole list');
});
