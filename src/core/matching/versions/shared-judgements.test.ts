import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../kernel/time.ts';
import { judgeVersion } from './judge-version.ts';
import { parseVersionClause } from './parse-clause.ts';
import { readDeviceVersion } from './read-device.ts';
import { SharedVersionJudgements } from './shared-judgements.ts';

const clauses = [
  '< 3.2',
  '<= 3.2 | 4.1',
  'all versions',
  '14.1.x',
  '3.2 with WiFi module',
  'Rev A-C',
  'PM-2000',
  'prior to august 28',
  '2.0 and earlier',
];
const versions = ['3.1', '3.2', '3.x', 'PM-2000', 'Rev B', '2014', null, 'onbekend', 'SW 2.1 / HW 4'];
const descriptions = [null, 'met WiFi module', 'PM-2000 in kast', 'versie 4.1'];

describe('SharedVersionJudgements', () => {
  it('says of every clause and line what is said without sharing, whatever was judged before', () => {
    const asked = fc.record({
      clause: fc.constantFrom(...clauses),
      version: fc.constantFrom(...versions),
      description: fc.constantFrom(...descriptions),
      publishedOn: fc.constantFrom(null, parseDay('2019-05-02') ?? null, parseDay('2021-11-30') ?? null),
    });
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1, maxLength: 30 }), (all) => {
        const shared = new SharedVersionJudgements();
        for (const { clause, version, description, publishedOn } of all) {
          const read = readDeviceVersion({ version, product: 'Kestrel PM-2000', description });
          const parsed = [parseVersionClause(clause)];
          const judge = shared.judging(shared.numberOf(read));
          expect(judge(parsed, read, { publishedOn })).toEqual(judgeVersion(parsed, read, { publishedOn }));
        }
      }),
    );
  });

  it('judges a clause once for all lines that have the version', () => {
    const shared = new SharedVersionJudgements();
    const first = readDeviceVersion({ version: '3.1', product: 'Kestrel', description: null });
    const second = readDeviceVersion({ version: '3.1', product: 'Harrier', description: 'kamer 2' });
    const told = [first, second].map((version) => shared.judging(shared.numberOf(version))([parseVersionClause('< 3.2')], version));
    expect(told[0]).toBe(told[1]);
  });
});
