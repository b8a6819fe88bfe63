/**
 * Pseudonyms: what stands for a person, or for the place an event came from, in everything that is kept. Not the making of
 * them: that takes a key, which lives in the memory of the node alone (server/awareness). HMAC-SHA-256 (RFC 2104, FIPS 198-1) over
 * a prefix of the kind and the identifier as folded here, so that the same person gives the same pseudonym in every file.
 */

/** HMAC-SHA-256 in base64url without padding: 43 characters. Nothing else is ever cast to it. */
export type Pseudonym = string & { readonly __pseudonym: never };

/**
 * `employee`: a personnel number; `email`: an address of mail; `address`: an address of the network; `link`: a link of a mail;
 * `report`: the number a mail desk gives a report; `mail`: the id of a message or of the threat it belongs to; `statement`: the id of
 * a statement of xAPI, or what is kept of one.
 */
export type IdentifierKind = 'employee' | 'email' | 'address' | 'link' | 'report' | 'mail' | 'statement';

/**
 * Handed to whatever reads a file about people. The identifier goes in as the file writes it and is forgotten there; an empty
 * one is a bug of the reader.
 */
export type Pseudonymise = (kind: IdentifierKind, identifier: string) => Pseudonym;

/** As it is hashed: trimmed, in Unicode's composed form; mail and network addresses in lower case, as both ignore it. */
export function foldIdentifier(kind: IdentifierKind, identifier: string): string {
  const trimmed = identifier.normalize('NFC').trim();
  // Some tools write the id of a message (RFC 5322, 3.6.4) without its angle brackets.
  if (kind === 'mail') return trimmed.replace(/^<(.*)>$/, '$1');
  return kind === 'email' || kind === 'address' ? trimmed.toLowerCase() : trimmed;
}

/** What is hashed: no identifier of one kind gives the pseudonym of another kind. */
export function hashedText(kind: IdentifierKind, identifier: string): string {
  return `cybermetrics:${kind}:v1\u0000${foldIdentifier(kind, identifier)}`;
}

export function isPseudonym(value: unknown): value is Pseudonym {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);
}
