/** Reads the configuration of a node from flags and environment (flags win), and refuses what would be unsafe. */
import { isIP } from 'node:net';
import { advisorySources, usualStaleLimits, type AdvisorySourceId, type StaleLimits } from '#core/advisories/sources.ts';
import { configurationValues, type ConfigurationName } from '#core/configuration/values.ts';
import { Problem } from '#core/kernel/problem.ts';
import { defaultTimeZone } from '#core/kernel/time.ts';
import type { ProxySettings } from './sources/http-client.ts';
import { usualProviderLimits } from './sources/provider-limits.ts';

export interface Configuration {
  readonly home: string;
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  readonly publicUrl: string | null;
  readonly trustedProxies: readonly string[];
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  readonly postgresBin: string | null;
  readonly organisation: string;
  readonly timeZone: string;
  readonly uploadBytesMax: number;
  readonly logLevel: string;
  /** Null: no mail is sent. */
  readonly mail: MailConfiguration | null;
  readonly sourceUrls: Readonly<Record<AdvisorySourceId, string>>;
  readonly staleLimits: StaleLimits;
  readonly network: NetworkConfiguration;
}

/** How public sources are reached. */
export interface NetworkConfiguration {
  readonly proxy: ProxySettings;
  /** Of one CSAF provider. */
  readonly requestsPerSecond: number;
  /** Hosts of providers that are reached without TLS. */
  readonly plainHosts: readonly string[];
}

export interface MailConfiguration {
  readonly host: string;
  readonly port: number;
  readonly tls: 'starttls' | 'implicit' | 'none';
  readonly login: { readonly user: string; readonly passwordFile: string } | null;
  readonly from: string;
}

const smtpPorts = { starttls: 587, implicit: 465, none: 25 } as const;

type Given = Readonly<Record<string, string | undefined>>;

export function readConfiguration(flags: Given, environment: Given): Configuration {
  const read = <T>(name: ConfigurationName, otherwise: T): T => {
    const value = configurationValues[name];
    // Programs read the names of proxies in small letters too.
    const small = value.environment.endsWith('_PROXY') ? environment[value.environment.toLowerCase()] : undefined;
    const inEnvironment = environment[value.environment] ?? small;
    const given = (value.flag === null ? undefined : flags[value.flag]) ?? inEnvironment;
    if (given === undefined || given === '') return otherwise;
    const result = value.schema.safeParse(given);
    if (!result.success) {
      const where = value.flag === null ? value.environment : `--${value.flag} (${value.environment})`;
      throw new Problem('configuration-invalid', `${where}: ${result.error.issues[0]?.message ?? 'not valid'}.`, {
        name: value.environment,
      });
    }
    return result.data as T;
  };
  const certificate = read<string | null>('tlsCertificate', null);
  const key = read<string | null>('tlsKey', null);
  if ((certificate === null) !== (key === null)) {
    throw new Problem('configuration-invalid', 'TLS needs both --tls-cert and --tls-key.', {
      certificate,
      key: key === null ? null : 'given',
    });
  }
  const configuration: Configuration = {
    home: read('home', '.cybermetrics'),
    host: read('host', '127.0.0.1'),
    port: read('port', 7420),
    tls: certificate === null || key === null ? null : { certificate, key },
    publicUrl: read<string | null>('publicUrl', null),
    trustedProxies: listOf(read('trustedProxies', '')),
    databaseUrl: read<string | null>('databaseUrl', null),
    databaseOwnerUrl: read<string | null>('databaseOwnerUrl', null),
    postgresBin: read<string | null>('postgresBin', null),
    organisation: read('organisation', 'My hospital'),
    timeZone: read('timeZone', defaultTimeZone),
    uploadBytesMax: read('uploadBytesMax', 2_147_483_648),
    logLevel: read('logLevel', 'info'),
    mail: mailOf(read),
    sourceUrls: { kev: read('kevUrl', advisorySources.kev.url), epss: read('epssUrl', advisorySources.epss.url) },
    network: {
      proxy: { httpProxy: read('httpProxy', ''), httpsProxy: read('httpsProxy', ''), noProxy: read('noProxy', '') },
      requestsPerSecond: read('providerRequestsPerSecond', usualProviderLimits.requestsPerSecond),
      plainHosts: listOf(read('plainHosts', '')),
    },
    staleLimits: {
      kev: read('kevStaleDays', usualStaleLimits.kev),
      epss: read('epssStaleDays', usualStaleLimits.epss),
      csaf: read('csafStaleDays', usualStaleLimits.csaf),
    },
  };
  refuseUnsafeListening(configuration);
  refuseHalves(configuration);
  return configuration;
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** A password is said over TLS or not at all. */
function mailOf(read: <T>(name: ConfigurationName, otherwise: T) => T): MailConfiguration | null {
  const host = read<string | null>('smtpHost', null);
  const from = read<string | null>('smtpFrom', null);
  const user = read<string | null>('smtpUser', null);
  const passwordFile = read<string | null>('smtpPasswordFile', null);
  const refuse = (detail: string, name: string): never => {
    throw new Problem('configuration-invalid', detail, { name });
  };
  if ((host === null) !== (from === null))
    refuse('Mail needs both CYBERMETRICS_SMTP_HOST and CYBERMETRICS_SMTP_FROM.', 'CYBERMETRICS_SMTP_HOST');
  if ((user === null) !== (passwordFile === null))
    refuse('CYBERMETRICS_SMTP_USER and CYBERMETRICS_SMTP_PASSWORD_FILE are given together.', 'CYBERMETRICS_SMTP_USER');
  const tls = read<MailConfiguration['tls']>('smtpTls', 'starttls');
  if (tls === 'none' && user !== null)
    refuse('CYBERMETRICS_SMTP_USER needs TLS: its password would be readable on the way.', 'CYBERMETRICS_SMTP_TLS');
  if (host === null || from === null) return null;
  const login = user === null || passwordFile === null ? null : { user, passwordFile };
  return { host, port: read<number>('smtpPort', smtpPorts[tls]), tls, login, from };
}

/** design.md 4: beyond loopback only with TLS of our own, or behind a named proxy that speaks https. */
function refuseUnsafeListening(configuration: Configuration): void {
  if (isLoopback(configuration.host) || configuration.tls !== null) return;
  const isBehindProxy = configuration.publicUrl?.startsWith('https://') === true && configuration.trustedProxies.length > 0;
  if (isBehindProxy) return;
  throw new Problem(
    'listen-refused',
    `Listening on ${configuration.host} without TLS is refused. Give --tls-cert and --tls-key, or CYBERMETRICS_PUBLIC_URL=https://… with CYBERMETRICS_TRUSTED_PROXIES.`,
    { host: configuration.host },
  );
}

/** Settings that would be passed over in silence, or that believe an address which is none. */
function refuseHalves({ trustedProxies, databaseUrl, databaseOwnerUrl }: Configuration): void {
  const wrong = trustedProxies.filter((address) => isIP(address) === 0);
  if (wrong.length > 0) {
    throw new Problem('configuration-invalid', `CYBERMETRICS_TRUSTED_PROXIES: ${wrong.join(', ')} is no IP address.`, { wrong });
  }
  if (databaseUrl === null && databaseOwnerUrl !== null) {
    throw new Problem('configuration-invalid', 'DATABASE_OWNER_URL is given without DATABASE_URL, the login the node works with.');
  }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
