/** Secrets of sign-in: random tokens, their stored hashes, and password hashes (Argon2id, OWASP minimum parameters). */
import { createHash, timingSafeEqual } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { RandomBytes } from '#core/kernel/time.ts';

/** 256 bits, URL-safe. */
export function newSecret(random: RandomBytes): string {
  return Buffer.from(random(32)).toString('base64url');
}

/** Tokens have 256 random bits, so a plain digest is enough; passwords go through Argon2id. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function isSameHash(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

// OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, 2 passes, 1 lane. The library's default algorithm is Argon2id.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

export function isPassword(storedHash: string, password: string): Promise<boolean> {
  return verify(storedHash, password);
}
