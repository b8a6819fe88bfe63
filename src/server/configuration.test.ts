import { describe, expect, test } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import { readConfiguration } from './configuration.ts';

const problemOf = (work: () => unknown) => {
  try {
    work();
  } catch (cause) {
    if (isProblem(cause)) return cause;
    throw cause;
  }
  throw new Error('nothing was refused');
};

describe('readConfiguration', () => {
  test('without anything: loopback, an own database in ./.cybermetrics, nothing trusted', () => {
    expect(readConfiguration({}, {})).toMatchObject({
      home: '.cybermetrics',
      host: '127.0.0.1',
      port: 7420,
      tls: null,
      publicUrl: null,
      trustedProxies: [],
      databaseUrl: null,
      databaseOwnerUrl: null,
    });
  });

  test('a flag wins over the environment, and an empty value is none', () => {
    expect(readConfiguration({ port: '1' }, { CYBERMETRICS_PORT: '2' }).port).toBe(1);
    expect(readConfiguration({}, { CYBERMETRICS_PORT: '2' }).port).toBe(2);
    expect(readConfiguration({ port: '' }, { CYBERMETRICS_PORT: '' }).port).toBe(7420);
    expect(readConfiguration({ port: '0' }, {}).port).toBe(0);
  });

  test('the network goes by the proxies of the environment, in whatever letters, and asks providers at the usual pace', () => {
    const none = { httpProxy: '', httpsProxy: '', noProxy: '' };
    expect(readConfiguration({}, {}).network).toEqual({ proxy: none, requestsPerSecond: 5, plainHosts: [] });
    const environment = {
      https_proxy: 'proxy.hospital.example:3128',
      NO_PROXY: 'mirror.hospital.example',
      CYBERMETRICS_PROVIDER_REQUESTS_PER_SECOND: '0.5',
      CYBERMETRICS_PLAIN_HTTP_HOSTS: 'mirror.hospital.example, 10.0.0.9',
    };
    expect(readConfiguration({}, environment).network).toEqual({
      proxy: { ...none, httpsProxy: 'http://proxy.hospital.example:3128', noProxy: 'mirror.hospital.example' },
      requestsPerSecond: 0.5,
      plainHosts: ['mirror.hospital.example', '10.0.0.9'],
    });
  });

  test.each([
    ['port', '70000'],
    ['port', '-1'],
    ['port', 'http'],
    ['port', '1.5'],
  ])('--%s %s is refused by its name', (flag, value) => {
    const problem = problemOf(() => readConfiguration({ [flag]: value }, {}));
    expect(problem.code).toBe('configuration-invalid');
    expect(problem.message).toContain(`--${flag}`);
    expect(problem.message).toContain('CYBERMETRICS_PORT');
  });

  test.each([
    ['CYBERMETRICS_PUBLIC_URL', 'metrics.example.org'],
    ['CYBERMETRICS_PUBLIC_URL', 'https://metrics.example.org/path'],
    ['CYBERMETRICS_LOG_LEVEL', 'loud'],
    ['CYBERMETRICS_UPLOAD_BYTES_MAX', '2 GB'],
    ['CYBERMETRICS_TRUSTED_PROXIES', '10.0.0.1, proxy.example.org'],
    ['CYBERMETRICS_TRUSTED_PROXIES', '10.0.0.0/8'],
    ['HTTPS_PROXY', 'socks5://proxy.hospital.example'],
    ['CYBERMETRICS_PROVIDER_REQUESTS_PER_SECOND', '0'],
    ['DATABASE_OWNER_URL', 'postgresql://owner@/db?host=/run'],
  ])('%s=%s is refused by its name', (name, value) => {
    const problem = problemOf(() => readConfiguration({}, { [name]: value }));
    expect(problem.code).toBe('configuration-invalid');
    expect(problem.message).toContain(name);
  });
});

describe('where a node listens', () => {
  const tls = { 'tls-cert': '/cert.pem', 'tls-key': '/key.pem' };

  test.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])('%s is this machine', (host) => {
    expect(readConfiguration({ host }, {}).host).toBe(host);
  });

  test.each(['0.0.0.0', '::', '0', '10.1.2.3', 'metrics.example.org', '127.0.0.1.example.org', '128.0.0.1', '2130706433'])(
    '%s is refused without TLS',
    (host) => {
      const problem = problemOf(() => readConfiguration({ host }, {}));
      expect(problem.code).toBe('listen-refused');
      expect(problem.message).toContain('--tls-cert');
      expect(readConfiguration({ host, ...tls }, {}).tls).toEqual({ certificate: '/cert.pem', key: '/key.pem' });
    },
  );

  test('a certificate without its key is refused, and the key without its certificate', () => {
    expect(problemOf(() => readConfiguration({ 'tls-cert': '/cert.pem' }, {})).code).toBe('configuration-invalid');
    expect(problemOf(() => readConfiguration({ 'tls-key': '/key.pem' }, {})).code).toBe('configuration-invalid');
  });

  test('behind a proxy it takes both: https outside, and the address of the proxy', () => {
    const publicUrl = { CYBERMETRICS_PUBLIC_URL: 'https://metrics.example.org' };
    const proxies = { CYBERMETRICS_TRUSTED_PROXIES: '10.0.0.1, fd00::1' };
    const host = '0.0.0.0';
    expect(readConfiguration({ host }, { ...publicUrl, ...proxies }).trustedProxies).toEqual(['10.0.0.1', 'fd00::1']);
    expect(problemOf(() => readConfiguration({ host }, publicUrl)).code).toBe('listen-refused');
    expect(problemOf(() => readConfiguration({ host }, proxies)).code).toBe('listen-refused');
    const plain = { CYBERMETRICS_PUBLIC_URL: 'http://metrics.example.org' };
    expect(problemOf(() => readConfiguration({ host }, { ...plain, ...proxies })).code).toBe('listen-refused');
  });

  test('mail is sent where a server and a sender are named, on the port that its TLS has', () => {
    const least = { CYBERMETRICS_SMTP_HOST: 'smtp.example.org', CYBERMETRICS_SMTP_FROM: 'metrics@example.org' };
    const mailOf = (more: Record<string, string>) => readConfiguration({}, { ...least, ...more }).mail;
    expect(readConfiguration({}, {}).mail).toBeNull();
    expect(mailOf({})).toEqual({ host: 'smtp.example.org', port: 587, tls: 'starttls', login: null, from: 'metrics@example.org' });
    expect(mailOf({ CYBERMETRICS_SMTP_TLS: 'implicit' })?.port).toBe(465);
    expect(mailOf({ CYBERMETRICS_SMTP_TLS: 'none', CYBERMETRICS_SMTP_PORT: '2525' })?.port).toBe(2525);
    const login = { CYBERMETRICS_SMTP_USER: 'metrics', CYBERMETRICS_SMTP_PASSWORD_FILE: '/run/secrets/smtp' };
    expect(mailOf(login)?.login).toEqual({ user: 'metrics', passwordFile: '/run/secrets/smtp' });
    for (const wrong of [
      { CYBERMETRICS_SMTP_FROM: 'nobody' },
      { CYBERMETRICS_SMTP_FROM: 'a@example.org\r\nBcc: b@example.org' },
      { CYBERMETRICS_SMTP_FROM: '' },
      { CYBERMETRICS_SMTP_USER: 'metrics' },
      { ...login, CYBERMETRICS_SMTP_TLS: 'none' },
    ])
      expect(problemOf(() => mailOf(wrong)).code).toBe('configuration-invalid');
  });
});
