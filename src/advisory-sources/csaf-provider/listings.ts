/**
 * Everything that a provider lists, fetched only where it changed. Feeds are what hospitals are to use where there are both
 * (they name hashes and signatures); directories where there are no feeds. What is under a label that asks for a login is
 * counted and left.
 * Followed: OASIS CSAF 2.0, 7.1.11 to 7.1.16, 7.3.2.
 */
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { fetchFile, usualLimits, type FetchedFile, type HeldFile, type HttpPort } from '../http/fetch-file.ts';
import { readDirectory } from './directory-listing.ts';
import { isOpenLabel, type ProviderListing, type ProviderMetadata } from './provider-metadata.ts';
import { readRolieFeed, readRolieService, type ReadListing } from './rolie-feed.ts';

export interface ProviderListings {
  readonly open: readonly ProviderListing[];
  /** Under a label that asks for a login. */
  readonly closedCount: number;
}

export type FetchedListing =
  | { readonly kind: 'unchanged' }
  | ({ readonly kind: 'listed'; readonly etag: string | null; readonly lastModified: string | null } & ReadListing);

const nothingHeld: HeldFile = { etag: null, lastModified: null };

/** @throws Problem of a service document that is not there or is none; file-malformed when nothing is open to everybody. */
export async function findListings(http: HttpPort, { url, listings, serviceUrls }: ProviderMetadata): Promise<ProviderListings> {
  const named = [...listings];
  for (const serviceUrl of serviceUrls) {
    const file = await fetchFile(http, serviceUrl, nothingHeld);
    if (file.kind === 'fetched') named.push(...readRolieService(file.bytes, serviceUrl));
  }
  const hasFeed = named.some(({ kind }) => kind === 'rolie');
  const used = [...new Map(named.filter(({ kind }) => kind === 'rolie' || !hasFeed).map((one) => [one.url, one])).values()];
  const open = used.filter(({ tlp }) => isOpenLabel(tlp));
  if (open.length === 0) {
    throw new Problem('file-malformed', `The metadata at ${url} name no distribution that is open to everybody.`, { url });
  }
  return { open, closedCount: used.length - open.length };
}

/**
 * @param held the marks of the feed, or of the `changes.csv` of the directory, as they were when it was read whole.
 * @throws Problem source-unreachable, file-truncated, file-too-large, file-format-mismatch: what is held stays.
 */
export async function fetchListing(http: HttpPort, { kind, url }: ProviderListing, held: HeldFile): Promise<FetchedListing> {
  if (kind === 'directory') return fetchDirectory(http, url, held);
  const file = await fetchFile(http, url, held);
  if (file.kind === 'unchanged') return file;
  return { kind: 'listed', ...readRolieFeed(file.bytes, url), etag: file.etag, lastModified: file.lastModified };
}

async function fetchDirectory(http: HttpPort, url: string, held: HeldFile): Promise<FetchedListing> {
  const changes = await unlessMissing(fetchFile(http, `${url}changes.csv`, held));
  if (changes?.kind === 'unchanged') return changes;
  const index = await unlessMissing(fetchFile(http, `${url}index.txt`, nothingHeld));
  if (changes === null && index === null) {
    throw new Problem('source-unreachable', `${url} has neither index.txt nor changes.csv; what is held stays.`, { url });
  }
  const read = readDirectory(url, bytesOf(index), bytesOf(changes));
  return { kind: 'listed', ...read, etag: changes?.etag ?? null, lastModified: changes?.lastModified ?? null };
}

const bytesOf = (file: FetchedFile | null) => (file?.kind === 'fetched' ? file.bytes : null);

/** Null where the publisher says that there is no such file. */
export async function unlessMissing<T>(fetching: Promise<T>): Promise<T | null> {
  try {
    return await fetching;
  } catch (cause) {
    if (isProblem(cause) && [403, 404, 410].includes(Number(cause.data['status']))) return null;
    throw cause;
  }
}

/** A file of one document; more of it nobody has. */
export const documentLimits = { ...usualLimits, bytesMax: 64 * 1024 ** 2 };
