/** One thing that truly happened to a mail of a test, and who or what did it. */
import type { PhishingEvent } from '#core/awareness/phishing-row.ts';
import type { Employee } from './staff.ts';

/** Who did it: the recipient, the report desk, the mail system itself, or a kind of machine. */
export type Doer = 'person' | 'desk' | 'mail-system' | Machine;
export const machines = ['gateway', 'sandbox', 'preview', 'link-checker', 'crawler', 'rewriter', 'cloud-browser'] as const;
export type Machine = (typeof machines)[number];

export interface MailEvent {
  readonly employee: Employee;
  readonly event: PhishingEvent;
  readonly atMs: number;
  readonly doer: Doer;
  /** Where from; null for what the mail system says. */
  readonly address: string | null;
  readonly agent: string | null;
  readonly method: 'get' | 'head' | 'post' | null;
  /** Which link of the mail, from 1; 0: the invisible one; null: none. */
  readonly link: number | null;
  /** What the page's own script saw; null where no page was asked for. */
  readonly confirmed: boolean | null;
}

/** Links that can be seen in each mail. */
export const linkCount = 3;

export const ordinaryAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';
