/**
 * Identifiers: what in a source's statement can tell one thing from another, and what only looks as if it could.
 * A value that many devices carry ("To be filled by O.E.M.", 00:00:00:00:00:00, localhost) would melt them into
 * one, so it is refused here, before any rule sees it, with the reason kept for the reader.
 * Not here: which rule joins whom (`resolve-asset.ts`). A UDI-DI is no identifier: it names a model.
 * Follows IEEE 802 (bits of a MAC address), RFC 5952 (text of IPv6), RFC 1123 (host names).
 */
import type { AssetFacts } from '../imports/imported-record.ts';
import { foldName } from '../kernel/text.ts';
import { addressRefusal, normaliseAddress } from './address.ts';
import { isPlaceholder, isPlaceholderTag } from './placeholder.ts';

/** From strong to weak. */
export const identifierKinds = ['tag', 'serial', 'mac', 'host', 'ip'] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

export interface Identifier {
  readonly kind: IdentifierKind;
  /** serial: the vendor's folded name; host: the domain, '' = unknown; ip and tag: the source; mac: ''. */
  readonly scope: string;
  readonly value: string;
}

/** One text per identifier, for sets and maps. */
export function identifierKey(identifier: Identifier): string {
  return `${identifier.kind}\u001f${identifier.scope}\u001f${identifier.value}`;
}

export type RefusalReason =
  | 'placeholder'
  | 'no-vendor'
  | 'too-short'
  | 'malformed'
  | 'locally-administered'
  | 'multicast'
  | 'virtual-router'
  | 'generic-name'
  | 'address-like'
  | 'loopback'
  | 'unspecified'
  | 'link-local'
  | 'register-address';

export interface RefusedIdentifier {
  readonly kind: IdentifierKind;
  /** As written. */
  readonly value: string;
  readonly reason: RefusalReason;
}

export interface Identifiers {
  readonly usable: readonly Identifier[];
  readonly refused: readonly RefusedIdentifier[];
}

/**
 * What a statement can be recognised by. Order: strong to weak, then as written; no duplicates.
 * @param source the register or scanner that speaks; scopes asset numbers and addresses.
 * @param role a register's IP addresses are refused: the rule for addresses is about scans (an address is whose it was that day).
 */
export function identifiersOf(facts: AssetFacts, source: string, role: 'register' | 'discovery' = 'discovery'): Identifiers {
  const usable: Identifier[] = [];
  const refused: RefusedIdentifier[] = [];
  const take = (kind: IdentifierKind, written: string, read: Reading): void => {
    if ('reason' in read) refused.push({ kind, value: written, reason: read.reason });
    else if (!usable.some((one) => one.kind === kind && one.scope === read.scope && one.value === read.value)) {
      usable.push({ kind, scope: read.scope, value: read.value });
    }
  };
  if (facts.assetTag !== undefined) take('tag', facts.assetTag, readTag(facts.assetTag, source));
  if (facts.serialNumber !== undefined) take('serial', facts.serialNumber, readSerial(facts.serialNumber, facts.vendor));
  for (const address of facts.macAddresses ?? []) take('mac', address, readMac(address));
  if (facts.hostName !== undefined) take('host', facts.hostName, readHost(facts.hostName, facts.domain));
  for (const address of facts.ipAddresses ?? []) take('ip', address, readAddress(address, source, role));
  return { usable, refused };
}

type Reading = { readonly scope: string; readonly value: string } | { readonly reason: RefusalReason };

function readTag(written: string, source: string): Reading {
  return isPlaceholderTag(written) ? { reason: 'placeholder' } : { scope: source, value: foldName(written) };
}

function readSerial(written: string, vendor: string | undefined): Reading {
  if (isPlaceholder(written)) return { reason: 'placeholder' };
  const value = foldName(written).replace(/\s/gu, '');
  // Two characters are a counter of somebody's, not a manufacturer's number.
  if (value.length < 3) return { reason: 'too-short' };
  const scope = vendor === undefined || isPlaceholder(vendor) ? '' : foldVendor(vendor);
  return scope === '' ? { reason: 'no-vendor' } : { scope, value };
}

const legalForms =
  /(?: (?:inc|incorporated|ltd|limited|llc|corp|corporation|co|company|gmbh|ag|kg|kgaa|se|sa|nv|bv|ab|as|oy|plc|spa|srl|b v|n v|co kg))+$/u;

/** "Dell Inc." and "DELL" are one vendor: punctuation and the legal form go. Aliases (HP, Hewlett-Packard) are not guessed. */
export function foldVendor(vendor: string): string {
  const words = foldName(vendor)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words.replace(legalForms, '');
}

function readMac(written: string): Reading {
  const value = written.toLowerCase().replace(/[\s:.-]/gu, '');
  if (!/^[0-9a-f]{12}$/.test(value)) return { reason: isPlaceholder(written) ? 'placeholder' : 'malformed' };
  if (/^(.)\1{11}$/.test(value)) return { reason: 'placeholder' };
  const first = Number.parseInt(value.slice(0, 2), 16);
  if ((first & 0b01) !== 0) return { reason: 'multicast' };
  if ((first & 0b10) !== 0) return { reason: 'locally-administered' };
  // VRRP (RFC 9568) and HSRP addresses wander between routers by design.
  if (/^(00005e000[12]|00000c07ac|00000c9ff)/.test(value)) return { reason: 'virtual-router' };
  return { scope: '', value };
}

/** Names that come with the box: many devices have them, so they name none. */
const genericHosts = new Set(
  (
    'localhost host hostname computer mycomputer pc desktop laptop notebook server workstation client printer scanner camera ' +
    'router switch gateway firewall modem nas default device android iphone ipad ubuntu debian centos fedora kali linux windows ' +
    'win10 win11 raspberrypi raspberry openwrt admin administrator user guest test temp new broadcasthost ip6localhost'
  ).split(' '),
);
/** Suffixes that say "no domain": a work group, multicast DNS, a home router. */
const emptyDomains = new Set(['local', 'localdomain', 'localhost', 'lan', 'home', 'internal', 'workgroup', 'home.arpa', 'invalid']);

function readHost(written: string, domain: string | undefined): Reading {
  const name = foldName(written).replace(/\.+$/u, '');
  if (isPlaceholder(name)) return { reason: 'placeholder' };
  if (normaliseAddress(name) !== null) return { reason: 'address-like' };
  const dot = name.indexOf('.');
  const host = dot === -1 ? name : name.slice(0, dot);
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(host)) return { reason: 'malformed' };
  if (isPlaceholder(host)) return { reason: 'placeholder' };
  if (genericHosts.has(host.replace(/[-_]/gu, ''))) return { reason: 'generic-name' };
  // "ip-10-0-3-7", "dhcp_10_0_3_7": such a name follows the address, not the device.
  if (/(^|[^\d])\d{1,3}[-_]\d{1,3}[-_]\d{1,3}[-_]\d{1,3}$/u.test(host)) return { reason: 'address-like' };
  return { scope: readDomain(dot === -1 ? withoutHost(domain ?? '', host) : name.slice(dot + 1)), value: host };
}

/** Some sources write the full name where the domain belongs. */
function withoutHost(domain: string, host: string): string {
  const folded = foldName(domain);
  return folded.startsWith(`${host}.`) ? folded.slice(host.length + 1) : folded;
}

/** A domain without a dot is a NetBIOS work group: it cannot be compared with a DNS domain and counts as unknown. */
function readDomain(written: string): string {
  const domain = foldName(written).replace(/^\.+|\.+$/gu, '');
  return !domain.includes('.') || emptyDomains.has(domain) || isPlaceholder(domain) ? '' : domain;
}

function readAddress(written: string, source: string, role: 'register' | 'discovery'): Reading {
  const value = normaliseAddress(written);
  if (value === null) return { reason: isPlaceholder(written) ? 'placeholder' : 'malformed' };
  const refusal = addressRefusal(value);
  if (refusal !== null) return { reason: refusal };
  return role === 'register' ? { reason: 'register-address' } : { scope: source, value };
}
