/**
 * A ROLIE feed → the documents that it lists, and a service document → the feeds that it names. Category documents name only
 * terms to choose by; everything is taken, so they are not read.
 * Followed: RFC 8322 as OASIS CSAF 2.0 has it in JSON (7.1.15 feeds, 7.1.16 service document, 7.1.20 signatures and hashes).
 */
import { z } from 'zod';
import { Problem } from '#core/kernel/problem.ts';
import { parseInstant, type Instant } from '#core/kernel/time.ts';
import { jsonOf, type ProviderListing } from './provider-metadata.ts';

/** A document as a listing has it. */
export interface ListedDocument {
  readonly url: string;
  /** When it changed last; null where the listing does not say. */
  readonly listedAt: Instant | null;
  /** Files with its hash; null: the listing names none, they stand beside the document if anywhere. */
  readonly hashUrls: readonly string[] | null;
  /** Its detached signature; null: as with hashes. */
  readonly signatureUrl: string | null;
}

export interface ReadListing {
  readonly documents: readonly ListedDocument[];
  /** Entries that name no document. */
  readonly unreadable: number;
}

/** One feed of CISA writes `ref` for what the standard calls `rel`. */
const Link = z.object({ rel: z.string().optional(), ref: z.string().optional(), href: z.string() });
const Entry = z.object({
  updated: z.string().optional(),
  published: z.string().optional(),
  link: z.array(z.unknown()).optional(),
  content: z.object({ src: z.string().optional() }).optional(),
});
const Feed = z.object({ feed: z.object({ entry: z.array(z.unknown()).optional() }) });

/** @throws Problem file-truncated (no JSON: half a file), file-format-mismatch. */
export function readRolieFeed(bytes: Uint8Array, url: string): ReadListing {
  const json = jsonOf(bytes);
  if (json === undefined) throw new Problem('file-truncated', `The listing at ${url} is cut off or damaged; what is held stays.`, { url });
  const read = Feed.safeParse(json);
  if (!read.success) throw new Problem('file-format-mismatch', `${url} is no ROLIE feed: it has no feed with entries.`, { url });
  const entries = read.data.feed.entry ?? [];
  const documents = entries.flatMap((entry) => documentOf(entry, url) ?? []);
  return { documents, unreadable: entries.length - documents.length };
}

function documentOf(json: unknown, feedUrl: string): ListedDocument | undefined {
  const read = Entry.safeParse(json);
  if (!read.success) return undefined;
  const { updated, published, link = [], content } = read.data;
  const links = link.flatMap((one) => {
    const known = Link.safeParse(one).data;
    return known === undefined ? [] : [{ rel: known.rel ?? known.ref, href: known.href }];
  });
  const all = (rel: string) => links.filter((one) => one.rel === rel).flatMap(({ href }) => resolved(href, feedUrl) ?? []);
  const source = content?.src ?? links.find(({ rel }) => rel === 'self')?.href;
  const url = source === undefined ? undefined : resolved(source, feedUrl);
  if (url === undefined) return undefined;
  const hashUrls = all('hash');
  return {
    url,
    listedAt: parseInstant(updated ?? published ?? '') ?? null,
    hashUrls: hashUrls.length === 0 ? null : hashUrls,
    signatureUrl: all('signature')[0] ?? null,
  };
}

const urlLengthMax = 2_000;

function resolved(href: string, base: string): string | undefined {
  return href.length <= urlLengthMax && URL.canParse(href, base) ? new URL(href, base).href : undefined;
}

const Category = z.object({ scheme: z.string().optional(), term: z.string() });
const Collection = z.object({ href: z.string(), categories: z.object({ category: z.array(z.unknown()).optional() }).optional() });
const Service = z.object({ service: z.object({ workspace: z.array(z.object({ collection: z.array(z.unknown()) })) }) });

/** @returns its collections of CSAF documents, with the TLP label that they are under. @throws Problem file-format-mismatch */
export function readRolieService(bytes: Uint8Array, url: string): ProviderListing[] {
  const read = Service.safeParse(jsonOf(bytes));
  if (!read.success) throw new Problem('file-format-mismatch', `${url} is no ROLIE service document.`, { url });
  return read.data.service.workspace.flatMap(({ collection }) =>
    collection.flatMap((one) => {
      const { href, categories } = Collection.safeParse(one).data ?? { href: '' };
      const terms = (categories?.category ?? []).flatMap((category) => Category.safeParse(category).data ?? []);
      const types = terms.filter(({ scheme }) => scheme === 'urn:ietf:params:rolie:category:information-type');
      const feedUrl = resolved(href, url);
      if (href === '' || feedUrl === undefined || (types.length > 0 && !types.some(({ term }) => term === 'csaf'))) return [];
      return [
        { kind: 'rolie' as const, url: feedUrl, tlp: terms.find(({ scheme }) => scheme?.includes('first.org/tlp') === true)?.term ?? null },
      ];
    }),
  );
}
