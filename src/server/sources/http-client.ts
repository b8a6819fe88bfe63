/**
 * The network as `advisory-sources` asks for it: one request at a time, redirects left to the asker, through the proxy of the
 * environment where one is named. Nobody is sent to link-local or metadata addresses, nor, from a publisher in public, to an
 * address within the house (`alerts/target-address.ts` has the thinking). Behind a proxy names are the proxy's to look up.
 */
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { EnvHttpProxyAgent, fetch } from 'undici';
import type { HttpPort } from '#advisory-sources/http/fetch-file.ts';
import { hostOf, isOnMachine, mayReach } from '../alerts/target-address.ts';

/** As `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` have them; empty: none. */
export interface ProxySettings {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/**
 * Which addresses of the house are fetched: `house`: all, `public`: none; otherwise those that the hosts of one source lead to,
 * loopback among them only where the source is on this machine itself.
 */
export type Reach = 'house' | 'public' | { readonly ownHosts: (host: string) => boolean; readonly isOnMachine: boolean };

export interface HttpClientOptions {
  /** Default: no proxy. */
  readonly proxy?: ProxySettings;
  /** Default: `house`. */
  readonly reach?: Reach;
  /** The whole answer has to be there by then. */
  readonly answerWithinMs?: number;
  /** Certificates that are trusted, in PEM; for tests. */
  readonly trusted?: string;
}

const answerWithinMs = 120_000;
/** Also of a thread that is busy for seconds. */
const connectWithinMs = 30_000;
export const noProxySettings: ProxySettings = { httpProxy: '', httpsProxy: '', noProxy: '' };

export function httpClient(version: string, signal?: AbortSignal, options: HttpClientOptions = {}): HttpPort {
  const { proxy = noProxySettings, reach = 'house', trusted } = options;
  const dispatcher = new EnvHttpProxyAgent({
    ...proxy,
    proxyTunnel: false,
    connect: { timeout: connectWithinMs, lookup: lookupWithin(reach), ...(trusted === undefined ? {} : { ca: trusted }) },
    ...(trusted === undefined ? {} : { requestTls: { ca: trusted } }),
  });
  return {
    get: async (url, headers) => {
      requireAddress(url, reach);
      const limit = AbortSignal.timeout(options.answerWithinMs ?? answerWithinMs);
      const request = {
        dispatcher,
        headers: { ...headers, 'user-agent': `cybermetrics/${version}` },
        redirect: 'manual',
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      } as const;
      // While a document was being checked the publisher may have ended a connection that rested; that is noticed only by asking.
      const response = await fetch(url, request).catch((cause: unknown) => {
        if (!isClosedByOther(cause)) throw cause;
        return fetch(url, request);
      });
      const { body } = response;
      return {
        status: response.status,
        header: (name) => response.headers.get(name),
        body: body ?? nothing(),
        discard: async () => body?.cancel().catch(() => undefined),
      };
    },
    wait: (milliseconds) => setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }),
    now: () => Date.now(),
  };
}

function isClosedByOther(cause: unknown): boolean {
  const inner: unknown = cause instanceof Error ? cause.cause : undefined;
  return inner instanceof Error && 'code' in inner && (inner.code === 'UND_ERR_SOCKET' || inner.code === 'ECONNRESET');
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An answer without a body.
}

function mayConnect(host: string, address: string, reach: Reach): boolean {
  if (!mayReach(address, 'https:')) return false;
  // Without TLS webhooks go to the house only: what may be reached so is of the house.
  if (reach === 'house' || !mayReach(address, 'http:')) return true;
  return reach !== 'public' && reach.ownHosts(host) && (reach.isOnMachine || !isOnMachine(address));
}

const refusal = 'it leads to an address that is not fetched: link-local, metadata, or within the house';

/** An address that is written as such is never looked up, and a name for this machine a proxy would take for itself. */
function requireAddress(text: string, reach: Reach): void {
  const host = hostOf(new URL(text));
  if (/(^|\.)localhost$/.test(host) && !mayConnect(host, '127.0.0.1', reach)) throw new Error(refusal);
  if (isIP(host) !== 0 && !mayConnect(host, host, reach)) throw new Error(refusal);
}

/** Checks what is connected to, not what was looked up before: a name may lead elsewhere the second time. */
function lookupWithin(reach: Reach): LookupFunction {
  return (host, options, answer) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return answer(error, '');
      const allowed = addresses.filter(({ address }) => mayConnect(host, address, reach));
      const [first] = allowed;
      if (first === undefined) return answer(new Error(refusal), '');
      if (options.all === true) answer(null, allowed);
      else answer(null, first.address, first.family);
    });
  };
}
