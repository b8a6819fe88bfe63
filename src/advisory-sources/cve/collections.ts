/**
 * Collections of packages that CVE records name by address, with the package by its name there → its package URL. A collection that is
 * not here names no package: its products are met by what else the record gives.
 * Followed: CVE record format 5.1 `collectionURL`, `packageName`; purl-spec type definitions.
 */
import { makePurl, printPurl } from '#core/packages/purl.ts';

/** Host → type of the package URL. A folder `maven2` is a repository of Maven whoever serves it: its names are the same everywhere. */
const collections: ReadonlyMap<string, string> = new Map([
  ['repo.maven.apache.org', 'maven'],
  ['repo1.maven.org', 'maven'],
  ['central.sonatype.com', 'maven'],
  ['search.maven.org', 'maven'],
  ['mvnrepository.com', 'maven'],
  ['npmjs.com', 'npm'],
  ['registry.npmjs.org', 'npm'],
  ['npmjs.org', 'npm'],
  ['pypi.org', 'pypi'],
  ['pypi.python.org', 'pypi'],
  ['rubygems.org', 'gem'],
  ['crates.io', 'cargo'],
  ['packagist.org', 'composer'],
  ['nuget.org', 'nuget'],
  ['pkg.go.dev', 'golang'],
  ['hex.pm', 'hex'],
  ['pub.dev', 'pub'],
]);

/** Null where the two name no package that is known here. */
export function purlOfCollection(collectionUrl: string, packageName: string): string | null {
  const name = packageName.trim();
  const type = collections.get(hostOf(collectionUrl)) ?? (/\/maven2\/?$/i.test(collectionUrl.trim()) ? 'maven' : undefined);
  if (name === '' || /\s/.test(name)) return null;
  if (type === undefined) return null;
  const parts = partsOf(type, name);
  const purl = parts === null ? undefined : makePurl({ type, ...parts });
  return purl === undefined ? null : printPurl(purl);
}

function hostOf(text: string): string {
  const host = /^(?:https?:\/\/)?([a-z0-9.-]+)(?:\/.*)?$/i.exec(text.trim())?.[1] ?? '';
  return host.toLowerCase().replace(/^www\./, '');
}

function partsOf(type: string, name: string): { readonly namespace?: string; readonly name: string } | null {
  if (type === 'maven') {
    const [group, artifact, ...rest] = name.includes(':') ? name.split(':') : name.split('/');
    return group === undefined || artifact === undefined || rest.length > 0 ? null : { namespace: group, name: artifact };
  }
  const at = name.lastIndexOf('/');
  if (at < 0) return { name };
  return { namespace: name.slice(0, at), name: name.slice(at + 1) };
}
