/**
 * One event of a phishing test as it is kept: what happened to a mail, when, for which pseudonym. Neither mail, name, network
 * address nor user agent: what the rules of robots need of those is worked out while the file is read (metrics.md 4.7).
 */
import type { Instant } from '../kernel/time.ts';
import type { Pseudonym } from './pseudonym.ts';

export const phishingEvents = ['sent', 'delivered', 'bounced', 'quarantined', 'opened', 'clicked', 'submitted', 'reported'] as const;
export type PhishingEvent = (typeof phishingEvents)[number];

export interface PhishingRow {
  readonly kind: 'phishing';
  /** From 1, in the order of the file. */
  readonly itemNumber: number;
  /** What the tool calls the campaign. */
  readonly campaign: string;
  readonly recipient: Pseudonym;
  readonly recipientKind: 'email' | 'employee';
  readonly event: PhishingEvent;
  /** Null: the file says that it happened and not when. */
  readonly at: Instant | null;
  /** Where it came from on the network. */
  readonly address: Pseudonym | null;
  /** Which entry of the list of known scanners the address or the user agent is on; null = none. */
  readonly knownScanner: string | null;
  /** Facts for the rules of robots; null = the tool does not say. */
  readonly method: 'get' | 'head' | 'post' | null;
  /** Distinguishes the links of a mail, the same in every file of one key; never a URL, which may name somebody. */
  readonly link: Pseudonym | null;
  /**
   * Of events that differ by their link alone (a machine fetches several within one second): the how manyeth, from 1. So they stay
   * apart without the pseudonym of the link, which a new key changes.
   */
  readonly linkPlace: number;
  readonly honeypot: boolean | null;
  /** Whether the page's own script confirmed a browser with a person. */
  readonly confirmed: boolean | null;
}
