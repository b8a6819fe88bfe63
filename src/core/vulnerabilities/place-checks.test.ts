import { describe, expect, it } from 'vitest';
import { groupNames, pairOf } from './flaw-names.ts';
import { placeChecks, type ReportedCheck } from './place-checks.ts';

const nessus: ReportedCheck = { flawKey: 'CVE-2024-0001', scanner: 'nessus', nativeId: '1' };
const openvas: ReportedCheck = { flawKey: 'CVE-2024-0001', scanner: 'openvas', nativeId: '2' };
const grype: ReportedCheck = { flawKey: 'GHSA-aaaa-bbbb-cccc', scanner: 'grype', nativeId: 'GHSA-aaaa-bbbb-cccc lib' };
const alone = groupNames([], []).namesOf;
const joined = groupNames([pairOf('CVE-2024-0001', 'GHSA-aaaa-bbbb-cccc')], []).namesOf;
const byHand = groupNames([], [pairOf('nessus:1', 'openvas:2')]).namesOf;

describe('where what a check reported is told', () => {
  it('is the best name of its flaw', () => {
    expect(placeChecks([nessus, grype], [], joined)).toEqual(['CVE-2024-0001', 'CVE-2024-0001']);
    expect(placeChecks([nessus, grype], [], alone)).toEqual(['CVE-2024-0001', 'GHSA-aaaa-bbbb-cccc']);
  });

  it('is its own check where the scanner was set apart, by whichever name of the flaw', () => {
    for (const flawKey of ['CVE-2024-0001', 'GHSA-aaaa-bbbb-cccc']) {
      const apart = [{ flawKey, scanner: 'nessus', nativeId: null }];
      expect(placeChecks([nessus, openvas, grype], apart, joined)).toEqual(['nessus:1', 'CVE-2024-0001', 'CVE-2024-0001']);
    }
  });

  it('is its own check where only that check was set apart', () => {
    const other = { ...nessus, nativeId: '9' };
    const apart = [{ flawKey: 'CVE-2024-0001', scanner: 'nessus', nativeId: '9' }];
    expect(placeChecks([nessus, other], apart, alone)).toEqual(['CVE-2024-0001', 'nessus:9']);
  });

  it('leaves the next name to the others where the flaw is called by the very check that was set apart', () => {
    const checks = [
      { ...nessus, flawKey: 'nessus:1' },
      { ...openvas, flawKey: 'openvas:2' },
    ];
    expect(placeChecks(checks, [], byHand)).toEqual(['nessus:1', 'nessus:1']);
    expect(placeChecks(checks, [{ flawKey: 'openvas:2', scanner: 'nessus', nativeId: null }], byHand)).toEqual(['nessus:1', 'openvas:2']);
    expect(placeChecks(checks, [{ flawKey: 'nessus:1', scanner: 'openvas', nativeId: null }], byHand)).toEqual(['nessus:1', 'openvas:2']);
  });

  it('is not called by a check that was set apart, also where only the others report it', () => {
    const apart = { flawKey: 'nessus:1', scanner: 'nessus', nativeId: null };
    const checks = [{ ...openvas, flawKey: 'openvas:2' }];
    expect(placeChecks(checks, [apart], byHand)).toEqual(['openvas:2']);
    expect(placeChecks(checks, [{ ...apart, nativeId: '9' }], byHand)).toEqual(['nessus:1']);
  });

  it('is the flaw that its own check is said to be, when it was set apart from another', () => {
    const apart = [{ flawKey: 'CVE-2024-0001', scanner: 'nessus', nativeId: null }];
    const names = groupNames([], [pairOf('nessus:1', 'CVE-2020-0007')]).namesOf;
    expect(placeChecks([nessus, openvas], apart, names)).toEqual(['CVE-2020-0007', 'CVE-2024-0001']);
  });
});
