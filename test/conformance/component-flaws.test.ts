/**
 * Components beside real documents, kept outside the repository: what Red Hat, OpenVEX and CycloneDX publish of packages, CVE records that
 * name collections, NVD's configurations, and 450 statements of makers of medical products about Log4Shell.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCsafDocument } from '#advisory-sources/csaf/read-document.ts';
import { readCveRecord } from '#advisory-sources/cve/read-record.ts';
import { readCycloneDxDocument } from '#advisory-sources/cyclonedx-vex/read-document.ts';
import { readNvdDocument } from '#advisory-sources/nvd/read-record.ts';
import { readOpenVexDocument } from '#advisory-sources/openvex/read-document.ts';
import type { ReadDocument } from '#advisory-sources/advisory-reading.ts';
import type { Advisory, ProductStatus } from '#core/advisories/advisory.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { foldName } from '#core/kernel/text.ts';
import { indexComponents, judgeComponent, keysOfAdvisory, type ComponentLine } from '#core/matching/packages/judge-component.ts';

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(data);
const whyNot = 'the shared folder with public documents is not beside the project';

function text(path: string): string {
  const bytes = readFileSync(data + path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
const json = (path: string): unknown => JSON.parse(text(path));
function advisory(read: ReadDocument | undefined): Advisory {
  invariant(read?.kind === 'read', `the document is read: ${JSON.stringify(read)}`);
  return read.advisory;
}

const nothing: ComponentLine = { purl: null, version: null, cpe: null, within: null, product: null };
const shortly = (line: Partial<ComponentLine>, ...advisories: readonly Advisory[]) =>
  judgeComponent({ ...nothing, ...line }, indexComponents(advisories)).map(({ key, status, isSure }) => [key, status, isSure]);

describe('components beside real documents', () => {
  it('of Red Hat: a package within a release is affected in the version before and fixed in the one after', ({ skip }) => {
    skip(!isThere, whyNot);
    const document = advisory(readCsafDocument(json('sbom-guac/rhsa-csaf.json')));
    const version = (release: string, arch: string) => `pkg:rpm/redhat/openssl@1.1.1k-${release}?arch=${arch}&epoch=1`;
    const fixed = shortly({ purl: version('8.el8_6', 'aarch64') }, document);
    expect(fixed.length).toBeGreaterThan(0);
    expect(new Set(fixed.map(([, status]) => status))).toEqual(new Set(['fixed']));
    expect(shortly({ purl: version('9.el8_6', 'aarch64') }, document)).toEqual([]);
    const affected = shortly({ purl: version('7.el8_6', 'x86_64') }, document);
    expect(affected.some(([, status, isSure]) => status === 'affected' && isSure === true)).toBe(true);
  });

  it('of OpenVEX: a word about a part of one image is about that image alone', ({ skip }) => {
    skip(!isThere, whyNot);
    const word = advisory(readOpenVexDocument(json('sbom-guac/open-vex-not-affected.json')));
    const image = 'pkg:oci/git@sha256:23a264e6e429852221a963e9f17338ba3f5796dc7086e46439a6f4482cf6e0cb';
    const purl = 'pkg:apk/alpine/git@2.38.1-r0?arch=x86_64';
    expect(shortly({ purl, within: image }, word)).toEqual([['CVE-2023-12345', 'not-affected', false]]);
    expect(shortly({ purl }, word)).toEqual([]);
    const [first] = judgeComponent({ ...nothing, purl, within: image }, indexComponents([word]));
    expect(first?.words[0]).toMatchObject({ isOfProduct: true, justification: 'inline_mitigations_already_exist' });
  });

  it('of CycloneDX: the bill of an application beside the VEX that belongs to it', ({ skip }) => {
    skip(!isThere, whyNot);
    const word = advisory(readCycloneDxDocument(json('cyclonedx-examples/VEX/vex.json')));
    const { components } = json('cyclonedx-examples/VEX/bom.json') as { readonly components: readonly { readonly purl: string }[] };
    const said = components.map(({ purl }) => shortly({ purl }, word));
    expect(said.filter((flaws) => flaws.length > 0)).toEqual([[['CVE-2020-25649', 'not-affected', false]]]);
  });

  it('of the CVE List: records that name a collection and a package are found by package URL', ({ skip }) => {
    skip(!isThere, whyNot);
    const records = text('nvd/cve5-records-vulnrichment-2024-10-24.ndjson.gz')
      .split('\n')
      .filter((line) => line.includes('"packageName"') && line.includes('/maven2"'))
      .map((line) => advisory(readCveRecord(JSON.parse(line))));
    const found = records.filter((record) => [...keysOfAdvisory(record)].some((key) => key.startsWith('maven/')));
    expect(found.length / records.length).toBeGreaterThan(0.9);
    // Each with the versions that it calls affected itself, in the order of its ecosystem.
    const maven = found.flatMap((record) =>
      record.products.flatMap(({ productId, identifiers }) => {
        const purl = identifiers.find(({ kind, value }) => kind === 'purl' && value.startsWith('pkg:maven/'))?.value;
        const said = record.flaws[0]?.affected?.find((one) => one.productId === productId);
        const range = said?.versions.find(({ lessThan, status }) => status === 'affected' && /^\d+(\.\d+)+$/.test(lessThan ?? ''));
        return purl === undefined || range?.lessThan === undefined ? [] : [{ record, purl, end: range.lessThan }];
      }),
    );
    expect(maven.length).toBeGreaterThan(20);
    const first = ({ record, purl, end }: (typeof maven)[number]) => shortly({ purl: `${purl}@${end}-alpha-1` }, record)[0]?.[1];
    expect(new Set(maven.map(first))).toEqual(new Set(['affected']));
  });

  it('of NVD: a CPE name leads to a configuration, and is never sure', ({ skip }) => {
    skip(!isThere, whyNot);
    const xz = [...readNvdDocument(json('osv/nvd-fixtures/nvdcve-2.0/CVE-2024-3094.json'))].map(advisory);
    const cpe = (version: string) => ({ version, cpe: `cpe:2.3:a:tukaani:xz:${version}:*:*:*:*:*:*:*` });
    expect(shortly(cpe('5.6.1'), ...xz)).toEqual([['CVE-2024-3094', 'affected', false]]);
    expect(shortly(cpe('5.4.6'), ...xz)).toEqual([['CVE-2024-3094', 'fixed', false]]);
    expect(shortly({ ...cpe('5.6.1'), purl: 'pkg:deb/debian/xz-utils@5.6.1-1?distro=debian-13' }, ...xz)).toEqual([]);
  });

  it('of makers of medical products: who says that a product is not affected clears its bill, and no other product’s', ({ skip }) => {
    skip(!isThere, whyNot);
    const statuses: Readonly<Record<string, ProductStatus>> = { unaffected: 'known-not-affected', affected: 'known-affected' };
    type Row = { readonly vendor: string; readonly product: string; readonly healthcareVendor: boolean; readonly status44228: string };
    const rows = text('vendor-status-log4j/cisagov-log4j-affected-db.ndjson.gz')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row)
      .filter(({ healthcareVendor, product }) => healthcareVendor && product.trim() !== '');
    const said = new Map(rows.map((row) => [`${foldName(row.vendor)} ${foldName(row.product)}`, row]));
    const log4j: Advisory = {
      ...{ kind: 'osv', documentId: 'GHSA-jfh8-c2jp-5v3q', revision: null, title: 'Log4Shell', publisher: null, publishedAt: null },
      ...{ modifiedAt: '2021-12-14T00:00:00.000Z', notes: [], products: [] },
      packages: [
        {
          ...{ productId: 'p', purl: 'pkg:maven/org.apache.logging.log4j/log4j-core', versions: [] },
          ranges: [{ kind: 'vers', vers: 'vers:maven/>=2.0-beta9|<2.15.0' }],
        },
      ],
      flaws: [{ ...flawOf('known-affected', 'p'), otherIds: ['GHSA-jfh8-c2jp-5v3q'] }],
    };
    const statements = [...said.values()].map((row, at): Advisory => {
      const steps = [
        { category: 'vendor', name: row.vendor },
        { category: 'product_name', name: row.product },
      ];
      return {
        ...{ kind: 'csaf', documentId: `S-${at}`, revision: null, title: row.product, publisher: row.vendor, publishedAt: null },
        ...{ modifiedAt: '2022-01-14T00:00:00.000Z', notes: [] },
        products: [{ productId: 'P', name: row.product, paths: [steps], identifiers: [], relationship: null }],
        flaws: [flawOf(statuses[row.status44228] ?? 'under-investigation', 'P')],
      };
    });
    const index = indexComponents([log4j, ...statements]);
    const purl = 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1';
    const counted = new Map<string, number>();
    for (const { vendor, product, status44228 } of said.values()) {
      const [flaw] = judgeComponent({ ...nothing, purl, product: { vendor, name: product, version: '1' } }, index);
      const key = `${status44228 === 'unaffected' ? 'unaffected' : 'other'}: ${flaw?.status ?? 'nothing'}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
    expect([...counted.keys()].toSorted()).toEqual(['other: affected', 'unaffected: not-affected']);
    expect(counted.get('unaffected: not-affected')).toBeGreaterThan(200);
  });
});

function flawOf(status: ProductStatus, productId: string) {
  return {
    ...{ cveId: 'CVE-2021-44228', otherIds: [], title: null, cweIds: [], scores: [], remediations: [] },
    statuses: [{ productId, status }],
  };
}
