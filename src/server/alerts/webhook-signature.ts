/**
 * Secrets and signatures of webhooks as the Standard Webhooks specification writes them (standardwebhooks.com, symmetric):
 * `v1,` and the base64 of HMAC-SHA-256 over `id.timestamp.body`, with the key behind `whsec_`.
 */
import { createHmac } from 'node:crypto';
import { millisecondsOf, type Instant, type RandomBytes } from '#core/kernel/time.ts';
import type { SigningSecrets } from '#store/alerts/alert-rules.ts';

const prefix = 'whsec_';

/** 256 bits. */
export function newSigningSecret(random: RandomBytes): string {
  return prefix + Buffer.from(random(32)).toString('base64');
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
