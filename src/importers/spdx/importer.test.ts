import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseFile, recordsOf } from '#test/support/parse-file.ts';

const fixture = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));
const log4j = {
  name: 'log4j-core',
  version: '2.14.1',
  purl: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
  purlType: 'maven',
  cpe: 'cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*',
  type: 'library',
  supplier: 'The Apache Software Foundation',
  licence: 'Apache-2.0',
};
const product = { name: 'Infuuspomp IP-20', version: '3.2.1', supplier: 'Voorbeeld Medisch BV', format: 'spdx' };

describe('SPDX', () => {
  it.each([
    ['two-packages.json', '2.3'],
    ['two-packages.spdx', '2.3'],
    ['graph.spdx3.json', '3.0.1'],
  ])('in %s is about the package that it describes, and has the others as components', async (name, specVersion) => {
    const parsed = await fixture(name);
    expect(parsed.headers).toMatchObject([{ observedAt: '2026-02-03T08:30:00.000Z', partial: false }]);
    expect(recordsOf(parsed, 'bill')).toMatchObject([{ ...product, specVersion, revision: 1 }]);
    expect(recordsOf(parsed, 'component').find((one) => one.name === 'log4j-core')).toMatchObject(log4j);
    expect(recordsOf(parsed, 'nothing')).toMatchObject([{ reason: 'product-itself' }]);
    expect(parsed.issues).toEqual([]);
    expect(JSON.stringify(parsed)).not.toContain('Een Naam');
  });

  it('keeps no person and no word that says nothing', async () => {
    const parsed = await fixture('two-packages.json');
    expect(parsed.headers[0]?.tool).toBe('voorbeeld-bouwer-4.1');
    expect(recordsOf(parsed, 'component').find((one) => one.name === 'zlib')).toMatchObject({
      version: null,
      supplier: null,
      licence: null,
    });
  });

  it('that describes several packages is about itself, under its own name', async () => {
    const parsed = await fixture('several-described.json');
    expect(recordsOf(parsed, 'bill')).toMatchObject([{ name: 'verzameling', version: null, supplier: null, observedAt: null }]);
    expect(recordsOf(parsed, 'component').map((one) => one.name)).toEqual(['a', 'b']);
    expect(parsed.issues.map((issue) => [issue.code, issue.itemNumber])).toEqual([
      ['date-invalid', null],
      ['component-unnamed', 3],
    ]);
  });

  it('without packages is no bill', async () => {
    const parsed = await fixture('no-packages.json');
    expect([parsed.records, parsed.issues.map((issue) => issue.code)]).toEqual([[], ['no-components']]);
  });

  it.each([
    ['document.yaml', 'file-format-unknown', /YAML, which is not read\. Export it as SPDX JSON/],
    ['document.rdf', 'file-format-unknown', /RDF\/XML, which is not read/],
    ['other-graph.json', 'file-format-mismatch', /"@graph"/],
    ['unfinished-text.spdx', 'file-truncated', /line 3 \(PackageComment\)/],
    ['truncated.json', 'file-truncated', /\/packages/],
  ])('in %s is refused with a reason', async (name, code, reason) => {
    const parsed = await fixture(name);
    expect(parsed.importer.id).toBe('spdx');
    expect(parsed.problem?.code).toBe(code);
    expect(parsed.problem?.message).toMatch(reason);
    expect(parsed.records).toEqual([]);
  });
});
