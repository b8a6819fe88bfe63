/**
 * What a package goes by without its version, as the public list and bills of materials name it: its package URL or CPE.
 * Packages that a distribution built have none: it repairs them long after their maker stopped.
 */
import { parsePurl, type PackageUrl } from './purl.ts';

const distributed = new Set(['deb', 'rpm', 'apk', 'alpm', 'ebuild', 'opkg', 'nix', 'yocto']);

export function isDistributed({ type }: PackageUrl): boolean {
  return distributed.has(type);
}

/** What names a package without its version: `npm/@angular/core`, `cpe/a/oracle/jre`; null where the text names none. */
export function packageIdentifier(text: string): string | null {
  const cpe = /^cpe:(?:2\.3:|\/)([aoh]):([^:]+):([^:]+)/i.exec(text.trim());
  if (cpe !== null) return cpe[2] === '*' || cpe[3] === '*' ? null : `cpe/${cpe.slice(1, 4).join('/').toLowerCase()}`;
  const purl = parsePurl(text);
  if (purl === undefined || isDistributed(purl)) return null;
  return [purl.type, purl.namespace, purl.name].filter((part) => part !== null).join('/');
}
