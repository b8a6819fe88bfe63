/**
 * Small readings that every scanner report needs: addresses, host names, dates and stable names for sets of checks.
 * It only recognises; whether two hosts are one asset is decided in the core.
 */
import type { AssetFacts } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { defaultTimeZone, instantFromMilliseconds, instantOfWallClock, parseInstant } from '#core/kernel/time.ts';
import { advisoryNamesIn } from '#core/vulnerabilities/flaw-names.ts';

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

export function isIpAddress(text: string): boolean {
  return ipv4.test(text) || isIpv6(text);
}

/** RFC 4291, 2.2: eight groups, or fewer with one `::`; the last two may be written as IPv4. A zone (`%eth0`) may follow. */
function isIpv6(text: string): boolean {
  if (text.length > 60 || !text.includes(':')) return false;
  const halves = text.replace(/%\w+$/, '').split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const hasIpv4 = last.includes('.') && !text.endsWith('::');
  const plain = hasIpv4 ? groups.slice(0, -1) : groups;
  const count = plain.length + (hasIpv4 ? 2 : 0);
  const isCountRight = halves.length === 2 ? count < 8 : count === 8;
  return isCountRight && (!hasIpv4 || ipv4.test(last)) && plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
}

/** Every MAC address in a text, as written, each once. */
export function macAddressesIn(text: string): string[] {
  return [...new Set(text.match(/\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/gi) ?? [])];
}

/**
 * `ws-12.ziekenhuis.example` → host name and domain; a bare name gives no domain. Undefined for addresses and for
 * anything that is no host name, so that an address never becomes a name.
 */
export function hostNameFacts(name: string): Pick<AssetFacts, 'hostName' | 'domain'> | undefined {
  const trimmed = name.trim().replace(/\.$/, '');
  if (trimmed === '' || trimmed.length > 253 || isIpAddress(trimmed) || !/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(trimmed)) return undefined;
  const dot = trimmed.indexOf('.');
  return dot === -1 ? { hostName: trimmed } : { hostName: trimmed.slice(0, dot), domain: trimmed.slice(dot + 1) };
}

/** Seconds since 1970 as text; undefined when it is none, zero, or later than the year 2100. */
export function instantOfUnixSeconds(text: string | undefined): Instant | undefined {
  if (text === undefined || !/^\d{1,10}$/.test(text.trim())) return undefined;
  const seconds = Number(text);
  return seconds > 0 && seconds < 4_102_444_800 ? instantFromMilliseconds(seconds * 1000) : undefined;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Dates as scanners write them: ISO 8601 with an offset, or `Sat Mar 29 11:46:56 2014` on the scanner's own clock, which is read in `timeZone`. */
export function instantOfScannerDate(
  text: string,
  timeZone: string = defaultTimeZone,
): { readonly at: Instant; readonly isZoneAssumed: boolean } | undefined {
  const exact = parseInstant(text.trim());
  if (exact !== undefined) return { at: exact, isZoneAssumed: false };
  const [, month, day, time, year] = /^\w{3} (\w{3}) {1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2}) (\d{4})$/.exec(text.trim()) ?? [];
  if (month === undefined || day === undefined || time === undefined || year === undefined) return undefined;
  const monthNumber = String(months.indexOf(month) + 1).padStart(2, '0');
  const at = instantOfWallClock(`${year}-${monthNumber}-${day.padStart(2, '0')}T${time}`, timeZone);
  return at === undefined ? undefined : { at, isZoneAssumed: true };
}

/** FNV-1a, 32 bits, as 8 hexadecimal digits: a short stable name for a text, not a digest. */
export function fingerprintOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Upper-cased CVE identifiers among the texts, each once, in their order. */
export function cveIdsIn(texts: readonly string[]): string[] {
  const ids = texts.map((text) => text.trim().toUpperCase()).filter((text) => /^CVE-\d{4}-\d{4,}$/.test(text));
  return [...new Set(ids)];
}

/** The public ids other than CVEs among what names one flaw; none where several CVEs show that it is more than one. */
export function aliasesIn(texts: readonly string[], cveIds: readonly string[]): { readonly aliases?: readonly string[] } {
  const aliases = cveIds.length > 1 ? [] : advisoryNamesIn(texts);
  return aliases.length === 0 ? {} : { aliases };
}

/** A CVSS base score, 0.1 to 10; 0 stands for "not scored" in scanners' reports. */
export function scoreOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*\d{1,2}(\.\d+)?\s*$/.test(text)) return undefined;
  const score = Number(text);
  return score > 0 && score <= 10 ? score : undefined;
}

/** A port number; 0 is how scanners write "the host itself". */
export function portOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}
