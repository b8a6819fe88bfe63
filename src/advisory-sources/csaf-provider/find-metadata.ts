/**
 * Finds the metadata of a provider that is named by its domain: the well-known address, then what security.txt says, then the
 * DNS path; the first that can be read counts. An address that was named is asked itself.
 * Followed: OASIS CSAF 2.0, 7.1.8 (security.txt), 7.1.9 (well-known URL), 7.1.10 (DNS path), 7.3.1; RFC 9116.
 */
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { fetchFile, usualLimits, type FetchLimits, type HttpPort } from '../http/fetch-file.ts';
import { readProviderMetadata, type ProviderMetadata } from './provider-metadata.ts';

const nothingHeld = { etag: null, lastModified: null };
const metadataLimits: FetchLimits = { ...usualLimits, bytesMax: 4 * 1024 ** 2 };
/** Where nobody may be, or while somebody waits: asked once. */
export const guessLimits: FetchLimits = { ...metadataLimits, attemptsMax: 1 };
const fieldsMax = 10;

/**
 * @param asked a domain, or the address of the metadata.
 * @param limits of an address that was named
 * @throws Problem source-unreachable with what was tried; of an address also file-format-mismatch and file-malformed.
 */
export async function findMetadata(http: HttpPort, asked: string, limits: FetchLimits = metadataLimits): Promise<ProviderMetadata> {
  if (/^https?:\/\//.test(asked)) return metadataAt(http, asked, limits);
  const refused: Problem[] = [];
  for await (const url of placesOf(http, asked)) {
    try {
      return await metadataAt(http, url, guessLimits);
    } catch (cause) {
      if (!isProblem(cause)) throw cause;
      refused.push(cause);
    }
  }
  // Metadata that were found and are wrong say more than places where nothing is.
  const telling = refused.find(({ code }) => code !== 'source-unreachable');
  if (telling !== undefined) throw telling;
  throw new Problem(
    'source-unreachable',
    `${asked} gave no metadata of a CSAF provider, neither at its well-known address nor by security.txt or DNS; name the address of its provider-metadata.json.`,
    { domain: asked, tried: refused.map(({ message }) => message) },
  );
}

async function* placesOf(http: HttpPort, domain: string): AsyncGenerator<string> {
  yield `https://${domain}/.well-known/csaf/provider-metadata.json`;
  yield* await fieldsOf(http, domain);
  yield `https://csaf.data.security.${domain}`;
}

/** The `CSAF:` fields of security.txt, in its order. */
async function fieldsOf(http: HttpPort, domain: string): Promise<string[]> {
  for (const path of ['/.well-known/security.txt', '/security.txt']) {
    const file = await fetchFile(http, `https://${domain}${path}`, nothingHeld, { ...guessLimits, bytesMax: 256 * 1024 }).catch(() => null);
    if (file?.kind !== 'fetched') continue;
    return readSecurityText(new TextDecoder().decode(file.bytes)).slice(0, fieldsMax);
  }
  return [];
}

/** @returns the addresses of `CSAF:` fields; signed or not. */
export function readSecurityText(text: string): string[] {
  return [...text.matchAll(/^CSAF:[ \t]*(https:\/\/\S+)[ \t]*\r?$/gim)].flatMap(([, url]) => url ?? []);
}

async function metadataAt(http: HttpPort, url: string, limits: FetchLimits): Promise<ProviderMetadata> {
  const file = await fetchFile(http, url, nothingHeld, limits);
  return readProviderMetadata(file.kind === 'fetched' ? file.bytes : new Uint8Array(), url);
}
