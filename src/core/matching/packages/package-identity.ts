/**
 * Whether two package URLs name the same package, whatever their versions. Spelling that an ecosystem overlooks is overlooked; what a
 * component does not tell (its release, its processor) leaves it open. Followed: purl-spec type definitions, PEP 503 for names of PyPI.
 */
import type { PackageUrl } from '../../packages/purl.ts';

/** Names of one publisher of packages, as tools write them. */
const publisherNames: Readonly<Record<string, string>> = {
  'rocky-linux': 'rocky',
  rockylinux: 'rocky',
  alma: 'almalinux',
  rhel: 'redhat',
  sles: 'suse',
  'sles-ltss': 'suse',
  'opensuse-leap': 'opensuse',
  'amazon-linux': 'amazon',
  amzn: 'amazon',
};

/** By what a package is looked up. */
export function packageKey({ type, namespace, name }: PackageUrl): string {
  const publisher = type === 'rpm' || type === 'deb' || type === 'apk' ? publisherNames[namespace ?? ''] : undefined;
  return [type, publisher ?? namespace ?? '', foldPackageName(type, name)].join('/');
}

function foldPackageName(type: string, name: string): string {
  if (type === 'pypi') return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
  return type === 'nuget' ? name.toLowerCase() : name;
}

/** The component itself, and the source package that a distribution built it from (`upstream`, as bills of syft write it). */
export function namesOfComponent(purl: PackageUrl): readonly PackageUrl[] {
  const upstream = qualifier(purl, 'upstream');
  if (upstream === undefined) return [purl];
  // RPM: the file of the source package, `openssl-3.0.7-16.el9.src.rpm`.
  const [, source, release] = /^(.+)-([^-]+-[^-]+)\.src\.rpm$/.exec(upstream) ?? [];
  const [name = '', version] = source === undefined ? upstream.split('@', 2) : [source, release];
  if (name === '' || (name === purl.name && (version === undefined || version === purl.version))) return [purl];
  return [purl, { ...purl, name, version: version ?? purl.version }];
}

export type Sameness =
  | { readonly kind: 'same' }
  /** The same package, of which the component does not tell the release that the versions are counted in. */
  | { readonly kind: 'release-unknown' }
  /** The same package, of which the component leaves out something else: its architecture, its repository. */
  | { readonly kind: 'unsaid'; readonly qualifier: string }
  | { readonly kind: 'other' };

/** What makes another package of the same name; other qualifiers tell where a copy was found. */
const telling = ['arch', 'os', 'platform', 'classifier', 'repository_url'] as const;

/** @param named by an advisory, of the same key as the component. */
export function comparePackages(component: PackageUrl, named: PackageUrl): Sameness {
  const release = compareReleases(qualifier(component, 'distro'), qualifier(named, 'distro'));
  if (release === 'other') return { kind: 'other' };
  let unsaid: string | undefined;
  for (const key of telling) {
    const wanted = qualifier(named, key);
    // A source package is built for every architecture.
    if (wanted === undefined || (key === 'arch' && wanted === 'source')) continue;
    const said = qualifier(component, key);
    if (said === undefined) unsaid ??= key;
    else if (said.toLowerCase() !== wanted.toLowerCase()) return { kind: 'other' };
  }
  if (release === 'unknown') return { kind: 'release-unknown' };
  return unsaid === undefined ? { kind: 'same' } : { kind: 'unsaid', qualifier: unsaid };
}

const codeNames: Readonly<Record<string, string>> = {
  ...{ stretch: '9', buster: '10', bullseye: '11', bookworm: '12', trixie: '13' },
  ...{ xenial: '16.04', bionic: '18.04', focal: '20.04', jammy: '22.04', noble: '24.04' },
};

/** `debian-12` is the release of `debian-12.5`, `12` and `bookworm`. */
function compareReleases(said: string | undefined, wanted: string | undefined): 'same' | 'other' | 'unknown' {
  if (wanted === undefined) return 'same';
  const [component, named] = [said, wanted].map((text) => (text === undefined ? undefined : releaseNumber(text)));
  if (component === undefined || named === undefined) return 'unknown';
  return component === named || component.startsWith(`${named}.`) ? 'same' : 'other';
}

function releaseNumber(text: string): string | undefined {
  const word = text.toLowerCase();
  return Object.hasOwn(codeNames, word) ? codeNames[word] : /(\d+(?:\.\d+)*)/.exec(word)?.[1];
}

export function qualifier({ qualifiers }: PackageUrl, wanted: string): string | undefined {
  return qualifiers.find(([key]) => key === wanted)?.[1];
}

/** The version as its ecosystem counts: of an rpm with its epoch, which package URLs keep beside it. */
export function countedVersion(purl: PackageUrl, written: string | null): string | null {
  const version = purl.version ?? written;
  const epoch = qualifier(purl, 'epoch');
  return version === null || epoch === undefined || version.includes(':') ? version : `${epoch}:${version}`;
}
