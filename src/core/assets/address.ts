/**
 * IP addresses as identifiers: one spelling per address (RFC 5952 for IPv6; an IPv4-mapped address is its IPv4),
 * and those that every device has. Not a network library: no prefixes, no routing.
 */

/** The address in its one spelling, without zone; null when the text is no address. */
export function normaliseAddress(written: string): string | null {
  const text = written
    .trim()
    .toLowerCase()
    .replace(/%.*$/u, '')
    .replace(/^\[(.*)\]$/u, '$1');
  return text.includes(':') ? normaliseV6(text) : normaliseV4(text);
}

function normaliseV4(text: string): string | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return null;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part <= 255) ? parts.join('.') : null;
}

function normaliseV6(text: string): string | null {
  const groups = groupsOf(text);
  if (groups === null) return null;
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  const { start, length } = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

/** The eight groups, or null. A dotted tail counts as two groups. */
function groupsOf(text: string): number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = [groupsOfHalf(halves[0] ?? ''), groupsOfHalf(halves[1] ?? '')];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : null;
  return missing < 1 ? null : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function groupsOfHalf(half: string): number[] | null {
  if (half === '') return [];
  const groups: number[] = [];
  const parts = half.split(':');
  for (const [index, part] of parts.entries()) {
    const dotted = index === parts.length - 1 ? normaliseV4(part) : null;
    if (dotted !== null) {
      const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-f]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (let index = 0; index <= groups.length; index += 1) {
    if (groups[index] === 0) continue;
    if (index - start > best.length) best = { start, length: index - start };
    start = index + 1;
  }
  return best;
}

/** Why a normalised address names no device; null when it may. */
export function addressRefusal(address: string): 'loopback' | 'unspecified' | 'link-local' | 'multicast' | 'placeholder' | null {
  if (address === '::' || address.startsWith('0.')) return 'unspecified';
  if (address === '::1' || address.startsWith('127.')) return 'loopback';
  if (address.startsWith('169.254.') || /^fe[89ab][0-9a-f]:/.test(address)) return 'link-local';
  if (address === '255.255.255.255') return 'placeholder';
  if (/^ff[0-9a-f]{2}:/.test(address) || /^(22[4-9]|23\d)\./.test(address)) return 'multicast';
  return null;
}
