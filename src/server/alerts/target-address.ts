/**
 * Where a webhook may lead (docs/decisions/0013-alerts.md): receivers inside the hospital are what it is for, so private
 * addresses are allowed; link-local ones, where clouds give out their credentials, and addresses of nobody are not. Without
 * TLS only within the house.
 */
import { BlockList, isIP } from 'node:net';
import { Problem } from '#core/kernel/problem.ts';

const refused = new BlockList();
refused.addSubnet('0.0.0.0', 8);
// Link-local: also the metadata service of most clouds.
refused.addSubnet('169.254.0.0', 16);
refused.addSubnet('fe80::', 10, 'ipv6');
// Metadata services that are not link-local: AWS over IPv6, Alibaba, Oracle.
refused.addAddress('fd00:ec2::254', 'ipv6');
refused.addAddress('100.100.100.200');
refused.addAddress('192.0.0.192');
// Multicast, reserved, broadcast; and nobody at all.
refused.addSubnet('224.0.0.0', 3);
refused.addSubnet('ff00::', 8, 'ipv6');
refused.addAddress('::', 'ipv6');

const onMachine = new BlockList();
onMachine.addSubnet('127.0.0.0', 8);
onMachine.addAddress('::1', 'ipv6');

const within = new BlockList();
within.addSubnet('127.0.0.0', 8);
within.addSubnet('10.0.0.0', 8);
within.addSubnet('172.16.0.0', 12);
within.addSubnet('192.168.0.0', 16);
// Shared address space (RFC 6598): behind the provider's translation, and within clouds.
within.addSubnet('100.64.0.0', 10);
within.addAddress('::1', 'ipv6');
within.addSubnet('fc00::', 7, 'ipv6');

/** The address that packets go to: IPv6 forms of an IPv4 address (mapped, NAT64, 6to4) are that address. */
function reached(address: string): string {
  const groups = isIP(address) === 6 ? groupsOf(address) : [];
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && (groups[5] === 0xffff || groups[5] === 0) && groups.length === 8;
  const isTranslated = groups[0] === 0x64 && groups[1] === 0xff9b;
  if (groups[0] === 0x2002) return quad(groups[1] ?? 0, groups[2] ?? 0);
  const low = (groups[6] ?? 0) * 0x1_0000 + (groups[7] ?? 0);
  // `::` and `::1` are addresses of their own.
  return isTranslated || (isMapped && low > 1) ? quad(groups[6] ?? 0, groups[7] ?? 0) : address;
}

function quad(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** Eight numbers; the URL class writes every form of an address in the one short form. */
function groupsOf(address: string): readonly number[] {
  const plain = new URL(`http://[${address.split('%')[0] ?? address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const parts = (text: string) => (text === '' ? [] : text.split(':').map((part) => Number.parseInt(part, 16)));
  const first = parts(head);
  const last = tail === undefined ? [] : parts(tail);
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
}

/** @param protocol `http:` or `https:` */
export function mayReach(address: string, protocol: string): boolean {
  const target = reached(address);
  const family = isIP(target);
  if (family === 0) return false;
  const name = family === 4 ? 'ipv4' : 'ipv6';
  if (refused.check(target, name)) return false;
  return protocol === 'https:' || within.check(target, name);
}

/** Whether packets to it stay on this machine. */
export function isOnMachine(address: string): boolean {
  const target = reached(address);
  return isIP(target) !== 0 && onMachine.check(target, isIP(target) === 4 ? 'ipv4' : 'ipv6');
}

/** The host without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

/**
 * What can be seen of an address before anything is looked up; names are looked up, and checked, at every sending.
 * @throws Problem `request-invalid`
 */
export function requireTarget(text: string): URL {
  const refuse = (detail: string): never => {
    throw new Problem('request-invalid', detail, { wrong: [{ path: 'to.url' }] });
  };
  const url = URL.canParse(text)
    ? new URL(text)
    : refuse('The address of a webhook is a URL such as https://chat.hospital.example/hooks/1.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    refuse('The address of a webhook begins with https:// (or http:// within the house).');
  if (url.username !== '' || url.password !== '') refuse('The address of a webhook carries no user name and no password.');
  const host = hostOf(url);
  if (isIP(host) !== 0 && !mayReach(host, url.protocol)) {
    refuse('Webhooks do not go there: link-local, metadata and multicast addresses are refused, and http:// beyond private addresses.');
  }
  return url;
}
