/**
 * Secrets and signatures of webhooks as the Standard Webhooks specification writes them (standardwebhooks.com, symmetric):
 * `v1,` and the base64 of HMAC-SHA-256 over `id.timestamp.body`, with the key behind `whsec_`.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { addMilliseconds, instantFromMilliseconds, millisecondsOf, type Instant, type RandomBytes } from '#core/kernel/time.ts';
import type { SigningSecrets } from '#store/alerts/alert-rules.ts';

const prefix = 'whsec_';

/** 256 bits. */
export function newSigningSecret(random: RandomBytes): string {
  return prefix + Buffer.from(random(32)).toString('base64');
}

/** A message may be so old, or so far ahead, and no more: after that whoever overheard it cannot send it again. */
const toleranceMs = 300_000;

/**
 * What others send to us, checked as they check what we send.
 * @returns why not; null: signed by whoever has the secret, and just now
 */
export function faultOfSignature(
  headers: { get(name: string): string | null },
  body: Uint8Array,
  secrets: SigningSecrets,
  now: Instant,
): 'missing' | 'too-old' | 'wrong' | null {
  const [id, timestamp, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers.get(name));
  if (id == null || given == null || timestamp == null || !/^\d{1,12}$/.test(timestamp)) return 'missing';
  if (Math.abs(Number(timestamp) * 1_000 - millisecondsOf(now)) > toleranceMs) return 'too-old';
  const sentAt = instantFromMilliseconds(Number(timestamp) * 1_000);
  // A body that is no UTF-8 was refused before it came here.
  const expected = signedHeaders(id, sentAt, Buffer.from(body).toString(), withoutExpired(secrets, now))['webhook-signature'] ?? '';
  const isOne = (one: string) => expected.split(' ').some((own) => isSameText(own, one));
  return given.split(' ').some(isOne) ? null : 'wrong';
}

const withoutExpired = ({ secret, former }: SigningSecrets, now: Instant): SigningSecrets => ({
  secret,
  former: former !== null && former.until > now ? { secret: former.secret, until: addMilliseconds(former.until, toleranceMs) } : null,
});

/** In the same time, whichever character differs. */
function isSameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** While a secret is changed over, both sign; a receiver takes whichever it knows. */
export function signedHeaders(id: string, at: Instant, body: string, { secret, former }: SigningSecrets): Record<string, string> {
  const timestamp = String(Math.floor(millisecondsOf(at) / 1_000));
  const secrets = former !== null && former.until > at ? [secret, former.secret] : [secret];
  const signatures = secrets.map((one) => {
    const key = Buffer.from(one.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
