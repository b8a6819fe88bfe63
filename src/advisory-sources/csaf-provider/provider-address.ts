/**
 * How a provider of CSAF documents is named: by its domain, or by the address of its `provider-metadata.json`; and which
 * addresses are fetched on its word: https, and http only on this machine or where the configuration names the host.
 * Followed: OASIS CSAF 2.0, 7.1.3 (TLS), 7.1.7 (provider-metadata.json).
 */
import { Problem } from '#core/kernel/problem.ts';
import type { HttpPort } from '../http/fetch-file.ts';

export interface ProviderName {
  /** `csaf:example.org`; of an address that is not the well-known one with its path: `csaf:example.org~advisories`. */
  readonly id: string;
  /** What is looked for: a domain (with a port where one was named), or the address of the metadata. */
  readonly asked: string;
}

const wellKnownPath = '/.well-known/csaf/provider-metadata.json';
const domainPattern = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;
const lengthMax = 500;

/** @throws Problem request-invalid when it is neither a domain nor an address that may be fetched. */
export function nameProvider(text: string, plainHosts: readonly string[]): ProviderName {
  const asked = text.trim();
  if (domainPattern.test(asked)) return { id: `csaf:${asked.toLowerCase()}`, asked: asked.toLowerCase() };
  const url = asked.length <= lengthMax && URL.canParse(asked) ? new URL(asked) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol)) {
    throw new Problem(
      'request-invalid',
      'A provider is named by its domain, such as example.org, or by the address of its provider-metadata.json.',
      { wrong: [{ path: 'provider' }] },
    );
  }
  if (url.username !== '' || url.password !== '' || !mayFetch(url.href, plainHosts)) {
    throw new Problem(
      'request-invalid',
      'The address of a provider begins with https:// and carries no user name; http:// is for this machine and the hosts in CYBERMETRICS_PLAIN_HTTP_HOSTS.',
      { wrong: [{ path: 'provider' }] },
    );
  }
  url.hash = '';
  return { id: `csaf:${[url.host, ...wordsOf(url.pathname)].join('~')}`, asked: url.href };
}

/** What tells apart the providers that one host has metadata of. */
function wordsOf(path: string): string[] {
  if (path === wellKnownPath || path === '/provider-metadata.json') return [];
  const steps = path.split('/').filter((step) => !['', '.well-known', 'provider-metadata.json'].includes(step));
  return steps.map((step) => step.replaceAll(/[^\w.-]/g, '_'));
}

export function isLoopback(host: string): boolean {
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  // The URL class writes every form of an IPv4 address with four numbers; a name has other letters somewhere.
  return plain === 'localhost' || plain === '::1' || /^127(\.\d{1,3}){3}$/.test(plain);
}

/** @param plainHosts hosts that are reached without TLS because the configuration says so. */
export function mayFetch(url: string, plainHosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, host } = new URL(url);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && (isLoopback(hostname) || plainHosts.includes(hostname) || plainHosts.includes(host));
}

/** Every request is looked at, so what feeds list and where redirects lead as well. */
export function onlyAllowed(http: HttpPort, plainHosts: readonly string[]): HttpPort {
  return {
    ...http,
    get: async (url, headers) => {
      if (!mayFetch(url, plainHosts)) throw new Error('its address does not begin with https://');
      return http.get(url, headers);
    },
  };
}
