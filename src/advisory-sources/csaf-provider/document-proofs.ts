/**
 * Whether a document is what its provider vouched for: the hashes that stand beside it, and the OpenPGP signature by one of
 * the keys of its metadata. It says nothing of what the document says.
 * Followed: OASIS CSAF 2.0, 7.1.18 (integrity), 7.1.19 (signatures), 7.1.20 (keys); RFC 9580 as openpgp.js has it.
 */
import { createHash } from 'node:crypto';
import { createMessage, readKey, readKeys, readSignature, verify, type PublicKey } from 'openpgp';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { fetchFile, usualLimits, type HttpPort } from '../http/fetch-file.ts';
import type { ProviderKey } from './provider-metadata.ts';

const algorithms = { 128: 'sha512', 64: 'sha256' } as const;
const nothingHeld = { etag: null, lastModified: null };
const keyLimits = { ...usualLimits, bytesMax: 4 * 1024 ** 2 };

/**
 * @param hashFile what stands in a file of a hash: the hash, and mostly the name after it.
 * @throws Problem proof-invalid when it is another hash, or none at all.
 */
export function checkHash(document: Uint8Array, hashFile: Uint8Array, url: string): void {
  const said = /^\\?([0-9a-f]+)\b/i.exec(new TextDecoder().decode(hashFile.subarray(0, 4_096)).trim())?.[1]?.toLowerCase() ?? '';
  const algorithm = algorithms[said.length as keyof typeof algorithms] as string | undefined;
  if (algorithm === undefined)
    throw new Problem('proof-invalid', `${url} holds no SHA-512 and no SHA-256; the document was not taken.`, { url });
  if (createHash(algorithm).update(document).digest('hex') !== said) {
    throw new Problem(
      'proof-invalid',
      `The document has another hash than ${url} says: one of the two is damaged or changed. It was not taken.`,
      {
        url,
        algorithm,
      },
    );
  }
}

export interface FetchedKeys {
  readonly keys: readonly PublicKey[];
  /** Why some are missing; signatures by these cannot be checked. */
  readonly problems: readonly Problem[];
}

/** The keys of the metadata whose fingerprint is the one that is said there; a key that is another is not used. */
export async function fetchKeys(http: HttpPort, named: readonly ProviderKey[]): Promise<FetchedKeys> {
  const keys: PublicKey[] = [];
  const problems: Problem[] = [];
  for (const { fingerprint, url } of named) {
    try {
      const file = await fetchFile(http, url, nothingHeld, keyLimits);
      keys.push(await keyOf(file.kind === 'fetched' ? file.bytes : new Uint8Array(), fingerprint, url));
    } catch (cause) {
      if (!isProblem(cause)) throw cause;
      problems.push(cause);
    }
  }
  return { keys, problems };
}

/** @throws Problem proof-invalid when no key in the file has the fingerprint. */
export async function keyOf(file: Uint8Array, fingerprint: string, url: string): Promise<PublicKey> {
  const text = new TextDecoder().decode(file);
  const isArmoured = text.includes('-----BEGIN PGP');
  const read = isArmoured ? readKeys({ armoredKeys: text }) : readKey({ binaryKey: file }).then((key) => [key]);
  const found = await read.catch(() => []);
  const key = found.find((one) => one.getFingerprint().toUpperCase() === fingerprint.toUpperCase());
  if (key === undefined) {
    throw new Problem('proof-invalid', `${url} holds no OpenPGP key with the fingerprint ${fingerprint} that the metadata name.`, {
      url,
      fingerprint,
    });
  }
  return key;
}

/** @throws Problem proof-invalid when no key of the provider made this signature of this document. */
export async function checkSignature(
  document: Uint8Array,
  signatureFile: Uint8Array,
  { keys, url }: { readonly keys: readonly PublicKey[]; readonly url: string },
): Promise<void> {
  const refuse = (why: string, cause?: unknown) =>
    new Problem('proof-invalid', `The signature ${url} does not hold: ${why}. The document was not taken.`, { url, why }, cause);
  const text = new TextDecoder().decode(signatureFile);
  const signature = await (
    text.includes('-----BEGIN PGP') ? readSignature({ armoredSignature: text }) : readSignature({ binarySignature: signatureFile })
  ).catch((cause: unknown) => {
    throw refuse('it is no OpenPGP signature', cause);
  });
  const message = await createMessage({ binary: document });
  const { signatures } = await verify({ message, signature, verificationKeys: [...keys], format: 'binary' });
  const reasons: string[] = [];
  for (const one of signatures) {
    const reason = await one.verified.then(
      () => null,
      (cause: unknown) => (cause instanceof Error ? cause.message : 'it cannot be checked'),
    );
    if (reason === null) return;
    reasons.push(reason);
  }
  throw refuse(reasons[0] ?? 'it holds no signature');
}
