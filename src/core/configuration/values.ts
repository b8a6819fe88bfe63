/**
 * Every configuration value, once: environment variable, flag, check and `docs/configuration.md` derive from this list.
 * Reading the environment is not done here (core is pure); `server/configuration.ts` and the command line do.
 */
import { z } from 'zod';
import { advisorySources, usualStaleLimits } from '../advisories/sources.ts';

export interface ConfigurationValue {
  readonly environment: string;
  /** Flag of `serve` and `demo`; null: environment only. */
  readonly flag: string | null;
  readonly summary: string;
  /** What holds when nothing is given, as a reader would say it. */
  readonly defaultText: string;
  readonly schema: z.ZodType<unknown, string>;
  readonly isSecret?: true;
  /** The value is a path to one. */
  readonly path?: 'file' | 'folder';
}

const text = z.string().min(1);
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a port number')
  .transform(Number)
  .refine((value) => value <= 65_535, 'a port number up to 65535');
const url = z.string().regex(/^https?:\/\/[^/\s]+$/, 'scheme and host without a path, such as https://metrics.hospital.example');

const wholeDays = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'a whole number of days, 1 to 9999')
  .transform(Number);

/** Often written without a scheme: then it is http. */
const proxyUrl = z
  .string()
  .transform((value) => (value.includes('://') ? value : `http://${value}`))
  .pipe(z.url({ protocol: /^https?$/, error: 'an address, such as http://proxy.hospital.example:3128' }));
const fileUrl = z.url({ protocol: /^https?$/, error: 'an address, such as https://mirror.hospital.example/kev.json' });

export const configurationValues = {
  home: {
    environment: 'CYBERMETRICS_HOME',
    flag: 'home',
    summary: 'Folder of the node: database, uploads, keys',
    defaultText: './.cybermetrics',
    schema: text,
    path: 'folder',
  },
  port: {
    environment: 'CYBERMETRICS_PORT',
    flag: 'port',
    summary: 'Port to listen on; 0 lets the system choose',
    defaultText: '7420',
    schema: port,
  },
  host: {
    environment: 'CYBERMETRICS_HOST',
    flag: 'host',
    summary: 'Address to listen on; beyond this machine it needs TLS or a trusted proxy',
    defaultText: '127.0.0.1',
    schema: text,
  },
  tlsCertificate: {
    environment: 'CYBERMETRICS_TLS_CERT',
    flag: 'tls-cert',
    summary: 'File with the TLS certificate chain (PEM)',
    defaultText: 'none',
    schema: text,
    path: 'file',
  },
  tlsKey: {
    environment: 'CYBERMETRICS_TLS_KEY',
    flag: 'tls-key',
    summary: 'File with the TLS private key (PEM)',
    defaultText: 'none',
    schema: text,
    path: 'file',
  },
  publicUrl: {
    environment: 'CYBERMETRICS_PUBLIC_URL',
    flag: null,
    summary: 'Where browsers reach the node when a proxy stands before it',
    defaultText: 'the address listened on',
    schema: url,
  },
  trustedProxies: {
    environment: 'CYBERMETRICS_TRUSTED_PROXIES',
    flag: null,
    summary: 'Addresses of proxies, with commas, whose x-forwarded-for is believed',
    defaultText: 'none',
    schema: text,
  },
  databaseUrl: {
    environment: 'DATABASE_URL',
    flag: null,
    summary: 'PostgreSQL login without ownership and without BYPASSRLS; recommended in production',
    defaultText: 'an own PostgreSQL in the home folder',
    schema: text,
    isSecret: true,
  },
  databaseOwnerUrl: {
    environment: 'DATABASE_OWNER_URL',
    flag: null,
    summary: 'PostgreSQL login that owns the tables; used to migrate only',
    defaultText: 'an own PostgreSQL in the home folder',
    schema: text,
    isSecret: true,
  },
  postgresBin: {
    environment: 'CYBERMETRICS_POSTGRES_BIN',
    flag: null,
    summary: 'Folder with initdb and postgres of the operating system, used instead of the binaries from npm',
    defaultText: 'the binaries from npm',
    schema: text,
  },
  organisation: {
    environment: 'CYBERMETRICS_ORGANISATION',
    flag: 'organisation',
    summary: 'Name of the organisation, used at the very first start',
    defaultText: 'My hospital',
    schema: text,
  },
  timeZone: {
    environment: 'CYBERMETRICS_TIME_ZONE',
    flag: 'time-zone',
    summary: 'Time zone in which days end, used at the very first start',
    defaultText: 'Europe/Amsterdam',
    schema: text,
  },
  uploadBytesMax: {
    environment: 'CYBERMETRICS_UPLOAD_BYTES_MAX',
    flag: null,
    summary: 'Largest file accepted, in bytes',
    defaultText: '2147483648',
    schema: z
      .string()
      .regex(/^\d{1,15}$/, 'a number of bytes')
      .transform(Number),
  },
  logLevel: {
    environment: 'CYBERMETRICS_LOG_LEVEL',
    flag: null,
    summary: 'fatal, error, warn, info, debug or silent',
    defaultText: 'info',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
  },
  smtpHost: {
    environment: 'CYBERMETRICS_SMTP_HOST',
    flag: null,
    summary: 'SMTP server that takes the mail of alerts; needs CYBERMETRICS_SMTP_FROM',
    defaultText: 'none: no mail is sent',
    schema: text,
  },
  smtpPort: {
    environment: 'CYBERMETRICS_SMTP_PORT',
    flag: null,
    summary: 'Its port',
    defaultText: '587; 465 where TLS is implicit, 25 where there is none',
    schema: port,
  },
  smtpTls: {
    environment: 'CYBERMETRICS_SMTP_TLS',
    flag: null,
    summary: 'starttls (required, not only tried), implicit or none; none takes no user',
    defaultText: 'starttls',
    schema: z.enum(['starttls', 'implicit', 'none'], 'starttls, implicit or none'),
  },
  smtpUser: {
    environment: 'CYBERMETRICS_SMTP_USER',
    flag: null,
    summary: 'Login at the SMTP server; needs CYBERMETRICS_SMTP_PASSWORD_FILE',
    defaultText: 'none',
    schema: text,
  },
  smtpPasswordFile: {
    environment: 'CYBERMETRICS_SMTP_PASSWORD_FILE',
    flag: null,
    summary: 'File with the password of that login, read at the start',
    defaultText: 'none',
    schema: text,
    path: 'file',
  },
  smtpFrom: {
    environment: 'CYBERMETRICS_SMTP_FROM',
    flag: null,
    summary: 'Address that the mail of alerts comes from',
    defaultText: 'none',
    schema: z.email('a mail address').max(254),
  },
  kevUrl: {
    environment: 'CYBERMETRICS_KEV_URL',
    flag: null,
    summary: 'Where the KEV catalogue is fetched from (JSON), such as a mirror of the hospital',
    defaultText: advisorySources.kev.url,
    schema: fileUrl,
  },
  epssUrl: {
    environment: 'CYBERMETRICS_EPSS_URL',
    flag: null,
    summary: 'Where the scores of EPSS are fetched from (CSV, gzipped or not), such as a mirror of the hospital',
    defaultText: advisorySources.epss.url,
    schema: fileUrl,
  },
  httpsProxy: {
    environment: 'HTTPS_PROXY',
    flag: null,
    summary: 'Proxy through which sources under https:// are fetched; also in small letters',
    defaultText: 'none',
    schema: proxyUrl,
  },
  httpProxy: {
    environment: 'HTTP_PROXY',
    flag: null,
    summary:
      'Proxy through which sources under http:// are fetched, and those under https:// where HTTPS_PROXY is not given; also in small letters',
    defaultText: 'none',
    schema: proxyUrl,
  },
  noProxy: {
    environment: 'NO_PROXY',
    flag: null,
    summary: 'Hosts that are reached without a proxy, separated by commas; `*`: all; also in small letters',
    defaultText: 'none',
    schema: text,
  },
  providerRequestsPerSecond: {
    environment: 'CYBERMETRICS_PROVIDER_REQUESTS_PER_SECOND',
    flag: null,
    summary: 'Requests a second that a CSAF provider is asked at most; a document takes three',
    defaultText: '5',
    schema: z
      .string()
      .regex(/^\d{1,3}(\.\d{1,2})?$/, 'a number up to 999, such as 5 or 0.5')
      .transform(Number)
      .refine((value) => value > 0, 'a number above 0'),
  },
  plainHosts: {
    environment: 'CYBERMETRICS_PLAIN_HTTP_HOSTS',
    flag: null,
    summary: 'Hosts of CSAF providers that may be reached without TLS, such as a mirror of the hospital, separated by commas',
    defaultText: 'this machine only',
    schema: text,
  },
  kevStaleDays: {
    environment: 'CYBERMETRICS_KEV_STALE_DAYS',
    flag: null,
    summary: 'Age in days that the KEV catalogue may have before what leans on it is marked as stale',
    defaultText: String(usualStaleLimits.kev),
    schema: wholeDays,
  },
  epssStaleDays: {
    environment: 'CYBERMETRICS_EPSS_STALE_DAYS',
    flag: null,
    summary: 'The same for the scores of EPSS',
    defaultText: String(usualStaleLimits.epss),
    schema: wholeDays,
  },
  csafStaleDays: {
    environment: 'CYBERMETRICS_CSAF_STALE_DAYS',
    flag: null,
    summary: 'The same for the advisories that were handed in',
    defaultText: String(usualStaleLimits.csaf),
    schema: wholeDays,
  },
  url: {
    environment: 'CYBERMETRICS_URL',
    flag: 'url',
    summary: 'Command line: the node to talk to; default the running node of the home folder',
    defaultText: 'the node of the home folder',
    schema: url,
  },
  token: {
    environment: 'CYBERMETRICS_TOKEN',
    flag: null,
    summary: 'Command line: API token for CYBERMETRICS_URL',
    defaultText: 'none',
    schema: text,
    isSecret: true,
  },
} as const satisfies Record<string, ConfigurationValue>;

export type ConfigurationName = keyof typeof configurationValues;
