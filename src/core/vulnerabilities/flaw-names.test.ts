import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advisoryNamesIn, flawKeysOf, groupNames, inNameOrder, namePairsOf, pairOf, spelledName, type NamePair } from './flaw-names.ts';

const check = { scanner: 'grype', nativeId: 'GHSA-aaaa-bbbb-cccc lib' };
const pair = (name: string, other: string): NamePair => pairOf(name, other);

describe('names of flaws', () => {
  it('spells public ids one way and leaves checks of scanners as they are', () => {
    expect(['cve-2024-1234', ' ghsa-AAAA-bbbb-CCCC ', 'rustsec-2024-0001', 'nessus:104743'].map(spelledName)).toEqual([
      'CVE-2024-1234',
      'GHSA-aaaa-bbbb-cccc',
      'RUSTSEC-2024-0001',
      'nessus:104743',
    ]);
  });

  it('puts a CVE before an advisory, that before a check, then by code point', () => {
    const names = ['nessus:2', 'OSV-2024-1', 'GO-2024-0001', 'CVE-2024-0002', 'nessus:1', 'GHSA-aaaa-bbbb-cccc', 'CVE-2024-0001'];
    expect(inNameOrder(names)).toEqual([
      'CVE-2024-0001',
      'CVE-2024-0002',
      'GHSA-aaaa-bbbb-cccc',
      'GO-2024-0001',
      'OSV-2024-1',
      'nessus:1',
      'nessus:2',
    ]);
  });

  it('takes ids that are given to one flaw, and no advisories about many', () => {
    const written = [
      'GHSA-aaaa-bbbb-cccc',
      'RHSA-2024:0001',
      'DSA-5555-1',
      'KB5005565',
      'CVE-2024-0001',
      'PYSEC-2024-7',
      'ghsa-AAAA-bbbb-cccc',
    ];
    expect(advisoryNamesIn(written)).toEqual(['GHSA-aaaa-bbbb-cccc', 'PYSEC-2024-7']);
  });

  it('calls a flaw by its CVEs, else by the best advisory, else by the check', () => {
    const aliases = ['PYSEC-2024-7', 'GHSA-aaaa-bbbb-cccc'];
    expect(flawKeysOf({ cveIds: ['CVE-2024-0002', 'CVE-2024-0001', 'CVE-2024-0002'], aliases, check })).toEqual([
      'CVE-2024-0002',
      'CVE-2024-0001',
    ]);
    expect(flawKeysOf({ cveIds: [], aliases, check })).toEqual(['GHSA-aaaa-bbbb-cccc']);
    expect(flawKeysOf({ cveIds: [], check })).toEqual(['grype:GHSA-aaaa-bbbb-cccc lib']);
  });

  it('hears that names are one only where one flaw is named', () => {
    const aliases = ['GHSA-aaaa-bbbb-cccc'];
    expect(namePairsOf({ cveIds: ['CVE-2024-0001'], aliases, check })).toEqual([pair('CVE-2024-0001', 'GHSA-aaaa-bbbb-cccc')]);
    expect(namePairsOf({ cveIds: ['CVE-2024-0001', 'CVE-2024-0002'], aliases, check })).toEqual([]);
    expect(namePairsOf({ cveIds: [], aliases, check })).toEqual([]);
  });
});

describe('groups of names', () => {
  it('goes through any number of names, the best first', () => {
    const groups = groupNames(
      [pair('OSV-2024-1', 'PYSEC-2024-7'), pair('GHSA-aaaa-bbbb-cccc', 'PYSEC-2024-7'), pair('CVE-2024-0001', 'OSV-2024-1')],
      [],
    );
    expect(groups.namesOf('GHSA-aaaa-bbbb-cccc')).toEqual(['CVE-2024-0001', 'GHSA-aaaa-bbbb-cccc', 'PYSEC-2024-7', 'OSV-2024-1']);
    expect(groups.wayBetween('GHSA-aaaa-bbbb-cccc', 'CVE-2024-0001')).toHaveLength(3);
    expect(groups.namesOf('CVE-2024-0009')).toEqual(['CVE-2024-0009']);
  });

  it('joins nothing where files give one flaw two CVEs, and shows it', () => {
    const stated = [
      pair('CVE-2024-0001', 'GHSA-aaaa-bbbb-cccc'),
      pair('CVE-2024-0002', 'GHSA-aaaa-bbbb-cccc'),
      pair('CVE-2024-0003', 'GO-2024-3'),
    ];
    const groups = groupNames(stated, []);
    expect(groups.namesOf('GHSA-aaaa-bbbb-cccc')).toEqual(['GHSA-aaaa-bbbb-cccc']);
    expect(groups.namesOf('CVE-2024-0001')).toEqual(['CVE-2024-0001']);
    expect(groups.isDisputed('CVE-2024-0002')).toBe(true);
    expect(groups.connectedTo('GHSA-aaaa-bbbb-cccc')).toEqual(['CVE-2024-0001', 'CVE-2024-0002', 'GHSA-aaaa-bbbb-cccc']);
    expect(groups.namesOf('GO-2024-3')).toEqual(['CVE-2024-0003', 'GO-2024-3']);
  });

  it('follows a person where files disagree, and joins two CVEs where a person says so', () => {
    const stated = [pair('CVE-2024-0001', 'GHSA-aaaa-bbbb-cccc'), pair('CVE-2024-0002', 'GHSA-aaaa-bbbb-cccc')];
    expect(groupNames(stated, [pair('CVE-2024-0002', 'GHSA-aaaa-bbbb-cccc')]).namesOf('GHSA-aaaa-bbbb-cccc')).toEqual([
      'CVE-2024-0002',
      'GHSA-aaaa-bbbb-cccc',
    ]);
    expect(groupNames([], [pair('CVE-2024-0005', 'CVE-2023-0009')]).namesOf('CVE-2024-0005')).toEqual(['CVE-2023-0009', 'CVE-2024-0005']);
    expect(groupNames([], [pair('openvas:1.3.6', 'nessus:104743')]).namesOf('openvas:1.3.6')).toEqual(['nessus:104743', 'openvas:1.3.6']);
  });

  it('gives the same in any order, and every name of a group the same group', () => {
    const name = fc.constantFrom(
      'CVE-2024-0001',
      'CVE-2024-0002',
      'GHSA-aaaa-bbbb-cccc',
      'GHSA-dddd-bbbb-cccc',
      'GO-2024-1',
      'nessus:1',
      'openvas:2',
    );
    const pairs = fc.array(
      fc
        .tuple(name, name)
        .filter(([left, right]) => left !== right)
        .map(([left, right]) => pair(left, right)),
      { maxLength: 8 },
    );
    const shuffled = pairs.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })));
    fc.assert(
      fc.property(shuffled, shuffled, ([stated, statedAgain], [said, saidAgain]) => {
        const groups = groupNames(stated, said);
        const again = groupNames(statedAgain, saidAgain);
        for (const one of new Set([...stated, ...said].flatMap((each) => [each.name, each.other]))) {
          const names = groups.namesOf(one);
          expect(again.namesOf(one)).toEqual(names);
          expect(names).toContain(one);
          for (const other of names) {
            expect(groups.namesOf(other)).toEqual(names);
            expect(groups.wayBetween(one, other).length > 0).toBe(one !== other);
          }
          if (said.length === 0) expect(names.filter((each) => each.startsWith('CVE-')).length).toBeLessThan(2);
        }
        for (const { name: one, other } of said) expect(groups.namesOf(one)).toContain(other);
      }),
    );
  });
});
