/** The making of pseudonyms: HMAC-SHA-256 (RFC 2104) with the unlocked key (core/awareness/pseudonym.ts says of what). */
import { createHmac } from 'node:crypto';
import { foldIdentifier, hashedText, isPseudonym, type Pseudonymise } from '#core/awareness/pseudonym.ts';
import { invariant } from '#core/kernel/invariant.ts';

export function pseudonymiser(key: Uint8Array): Pseudonymise {
  return (kind, identifier) => {
    invariant(foldIdentifier(kind, identifier) !== '', 'an identifier that is hashed is not empty');
    const pseudonym = createHmac('sha256', key).update(hashedText(kind, identifier)).digest('base64url');
    invariant(isPseudonym(pseudonym), 'HMAC-SHA-256 has 43 characters in base64url');
    return pseudonym;
  };
}
