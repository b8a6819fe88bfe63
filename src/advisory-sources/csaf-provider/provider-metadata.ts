/**
 * The metadata of a CSAF provider: who it is, in which role, where its documents are listed and by which keys they are signed.
 * Tolerant as the reader of documents is: what is not known is ignored, what cannot be read is left out, and only metadata that
 * tell no way to a document are refused.
 * Followed: OASIS CSAF 2.0, 7.1.7 and 7.2, provider_json_schema.json; 2.1, provider.json.
 */
import { z } from 'zod';
import { Problem } from '#core/kernel/problem.ts';
import { foldName, hasForbiddenCharacters } from '#core/kernel/text.ts';

export const providerRoles = ['csaf_publisher', 'csaf_provider', 'csaf_trusted_provider'] as const;
export type ProviderRole = (typeof providerRoles)[number];

/** One place where documents are listed. */
export interface ProviderListing {
  readonly kind: 'rolie' | 'directory';
  /** Of a directory with a slash at the end. */
  readonly url: string;
  /** As written; null where none is. */
  readonly tlp: string | null;
}

export interface ProviderKey {
  /** 40 hexadecimal digits or more, upper case. */
  readonly fingerprint: string;
  readonly url: string;
}

export interface ProviderMetadata {
  readonly url: string;
  readonly publisher: string;
  /** Its own address, which no other publisher has; null where it is not said. */
  readonly namespace: string | null;
  readonly role: ProviderRole;
  readonly listings: readonly ProviderListing[];
  /** ROLIE service documents, which name feeds too. */
  readonly serviceUrls: readonly string[];
  readonly keys: readonly ProviderKey[];
}

const text = z
  .string()
  .min(1)
  .max(2_000)
  .refine((value) => !hasForbiddenCharacters(value));
const Feed = z.object({ url: text, tlp_label: text.optional() });
const Distribution = z.object({
  directory_url: text.optional(),
  directory: z.object({ url: text, tlp_label: text.optional() }).optional(),
  rolie: z.object({ feeds: z.array(Feed).optional(), services: z.array(text).optional() }).optional(),
});
const Metadata = z.object({
  publisher: z.object({ name: text, namespace: text.optional().catch(undefined) }),
  role: z.enum(providerRoles).default('csaf_provider'),
  metadata_version: z.string(),
  distributions: z.array(Distribution).max(100).optional(),
  public_openpgp_keys: z.array(z.object({ fingerprint: z.string().regex(/^[0-9a-f\s]{40,100}$/i), url: text })).optional(),
});

/** @throws Problem file-format-mismatch (no metadata), file-malformed (no way to a document). */
export function readProviderMetadata(bytes: Uint8Array, url: string): ProviderMetadata {
  const read = Metadata.safeParse(jsonOf(bytes));
  if (!read.success) {
    const where = read.error.issues[0]?.path.join('/') ?? '';
    throw new Problem('file-format-mismatch', `${url} holds no metadata of a CSAF provider (${where || 'no JSON object'}).`, {
      url,
      where,
    });
  }
  const { publisher, role, distributions = [], public_openpgp_keys: keys = [] } = read.data;
  const listings = distributions.flatMap(({ directory_url: directoryUrl, directory, rolie }) => [
    ...(rolie?.feeds ?? []).map((feed) => ({ kind: 'rolie' as const, url: feed.url, tlp: feed.tlp_label ?? null })),
    ...(directoryUrl === undefined ? [] : [{ kind: 'directory' as const, url: directoryUrl, tlp: null }]),
    ...(directory === undefined ? [] : [{ kind: 'directory' as const, url: directory.url, tlp: directory.tlp_label ?? null }]),
  ]);
  const serviceUrls = distributions.flatMap(({ rolie }) => rolie?.services ?? []);
  const readable = listings.filter((listing) => URL.canParse(listing.url));
  if (readable.length + serviceUrls.length === 0) {
    throw new Problem('file-malformed', `The metadata at ${url} name no distribution: no ROLIE feed and no directory.`, { url });
  }
  return {
    url,
    publisher: publisher.name,
    namespace: publisher.namespace ?? null,
    role,
    listings: readable.map((listing) => ({ ...listing, url: addressOf(listing) })),
    serviceUrls,
    keys: keys.map((key) => ({ fingerprint: key.fingerprint.replaceAll(/\s/g, '').toUpperCase(), url: key.url })),
  };
}

/** As it is compared with: in the one form of the URL class. */
function addressOf({ kind, url }: ProviderListing): string {
  const { href } = new URL(url);
  return kind === 'rolie' || href.endsWith('/') ? href : `${href}/`;
}

/** Whether a document says that it is by the publisher of the metadata: by name, and by namespace where both say one. */
export function isByPublisher(document: unknown, { publisher, namespace }: Pick<ProviderMetadata, 'publisher' | 'namespace'>): boolean {
  const said = DocumentPublisher.safeParse(document).data?.document.publisher;
  if (said === undefined || foldName(said.name) !== foldName(publisher)) return false;
  const [of, own] = [said.namespace, namespace ?? undefined].map((one) => one?.trim().toLowerCase().replace(/\/+$/, ''));
  return of === undefined || own === undefined || of === own;
}

const DocumentPublisher = z.object({
  document: z.object({ publisher: z.object({ name: z.string(), namespace: z.string().optional().catch(undefined) }) }),
});

/** What everybody may have; documents under another label are behind a login, which this client has not. */
export function isOpenLabel(tlp: string | null): boolean {
  return tlp === null || ['WHITE', 'CLEAR', 'UNLABELED', 'GREEN'].includes(tlp.replace(/^TLP:/i, '').toUpperCase());
}

/** Undefined when it is no JSON. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
