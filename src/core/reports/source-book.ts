/** The files a figure rests on: of each kind of source its metric leans on, the newest that was observed up to its day. */
import type { Day } from '../kernel/time.ts';
import type { SourceRole } from '../metrics/gates.ts';
import type { ReportSource } from './report-document.ts';
import type { SpokenFile } from './report-input.ts';

export class SourceBook {
  readonly #files: readonly SpokenFile[];
  readonly #used = new Map<string, ReportSource>();

  /** @param files oldest observation first */
  constructor(files: readonly SpokenFile[]) {
    this.#files = files;
  }

  /** @returns keys, those of the same role's files together; every source of a role speaks for itself */
  keysOf(roles: readonly SourceRole[], day: Day): string[] {
    const newest = new Map<string, SpokenFile>();
    for (const file of this.#files) {
      const speaks = roles.includes(file.role) || (file.role === 'scan' && roles.includes('discovery'));
      if (speaks && file.observedOn <= day) newest.set(`${file.role} ${file.source}`, file);
    }
    return [...new Set([...newest.values()].map((file) => this.#keyOf(file)))];
  }

  used(): ReportSource[] {
    return [...this.#used.values()];
  }

  #keyOf({ importId, source, role, file, digest, observedOn }: SpokenFile): string {
    const known = this.#used.get(importId);
    if (known === undefined) {
      const key = letters(this.#used.size);
      this.#used.set(importId, { key, importId, source, roles: [role], file, digest, observedOn });
      return key;
    }
    if (!known.roles.includes(role)) known.roles.push(role);
    return known.key;
  }
}

/** A … Z, AA, AB …: no digit, so that nobody takes it for the number of a figure. */
function letters(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
}
