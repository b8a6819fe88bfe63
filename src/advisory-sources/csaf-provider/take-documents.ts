/**
 * The documents of a provider, a few at once: each fetched, held against its hash and signature, read and checked by the rules
 * of its standard. A document with which something is wrong is told and holds up no other; only when the provider itself does
 * not answer any more, or asks to wait for long, is the rest left for another time.
 * Followed: OASIS CSAF 2.0, 7.1.18 to 7.1.20, 7.2 (what a trusted provider has to have).
 */
import type { PublicKey } from 'openpgp';
import type { Advisory } from '#core/advisories/advisory.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { checkScores } from '../check-scores.ts';
import { isCsafDocument, readCsafDocument } from '../csaf/read-document.ts';
import { validateCsafDocument } from '../csaf/validate-document.ts';
import { fetchFile, type HeldFile, type HttpPort } from '../http/fetch-file.ts';
import { checkHash, checkSignature } from './document-proofs.ts';
import { documentLimits, unlessMissing } from './listings.ts';
import { isByPublisher, jsonOf, type ProviderMetadata, type ProviderRole } from './provider-metadata.ts';
import type { ListedDocument } from './rolie-feed.ts';

/** A document with what its publisher said of it when it was taken before; nothing: it is taken whole. */
export interface DocumentToTake extends ListedDocument {
  readonly held?: HeldFile;
}

export type DocumentOutcome =
  | ({ readonly kind: 'read'; readonly document: DocumentToTake } & ReadDocument)
  /** It is still what was taken before. */
  | { readonly kind: 'unchanged'; readonly document: DocumentToTake }
  | { readonly kind: 'failed'; readonly document: DocumentToTake; readonly problem: Problem };

interface ReadDocument {
  readonly advisory: Advisory;
  readonly brokenRules: readonly string[];
  /** It says that it is by the publisher of the metadata. */
  readonly isByProvider: boolean;
  /** It has no hash or no signature, and its provider need not have them. */
  readonly isUnproven: boolean;
  readonly marks: HeldFile;
}

/** What documents are held against. */
export interface Trust {
  readonly publisher: Pick<ProviderMetadata, 'publisher' | 'namespace'>;
  readonly role: ProviderRole;
  readonly keys: readonly PublicKey[];
  /** Keys that the metadata name, whether they could be fetched or not. */
  readonly keysNamed: number;
}

export interface TakingOptions extends Trust {
  readonly http: HttpPort;
  readonly documentsAtOnce: number;
  /** Asked before each document; false: the rest is for another time. */
  readonly mayGoOn: () => boolean;
}

/** So many in a row without an answer: the provider is away, not a document. */
const silentMax = 5;
const nothingHeld = { etag: null, lastModified: null };

/**
 * Outcomes as they come, which is not the order of `documents`. Leaves off, without a word on what is left, when `mayGoOn`
 * says so; @throws Problem source-unreachable when the provider is away, after what came before was told.
 */
export async function* takeDocuments(
  documents: Iterable<DocumentToTake>,
  options: TakingOptions,
): AsyncGenerator<DocumentOutcome, void, undefined> {
  await loadRules();
  const running = new Map<DocumentToTake, Promise<DocumentOutcome>>();
  const left = documents[Symbol.iterator]();
  let silent = 0;
  let away: Problem | null = null;
  const mayBegin = () => running.size < options.documentsAtOnce && away === null && options.mayGoOn();
  for (;;) {
    while (mayBegin()) {
      const next = left.next();
      if (next.done === true) break;
      running.set(next.value, takeDocument(next.value, options));
    }
    if (running.size === 0) break;
    const outcome = await Promise.race(running.values());
    running.delete(outcome.document);
    const problem = outcome.kind === 'failed' ? outcome.problem : null;
    silent = problem?.code === 'source-unreachable' && !isAnswered(problem) ? silent + 1 : 0;
    if (problem !== null && (problem.data['waitMs'] !== undefined || silent >= silentMax)) away ??= problem;
    // Nobody says so of a document that the whole provider is away.
    if (problem !== null && problem === away) continue;
    yield outcome;
  }
  if (away !== null) throw away;
}

/** Takes seconds in which nothing else is done: while something is fetched, it would seem that nobody answers. */
async function loadRules(): Promise<void> {
  await validateCsafDocument({ document: { csaf_version: '2.0' } });
}

function isAnswered({ data }: Problem): boolean {
  const status = Number(data['status']);
  return status >= 400 && status < 500;
}

async function takeDocument(document: DocumentToTake, options: TakingOptions): Promise<DocumentOutcome> {
  try {
    const read = await readProven(document, options);
    return read === null ? { kind: 'unchanged', document } : { kind: 'read', document, ...read };
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    return { kind: 'failed', document, problem: cause };
  }
}

/** @returns null when it is still what was taken before. */
async function readProven(document: DocumentToTake, options: TakingOptions): Promise<ReadDocument | null> {
  const { url } = document;
  const file = await fetchFile(options.http, url, document.held ?? nothingHeld, documentLimits);
  if (file.kind === 'unchanged') return null;
  const { bytes, etag, lastModified } = file;
  const hasHash = await requireHash(document, bytes, options);
  const hasSignature = await requireSignature(document, bytes, options);
  const json = jsonOf(bytes);
  if (json === undefined) throw new Problem('file-malformed', `${url} is no JSON in UTF-8; the document was not taken.`, { url });
  if (!isCsafDocument(json)) throw new Problem('file-format-mismatch', `${url} is no CSAF document; it was not taken.`, { url });
  const read = readCsafDocument(json);
  if (read.kind === 'refused') throw read.problem;
  const verdict = await validateCsafDocument(json);
  const { advisory } = checkScores(read.advisory);
  return {
    advisory,
    brokenRules: [...new Set((verdict?.failures ?? []).map(({ ruleId }) => ruleId))],
    isByProvider: isByPublisher(json, options.publisher),
    isUnproven: !hasHash || !hasSignature,
    marks: { etag, lastModified },
  };
}

/** @returns whether there is one, which holds. */
async function requireHash({ url, hashUrls }: ListedDocument, bytes: Uint8Array, { http, role }: TakingOptions): Promise<boolean> {
  let checked = 0;
  for (const hashUrl of hashUrls ?? [`${url}.sha512`, `${url}.sha256`]) {
    const file = await optional(http, hashUrl, { isNamed: hashUrls !== null });
    if (file === null) continue;
    checkHash(bytes, file, hashUrl);
    checked += 1;
    // Of those that stand beside it the stronger is enough.
    if (hashUrls === null) break;
  }
  if (checked === 0 && role === 'csaf_trusted_provider') {
    throw new Problem(
      'proof-invalid',
      `${url} has no file with its hash, which every document of a trusted provider has; it was not taken.`,
      { url },
    );
  }
  return checked > 0;
}

/** @returns whether there is one, which holds. */
async function requireSignature({ url, signatureUrl }: ListedDocument, bytes: Uint8Array, options: TakingOptions): Promise<boolean> {
  const { http, role, keys, keysNamed } = options;
  const isTrusted = role === 'csaf_trusted_provider';
  // Without a key nothing can be held against it: it is asked for only where it has to be there.
  if (keysNamed === 0 && !isTrusted) return false;
  const at = signatureUrl ?? `${url}.asc`;
  const file = await optional(http, at, { isNamed: signatureUrl !== null });
  if (file !== null) {
    if (keys.length === 0) {
      throw new Problem(
        'proof-invalid',
        `The signature ${at} cannot be checked: no key of the metadata could be used. The document was not taken.`,
        { url: at },
      );
    }
    await checkSignature(bytes, file, { keys, url: at });
    return true;
  }
  if (isTrusted) {
    throw new Problem('proof-invalid', `${url} has no signature, which every document of a trusted provider has; it was not taken.`, {
      url,
    });
  }
  return false;
}

/** @returns null where the publisher says that there is none; one that the listing names is there or the document is not proven. */
async function optional(http: HttpPort, url: string, { isNamed }: { readonly isNamed: boolean }): Promise<Uint8Array | null> {
  const file = await unlessMissing(fetchFile(http, url, nothingHeld, { ...documentLimits, bytesMax: 1024 ** 2 }));
  if (file === null && isNamed) {
    throw new Problem('proof-invalid', `The listing names ${url}, which is not there; the document was not taken.`, { url });
  }
  return file?.kind === 'fetched' ? file.bytes : null;
}
