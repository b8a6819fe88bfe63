/**
 * Until when the maker supports a piece of software out of a bill of materials: its package URL or CPE names a product of
 * the public list, or its name one that the hospital stated itself, and its version lies within a cycle of it.
 * Packages that a distribution built (deb, rpm, apk, …) are not compared with the maker's list: the distribution repairs
 * them long after the maker stopped. Where two products go by one identifier, or no cycle fits, nothing is known.
 */
import { foldName } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import { parsePurl } from '../packages/purl.ts';
import type { ListedProduct } from './endoflife-list.ts';
import { isDistributed, packageIdentifier } from '../packages/package-identifier.ts';
import type { SupportCycle } from './support-cycle.ts';
import { cycleKeyOf, ownCyclesOf, ownProduct, withOwnCycles, type OwnStatement } from './support-facts.ts';

export interface PackageNamed {
  readonly name: string;
  /** As written beside the name; that of the package URL goes before it. */
  readonly version: string | null;
  readonly purl: string | null;
  readonly cpe: string | null;
}

export interface PackageEnd {
  /** Product and cycle, as people write them. */
  readonly title: string;
  readonly cycle: string;
  /** Last day of support; null: supported without a set end, or ended on a day nobody knows. */
  readonly endOn: Day | null;
}

interface PackageProduct {
  readonly title: string;
  readonly cycles: readonly SupportCycle[];
}

export interface PackageBook {
  /** null: several products go by it. */
  readonly byIdentifier: ReadonlyMap<string, PackageProduct | null>;
  /** Products that only the hospital knows, by folded name. */
  readonly byName: ReadonlyMap<string, PackageProduct>;
}

/** @param listed the newest word of the list on each product. @param own in order of time */
export function packageBookOf(listed: readonly ListedProduct[], own: readonly OwnStatement[]): PackageBook {
  const ownByProduct = ownCyclesOf(own, listed);
  const byIdentifier = new Map<string, PackageProduct | null>();
  for (const product of listed) {
    const { title } = product;
    const { cycles } = withOwnCycles(product, ownByProduct.get(product.product) ?? []);
    for (const identifier of new Set(product.packages))
      byIdentifier.set(identifier, byIdentifier.has(identifier) ? null : { title, cycles });
    ownByProduct.delete(product.product);
  }
  const byName = new Map(
    [...ownByProduct].map(([name, said]) => [name, { title: said.at(-1)?.product ?? name, ...ownProduct(name, said) }]),
  );
  return { byIdentifier, byName };
}

/** @returns null where nothing is known of it */
export function packageEnd({ name, version, purl, cpe }: PackageNamed, book: PackageBook): PackageEnd | null {
  const read = purl === null ? undefined : parsePurl(purl);
  if (read !== undefined && isDistributed(read)) return null;
  const product = productOf([purl, cpe], book) ?? book.byName.get(foldName(name)) ?? null;
  const written = read?.version ?? version;
  if (product === null || written === null) return null;
  const cycle = cycleOf(written, product.cycles);
  return cycle === null ? null : { title: product.title, cycle: cycle.cycle, endOn: cycle.endOn };
}

function productOf(texts: readonly (string | null)[], { byIdentifier }: PackageBook): PackageProduct | null {
  for (const text of texts) {
    const identifier = text === null ? null : packageIdentifier(text);
    const product = identifier === null ? null : (byIdentifier.get(identifier) ?? null);
    if (product !== null) return product;
  }
  return null;
}

/** The longest cycle that the version lies within: 3.11.4 in 3.11, not in 3 or 3.1. */
function cycleOf(version: string, cycles: readonly SupportCycle[]): SupportCycle | null {
  const plain = cycleKeyOf(version.replace(/^v(?=\d)/i, ''));
  const fits = cycles.filter(({ cycle }) => {
    const key = cycleKeyOf(cycle);
    return plain === key || (plain.startsWith(key) && !/[\da-z]/.test(plain.charAt(key.length)));
  });
  return fits.toSorted((left, right) => right.cycle.length - left.cycle.length)[0] ?? null;
}
