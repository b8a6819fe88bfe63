/**
 * `<HostProperties>` → facts of the asset and of its scan. Only what the tags say: nothing is concluded from an
 * operating system's name, and the class is set only where `system-type` is a plain word for it.
 */
import type { AssetClass } from '#core/assets/asset.ts';
import type { AssetFacts, CredentialDepth } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { hostNameFacts, instantOfScannerDate, instantOfUnixSeconds, isIpAddress, macAddressesIn } from '../host-facts.ts';

export const keptTags: ReadonlySet<string> = new Set([
  'host-ip',
  'host-fqdn',
  'host-rdns',
  'netbios-name',
  'hostname',
  'mac-address',
  'operating-system',
  'system-type',
  'policy-used',
  'HOST_START',
  'HOST_START_TIMESTAMP',
  'HOST_END',
  'HOST_END_TIMESTAMP',
  'Credentialed_Scan',
]);

export interface ReadHost {
  readonly facts: AssetFacts;
  /** False when neither an address nor a name is there. */
  readonly isKnown: boolean;
  readonly startAt: Instant | null;
  readonly isZoneAssumed: boolean;
  readonly isComplete: boolean;
  readonly depth: CredentialDepth;
  readonly policy: string | null;
}

/** Words of `system-type` that mean one class only; `general-purpose` and `embedded` may be anything. */
const classBySystemType: Readonly<Record<string, AssetClass>> = {
  router: 'network',
  switch: 'network',
  firewall: 'network',
  'load-balancer': 'network',
  'wireless-access-point': 'network',
  vpn: 'network',
  printer: 'printer',
  'print-server': 'printer',
  mobile: 'mobile',
  hypervisor: 'server',
  scada: 'operational',
};

/** @param name the `name` of `<ReportHost>`: the target as the person wrote it, an address or a name. */
export function readHost(name: string, tags: ReadonlyMap<string, string>, timeZone: string): ReadHost {
  const facts = factsOf(name, tags);
  const stamp = instantOfUnixSeconds(tags.get('HOST_START_TIMESTAMP'));
  const written = stamp === undefined ? instantOfScannerDate(tags.get('HOST_START') ?? '', timeZone) : undefined;
  const policy = tags.get('policy-used') ?? '';
  const credentialed = tags.get('Credentialed_Scan')?.toLowerCase();
  return {
    facts,
    isKnown: (facts.ipAddresses ?? facts.macAddresses ?? facts.hostName) !== undefined,
    startAt: stamp ?? written?.at ?? null,
    isZoneAssumed: written?.isZoneAssumed === true,
    isComplete: (tags.get('HOST_END') ?? tags.get('HOST_END_TIMESTAMP') ?? '') !== '',
    depth: credentialed === 'true' ? 'authenticated' : credentialed === 'false' ? 'unauthenticated' : 'unknown',
    policy: policy === '' ? null : policy,
  };
}

function factsOf(name: string, tags: ReadonlyMap<string, string>): AssetFacts {
  const addresses = [tags.get('host-ip') ?? '', name.trim()].filter((text) => isIpAddress(text));
  const macAddresses = macAddressesIn(tags.get('mac-address') ?? '');
  const systems = (tags.get('operating-system') ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const assetClass = classBySystemType[tags.get('system-type')?.toLowerCase() ?? ''];
  return {
    ...nameOf(name, tags),
    ...(addresses.length === 0 ? {} : { ipAddresses: [...new Set(addresses)] }),
    ...(macAddresses.length === 0 ? {} : { macAddresses }),
    // Several lines are several guesses.
    ...(systems.length === 1 ? { operatingSystem: systems[0]?.trim() ?? '' } : {}),
    ...(assetClass === undefined ? {} : { class: assetClass }),
  };
}

/** A name with its domain is worth more than one without; NetBIOS names are cut at 15 characters. */
function nameOf(name: string, tags: ReadonlyMap<string, string>): Pick<AssetFacts, 'hostName' | 'domain'> {
  const netbios = tags.get('netbios-name')?.replace(/^.*\\/, '');
  let bare: Pick<AssetFacts, 'hostName' | 'domain'> | undefined;
  for (const text of [tags.get('host-fqdn'), tags.get('host-rdns'), tags.get('hostname'), netbios, name]) {
    const facts = text === undefined ? undefined : hostNameFacts(hostOfUrl(text));
    if (facts?.domain !== undefined) return facts;
    bare ??= facts;
  }
  return bare ?? {};
}

/** Web application scans write the address of the site where the name stands. */
function hostOfUrl(text: string): string {
  return /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(text)?.[1] ?? text;
}
