/**
 * A directory of CSAF documents → what stands in it: `index.txt` names them, `changes.csv` says when each changed last. A
 * directory may have either; both together count.
 * Followed: OASIS CSAF 2.0, 7.1.11 (one folder a year), 7.1.12 (index.txt), 7.1.13 (changes.csv).
 */
import { parseInstant, type Instant } from '#core/kernel/time.ts';
import type { ListedDocument, ReadListing } from './rolie-feed.ts';

/** @param directoryUrl with a slash at the end. */
export function readDirectory(directoryUrl: string, index: Uint8Array | null, changes: Uint8Array | null): ReadListing {
  const documents = new Map<string, ListedDocument>();
  let unreadable = 0;
  const take = (path: string, listedAt: Instant | null) => {
    const url = within(directoryUrl, path);
    if (url === undefined) {
      unreadable += 1;
      return;
    }
    const known = documents.get(url)?.listedAt ?? null;
    const newest = known !== null && (listedAt === null || listedAt < known) ? known : listedAt;
    documents.set(url, { url, listedAt: newest, hashUrls: null, signatureUrl: null });
  };
  for (const path of linesOf(index)) take(path, null);
  for (const line of linesOf(changes)) {
    const [, path = '', moment = ''] = /^"?(.*?)"?\s*,\s*"?([^",]*)"?\s*$/.exec(line) ?? [];
    // A heading, which 2.1 has, names columns and no file.
    if (/\.json$/i.test(path)) take(path, parseInstant(moment) ?? null);
    else if (parseInstant(moment) !== undefined) unreadable += 1;
  }
  return { documents: [...documents.values()], unreadable };
}

function linesOf(bytes: Uint8Array | null): string[] {
  if (bytes === null) return [];
  return new TextDecoder()
    .decode(bytes)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * Paths are of the directory, and stay in it. Some publishers write them from further up: where two steps or more of the
 * directory's own end begin the path, they are these.
 */
function within(directoryUrl: string, path: string): string | undefined {
  if (!/\.json$/i.test(path) || path.length > 1_000) return undefined;
  const above = new URL(directoryUrl).pathname.split('/').filter((step) => step !== '');
  const steps = path.split('/');
  for (let count = Math.min(above.length, steps.length - 1); count >= 2; count -= 1) {
    if (above.slice(-count).join('/') !== steps.slice(0, count).join('/')) continue;
    return inside(directoryUrl, steps.slice(count).join('/'));
  }
  return inside(directoryUrl, path);
}

function inside(directoryUrl: string, path: string): string | undefined {
  if (!URL.canParse(path, directoryUrl)) return undefined;
  const { href } = new URL(path, directoryUrl);
  return href.startsWith(directoryUrl) ? href : undefined;
}
