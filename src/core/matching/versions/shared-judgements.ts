/**
 * What a clause says of a version, worked out once for all products that write the clause and all lines that write the version:
 * advisories repeat a few thousand clauses, and registers a few hundred versions. Gives what `judgeVersion` gives.
 */
import { judgeVersion, type JudgeOptions, type VersionJudgement } from './judge-version.ts';
import type { DeviceVersion } from './read-device.ts';
import type { VersionClause } from './version-clause.ts';

export type JudgeVersion = (clauses: readonly VersionClause[], version: DeviceVersion, options?: JudgeOptions) => VersionJudgement;

/** More than this is not kept at once. */
const mostJudgements = 400_000;

type ByVersion = Map<number, VersionJudgement>;

/** Of one run: it turns to the version of one line after another. */
export class SharedVersionJudgements {
  /** What clauses that say the same have in common; null where a judgement hangs on more than version and clause. */
  readonly #byText = new Map<string, ByVersion>();
  readonly #byClauses = new Map<readonly VersionClause[], ByVersion | null>();
  readonly #versions = new Map<string, number>();
  #count = 0;

  /** @returns a number that versions have in common where all but the words of their lines is the same. */
  numberOf({ candidates, systems, isMissing }: DeviceVersion): number {
    const key = JSON.stringify([candidates, systems, isMissing]);
    const number = this.#versions.get(key) ?? this.#versions.size;
    this.#versions.set(key, number);
    return number;
  }

  /** @param number of the version that will be judged */
  judging(number: number): JudgeVersion {
    return (clauses, version, options) => {
      const known = this.#knownOf(clauses);
      const shared = known?.get(number);
      if (shared !== undefined) return shared;
      const judgement = judgeVersion(clauses, version, options);
      if (known !== null) this.#keep(known, number, judgement);
      return judgement;
    };
  }

  #knownOf(clauses: readonly VersionClause[]): ByVersion | null {
    const known = this.#byClauses.get(clauses);
    if (known !== undefined) return known;
    const shared = clauses.every(hangsOnVersionAlone) ? this.#sharedBy(JSON.stringify(clauses)) : null;
    this.#byClauses.set(clauses, shared);
    return shared;
  }

  #sharedBy(text: string): ByVersion {
    const known = this.#byText.get(text) ?? new Map<number, VersionJudgement>();
    this.#byText.set(text, known);
    return known;
  }

  #keep(known: ByVersion, number: number, judgement: VersionJudgement): void {
    if (this.#count >= mostJudgements) {
      for (const each of this.#byText.values()) each.clear();
      this.#count = 0;
    }
    this.#count += 1;
    known.set(number, judgement);
  }
}

/** Neither on the words of the line nor on the day of the advisory. */
function hangsOnVersionAlone(clause: VersionClause): boolean {
  switch (clause.kind) {
    case 'condition':
    case 'incomplete-date':
      return false;
    case 'exact':
      return clause.value.kind !== 'code' && clause.value.kind !== 'text';
    case 'any-of':
    case 'all-of':
      return clause.members.every(hangsOnVersionAlone);
    case 'not':
      return hangsOnVersionAlone(clause.member);
    case 'all':
    case 'interval':
    case 'letters':
    case 'operating-system':
    case 'unreadable':
      return true;
  }
}
