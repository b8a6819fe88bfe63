/** Tickets signed unseen: by the library that browsers use, against the vector of the RFC where it has one for what is done here. */
import { webcrypto } from 'node:crypto';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { isSigned, makeSigningKey, signBlinded, type SigningKeyPair } from './tickets.ts';

const suite = RSABSSA.SHA384.PSS.Randomized();
const importKey = (der: Uint8Array) =>
  webcrypto.subtle.importKey('spki', new Uint8Array(der), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']) as Promise<CryptoKey>;

interface Drawn {
  readonly prepared: Uint8Array;
  readonly blinded: Uint8Array;
  readonly blindSignature: Buffer;
  readonly signature: Uint8Array;
}

async function draw({ publicKey, signingKey }: SigningKeyPair): Promise<Drawn> {
  const key = await importKey(publicKey);
  const prepared = suite.prepare(webcrypto.getRandomValues(new Uint8Array(32)));
  const { blindedMsg, inv } = await suite.blind(key, prepared);
  const blindSignature = signBlinded(signingKey, blindedMsg) ?? expect.fail('it is signed');
  const signature = await suite.finalize(key, prepared, new Uint8Array(blindSignature), inv);
  return { prepared, blinded: blindedMsg, blindSignature, signature };
}

let ward: SigningKeyPair;
let lab: SigningKeyPair;
beforeAll(async () => {
  [ward, lab] = await Promise.all([makeSigningKey(), makeSigningKey()]);
});

describe('a ticket', () => {
  test('that was signed unseen is one of its group and of no other', async () => {
    const { prepared, signature } = await draw(ward);
    expect(isSigned(ward.publicKey, prepared, signature)).toBe(true);
    expect(isSigned(lab.publicKey, prepared, signature)).toBe(false);
    expect(
      isSigned(
        ward.publicKey,
        prepared.map((byte) => byte ^ 1),
        signature,
      ),
    ).toBe(false);
    expect(isSigned(ward.publicKey, prepared.subarray(1), signature)).toBe(false);
  });

  test('has nothing in common with what was signed for it', async () => {
    const { prepared, blinded, blindSignature, signature } = await draw(ward);
    const hidden = [blinded, blindSignature].map((bytes) => Buffer.from(bytes).toString('hex'));
    const shown = [prepared, signature].map((bytes) => Buffer.from(bytes).toString('hex'));
    for (const text of hidden) for (const other of shown) expect(text).not.toContain(other.slice(0, 16));
  });

  test('cannot be told among others: every signature opens every blinding with some factor', async () => {
    // RFC 9474, 8.2 (blindness): for any blinded message and any message there is exactly one factor, so each pair is as likely.
    const [one, other] = [await draw(ward), await draw(ward)];
    const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
    const jwk = await webcrypto.subtle.exportKey('jwk', await importKey(ward.publicKey));
    const modulus = number(Buffer.from(jwk.n ?? '', 'base64url'));
    const power = (base: bigint, exponent: bigint) => {
      let result = 1n;
      for (let left = exponent, square = base % modulus; left > 0n; left >>= 1n, square = (square * square) % modulus)
        if (left & 1n) result = (result * square) % modulus;
      return result;
    };
    const inverse = (value: bigint) => {
      let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
      while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
      return ((x % modulus) + modulus) % modulus;
    };
    for (const [asked, handedIn] of [
      [one, one],
      [one, other],
      [other, one],
    ] as const) {
      // The factor r with which the asked blinding would have led to this signature.
      const factor = (number(asked.blindSignature) * inverse(number(handedIn.signature))) % modulus;
      expect((power(factor, 65_537n) * power(number(handedIn.signature), 65_537n)) % modulus).toBe(number(asked.blinded));
    }
  });

  test('is not signed for what is no number below the modulus', () => {
    expect(signBlinded(ward.signingKey, new Uint8Array(256).fill(255))).toBeNull();
    expect(signBlinded(ward.signingKey, new Uint8Array(255))).toBeNull();
  });
});
