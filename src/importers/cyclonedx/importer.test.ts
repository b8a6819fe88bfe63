import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import { parseFile, recordsOf } from '#test/support/parse-file.ts';

const fixture = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));
const product = { name: 'Infuuspomp IP-20', version: '3.2.1', supplier: 'Voorbeeld Medisch BV' };
const log4j = {
  name: 'log4j-core',
  group: 'org.apache.logging.log4j',
  version: '2.14.1',
  purl: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
  purlType: 'maven',
  cpe: 'cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*',
  type: 'library',
  supplier: 'The Apache Software Foundation',
  licence: 'Apache-2.0',
};

describe('CycloneDX in JSON', () => {
  it('names the product and every component at any depth, once, in the order of the file', async () => {
    const parsed = await fixture('nested-components.json');
    expect(parsed.headers).toEqual([{ observedAt: '2026-02-03T08:30:00.000Z', tool: 'voorbeeld-bouwer 4.1', partial: false }]);
    expect(recordsOf(parsed, 'bill')).toMatchObject([{ ...product, format: 'cyclonedx', specVersion: '1.6', revision: 2 }]);
    const components = recordsOf(parsed, 'component');
    expect(components.map((one) => [one.itemNumber, one.name])).toEqual([
      [1, 'pomp-aansturing'],
      [2, 'voorbeeld-linux'],
      [3, 'log4j-core'],
      [4, 'zlib'],
    ]);
    expect(components[2]).toMatchObject(log4j);
    expect(components[3]).toMatchObject({ licence: 'Zlib OR MIT', cpe: null, supplier: null });
    expect(parsed.issues.map((issue) => [issue.code, issue.severity])).toEqual([
      ['vulnerabilities-dropped', 'note'],
      ['services-dropped', 'note'],
    ]);
    expect(parsed.issues[0]?.message).toMatch(/^2 vulnerabilities/);
  });

  it('reads keys in any order: the product after its components', async () => {
    const parsed = await fixture('components-before-metadata.json');
    expect(recordsOf(parsed, 'bill')).toMatchObject([
      { name: 'Beeldkijker', version: '9', supplier: 'Voorbeeld Beeld NV', serialNumber: null },
    ]);
    expect(recordsOf(parsed, 'component')).toMatchObject([{ name: 'kern', purl: 'pkg:npm/%40voorbeeld/kern@1.0' }]);
  });

  it('is no bill without a list of components, so a VEX document takes nothing away', async () => {
    const parsed = await fixture('vex-only.json');
    expect(parsed.records).toEqual([]);
    expect(parsed.issues.map((issue) => issue.code)).toEqual(['no-components', 'vulnerabilities-dropped']);
    expect(recordsOf(await fixture('empty-list.json'), 'bill')).toMatchObject([{ name: 'Leeg' }]);
  });

  it('refuses a component that cannot be known or stored, and goes on', async () => {
    const parsed = await fixture('refused-components.json');
    expect(recordsOf(parsed, 'component').map((one) => [one.itemNumber, one.name, one.purl, one.purlType])).toEqual([
      [3, 'zonder-pakket-url', 'maven:geen/url', null],
      [5, 'gewoon', null, null],
    ]);
    expect(parsed.issues.map((issue) => [issue.code, issue.severity, issue.itemNumber])).toEqual([
      ['version-unknown', 'warning', null],
      ['date-invalid', 'warning', null],
      ['component-unnamed', 'refused', 1],
      ['value-forbidden-characters', 'refused', 2],
      ['purl-invalid', 'warning', 3],
      ['component-unnamed', 'refused', 4],
    ]);
    expect(parsed.issues[2]).toMatchObject({ path: '/components/0', line: 7 });
  });

  it('refuses a document of another format by its own word, and gives nothing of one that is cut', async () => {
    expect((await fixture('other-format.json')).problem).toMatchObject({ code: 'file-format-mismatch' });
    const cut = await fixture('truncated.json');
    expect(cut.problem?.code).toBe('file-truncated');
    expect(cut.records).toEqual([]);
  });
});

describe('CycloneDX in XML', () => {
  it('says the same as JSON does', async () => {
    const parsed = await fixture('components.xml');
    expect(parsed.headers).toEqual([{ observedAt: '2026-02-03T08:30:00.000Z', tool: 'voorbeeld-bouwer 4.1', partial: false }]);
    expect(recordsOf(parsed, 'bill')).toMatchObject([{ ...product, specVersion: '1.4', revision: 3 }]);
    expect(recordsOf(parsed, 'component')).toMatchObject([
      { itemNumber: 1, name: 'voorbeeld-linux', type: 'operating-system' },
      { itemNumber: 2, ...log4j },
      { itemNumber: 3, name: 'zlib', licence: 'Zlib OR MIT' },
    ]);
    expect(parsed.issues.map((issue) => issue.code)).toEqual(['vulnerabilities-dropped']);
  });

  it('passes over prefixes', async () => {
    const parsed = await fixture('prefixed.xml');
    expect(recordsOf(parsed, 'bill')).toMatchObject([{ specVersion: '1.3', name: null }]);
    expect(recordsOf(parsed, 'component')).toMatchObject([{ name: 'zlib', version: '1.2.11' }]);
  });

  it('expands no entities and gives nothing of a document that is cut', async () => {
    const bomb = await fixture('entity-bomb.xml').catch((cause: unknown) => cause);
    expect(isProblem(bomb) ? bomb.code : (bomb as Awaited<ReturnType<typeof fixture>>).problem?.code).toBe('file-entities-refused');
    const cut = await fixture('truncated.xml');
    expect([cut.problem?.code, cut.records]).toEqual(['file-truncated', []]);
  });
});
