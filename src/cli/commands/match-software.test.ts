import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '#test/support/run-cli.ts';

const component = (name: string, version: string | null, purl: string) => ({
  type: 'library',
  name,
  ...(version === null ? {} : { version }),
  purl,
});
const bill = (specVersion: string, components: readonly object[]) => ({
  ...{ bomFormat: 'CycloneDX', specVersion, version: 1, serialNumber: 'urn:uuid:11111111-2222-4333-8444-555555555555' },
  metadata: { component: { type: 'application', name: 'Station', version: '4.2', purl: 'pkg:generic/station@4.2' } },
  components,
});
const components = [
  component('parser', '1.1.0', 'pkg:npm/parser@1.1.0'),
  component('openssl', '3.0.9-1', 'pkg:deb/debian/openssl@3.0.9-1?distro=debian-12'),
  component('lexer', null, 'pkg:npm/lexer'),
  component('untouched', '9.0.0', 'pkg:npm/untouched@9.0.0'),
];
const spdx = {
  ...{
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'Station',
    documentNamespace: 'https://maker.example/s',
    dataLicense: 'CC0-1.0',
  },
  creationInfo: { created: '2026-05-01T00:00:00Z', creators: ['Tool: t'] },
  packages: [
    {
      ...{ SPDXID: 'SPDXRef-p', name: 'parser', versionInfo: '1.1.0', downloadLocation: 'NOASSERTION' },
      externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/parser@1.1.0' }],
    },
  ],
};
const osv = (id: string, cve: string, ecosystem: string, name: string, fixed: string) => ({
  ...{ schema_version: '1.7.0', id, modified: '2026-05-01T00:00:00Z', summary: `${name} reads beyond`, upstream: [cve] },
  affected: [{ package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }] }],
});
const advisories = [
  osv('TM-1', 'CVE-2026-1001', 'npm', 'parser', '1.2.0'),
  osv('TM-2', 'CVE-2026-1002', 'Debian:12', 'openssl', '3.0.9-1'),
  osv('TM-3', 'CVE-2026-1003', 'npm', 'lexer', '2.0.0'),
  osv('TM-4', 'CVE-2026-1004', 'npm', 'untouched', '1.0.0'),
];
const statement = {
  vulnerability: { name: 'CVE-2026-1001' },
  products: [{ '@id': 'pkg:generic/station@4.2' }],
  status: 'not_affected',
  justification: 'inline_mitigations_already_exist',
};
const vex = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://maker.example/vex',
  author: 'Maker',
  timestamp: '2026-06-01T00:00:00Z',
  version: 1,
  statements: [statement],
};

async function match(files: Readonly<Record<string, unknown>>, words: readonly string[], language = 'en_GB.UTF-8') {
  const folder = mkdtempSync(join(tmpdir(), 'match-software-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'adv'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return runCli(['match', '--advisories', 'adv', ...words], { workingFolder: folder, environment: { LANG: language } });
}

const documents = { 'adv/osv.ndjson': advisories.map((one) => JSON.stringify(one)).join('\n') };
const objectsIn = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const shortly = (text: string) =>
  objectsIn(text).map(({ id, document, status, statusBasis, probability }) => [id, document, status, statusBasis, probability]);

describe('a bill of materials as an inventory', () => {
  test('each component stands beside the advisories about its package', async () => {
    const { code, out, err } = await match({ ...documents, 'bom.json': bill('1.6', components) }, ['--inventory', 'bom.json', '--json']);
    expect([code, err]).toEqual([0, '']);
    expect(shortly(out)).toEqual([
      ['bom.json#pkg:deb/debian/openssl@3.0.9-1?distro=debian-12', 'TM-2', 'fixed', 'range', 0.99],
      ['bom.json#pkg:npm/lexer', 'TM-3', 'undetermined', 'version-missing', 0.99],
      ['bom.json#pkg:npm/parser@1.1.0', 'TM-1', 'affected', 'range', 0.99],
      ['bom.json#pkg:npm/untouched@9.0.0', 'TM-4', 'fixed', 'range', 0.99],
    ]);
  });

  test('of SPDX is one as well, and so is a line of NDJSON that has a package URL', async () => {
    const line = JSON.stringify({ id: 'x', product: 'Gateway', purl: 'pkg:npm/parser@1.0.0' });
    const files = { ...documents, 'bom.spdx.json': spdx, 'more.ndjson': line };
    const { out } = await match(files, ['--inventory', 'bom.spdx.json', '--inventory', 'more.ndjson', '--json']);
    expect(shortly(out)).toEqual([
      ['bom.spdx.json#pkg:npm/parser@1.1.0', 'TM-1', 'affected', 'range', 0.99],
      ['x', 'TM-1', 'affected', 'range', 0.99],
    ]);
  });

  test('what its supplier says of the product takes its parts out, with the reason', async () => {
    const { out } = await match({ ...documents, 'adv/vex.json': vex, 'bom.json': bill('1.6', components) }, ['--inventory', 'bom.json']);
    expect(out).toMatch(
      /Outside: [\s\S]*bom\.json#pkg:npm\/parser@1\.1\.0 .* not affected, says the supplier: .* \(Maker, .*\): inline_mitigations_already_exist/,
    );
    expect(out).not.toMatch(/^Affected/m);
    const dutch = await match(
      { ...documents, 'adv/vex.json': vex, 'bom.json': bill('1.6', components) },
      ['--inventory', 'bom.json'],
      'nl_NL.UTF-8',
    );
    expect(dutch.out).toMatch(/ niet geraakt, zegt de leverancier: /);
  });

  test('no name of a component leads to an advisory about a device', async () => {
    const device = { category: 'product_name', name: 'Parser', product: { product_id: 'P1', name: 'Maker Parser' } };
    const csaf = {
      document: { csaf_version: '2.0', title: 'Maker Parser', publisher: { name: 'Maker' }, tracking: { id: 'C-1', version: '1' } },
      product_tree: { branches: [{ category: 'vendor', name: 'Maker', branches: [device] }] },
      vulnerabilities: [{ cve: 'CVE-2026-5555', product_status: { known_affected: ['P1'] } }],
    };
    const made = [{ ...component('Parser', '1.1.0', 'pkg:npm/other@1.1.0'), supplier: { name: 'Maker' } }];
    const { code, out } = await match({ 'adv/c.json': csaf, 'bom.json': bill('1.6', made) }, [
      '--inventory',
      'bom.json',
      '--json',
      '--all',
    ]);
    expect([code, out]).toEqual([0, '']);
  });

  test('a bill among the advisories is refused as what it is', async () => {
    const { code, err } = await match({ ...documents, 'bom.json': bill('1.6', components), 'adv/bom.json': bill('1.6', components) }, [
      '--inventory',
      'bom.json',
    ]);
    expect(code).toBe(3);
    expect(err).toMatch(/adv\/bom\.json {2}refused: The document is a bill of materials that names no vulnerabilities/);
  });
});
