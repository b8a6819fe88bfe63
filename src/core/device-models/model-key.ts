/**
 * The key of a device model: vendor and model folded so far that only spelling is lost, never meaning. Case, accents,
 * marks (®, ™), legal forms, spaces and hyphens go, and the vendor where it is written into the model again; dots between
 * digits and a plus stay, because 2.1 is not 21 and X5+ is not X5. Brands that became one firm are not guessed: people
 * merge those.
 */
import { foldVendor } from '../assets/identifiers.ts';
import { saysNothing } from '../assets/placeholder.ts';
import { foldName } from '../kernel/text.ts';

/** Null where vendor or model is absent or says nothing. */
export function modelKeyOf(vendor: string | null | undefined, model: string | null | undefined): string | null {
  if (vendor === null || vendor === undefined || model === null || model === undefined) return null;
  if (saysNothing(vendor) || saysNothing(model)) return null;
  const vendorKey = foldVendor(vendor.replace(/[®™©]/gu, ''));
  const words = foldName(model.replace(/[®™©]/gu, ''))
    .replace(/(?<!\d)[.,]+|[.,]+(?!\d)|[^\p{L}\p{N}+.,]+/gu, ' ')
    .replaceAll(',', '.')
    .trim();
  const own = words.startsWith(`${vendorKey} `) ? words.slice(vendorKey.length + 1) : words;
  const modelKey = own.replaceAll(' ', '');
  return vendorKey === '' || modelKey === '' ? null : `${vendorKey}\u001f${modelKey}`;
}
