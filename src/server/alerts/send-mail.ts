/**
 * One mail to the SMTP server of the hospital, over TLS that is required and checked unless it is said that there is none.
 * What the server says no to for good is over; what it cannot take now is tried again.
 */
import { createTransport } from 'nodemailer';
import type { Attempted } from '#core/alerts/delivery.ts';
import type { AlertMessage } from '#core/alerts/message.ts';
import type { Language } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { mailText } from './mail-text.ts';

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly tls: 'starttls' | 'implicit' | 'none';
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: string;
  /** Certificate (PEM) to trust beside those of the system; for tests. */
  readonly ca?: string;
}

interface Mail {
  /** Of the delivery: the Message-ID is the same however often it is tried. */
  readonly id: string;
  readonly at: Instant;
  readonly addresses: readonly string[];
  readonly language: Language;
  readonly message: AlertMessage;
}

const timeLimitMs = 10_000;

export async function sendMail(server: MailServer, { id, at, addresses, language, message }: Mail): Promise<Attempted> {
  const { host, port, tls, login, from, ca } = server;
  const transport = createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(ca === undefined ? {} : { tls: { ca } }),
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: timeLimitMs,
    greetingTimeout: timeLimitMs,
    socketTimeout: timeLimitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { rejected } = await transport.sendMail({
      ...mailText(message, language),
      from: { name: 'Cybermetrics', address: from },
      // One object for each: an address that were read as a list could name somebody else.
      to: addresses.map((address) => ({ name: '', address })),
      messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      date: new Date(at),
      // RFC 3834: nobody's absence answers it.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
    return { outcome: rejected.length === 0 ? 'delivered' : 'mail-partly', status: 250 };
  } catch (cause) {
    // What the server said may quote addresses: its code is all that is kept.
    return outcomeOf(cause);
  } finally {
    transport.close();
  }
}

function outcomeOf(cause: unknown): Attempted {
  const { code, responseCode } = (typeof cause === 'object' && cause !== null ? cause : {}) as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : null;
  if (code === 'ETIMEDOUT') return { outcome: 'timeout', status };
  // Without the TLS that is asked for there is nobody to talk to.
  if (status === null || code === 'ETLS') return { outcome: 'unreachable', status };
  // A login that is refused is put right in the configuration, not by the receiver.
  return { outcome: status >= 500 && code !== 'EAUTH' ? 'mail-refused' : 'mail-deferred', status };
}
