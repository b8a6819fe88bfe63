import { describe, expect, it } from 'vitest';
import { rangeOfCpeMatch, rangeOfCveAffected, rangeOfVers } from './identifier-ranges.ts';
import { printClause } from './version-clause.ts';

describe('ranges of machine-readable sources', () => {
  it('reads CPE match criteria', () => {
    const printed = (range: Parameters<typeof rangeOfCpeMatch>[0]) => printClause(rangeOfCpeMatch(range));
    expect(printed({ versionStartIncluding: '2.0', versionEndExcluding: '2.14.0' })).toBe('>=2.0 <2.14.0');
    expect(printed({ versionStartExcluding: '2.0', versionEndIncluding: '2.14.0' })).toBe('>2.0 <=2.14.0');
    expect(printed({ version: '*' })).toBe('vers:all/*');
    expect(printed({ version: '1.2\\(3\\)' })).toBe('release:"1.2(3)"');
    expect(rangeOfCpeMatch({ version: '-' }).kind).toBe('unreadable');
  });

  it('reads the versions of a CVE record', () => {
    const printed = (version: Parameters<typeof rangeOfCveAffected>[0]) => printClause(rangeOfCveAffected(version));
    expect(printed({ version: '0', lessThan: '3.6.0', versionType: 'custom' })).toBe('<3.6.0');
    expect(printed({ version: '2.0', lessThanOrEqual: '2.14.0', versionType: 'semver' })).toBe('>=2.0 <=2.14.0');
    expect(printed({ version: '0', lessThanOrEqual: '*', versionType: 'custom' })).toBe('vers:all/*');
    expect(printed({ version: '6.11.4', lessThanOrEqual: '6.11.*', versionType: 'custom' })).toBe('>=6.11.4 <=release:"6.11.*"');
    expect(printed({ version: '>= 2.0.0, < 2.4.10' })).toBe('>=2.0.0 <2.4.10');
    expect(printed({ version: 'All versions < V36.0.169' })).toBe('<V36.0.169');
    expect(printed({ version: '8.0.32 and prior' })).toBe('<=8.0.32');
    expect(printed({ version: 'all versions' })).toBe('vers:all/*');
    expect(printed({ version: '1.2.3+build5', lessThan: '1.3.0+x', versionType: 'semver' })).toBe('>=1.2.3 <1.3.0');
    expect(
      printed({ version: '10.1', lessThan: '10.1.14', versionType: 'custom', changes: [{ at: '10.1.13', status: 'unaffected' }] }),
    ).toBe('>=10.1 <10.1.13');
    expect(
      printed({ version: 'n/a', lessThanOrEqual: '4.2.5', versionType: 'custom', changes: [{ at: '4.2.6', status: 'unaffected' }] }),
    ).toBe('<=4.2.5');
  });

  it('leaves unread what only the history of the source can order, and what says nothing', () => {
    for (const version of [
      { version: '1da177e4c3f4', lessThan: '8a0f5ccfb33b', versionType: 'git' },
      { version: '0:2.0.14-1.el8', lessThan: '*', versionType: 'rpm' },
      { version: '10.0.0', lessThan: 'publication', versionType: 'custom' },
      { version: 'n/a' },
      { version: '-' },
      {
        version: '1.0',
        lessThan: '3.0',
        changes: [
          { at: '1.5', status: 'unaffected' },
          { at: '2.0', status: 'affected' },
        ],
      },
    ]) {
      expect([version, rangeOfCveAffected(version).kind]).toEqual([version, 'unreadable']);
    }
  });

  it('reads vers', () => {
    const printed = (text: string) => printClause(rangeOfVers(text));
    expect(printed('vers:npm/1.2.3|>=2.0.0|<5.0.0')).toBe('1.2.3 | >=2.0.0 <5.0.0');
    expect(printed('vers:generic/%3E%3D1.0|%3C2.0')).toBe('>=1.0 <2.0');
    expect(printed('vers:all/*')).toBe('vers:all/*');
    expect(rangeOfVers('1.2.3').kind).toBe('unreadable');
  });
});
