/** Network addresses in a cell: several in one, separated by anything; checked for form, written one way. Names no host. */

export interface ReadAddresses {
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

/** IPv4 (RFC 791) and IPv6 (RFC 4291); a prefix length or a zone after the address is left off. */
export function readIpAddresses(text: string): ReadAddresses {
  return readParts(text.split(/[\s,;|]+/), ipAddressOf);
}

/** EUI-48 in the usual writings (`00:1B:…`, `00-1b-…`, `001b.44…`, `001B44…`), given as `00:1b:…`. */
export function readMacAddresses(text: string): ReadAddresses {
  return readParts(text.split(/[\s,;|]+/), macAddressOf);
}

export function ipAddressOf(text: string): string | undefined {
  const address = text.replace(/^\[(.*)\]$/, '$1').replace(/(%[\w.-]+)?(\/\d{1,3})?$/, '');
  return isIpv4(address) || isIpv6(address) ? address.toLowerCase() : undefined;
}

function macAddressOf(text: string): string | undefined {
  const isMac = /^(?:[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}|[0-9a-f]{4}(?:[.:-][0-9a-f]{4}){2}|[0-9a-f]{6}-?[0-9a-f]{6})$/i.test(text);
  if (!isMac) return undefined;
  return text
    .replace(/[.:-]/g, '')
    .toLowerCase()
    .replace(/(..)(?=.)/g, '$1:');
}

function readParts(parts: readonly string[], read: (part: string) => string | undefined): ReadAddresses {
  const valid = new Set<string>();
  const invalid: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '-') continue;
    const address = read(part);
    if (address === undefined) invalid.push(part);
    else valid.add(address);
  }
  return { valid: [...valid], invalid };
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  // A leading zero is read as octal by some tools, so it is nobody's address here.
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  if (text.length > 45 || !text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const endsInIpv4 = last.includes('.');
  if (endsInIpv4 && !isIpv4(last)) return false;
  const hexadecimal = endsInIpv4 ? groups.slice(0, -1) : groups;
  if (!hexadecimal.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const count = hexadecimal.length + (endsInIpv4 ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}
