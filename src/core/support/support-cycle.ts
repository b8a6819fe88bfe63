/**
 * Support cycles: until when a maker repairs a release of a product. From a public list (the JSON of endoflife.date) or
 * stated by the hospital itself, whose word goes first.
 * Not here: which cycle the words of a source mean (`match-cycle.ts`) or what follows for an asset (`support-facts.ts`).
 */
import type { Day } from '../kernel/time.ts';

export interface SupportCycle {
  /** Names the product within its source: `windows-server`. */
  readonly product: string;
  /** As people write it: `Microsoft Windows Server`; the names it goes by are matched word by word. */
  readonly title: string;
  /** Names the release within the product: `2012-r2`, `22.04`. */
  readonly cycle: string;
  /** As people write the release, its parts with hyphens; the same as `cycle` for nearly all (`xp-sp3` for Windows `5-sp3`). */
  readonly written: string;
  /** Full version or build of the last release, where the list tells: `10.0.19045`. */
  readonly latest: string | null;
  readonly codename: string | null;
  /** Last day of support for everybody; null = the maker has not said, and support goes on. */
  readonly endOn: Day | null;
  /** Ended, on a day that nobody knows. */
  readonly isEnded: boolean;
  /** Last day of support for those who pay for it. */
  readonly extendedEndOn: Day | null;
}

/** Every cycle of a product, newest first, as its source gives them. */
export interface SupportProduct {
  readonly product: string;
  /** Folded, each a sequence of words: `windows server`. */
  readonly names: readonly string[];
  readonly cycles: readonly SupportCycle[];
}
