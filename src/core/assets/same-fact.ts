/** Whether two sources mean the same where they write a fact in their own way. Not here: who is believed where they do not. */
import type { AssetFacts } from '../imports/imported-record.ts';
import { foldName } from '../kernel/text.ts';
import { foldVendor } from './identifiers.ts';

/** Equal after folding; MAC addresses with one in common; operating systems of which one is only less precise. */
export function doAgree(field: keyof AssetFacts, left: AssetFacts, right: AssetFacts): boolean {
  if (field === 'macAddresses') {
    const addresses = new Set((left.macAddresses ?? []).map(foldMac));
    return (right.macAddresses ?? []).some((address) => addresses.has(foldMac(address)));
  }
  const [one, other] = [comparable(field, left), comparable(field, right)];
  if (one === other || field !== 'operatingSystem') return one === other;
  const [few, many] = [one.split(' '), other.split(' ')].toSorted((a, b) => a.length - b.length);
  return few?.every((word) => many?.includes(word)) ?? false;
}

/** A text that is equal when two sources mean the same. */
export function comparable(field: keyof AssetFacts, facts: AssetFacts): string {
  const text = textOf(facts[field]);
  if (field === 'vendor') return foldVendor(text);
  if (field === 'hostName') return foldName(text).split('.')[0] ?? '';
  if (field === 'serialNumber') return foldName(text).replace(/\s/gu, '');
  if (field === 'macAddresses') return foldMac(text);
  return foldName(text);
}

function foldMac(address: string): string {
  return address.toLowerCase().replace(/[\s:.-]/gu, '');
}

export function textOf(value: AssetFacts[keyof AssetFacts]): string {
  return typeof value === 'object' ? value.join(', ') : value === undefined ? '' : String(value);
}
