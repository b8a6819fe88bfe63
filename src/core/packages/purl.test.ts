import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePurl, printPurl } from './purl.ts';

const canonical = (text: string) => {
  const parsed = parsePurl(text);
  return parsed === undefined ? undefined : printPurl(parsed);
};

describe('a package URL', () => {
  it.each([
    ['pkg:Maven/org.example/Core@1.0', 'pkg:maven/org.example/Core@1.0'],
    ['pkg:npm/@angular/core@12.3.1', 'pkg:npm/%40angular/core@12.3.1'],
    ['pkg:npm/@angular/core', 'pkg:npm/%40angular/core'],
    ['pkg:pypi/My_Package@1.0', 'pkg:pypi/my-package@1.0'],
    ['pkg:deb/Debian/curl@7.50.3-1?distro=jessie&arch=i386&empty=', 'pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie'],
    ['pkg://golang/example.com/a@v1#./sub/../file', 'pkg:golang/example.com/a@v1#sub/file'],
  ])('%s is written as %s', (written, wanted) => expect(canonical(written)).toBe(wanted));

  it.each(['', 'maven:a/b', 'pkg:maven', 'pkg:npm/', 'pkg:1npm/a', 'pkg:npm/a%', 'pkg:npm/a?x=1&X=2', 'pkg:npm/@1'])('%j is none', (text) =>
    expect(parsePurl(text)).toBeUndefined(),
  );

  it('comes back the same from its canonical text', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => text.isWellFormed() && text.trim() === text);
    const segment = word.filter((text) => !text.includes('/') && text !== '.' && text !== '..');
    const purl = fc.record({
      type: fc.constantFrom('maven', 'npm', 'generic', 'nuget'),
      namespace: fc.option(fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))),
      name: segment.filter((text) => !text.startsWith('@')),
      version: fc.option(word),
      qualifiers: fc
        .uniqueArray(fc.tuple(fc.constantFrom('arch', 'distro', 'repository_url'), word), { selector: ([key]) => key })
        .map((parts) => parts.toSorted(([left], [right]) => (left < right ? -1 : 1))),
      subpath: fc.option(fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))),
    });
    fc.assert(
      fc.property(purl, (one) => {
        expect(parsePurl(printPurl(one))).toEqual(one);
      }),
    );
  });
});
