/** Mail of alerts, against an SMTP server on loopback. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { attemptsMax } from '#core/alerts/alert.ts';
import { testMessage, type AlertMessage } from '#core/alerts/message.ts';
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { AlertDeliveryJson, AlertRuleJson } from '#contract/endpoints/alerts.ts';
import { startMailReceiver, type MailReceiver, type MailReceiverOptions } from '../../../test/support/mail-receiver.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { deliverAlert } from './deliver.ts';
import { lookAtAlerts } from './look-at-alerts.ts';
import { mailText } from './mail-text.ts';
import { sendMail, type MailServer } from './send-mail.ts';

let receiver: MailReceiver | undefined;
let node: TestNode | undefined;
afterEach(async () => {
  await node?.stop();
  await receiver?.stop();
  node = undefined;
  receiver = undefined;
});

const at = '2026-03-01T08:00:00.000Z' as Instant;
const id = '018f0000-0000-7000-8000-000000000001';
const what = { on: 'filter', kind: 'finding', filter: 'eq(severity,critical)' } as const;
const rule = { id: id as Id, name: 'Kritiek', language: 'nl', what } as const;
const message = testMessage({ rule, organisation: 'Ziekenhuis Oost', nodeUrl: 'https://node.example', at });

async function server(options: MailReceiverOptions = {}, changes: Partial<MailServer> = {}): Promise<[MailReceiver, MailServer]> {
  receiver = await startMailReceiver(options);
  return [receiver, { host: '127.0.0.1', port: receiver.port, tls: 'none', login: null, from: 'metrics@oost.example', ...changes }];
}
const send = (mail: MailServer, addresses = ['a@oost.example'], told: AlertMessage = message) =>
  sendMail(mail, { id, at, addresses, language: 'nl', message: told });

describe('mail of an alert', () => {
  test('says what it is in plain text and plain HTML, and that nobody need answer', async () => {
    const [to, mail] = await server();
    expect(await send(mail, ['a@oost.example', 'b@oost.example'])).toEqual({ outcome: 'delivered', status: 250 });
    const [received] = to.received;
    expect(received).toMatchObject({ from: 'metrics@oost.example', to: ['a@oost.example', 'b@oost.example'], isEncrypted: false });
    const raw = received?.raw ?? '';
    expect(raw).toMatch(/^Subject: Kritiek: Dit is een test: er is niets gebeurd\./m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw).toMatch(new RegExp(`^Message-ID: <${id}@oost\\.example>\r$`, 'm'));
    expect(raw).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(raw).not.toMatch(/<img|<style|<script|cid:/i);
  });

  test('names what is new with a link to each, and how many more there are', () => {
    const records = [{ id: 'a', name: 'OpenSSL <1.1> & "more"', url: 'https://node.example/findings/a' }];
    const { text, html } = mailText({ ...message, data: { ...message.data, count: 3, records } }, 'en');
    expect(text).toContain('- OpenSSL <1.1> & "more"\n  https://node.example/findings/a\n- and 2 more\n');
    expect(html).toContain(
      '<a href="https://node.example/findings/a">OpenSSL &lt;1.1&gt; &amp; &quot;more&quot;</a></li><li>and 2 more</li>',
    );
  });

  test('lets no name begin a header, a line or a recipient of its own', async () => {
    const [to, mail] = await server();
    const name = 'Kritiek\r\nBcc: someone@else.example\r\n\r\nHello $& {}\u2028';
    const records = [{ id: 'a', name, url: 'https://node.example/findings/a' }];
    const data = { ...message.data, rule: { id, name }, records, count: 1 };
    await send(mail, ['a@oost.example'], { ...message, data });
    expect(to.received).toHaveLength(1);
    const [header = ''] = (to.received[0]?.raw ?? '').split('\r\n\r\n');
    expect(header).not.toMatch(/^Bcc:/im);
    expect(to.received[0]?.to).toHaveLength(1);
    expect(mailText({ ...message, data }, 'en').subject).toMatch(/^Kritiek Bcc: someone@else\.example Hello \$& \{\} : /);
    expect(mailText({ ...message, data }, 'en').text).toContain('- Kritiek Bcc: someone@else.example Hello');
  });

  test.each([
    ['no to one of two is told to the other', (address: string) => (address.startsWith('a') ? 550 : null), 'mail-partly', 250],
    ['no for good is over', () => 550, 'mail-refused', 550],
    ['not now is tried again', () => 451, 'mail-deferred', 451],
  ])('%s', async (_, codeOf, outcome, status) => {
    const [to, mail] = await server();
    to.answer(codeOf);
    expect(await send(mail, ['a@oost.example', 'b@oost.example'])).toEqual({ outcome, status });
  });

  test('is not sent where nobody listens, nor without the TLS that is required', async () => {
    const [, mail] = await server();
    expect(await send({ ...mail, tls: 'starttls' })).toMatchObject({ outcome: 'unreachable' });
    expect(receiver?.received).toEqual([]);
    await receiver?.stop();
    expect(await send(mail)).toEqual({ outcome: 'unreachable', status: null });
    receiver = undefined;
  });
});

function certificate(): { key: string; cert: string } | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'cybermetrics-smtp-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  try {
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    console.warn('mail over TLS is not tested: there is no openssl here to make a certificate with');
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('mail over TLS', () => {
  const tls = certificate();
  const login = { user: 'metrics', password: 'a long one' };

  test.skipIf(tls === null)('goes out encrypted with its login, and not to a server whose certificate nobody vouches for', async () => {
    const [to, mail] = await server({ tls: tls ?? { key: '', cert: '' }, login }, { tls: 'starttls', login });
    expect(await send(mail)).toMatchObject({ outcome: 'unreachable' });
    expect(to.received).toEqual([]);
    const trusted = { ...mail, ca: tls?.cert ?? '' };
    expect(await send(trusted)).toEqual({ outcome: 'delivered', status: 250 });
    expect(to.received).toMatchObject([{ isEncrypted: true, user: 'metrics' }]);
    expect(await send({ ...trusted, login: { user: 'metrics', password: 'another' } })).toEqual({ outcome: 'mail-deferred', status: 535 });
  });
});

describe('a rule that tells by mail', () => {
  const made = {
    name: 'Nieuw',
    language: 'nl',
    what: { on: 'filter', kind: 'asset', filter: '' },
    to: { by: 'mail', addresses: ['a@oost.example'] },
  };
  const register = async (names: readonly string[]) =>
    node?.importFile(
      {
        name: 'r.csv',
        bytes: new TextEncoder().encode(`Name;Vendor;Model;Serial number\n${names.map((one) => `${one};H;M;S-${one}`).join('\n')}`),
      },
      '&observedAt=2026-03-01',
    );

  test('is made by a security officer, has no secret, and is tried again until the server takes it', async () => {
    const [to, mail] = await server();
    node = await startTestNode({ mail });
    const token = await node.token({ role: 'security-officer' });
    const response = await node.ask(token, 'POST', '/alerts', made);
    const { rule: kept, secret } = (await response.json()) as { rule: AlertRuleJson; secret: string | null };
    expect([response.status, secret]).toEqual([201, null]);
    expect((await node.ask(node.localToken, 'POST', `/alerts/${kept.id}/secret`)).status).toBe(409);
    await register(['pump-1']);
    const { context, fresh } = node;
    const [delivery] = await lookAtAlerts({ ...context, nodeUrl: 'http://node.test' }, fresh.organisationId);
    invariant(delivery !== undefined, 'something is new');
    to.answer(() => 451);
    expect(await deliverAlert(context, fresh.organisationId, delivery)).toMatchObject({
      outcome: 'mail-deferred',
      state: 'waiting',
      attempt: 1,
    });
    to.answer(() => null);
    expect(await deliverAlert(context, fresh.organisationId, delivery)).toMatchObject({ outcome: 'delivered', attempt: 2 });
    expect(to.received[0]?.raw).toMatch(/Nieuw: 1 middel\./);
    expect(attemptsMax).toBeGreaterThan(2);
    to.answer(() => 550);
    const test = (await (await node.ask(token, 'POST', `/alerts/${kept.id}/test`)).json()) as AlertDeliveryJson;
    expect(test).toMatchObject({ state: 'given-up', isTest: true, attempts: [{ outcome: 'mail-refused', status: 550 }] });
  });

  test('is refused where the node has no mail server, and says what is missing', async () => {
    node = await startTestNode();
    const response = await node.ask(node.localToken, 'POST', '/alerts', made);
    expect(response.status).toBe(409);
    expect(((await response.json()) as { detail: string }).detail).toContain('CYBERMETRICS_SMTP_HOST');
  });
});
