/**
 * The key of pseudonyms at rest: 32 random bytes, wrapped by what Argon2id (RFC 9106) makes of a passphrase, or by a key file, with
 * AES-256-GCM (NIST SP 800-38D). The organisation is authenticated with it: a wrapped key of one opens nothing for another.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import type { OrganisationId } from '#core/kernel/id.ts';
import type { RandomBytes } from '#core/kernel/time.ts';

export const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

export interface PassphraseParameters {
  /** base64url, 16 bytes. */
  readonly salt: string;
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** RFC 9106, 4: the second recommended choice (64 MiB, 3 passes), with one lane for each core a small machine has. */
export function passphraseParameters(random: RandomBytes): PassphraseParameters {
  return { salt: Buffer.from(random(16)).toString('base64url'), memoryKib: 65_536, passes: 3, lanes: 4 };
}

/** 32 bytes. Works in a thread of the library: the server answers meanwhile. */
export function keyOfPassphrase(passphrase: string, { salt, memoryKib, passes, lanes }: PassphraseParameters): Promise<Buffer> {
  return hashRaw(passphrase.normalize('NFC'), {
    // The library's default algorithm is Argon2id.
    memoryCost: memoryKib,
    timeCost: passes,
    parallelism: lanes,
    outputLen: keyBytes,
    salt: Buffer.from(salt, 'base64url'),
  });
}

/** base64url of nonce, ciphertext and tag. */
export function wrapKey(key: Uint8Array, by: Uint8Array, organisationId: OrganisationId, random: RandomBytes): string {
  const nonce = Buffer.from(random(nonceBytes));
  const cipher = createCipheriv('aes-256-gcm', by, nonce).setAAD(Buffer.from(organisationId));
  const text = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
}

/** Null: wrapped by something else, or changed since. */
export function unwrapKey(wrapped: string, by: Uint8Array, organisationId: OrganisationId): Buffer | null {
  const bytes = Buffer.from(wrapped, 'base64url');
  if (bytes.length !== nonceBytes + keyBytes + tagBytes || by.length !== keyBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', by, bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(organisationId));
  decipher.setAuthTag(bytes.subarray(nonceBytes + keyBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, nonceBytes + keyBytes)), decipher.final()]);
  } catch {
    return null;
  }
}
