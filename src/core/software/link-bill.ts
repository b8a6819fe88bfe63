/**
 * Which assets a bill of materials is about. A bill describes a product; an asset is of that product when vendor and
 * model are the bill's supplier and name, and no version contradicts. Without a supplier the name alone would join
 * unlike things, so the version must then be the same. Names and versions compare folded; nothing is guessed.
 */
import { isPlaceholder, saysNothing } from '../assets/placeholder.ts';
import { foldName, type Localised } from '../kernel/text.ts';

export interface BillSubject {
  readonly name: string | null;
  readonly version: string | null;
  readonly supplier: string | null;
}

export interface AssetProduct {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly version: string | null;
}

/** `no-link` where they are not, or cannot be told to be, the same product. */
export type LinkRule = 'supplier-name-version' | 'supplier-name' | 'name-version' | 'no-link';

export function linkRuleOf(bill: BillSubject, product: AssetProduct): LinkRule {
  const name = meaning(bill.name);
  if (name === null || name !== meaning(product.model)) return 'no-link';
  const supplier = meaning(bill.supplier);
  const billVersion = versionOf(bill.version);
  const version = versionOf(product.version);
  if (supplier === null) return billVersion !== null && billVersion === version ? 'name-version' : 'no-link';
  if (supplier !== meaning(product.vendor)) return 'no-link';
  if (billVersion === null || version === null) return 'supplier-name';
  return billVersion === version ? 'supplier-name-version' : 'no-link';
}

/** What the page says of a link, with the bill's own words. */
export function explainLink(rule: Exclude<LinkRule, 'no-link'>, { name, version, supplier }: BillSubject): Localised {
  const [product, of, at] = [`“${name ?? ''}”`, `“${supplier ?? ''}”`, `“${version ?? ''}”`];
  switch (rule) {
    case 'supplier-name-version':
      return {
        en: `Vendor ${of}, model ${product} and version ${at} are those of the bill.`,
        nl: `Leverancier ${of}, model ${product} en versie ${at} zijn die van de stuklijst.`,
      };
    case 'supplier-name':
      return {
        en: `Vendor ${of} and model ${product} are those of the bill; ${version === null ? 'the bill names no version' : 'the version of the asset is not known'}.`,
        nl: `Leverancier ${of} en model ${product} zijn die van de stuklijst; ${version === null ? 'de stuklijst noemt geen versie' : 'de versie van het middel is niet bekend'}.`,
      };
    case 'name-version':
      return {
        en: `Model ${product} and version ${at} are those of the bill, which names no supplier.`,
        nl: `Model ${product} en versie ${at} zijn die van de stuklijst, die geen leverancier noemt.`,
      };
  }
}

/** Folded; null for nothing and for what only fills a field. */
function meaning(text: string | null): string | null {
  return text === null || isPlaceholder(text) ? null : foldName(text);
}

/** A version may be 1 or 11, which as a name would say nothing. */
function versionOf(text: string | null): string | null {
  return text === null || saysNothing(text) ? null : foldName(text);
}
