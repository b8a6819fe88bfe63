/**
 * How versions of an ecosystem follow each other, by the name that VERS and package URLs have for it. An ecosystem that is not
 * here has no order: what is asked of it is unknown, never the order of texts.
 * Followed: SemVer 2.0 (node-semver), PEP 440 (@renovatebot/pep440); the others as their files tell.
 */
import * as pep440 from '@renovatebot/pep440';
import semver from 'semver';
import { compareAlpine, compareDebian, compareRpm } from './distribution.ts';
import { compareMaven } from './maven.ts';
import { compareDotted, compareGem, compareNuget } from './registries.ts';
import { compareText } from './segments.ts';

/** Below 0: the left one is older. Undefined: one of them is no version of the ecosystem, or nothing tells which is older. */
export type CompareVersions = (left: string, right: string) => number | undefined;

const schemes: Readonly<Record<string, CompareVersions>> = {
  semver: compareSemver,
  npm: compareSemver,
  cargo: compareSemver,
  hex: compareSemver,
  julia: compareSemver,
  pub: compareSemver,
  swift: compareSemver,
  githubactions: compareSemver,
  golang: compareGo,
  pypi: comparePython,
  maven: compareMaven,
  gem: compareGem,
  nuget: compareNuget,
  deb: compareDebian,
  rpm: compareRpm,
  apk: compareAlpine,
  // Stable versions alone: what stands behind their numbers is ordered by rules of its own.
  composer: (left, right) => compareDotted(left.replace(/^v/i, ''), right.replace(/^v/i, '')),
  generic: compareDotted,
  intdot: (left, right) => compareDotted(leadingNumbers(left), leadingNumbers(right)),
  lexicographic: compareText,
  datetime: compareInstants,
};

export function compareVersionsOf(scheme: string): CompareVersions | undefined {
  return Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined;
}

/** Schemes that are nobody's package manager: whoever writes them says that the product is numbered so. */
const ownSchemes = new Set(['semver', 'generic', 'intdot', 'lexicographic', 'datetime', 'all', 'none']);

export function isEcosystem(scheme: string): boolean {
  return !ownSchemes.has(scheme);
}

function compareSemver(left: string, right: string): number | undefined {
  const [one, other] = [semver.parse(left), semver.parse(right)];
  return one === null || other === null ? undefined : one.compare(other);
}

/** Modules have a "v" in front, releases of the language may have "go" and lack the last number. */
function compareGo(left: string, right: string): number | undefined {
  const [one, other] = [left, right].map((text) => text.replace(/^go(?=\d)/, '').replace(/^(v?\d+\.\d+)$/, '$1.0')) as [string, string];
  return compareSemver(one, other);
}

function comparePython(left: string, right: string): number | undefined {
  return pep440.valid(left) === null || pep440.valid(right) === null ? undefined : pep440.compare(left, right);
}

function leadingNumbers(text: string): string {
  return (/^[\d.]*/.exec(text)?.[0] ?? '').replace(/\.+$/, '');
}

/** RFC 3339. */
function compareInstants(left: string, right: string): number | undefined {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
  if (!form.test(left) || !form.test(right)) return undefined;
  const order = Date.parse(left) - Date.parse(right);
  return Number.isNaN(order) ? undefined : order;
}
