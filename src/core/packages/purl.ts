/**
 * Package URLs: parsed and written in their one canonical form, so that two tools which name the same package are
 * compared by equal text. Not here: ranges of versions (`vers.ts`), and what a type demands beyond its spelling (a namespace, a
 * qualifier): bills break that often, and the name stays a name.
 * Followed: ECMA-427 (Package-URL) and the type definitions of purl-spec, held by its own test suite
 * (`test/conformance/purl.test.ts`).
 */

export interface PackageUrl {
  readonly type: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly version: string | null;
  /** Sorted by key. */
  readonly qualifiers: readonly (readonly [key: string, value: string])[];
  readonly subpath: string | null;
}

/** Types whose namespace, name or version mean the same in capitals. */
const lowerNamespace = new Set(
  'alpm apk bitbucket brew composer deb git github gitlab hex luarocks qpkg rpm vscode-extension yocto'.split(' '),
);
const lowerName = new Set(
  'alpm apk bitbucket bitnami brew chrome-extension composer deb git github gitlab hex luarocks oci otp pub pypi vscode-extension'.split(
    ' ',
  ),
);
const lowerVersion = new Set(['huggingface', 'oci', 'pypi', 'vscode-extension']);

const typeForm = /^[a-z][a-z0-9.-]*$/;
const qualifierKey = /^[a-z][a-z0-9._-]*$/;

/** Undefined where the text is no package URL. */
export function parsePurl(text: string): PackageUrl | undefined {
  const written = /^pkg:\/*([^/?#@]+)\/+([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(text.trim());
  const type = written?.[1]?.toLowerCase() ?? '';
  if (written === null || !typeForm.test(type)) return undefined;
  const path = (written[2] ?? '').replace(/\/+$/, '');
  const nameAt = path.lastIndexOf('/') + 1;
  // From the right: a name may hold one too (`node@20`). A scope written plainly (`@angular`) stands before the name.
  const lastAt = path.lastIndexOf('@');
  const versionAt = lastAt > nameAt ? lastAt : -1;
  const nameEnd = versionAt === -1 ? path.length : versionAt;
  try {
    const namespace = decodeSegments(path.slice(0, nameAt));
    const name = decodeURIComponent(path.slice(nameAt, nameEnd));
    const version = versionAt === -1 ? '' : decodeURIComponent(path.slice(versionAt + 1));
    const qualifiers = readQualifiers(written[3] ?? '');
    const subpath = decodeSegments(written[4] ?? '').filter((segment) => segment !== '.' && segment !== '..');
    if (name === '' || name.startsWith('@') || qualifiers === undefined) return undefined;
    return normalised({ type, namespace: orNull(namespace), name, version: version || null, qualifiers, subpath: orNull(subpath) });
  } catch {
    // A percent sign with no two hexadecimal digits behind it, or bytes that are no UTF-8.
    return undefined;
  }
}

/** The canonical text. */
export function printPurl({ type, namespace, name, version, qualifiers, subpath }: PackageUrl): string {
  const segments = [...(namespace?.split('/') ?? []), name].map(encode).join('/');
  const query = qualifiers.map(([key, value]) => `${key}=${encode(value)}`).join('&');
  return [
    `pkg:${type}/${segments}`,
    version === null ? '' : `@${encode(version)}`,
    query === '' ? '' : `?${query}`,
    subpath === null ? '' : `#${subpath.split('/').map(encode).join('/')}`,
  ].join('');
}

/** What a package URL is made of, as somebody has it at hand. */
export interface PurlParts {
  readonly type: string;
  readonly namespace?: string | null;
  readonly name: string;
  readonly version?: string | null;
  readonly qualifiers?: Readonly<Record<string, string | null>> | null;
  readonly subpath?: string | null;
}

/** Undefined where the parts make none: no type or name, or a qualifier of another spelling. */
export function makePurl({ type, namespace, name, version, qualifiers, subpath }: PurlParts): PackageUrl | undefined {
  const kept = new Map<string, string>();
  for (const [written, value] of Object.entries(qualifiers ?? {})) {
    const key = written.toLowerCase();
    if (!qualifierKey.test(key) || kept.has(key)) return undefined;
    if (value !== null && value !== '') kept.set(key, value);
  }
  if (!typeForm.test(type.toLowerCase()) || name === '') return undefined;
  const segments = (text: string | null | undefined): string[] => (text ?? '').split('/').filter((segment) => segment !== '');
  // The suite counts the owner of a repository of `git` to its name; in the text it stands as any namespace does.
  const steps = type.toLowerCase() === 'git' ? segments(name) : [name];
  return normalised({
    type: type.toLowerCase(),
    namespace: orNull([...segments(namespace), ...steps.slice(0, -1)]),
    name: steps.at(-1) ?? name,
    version: version === undefined || version === '' ? null : version,
    qualifiers: [...kept].toSorted(([left], [right]) => (left < right ? -1 : 1)),
    subpath: orNull(segments(subpath).filter((segment) => segment !== '.' && segment !== '..')),
  });
}

function decodeSegments(text: string): string[] {
  return text
    .split('/')
    .map(decodeURIComponent)
    .filter((segment) => segment !== '');
}

function orNull(segments: readonly string[]): string | null {
  return segments.length === 0 ? null : segments.join('/');
}

function readQualifiers(text: string): PackageUrl['qualifiers'] | undefined {
  const read = new Map<string, string>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const key = (at === -1 ? part : part.slice(0, at)).toLowerCase();
    const value = at === -1 ? '' : decodeURIComponent(part.slice(at + 1));
    if (!qualifierKey.test(key) || read.has(key)) return undefined;
    if (value !== '') read.set(key, value);
  }
  return [...read].toSorted(([left], [right]) => (left < right ? -1 : 1));
}

function normalised(purl: PackageUrl): PackageUrl {
  const { type, qualifiers } = purl;
  const repository = qualifiers.find(([key]) => key === 'repository_url')?.[1] ?? '';
  // Models on Azure Databricks are looked up without regard to capitals; elsewhere they are not.
  const isLowerName = lowerName.has(type) || (type === 'mlflow' && repository.includes('azuredatabricks'));
  const lowered = isLowerName ? purl.name.toLowerCase() : purl.name;
  const name = type === 'pypi' ? lowered.replaceAll('_', '-') : type === 'pub' ? lowered.replaceAll(/[^a-z0-9]/g, '_') : lowered;
  const namespace = type === 'cpan' ? (purl.namespace?.toUpperCase() ?? null) : purl.namespace;
  return {
    ...purl,
    name,
    namespace: lowerNamespace.has(type) ? (namespace?.toLowerCase() ?? null) : namespace,
    version: lowerVersion.has(type) ? (purl.version?.toLowerCase() ?? null) : purl.version,
  };
}

/** Percent-encodes everything but what RFC 3986 calls unreserved, and the colon. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
