/**
 * Tickets that are signed unseen: RSA blind signatures (RFC 9474, RSABSSA-SHA384-PSS-Randomized), one key per round and group. The browser
 * blinds and finishes; here only the raw private operation and the check of a finished signature are done, by OpenSSL, whose arithmetic
 * does not tell the key by its time. What a group is, its key says: a ticket of one verifies under no other.
 */
import { constants, createPrivateKey, createPublicKey, generateKeyPair, privateDecrypt, publicEncrypt, verify } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);
const modulusBits = 2_048;
export const modulusBytes = modulusBits / 8;
/** RFC 9474, 5: the salt of SHA384-PSS. */
const saltLength = 48;
/** RFC 9474, 4.1: what PrepareRandomize lays before the message. */
const prefixBytes = 32;
/** The browser's own random bytes. */
const ticketBytes = 32;
export const preparedBytes = prefixBytes + ticketBytes;

export interface SigningKeyPair {
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  /** PKCS #8. */
  readonly signingKey: Buffer;
}

/** Made in a thread of the library: the server answers meanwhile. */
export async function makeSigningKey(): Promise<SigningKeyPair> {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: modulusBits, publicExponent: 0x10001 });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    signingKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

/** BlindSign (RFC 9474, 4.3). @returns null: no number below the modulus, so nothing that a browser blinded with this key */
export function signBlinded(signingKey: Uint8Array, blinded: Uint8Array): Buffer | null {
  if (blinded.length !== modulusBytes) return null;
  const key = createPrivateKey({ key: Buffer.from(signingKey), type: 'pkcs8', format: 'der' });
  try {
    const signature = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded);
    // 4.3, step 4: a fault in the arithmetic would give the key away.
    const again = publicEncrypt({ key: createPublicKey(key), padding: constants.RSA_NO_PADDING }, signature);
    return again.equals(blinded) ? signature : null;
  } catch {
    return null;
  }
}

/** RFC 9474, 4.5. @param prepared the ticket behind its prefix */
export function isSigned(publicKey: Uint8Array, prepared: Uint8Array, signature: Uint8Array): boolean {
  if (prepared.length !== preparedBytes || signature.length !== modulusBytes) return false;
  const key = createPublicKey({ key: Buffer.from(publicKey), type: 'spki', format: 'der' });
  return verify('sha384', prepared, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
}
