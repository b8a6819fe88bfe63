/** Address and names of a Qualys host → facts of the asset; empty when nothing names it. */
import type { AssetFacts } from '#core/imports/imported-record.ts';
import { hostNameFacts, isIpAddress } from '../host-facts.ts';

export interface WrittenHost {
  readonly addresses: readonly string[];
  readonly dnsName: string;
  readonly netbiosName: string;
  readonly operatingSystem: string;
}

/** What Qualys writes where it knows no name or no operating system. */
const unknown = /^(no registered hostname|unknown|n\/a|-)?$/i;

export function factsOf(host: WrittenHost): AssetFacts {
  const ipAddresses = [...new Set(host.addresses.map((address) => address.trim()).filter(isIpAddress))];
  const names = [host.dnsName, host.netbiosName.replace(/^.*\\/, '')].map((name) => name.trim()).filter((name) => !unknown.test(name));
  const named = names.map(hostNameFacts);
  const operatingSystem = host.operatingSystem.trim();
  return {
    ...(named.find((facts) => facts?.domain !== undefined) ?? named.find((facts) => facts !== undefined)),
    ...(ipAddresses.length === 0 ? {} : { ipAddresses }),
    ...(unknown.test(operatingSystem) || operatingSystem.length > 300 ? {} : { operatingSystem }),
  };
}

export function isKnown(facts: AssetFacts): boolean {
  return (facts.ipAddresses ?? facts.hostName) !== undefined;
}
