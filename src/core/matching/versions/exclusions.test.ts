import { describe, expect, it } from 'vitest';
import { isAboutVersions } from './exclusions.ts';
import { judgeVersion } from './judge-version.ts';
import { parseVersionClause } from './parse-clause.ts';
import { readDeviceVersion } from './read-device.ts';
import { splitVersionFromName } from './split-name.ts';
import { printClause, type VersionClause } from './version-clause.ts';

const judge = (clauses: readonly VersionClause[], version: string | null) =>
  judgeVersion(clauses, readDeviceVersion({ version, product: 'Tool', description: null })).status;
const judged = (text: string, ...versions: (string | null)[]) => versions.map((version) => judge([parseVersionClause(text)], version));
const ofName = (name: string, ...versions: (string | null)[]) => {
  const split = splitVersionFromName(name);
  return [split.name, ...versions.map((version) => judge(split.clauses, version))];
};

describe('versions left out', () => {
  it('are fixed, and every other version is affected', () => {
    for (const text of [
      'vers:generic/!=3.0.1',
      'vers:generic/*|!=3.0.1',
      'vers:generic/%2A%7C%21%3D3.0.1',
      'excluding 3.0.1',
      '!=3.0.1',
      '!= 3.0.1',
      '≠ 3.0.1',
      'not 3.0.1',
      'not version 3.0.1',
      'all versions other than 3.0.1',
      'versions other than 3.0.1',
      'All versions except software version 3.0.1',
      'all versions (except for 3.0.1)',
      'any version, but not 3.0.1',
      'alle versies behalve 3.0.1',
      'all versions but 3.0.1',
      'anything but 3.0.1',
      'all versions, with exception of 3.0.1',
      'all versions besides 3.0.1',
      'all versions excl. 3.0.1',
    ])
      expect([text, ...judged(text, '3.0.1', '3.0.2', '2.9', null)]).toEqual([text, 'fixed', 'affected', 'affected', 'undetermined']);
  });

  it('are taken out of a range or list beside them', () => {
    for (const text of [
      '<= 9.6 (excluding 9.4.2 and 9.5.3)',
      '<= 9.6, excluding 9.4.2, 9.5.3',
      'vers:generic/<=9.6|!=9.4.2|!=9.5.3',
      'prior to 9.7 other than 9.4.2 and 9.5.3',
    ])
      expect([text, ...judged(text, '9.4.2', '9.5.3', '9.5', '9.7')]).toEqual([text, 'fixed', 'fixed', 'affected', 'fixed']);
    expect(judged('vers:generic/>=1.0|<2.0|!=1.5', '1.5', '1.6', '0.9', '2.0')).toEqual(['fixed', 'affected', 'fixed', 'fixed']);
    expect(judged('all versions except 3.x', '3.4', '2.1')).toEqual(['fixed', 'affected']);
  });

  it('are undetermined where the words are not wholly understood', () => {
    for (const text of [
      'not affected: 3.0',
      '3.0 and later are not affected',
      'all versions other than those sold in Japan',
      '* (that does not use the key)',
      'versions not listed in table 3.0',
      '3.0 is unaffected',
      'nicht 3.0',
      'never 3.0',
      'non-3.0 versions',
      'not prior to 3.0',
      '3.0 (excluding)',
      'excluding 3.0 except on XP',
    ])
      expect([text, ...judged(text, '3.0', '2.0', '4.0').filter((status) => status !== 'undetermined')]).toEqual([text]);
  });

  it('are no exclusion where the words are an upper bound or speak of sale', () => {
    expect(judged('>= 9.3.0 -  but not including 9.3.8', '9.3.7', '9.3.8')).toEqual(['affected', 'fixed']);
    expect(judged('up to but not including 9.3.8', '9.3.7', '9.3.8')).toEqual(['affected', 'fixed']);
    expect(judged('2.5 (including) and 2.7 (excluding)', '2.6', '2.7')).toEqual(['affected', 'fixed']);
    expect(judged('1.1 to 1.3.2, which are not sold in the U.S.', '1.2', '1.4')).toEqual(['affected', 'fixed']);
  });

  it('are printed and read back', () => {
    for (const text of ['!=3.0.1', '<= 9.6 (excluding 9.4.2 and 9.5.3)', 'not Rev B-D', 'all except < 3.0']) {
      const clause = parseVersionClause(text);
      expect(parseVersionClause(printClause(clause))).toEqual(clause);
    }
  });
});

describe('versions left out in a name', () => {
  it('are read as in a clause', () => {
    for (const name of [
      'Tool, not including 3.0.1',
      'Tool versions other than 3.0.1',
      'Tool all versions except software version 3.0.1',
      'Tool: All versions excluding 3.0.1',
      'Tool (not version 3.0.1)',
    ])
      expect([name, ...ofName(name, '3.0.1', '3.0.2')]).toEqual([name, 'Tool', 'fixed', 'affected']);
    expect(ofName('Tool 3.x excluding 3.0.1', '3.0.1', '3.0.2', '4.0')).toEqual(['Tool', 'fixed', 'affected', 'fixed']);
    expect(ofName('Tool: All versions between V3.0 (including) and V3.0.2 (excluding)', '3.0.1', '3.0.2')).toEqual([
      'Tool',
      'affected',
      'fixed',
    ]);
    expect(ofName('Tool: Versions 9.3.0 and later up to but not including 9.3.8', '9.3.7', '9.3.8')).toEqual(['Tool', 'affected', 'fixed']);
  });

  it('are undetermined where they are not understood', () => {
    expect(ofName('Tool: Versions 3.0 and later are not vulnerable', '3.1', '2.9')).toEqual(['Tool', 'undetermined', 'undetermined']);
    expect(ofName('Tool not in 3.0.1', '3.0.1', '2.9').slice(1)).toEqual(['undetermined', 'undetermined']);
  });

  it('are told from names left out', () => {
    expect(splitVersionFromName('Monitor other than Monitor 3')).toMatchObject({ clauses: [] });
    for (const text of ['3.0.1', 'software version 3.0.1', 'v3', 'Rev C', 'version 3', '< 3.0', '3'])
      expect([text, isAboutVersions(text)]).toEqual([text, true]);
    for (const text of ['Monitor 3', 'MX800', 'EchoPAC', '700', 'version control', 'Reveal 2'])
      expect([text, isAboutVersions(text)]).toEqual([text, false]);
  });
});
