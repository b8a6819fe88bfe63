/**
 * Where the hosts of a provider are: looked up once, when it is added, and kept. A provider in public leads nobody into the
 * house, whatever its name leads to later; one of the house leads there by its own hosts and no others.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ProviderReach } from '#store/sources/csaf-providers.ts';
import { hostOf, isOnMachine, mayReach } from '../alerts/target-address.ts';
import type { Reach } from './http-client.ts';

type LookUp = (host: string) => Promise<readonly { readonly address: string }[]>;

const lookUpAll: LookUp = (host) => lookup(host, { all: true });

/** @param asked as `nameProvider` gives it. A name that leads nowhere, as behind a proxy, is in public. */
export async function findReach(asked: string, lookUp: LookUp = lookUpAll): Promise<ProviderReach> {
  const host = hostAsked(asked);
  const addresses = isIP(host) === 0 ? await lookUp(host).catch(() => []) : [{ address: host }];
  if (addresses.length === 0 || !addresses.every(({ address }) => mayReach(address, 'http:'))) return 'public';
  return addresses.every(({ address }) => isOnMachine(address)) ? 'machine' : 'house';
}

/** The hosts of a provider are the one that it was asked by, and those under its domain where it was named by that. */
export function reachFor(kept: ProviderReach, asked: string): Reach {
  if (kept === 'public') return kept;
  const own = hostAsked(asked);
  const isDomain = !URL.canParse(asked);
  return { isOnMachine: kept === 'machine', ownHosts: (host) => host === own || (isDomain && host.endsWith(`.${own}`)) };
}

function hostAsked(asked: string): string {
  return URL.canParse(asked) ? hostOf(new URL(asked)) : asked;
}
