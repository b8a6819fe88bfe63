/**
 * The browser's half of a ticket (RFC 9474): random, blinded, signed by the node unseen, and finished here. What the node signed and what
 * it is handed later have nothing in common that it could know. The ticket, and nothing that was answered, stays on the device until it is
 * handed in, so that an interruption does not cost somebody their place.
 */
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { draw, type FinishedTicket, type Place, type Shown } from './node-calls.ts';

interface PendingTicket {
  readonly ticket: string;
  readonly blinded: string;
  readonly inverse: string;
}

type Held = FinishedTicket | PendingTicket;

const suite = RSABSSA.SHA384.PSS.Randomized();
const ticketBytes = 32;

/** @throws Refused (the link was used, the round is closed), or what `fetch` throws: no connection, and it may be asked again */
export async function takeTicket(place: Place, shown: Shown, language: string): Promise<FinishedTicket> {
  const name = await nameOf(place);
  const held = readHeld(name);
  if (held !== null && 'signature' in held) return held;
  const key = await crypto.subtle.importKey('spki', fromText(shown.publicKey), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);
  const pending = held ?? (await blind(key));
  // Kept before it is asked for: an answer that never arrives is asked for again with the same blinded ticket.
  writeHeld(name, pending);
  const blindSignature = await draw(place, language, pending.blinded);
  const signature = await suite.finalize(key, fromText(pending.ticket), fromText(blindSignature), fromText(pending.inverse));
  const finished = { ticket: pending.ticket, signature: toText(signature) };
  writeHeld(name, finished);
  return finished;
}

async function blind(key: CryptoKey): Promise<PendingTicket> {
  const prepared = suite.prepare(crypto.getRandomValues(new Uint8Array(ticketBytes)));
  const { blindedMsg, inv } = await suite.blind(key, prepared);
  return { ticket: toText(prepared), blinded: toText(blindedMsg), inverse: toText(inv) };
}

/** It is handed in: nothing of it stays on the device. */
export async function forgetTicket(place: Place): Promise<void> {
  writeHeld(await nameOf(place), null);
}

/** As the round shows it to whoever made it: the first sixteen characters. */
export async function keyDigest(publicKey: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', fromText(publicKey)));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Of the link only a digest: two people with a link each may use one device. */
async function nameOf({ roundId, link }: Place): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${roundId} ${link}`));
  return `questionnaire.${toText(new Uint8Array(digest)).slice(0, 16)}`;
}

/** Storage may be switched off; then the ticket lasts as long as the page. */
const inMemory = new Map<string, string>();

function readHeld(name: string): Held | null {
  let text = inMemory.get(name) ?? null;
  try {
    text = localStorage.getItem(name) ?? text;
  } catch {
    // Memory has it.
  }
  return text === null ? null : (JSON.parse(text) as Held);
}

function writeHeld(name: string, held: Held | null): void {
  if (held === null) inMemory.delete(name);
  else inMemory.set(name, JSON.stringify(held));
  try {
    if (held === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(held));
  } catch {
    // Memory has it.
  }
}

function toText(bytes: Uint8Array): string {
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromText(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(bytes, (character) => character.codePointAt(0) ?? 0);
}
