import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersionsOf, isEcosystem } from './scheme.ts';

function order(scheme: string, left: string, right: string): string {
  const said = compareVersionsOf(scheme)?.(left, right);
  return said === undefined ? '?' : said < 0 ? '<' : said > 0 ? '>' : '=';
}

/** Each older than the next. */
const chains: Readonly<Record<string, string>> = {
  npm: '1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0 1.9.0 1.10.0 2.0.0',
  golang: 'v0.0.0-20200101000000-abcdefabcdef v0.1.0 1.2.9 v1.10.0 go1.20 1.20.3 v2.0.0+incompatible',
  pypi: '1.0.dev1 1.0a1 1.0b2 1.0b2.post345.dev456 1.0rc1 1.0 1.0.post1 1.1 1.10 1!0.1',
  maven: '1-alpha-1 1.0-beta1 1.0-RC1 1.0-SNAPSHOT 1.0 1.0-sp 1.0-jre 1.0-1 1.0.1 1.9 1.10 20040616',
  deb: '1.0~rc1-1 1.0-1~deb12u1 1.0-1 1.0-1ubuntu2 1.0-1+b1 1.0a-1 1.0+dfsg-1 1.9 1.10 1:0.1',
  rpm: '1.0~rc1-1 1.0-1.el8 1.0-1.el8_2 1.0-1.el9 1.0^20200101-1 1.0a-1 1.0.1-1 1.9-1 1.10-1 1:0.1-1',
  apk: '1.0_alpha 1.0_alpha2 1.0_beta 1.0_rc1 1.0 1.0-r0 1.0-r10 1.0_git2 1.0_p1-r0 1.0a 1.0.1 1.05 1.1 1.10 2.0',
  gem: '1.0.a 1.0.b1 1.0.rc1 1.0 1.0.1.pre.2 1.0.1-x86_64-linux 1.9 1.10',
  nuget: '1.0.0-alpha 1.0.0-Alpha.2 1.0.0-beta 1.0 1.0.0.1 1.2.0 1.10.0',
  composer: '1.0 v1.0.1 1.9 1.10.0',
  generic: '1 1.0.1 1.9 1.10 2026.11',
  intdot: '1.2.3-x 1.10',
  datetime: '2026-01-01T00:00:00Z 2026-01-01T00:00:00-01:00',
};

describe('versions follow each other', () => {
  it.each(Object.entries(chains))('in %s: %s', (scheme, chain) => {
    const versions = chain.split(' ');
    const wrong = versions.flatMap((left, at) =>
      versions.flatMap((right, other) => {
        const [said, wanted] = [order(scheme, left, right), at < other ? '<' : at > other ? '>' : '='];
        return said === wanted ? [] : [`${left} ${said} ${right}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['npm', 'v1.2.3+build', '1.2.3'],
    ['pypi', '1.0', '1.0.0'],
    ['maven', '1.0.0', '1'],
    ['maven', '1.0-ga', '1.0.Final'],
    ['maven', '1.0-rc1', '1.0-CR1'],
    ['deb', '0:1.0', '1.0-0'],
    ['rpm', '0:1.01-1', '1.1-1'],
    ['gem', '1.0.0', '1'],
    ['nuget', '1.0.0.0', '1.0'],
    ['generic', '2.0', '2'],
  ])('in %s %s is %s', (scheme, left, right) => expect([order(scheme, left, right), order(scheme, right, left)]).toEqual(['=', '=']));

  it.each([
    ['npm', '1.2', '1.2.0'],
    ['pypi', '1.0-foo', '1.0'],
    ['maven', '', '1'],
    ['maven', '1-0.jre', '1'],
    ['deb', '1.0_1', '1.0'],
    // An rpm without a release: which build of the version it is, nobody knows.
    ['rpm', '1.0', '1.0-3'],
    ['apk', '1.0~abc', '1.0~def'],
    ['gem', 'x', '1'],
    ['nuget', '1.0.0.0.0', '1'],
    ['composer', '1.0-beta1', '1.0'],
    ['generic', '1.0b', '1.0'],
    ['cpan', '1.0', '1.0'],
    ['constructor', '1', '2'],
  ])('in %s nobody can tell of %s and %s', (scheme, left, right) => expect(order(scheme, left, right)).toBe('?'));

  it('the same in both directions', () => {
    const piece = fc.constantFrom('0', '1', '2', '10', '010', 'a', 'rc1', 'beta', 'sp', '.', '-', '~', '+', '_p1', '-r1', ':', '^');
    const version = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(chains)), version, version, (scheme, left, right) => {
        const turned: Readonly<Record<string, string>> = { '<': '>', '>': '<', '=': '=', '?': '?' };
        expect(order(scheme, right, left)).toBe(turned[order(scheme, left, right)]);
      }),
    );
  });

  it('an ecosystem is told from a scheme of nobody', () => {
    expect(['npm', 'deb', 'semver', 'generic', 'all'].map(isEcosystem)).toEqual([true, true, false, false, false]);
  });
});
