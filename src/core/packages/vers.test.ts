import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInRange, parseVers, printVers } from './vers.ts';

function holds(range: string, version: string): boolean | undefined {
  const read = parseVers(range);
  if (read.kind === 'broken') throw new Error(`${range}: ${read.message}`);
  return isInRange(version, read.range);
}

describe('a range of versions', () => {
  it.each([
    ['vers:npm/>=1.0.0|<1.2.3', '1.0.0 1.2.2 1.2.3-rc.1', '0.9.9 1.2.3 2.0.0'],
    ['vers:npm/1.2.3|>=2.0.0|<5.0.0', '1.2.3 2.0.0 4.9.9', '1.2.4 1.0.0 5.0.0'],
    ['vers:npm/<1.0.0|>=2.0.0|!=2.1.0|<3.0.0|>=4.0.0', '0.1.0 2.0.0 2.1.1 4.0.0 99.0.0', '1.0.0 2.1.0 3.5.0'],
    ['vers:npm/<1.0.0|2.0.0', '0.9.0 2.0.0', '1.0.0 1.5.0 3.0.0'],
    ['vers:npm/!=1.0.0', '0.9.0 1.0.1', '1.0.0'],
    ['vers:deb/<2.31-13%2Bdeb11u3', '2.31-13+deb11u2 2.31-13', '2.31-13+deb11u3 2.36-9'],
    ['vers:pypi/>=1.0|<=1.4', '1.0.0 1.4.0', '1.4.1 1.0rc1'],
    ['vers:rpm/<0:1.1.1k-9.el8', '1.1.1k-7.el8 1.1.1g-15.el8', '1.1.1k-9.el8 1:1.0-1'],
    ['vers:generic/>=2.9|<=4.1', '2.9 3.14 4.1.0', '2.8 4.2'],
    ['vers:all/*', '1 anything', ''],
    ['vers:none/*', '', '1 anything'],
    ['vers:deb/*', '1.0-1', ''],
  ])('%s holds %s and not %s', (range, inside, outside) => {
    const [held, left] = [inside, outside].map((text) => text.split(' ').filter((version) => version !== '')) as [string[], string[]];
    expect(held.filter((version) => holds(range, version) !== true)).toEqual([]);
    expect(left.filter((version) => holds(range, version) !== false)).toEqual([]);
  });

  it.each([
    // Never the order of texts: nobody here knows how these are numbered.
    ['vers:cpan/<2.0', '1.0'],
    ['vers:generic/<2.0', '1.0-build7'],
    ['vers:npm/<2.0.0', '1.0'],
    ['vers:rpm/<1.0-3', '1.0'],
  ])('%s does not tell of %s', (range, version) => expect(holds(range, version)).toBeUndefined());

  it('holds a version that it names, also where nothing is known of its order', () => {
    expect([holds('vers:cpan/2.0|3.0', '2.0'), holds('vers:cpan/!=2.0', '2.0'), holds('vers:cpan/<=2.0', '2.0')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(holds('vers:cpan/2.0|3.0', '2.5')).toBeUndefined();
  });

  it.each([
    ['1.0', '1.0', /written as vers:/],
    ['vers:Npm/1.0.0', 'vers:Npm/1.0.0', /written as vers:/],
    ['vers:npm/', '', /no version/],
    ['vers:npm/>=1.0.0| <2.0.0', 'vers:npm/>=1.0.0| <2.0.0', /no spaces/],
    ['vers:npm/|1.0.0', '', /no version/],
    ['vers:npm/1.0.0||2.0.0', '', /no version/],
    ['vers:npm/=1.0.0', '=1.0.0', /percent-encoded/],
    ['vers:npm/*|1.0.0', '*', /percent-encoded/],
    ['vers:npm/1.0%2G0', '1.0%2G0', /percent-encoded/],
    ['vers:npm/>=2.0.0|<1.0.0', '1.0.0', /older/],
    ['vers:npm/1.0.0|<1.0.0', '<1.0.0', /once only/],
    ['vers:pypi/1.0|2.0|2.0.0', '2.0.0', /once only/],
    ['vers:npm/>=1.0.0|>=2.0.0', '>=2.0.0', /says nothing/],
    ['vers:npm/<1.0.0|<2.0.0', '<2.0.0', /says nothing/],
    ['vers:npm/1.0.0|<2.0.0', '<2.0.0', /says nothing/],
    ['vers:all/<2', '<2', /nothing but/],
    ['vers:invalid/*', 'invalid', /kept for/],
  ])('%s is none', (text, at, message) => {
    const read = parseVers(text);
    expect(read).toMatchObject({ kind: 'broken', at });
    expect(read.kind === 'broken' ? read.message : '').toMatch(message);
  });

  it('comes back the same from its text, whatever its versions hold', () => {
    const version = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 });
    const bounds = fc
      .uniqueArray(version, { minLength: 1, maxLength: 4 })
      .map((versions) => versions.map((one) => ({ comparator: '=' as const, version: one })));
    fc.assert(
      fc.property(bounds, (some) => {
        const range = { scheme: 'unordered', bounds: some };
        expect(parseVers(printVers(range))).toEqual({ kind: 'read', range });
      }),
    );
  });

  it('agrees with plain comparing wherever one lower and one upper bound stand', () => {
    const number = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(number, number, number, (one, other, asked) => {
        fc.pre(one !== other);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(holds(`vers:generic/>${low}|<=${high}`, String(asked))).toBe(asked > low && asked <= high);
      }),
    );
  });
});
