/**
 * What OSV calls an ecosystem ("Debian:12", "crates.io") → the package URL type, its namespace and its release, and the order in which its
 * versions follow each other. An ecosystem that is not here keeps its name, and its versions are compared as texts that are the same.
 * Followed: OSV schema 1.x "Defined Ecosystems", the package URL types of purl-spec.
 */
import { makePurl, parsePurl, type PackageUrl } from '#core/packages/purl.ts';

interface Ecosystem {
  readonly type: string;
  readonly namespace?: string;
  /** The release behind the colon, as a `distro` says it: `debian-12`. Absent where a suffix is none. */
  readonly distro?: string;
}

const ecosystems: Readonly<Record<string, Ecosystem>> = {
  npm: { type: 'npm' },
  PyPI: { type: 'pypi' },
  Maven: { type: 'maven' },
  Go: { type: 'golang' },
  'crates.io': { type: 'cargo' },
  NuGet: { type: 'nuget' },
  RubyGems: { type: 'gem' },
  Packagist: { type: 'composer' },
  Hex: { type: 'hex' },
  Pub: { type: 'pub' },
  Julia: { type: 'julia' },
  Hackage: { type: 'hackage' },
  CRAN: { type: 'cran' },
  ConanCenter: { type: 'conan' },
  SwiftURL: { type: 'swift' },
  Bitnami: { type: 'bitnami' },
  'GitHub Actions': { type: 'githubactions' },
  Debian: { type: 'deb', namespace: 'debian', distro: 'debian' },
  Ubuntu: { type: 'deb', namespace: 'ubuntu', distro: 'ubuntu' },
  Alpine: { type: 'apk', namespace: 'alpine', distro: 'alpine' },
  Wolfi: { type: 'apk', namespace: 'wolfi' },
  Chainguard: { type: 'apk', namespace: 'chainguard' },
  'Red Hat': { type: 'rpm', namespace: 'redhat', distro: 'rhel' },
  'Rocky Linux': { type: 'rpm', namespace: 'rocky-linux', distro: 'rocky' },
  AlmaLinux: { type: 'rpm', namespace: 'almalinux', distro: 'almalinux' },
  SUSE: { type: 'rpm', namespace: 'suse', distro: 'sles' },
  openSUSE: { type: 'rpm', namespace: 'opensuse', distro: 'opensuse' },
  Mageia: { type: 'rpm', namespace: 'mageia', distro: 'mageia' },
  openEuler: { type: 'rpm', namespace: 'openeuler', distro: 'openeuler' },
};

/** How the versions of an ecosystem are ordered, by the name that VERS has for it. */
export function schemeOf(written: string, purl: PackageUrl | undefined): string {
  const known = knownEcosystem(written)?.type ?? purl?.type;
  return (
    known ??
    (written
      .toLowerCase()
      .replaceAll(/[^a-z0-9.-]+/g, '-')
      .replace(/^[^a-z]+/, '') ||
      'generic')
  );
}

/**
 * The package as a package URL without a version.
 * @param written the purl of the record, which counts before ecosystem and name; null where it has none.
 */
export function purlOf(ecosystem: string, name: string, written: string | null): PackageUrl | undefined {
  const known = knownEcosystem(ecosystem);
  const given = written === null ? undefined : parsePurl(written);
  const purl = given ?? (known === undefined ? undefined : madePurl(known, name));
  if (purl === undefined) return undefined;
  const release = known?.distro === undefined ? undefined : releaseOf(ecosystem);
  const hasRelease = purl.qualifiers.some(([key]) => key === 'distro');
  const distro: (readonly [string, string])[] =
    known?.distro === undefined || release === undefined || hasRelease ? [] : [['distro', `${known.distro}-${release}`]];
  const qualifiers = [...purl.qualifiers, ...distro].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return { ...purl, version: null, qualifiers };
}

function knownEcosystem(written: string): Ecosystem | undefined {
  const name = written.split(':', 1)[0] ?? '';
  return Object.hasOwn(ecosystems, name) ? ecosystems[name] : undefined;
}

/** The first number behind the colon: `12`, `22.04`, `3.18`, `9` of "enterprise_linux:9::appstream", `15.4` of "Server 15 SP4". */
function releaseOf(written: string): string | undefined {
  const suffix = written.slice(written.indexOf(':') + 1);
  if (suffix === written) return undefined;
  const [, number, service] = /(?:^|[^\d.])v?(\d+(?:\.\d+)*)(?:[ -]?SP(\d+))?/i.exec(suffix) ?? [];
  return number === undefined ? undefined : service === undefined ? number : `${number}.${service}`;
}

/** Maven parts group and artifact by a colon; the others have their namespace before the last slash. */
function madePurl({ type, namespace }: Ecosystem, name: string): PackageUrl | undefined {
  if (namespace !== undefined) return makePurl({ type, namespace, name });
  const parts = name.split(type === 'maven' ? ':' : '/');
  return makePurl({ type, namespace: parts.slice(0, -1).join('/'), name: parts.at(-1) ?? '' });
}
