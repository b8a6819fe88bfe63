/** An SMTP server on loopback that keeps what it takes, with TLS where a certificate is given. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly isEncrypted: boolean;
  readonly user: string | null;
}

export interface MailReceiver {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  /** What is answered to each recipient from now on: its code, or null for yes. */
  answer(codeOf: (address: string) => number | null): void;
  stop(): Promise<void>;
}

export interface MailReceiverOptions {
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Who may log in; absent: nobody need. */
  readonly login?: { readonly user: string; readonly password: string };
}

export async function startMailReceiver({ tls, login }: MailReceiverOptions = {}): Promise<MailReceiver> {
  const received: ReceivedMail[] = [];
  let codeOf: (address: string) => number | null = () => null;
  const server = new SMTPServer({
    ...tls,
    disabledCommands: [...(tls === undefined ? ['STARTTLS' as const] : []), ...(login === undefined ? ['AUTH' as const] : [])],
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(Object.assign(new Error('not this one'), { responseCode: 535 }));
    },
    onRcptTo: ({ address }, _session, done) => {
      const code = codeOf(address);
      done(code === null ? null : Object.assign(new Error(`not for ${address}`), { responseCode: code }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          isEncrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
        });
        done();
      });
    },
  });
  // A client that does not trust our certificate breaks off; that is what is tested.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    received,
    answer: (next) => void (codeOf = next),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
