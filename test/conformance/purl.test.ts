/**
 * The test suite of purl-spec, kept outside the repository: every canonical text, every parsing, and what must be refused.
 * We take more than a type allows (a missing namespace, say): those refusals are listed here, and the list only shrinks.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parsePurl, printPurl } from '#core/packages/purl.ts';

const suite = fileURLToPath(new URL('../../../shared/data/purl/tests/', import.meta.url));
const isThere = existsSync(suite);

interface Case {
  readonly test_type: 'validate' | 'parse' | 'build';
  readonly input: unknown;
  readonly expected_output: unknown;
  readonly expected_failure: boolean;
}

const cases = !isThere
  ? []
  : ['spec', 'types'].flatMap((folder) =>
      readdirSync(suite + folder).flatMap(
        (file) => (JSON.parse(readFileSync(`${suite}${folder}/${file}`, 'utf8')) as { readonly tests: readonly Case[] }).tests,
      ),
    );
const textOf = (one: Case) => (typeof one.input === 'string' ? one.input : null);

/** What a type demands beyond spelling: taken as it is. */
const takenAnyway: readonly string[] = [
  'pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25',
  'pkg:chrome-extension/44444algnefjeiefhmpklpfiohadpglk',
  'pkg:chrome-extension/dlpngalgnefjeiefhmpklpfiohadpglk@1.2.3-beta',
  'pkg:chrome-extension/dlpngalgnefjeiefhmpklpfiohadpglk@1.2.3.4.5',
  'pkg:chrome-extension/dogs',
  'pkg:cpan/GDT/URI::PackageURL',
  'pkg:cpan/LWP::UserAgent@6.7.6',
  'pkg:cpan/URI::PackageURL',
  'pkg:gem/jruby-launcher@1.1.2?Platform=java',
  'pkg:julia/Dates',
  'pkg:otp/namespace/hex@2.1.1',
  'pkg:swift/Alamofire@5.4.3',
  'pkg:swift/Alamofire@5.4.3',
  'pkg:vcpkg/boost/asio@1.84.0',
  'pkg:vscode-extension/java@1.46.2025091308',
];

describe.skipIf(!isThere)(isThere ? 'the suite of purl-spec' : `the suite of purl-spec, skipped because ${suite} is absent`, () => {
  it('writes every canonical text', () => {
    const wrong = cases
      .filter((one) => one.test_type === 'validate' && !one.expected_failure)
      .map((one) => {
        const parsed = parsePurl(textOf(one) ?? '');
        return { input: one.input, wanted: one.expected_output, got: parsed === undefined ? null : printPurl(parsed) };
      })
      .filter(({ wanted, got }) => wanted !== got);
    expect(wrong).toEqual([]);
  });

  it('reads every part', () => {
    const wrong = cases
      // Of `git` the suite counts the owner to the name; our text of it is the same.
      .filter((one) => one.test_type === 'parse' && !one.expected_failure && !(textOf(one) ?? '').startsWith('pkg:git/'))
      .map((one) => {
        const parsed = parsePurl(textOf(one) ?? '');
        const qualifiers = parsed === undefined || parsed.qualifiers.length === 0 ? null : Object.fromEntries(parsed.qualifiers);
        return { input: one.input, wanted: one.expected_output, got: { ...parsed, qualifiers } };
      })
      .filter(({ wanted, got }) => !sameParts(wanted, got));
    expect(wrong).toEqual([]);
  });

  it('refuses what is no package URL', () => {
    const taken = cases
      .filter((one) => one.test_type === 'parse' && one.expected_failure)
      .map((one) => textOf(one) ?? '')
      .filter((text) => parsePurl(text) !== undefined);
    expect(taken.toSorted()).toEqual(takenAnyway.toSorted());
    expect(cases.length).toBeGreaterThan(500);
  });
});

function sameParts(wanted: unknown, got: unknown): boolean {
  return sorted(wanted) === sorted(got);
}

function sorted(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).map(([key, part]): [string, string] => [key, sorted(part)]);
  return JSON.stringify(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
