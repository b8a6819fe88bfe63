/**
 * What a Greenbone report says of one host, from its results and from its own `<host>` element: facts of the asset and of
 * its scan. Only what is written: an operating system is the scanner's best one, a name of digits and dots is no name.
 */
import type { AssetFacts, CredentialDepth } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { hostNameFacts, isIpAddress, macAddressesIn } from '../host-facts.ts';
import { ownText } from '../xml-stream.ts';

export class ReportHost {
  readonly key: string;
  startAt: Instant | null = null;
  isEnded = false;
  /** True once the report gave the host an element of its own: then its end says whether the scan of it finished. */
  isDescribed = false;
  depth: CredentialDepth = 'unknown';
  private readonly address: string;
  private readonly names: string[] = [];
  private readonly macAddresses: string[] = [];
  private operatingSystem = '';

  /** @param address as the report names the host. */
  constructor(key: string, address: string) {
    this.key = key;
    this.address = address;
  }

  addName(name: string): void {
    if (name !== '' && !this.names.includes(name) && this.names.length < 16) this.names.push(ownText(name));
  }

  /** One `<detail>`: names are those that the scanner's checks register. */
  addDetail(name: string, value: string): void {
    if (name === 'best_os_txt' && this.operatingSystem === '') this.operatingSystem = ownText(value.trim());
    else if (name === 'hostname') this.addName(value.trim());
    else if (name === 'MAC') this.macAddresses.push(...macAddressesIn(ownText(value)).filter((mac) => !this.macAddresses.includes(mac)));
    else if (/^Auth-\w+-Success$/.test(name)) this.depth = 'authenticated';
    else if (/^Auth-\w+-Failure$/.test(name) && this.depth === 'unknown') this.depth = 'unauthenticated';
  }

  /** False for something that is written as an address and is none. */
  get isAddressValid(): boolean {
    return isIpAddress(this.address) || !/^[\d.]+$/.test(this.address);
  }

  facts(): AssetFacts {
    const named = [...this.names, this.address].filter((name) => !/^[\d.]+$/.test(name)).map(hostNameFacts);
    const best = named.find((facts) => facts?.domain !== undefined) ?? named.find((facts) => facts !== undefined);
    return {
      ...best,
      ...(isIpAddress(this.address) ? { ipAddresses: [this.address] } : {}),
      ...(this.macAddresses.length === 0 ? {} : { macAddresses: this.macAddresses }),
      ...(this.operatingSystem === '' || this.operatingSystem.length > 300 ? {} : { operatingSystem: this.operatingSystem }),
    };
  }
}
