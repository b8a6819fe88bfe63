/** The hosts of one file's scanner exports: each is said once, and its coverage once per scanner, after all its items. */
import type { ImportedCoverage } from '#core/imports/imported-record.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';

/** Hosts of one file that are kept in memory. */
const hostsMax = 200_000;

export class ScannedHosts {
  private readonly latestByScanner = new Map<string, Map<string, Instant | null>>();
  private readonly known = new Set<string>();

  /**
   * Notes an item of the host; true at the first one.
   * @throws Problem file-too-large beyond 200,000 hosts.
   */
  see(assetKey: string, scanner: string, observedAt: Instant | null): boolean {
    const isNew = !this.known.has(assetKey);
    if (isNew && this.known.size >= hostsMax) {
      const detail = `The file names more than ${hostsMax} hosts. Split it by network or site and import the parts.`;
      throw new Problem('file-too-large', detail, { hostsMax });
    }
    if (isNew) this.known.add(assetKey);
    let latest = this.latestByScanner.get(scanner);
    if (latest === undefined) this.latestByScanner.set(scanner, (latest = new Map()));
    const before = latest.get(assetKey);
    if (before === undefined || before === null || (observedAt !== null && observedAt > before)) latest.set(assetKey, observedAt);
    return isNew;
  }

  *coverages(): Generator<ImportedCoverage> {
    for (const [scanner, latest] of this.latestByScanner) {
      for (const [assetKey, observedAt] of latest) {
        yield { kind: 'coverage', assetKey, observedAt, scanner, depth: 'unknown', checkSet: null, complete: true };
      }
    }
  }
}
