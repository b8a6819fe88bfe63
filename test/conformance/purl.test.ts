/**
 * The test suite of purl-spec, kept outside the repository: every canonical text, every parsing, and what must be refused.
 * We take more than a type allows (a missing namespace, say): those refusals are listed here, and the list only shrinks.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makePurl, parsePurl, printPurl, type PurlParts } from '#core/packages/purl.ts';

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

const noNamespace = 'bills leave it out, and the name stays a name';
const asVersions = 'how a type numbers its versions is not asked of an identifier';

/** What a type demands beyond spelling, and why it is taken as it is. The list only shrinks. */
const takenAnyway: Readonly<Record<string, string>> = {
  'pkg:chrome-extension/44444algnefjeiefhmpklpfiohadpglk': 'which names a store gives out is its own affair',
  'pkg:chrome-extension/dlpngalgnefjeiefhmpklpfiohadpglk@1.2.3-beta': asVersions,
  'pkg:chrome-extension/dlpngalgnefjeiefhmpklpfiohadpglk@1.2.3.4.5': asVersions,
  'pkg:chrome-extension/dogs': 'which names a store gives out is its own affair',
  'pkg:cpan/GDT/URI::PackageURL': 'a module with an author is still told from every other',
  'pkg:cpan/LWP::UserAgent@6.7.6': noNamespace,
  'pkg:cpan/URI::PackageURL': noNamespace,
  'pkg:julia/Dates': 'without its uuid it is told from others by its name',
  'pkg:otp/namespace/hex@2.1.1': 'a namespace too many hides no package',
  'pkg:swift/Alamofire@5.4.3': noNamespace,
  'pkg:vcpkg/boost/asio@1.84.0': 'a namespace too many hides no package',
  'pkg:vscode-extension/java@1.46.2025091308': noNamespace,
  // Capitals in the key of a qualifier, which the suite elsewhere wants lowered.
  'pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25': 'keys of qualifiers are lowered, as for other types',
  'pkg:gem/jruby-launcher@1.1.2?Platform=java': 'keys of qualifiers are lowered, as for other types',
};

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

  it('builds every canonical text from its parts', () => {
    const built = cases.filter((one) => one.test_type === 'build' && !one.expected_failure);
    const wrong = built
      .map(({ input, expected_output }) => {
        const made = makePurl(input as PurlParts);
        return { input, wanted: expected_output, got: made === undefined ? null : printPurl(made) };
      })
      .filter(({ wanted, got }) => wanted !== got);
    expect(wrong).toEqual([]);
    expect(built).toHaveLength(157);
  });

  it('builds nothing from parts that make none', () => {
    const made = cases
      .filter((one) => one.test_type === 'build' && one.expected_failure)
      .map(({ input }) => input as { readonly [part in keyof PurlParts]: PurlParts[part] | null })
      // What may not be null does not compile; an empty text stands for it here.
      .map((parts) => makePurl({ ...parts, type: parts.type ?? '', name: parts.name ?? '' }))
      .flatMap((purl) => (purl === undefined ? [] : printPurl(purl)));
    expect(made.filter((text) => !Object.hasOwn(takenAnyway, text))).toEqual([]);
    expect(made).toHaveLength(6);
  });

  it('refuses what is no package URL', () => {
    const taken = cases
      .filter((one) => one.test_type === 'parse' && one.expected_failure)
      .map((one) => textOf(one) ?? '')
      .filter((text) => parsePurl(text) !== undefined);
    expect([...new Set(taken)].toSorted()).toEqual(Object.keys(takenAnyway).toSorted());
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
