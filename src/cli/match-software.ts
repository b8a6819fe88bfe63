/**
 * The lines of an inventory that name packages, beside advisories about packages, as rows of the same kind as those of names: what a package
 * URL says stands above what a name or a CPE says of the same document.
 */
import type { Advisory } from '#core/advisories/advisory.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import { indexPackages, matchPackages, type PackageMatch } from '#core/matching/packages/match-packages.ts';
import { parsePurl } from '#core/packages/purl.ts';
import type { ShownMatch } from './match-table.ts';

/** A part is not named as a device is: only its identifiers lead anywhere. */
export function namedLine(line: InventoryLine): InventoryLine {
  return isPart(line) ? { ...line, vendor: null, product: null, description: null } : line;
}

function isPart({ partOf }: InventoryLine): boolean {
  return (partOf ?? null) !== null;
}

export class SoftwareMatches {
  private readonly byLine = new Map<string, readonly PackageMatch[]>();

  constructor(lines: readonly InventoryLine[], advisories: readonly Advisory[]) {
    const index = indexPackages(advisories);
    for (const { id, purl = null, version, partOf = null } of lines) {
      if (purl === null) continue;
      const within = partOf !== null && parsePurl(partOf) !== undefined ? partOf : null;
      const found = matchPackages([{ id, purl, version, within }], index);
      if (found.length > 0) this.byLine.set(id, found);
    }
  }

  /** @param named what names and other identifiers lead to; all of one line. */
  join(id: string, named: readonly ShownMatch[]): readonly ShownMatch[] {
    const own = this.byLine.get(id);
    if (own === undefined) return named;
    const documents = new Set(own.map(({ document }) => document));
    return [...own.map(shownMatch), ...named.filter(({ document }) => !documents.has(document))].toSorted(
      (left, right) => right.probability - left.probability || compareCodePoints(left.document, right.document),
    );
  }

  /** Lines of which no name led anywhere. */
  without(told: ReadonlySet<string>): readonly string[] {
    return [...this.byLine.keys()].filter((id) => !told.has(id));
  }
}

/** Nobody answers for packages: they have identifiers. */
function shownMatch({ advisory, ...match }: PackageMatch): ShownMatch {
  return { ...match, deviceKey: null, productKey: null, isDenied: false, origin: { advisory } };
}
