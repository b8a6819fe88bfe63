/**
 * Under which flaw the observations of one asset are told: the best name of the flaw as which a scanner reported them, unless
 * a person set that scanner apart. Set apart means: as if the scanner had named no CVE. Its check is then a flaw of its own.
 * Files are never rewritten: an observation stays with the flaw its file named, and where it is told is worked out anew.
 */
import { checkName, type NameGroups } from './flaw-names.ts';

/** What one check of one scanner reported as one flaw of the asset. */
export interface ReportedCheck {
  readonly flawKey: string;
  readonly scanner: string;
  readonly nativeId: string;
}

/** "What this scanner reports under this flaw is another thing", where it holds for the asset. */
export interface SetApart {
  readonly flawKey: string;
  readonly scanner: string;
  /** Null: all its checks. */
  readonly nativeId: string | null;
}

/** The names of a flaw, the best first. */
export type NamesOf = NameGroups['namesOf'];

/** Whether what is reported of the flaw is set apart from it. */
export function isSetApart({ flawKey, scanner, nativeId }: ReportedCheck, apart: readonly SetApart[], namesOf: NamesOf): boolean {
  const names = namesOf(flawKey);
  return apart.some(
    (one) => one.scanner === scanner && (one.nativeId === null || one.nativeId === nativeId) && names.includes(one.flawKey),
  );
}

/**
 * @param checks all that is known of the asset
 * @param namesOf names that stand for a flaw somewhere
 * @returns the name of the flaw under which each is told, in their order. Any order of checks gives the same.
 */
export function placeChecks(checks: readonly ReportedCheck[], apart: readonly SetApart[], namesOf: NamesOf): string[] {
  const own = new Set(apart.flatMap((one) => namesSetApart(one, namesOf)));
  return checks.map((check) => {
    if (!isSetApart(check, apart, namesOf)) return bestOf(check.flawKey, own, namesOf);
    const name = checkName(check);
    // Set apart from a flaw that is called by this very check elsewhere, it keeps its name and the others take the next.
    return namesOf(check.flawKey).includes(name) ? name : bestOf(name, new Set(), namesOf);
  });
}

/** Of a flaw's names those of the very checks that are set apart, whether the asset has them or not: a flaw is not called by them. */
function namesSetApart({ flawKey, scanner, nativeId }: SetApart, namesOf: NamesOf): string[] {
  return namesOf(flawKey).filter((name) =>
    nativeId === null ? name.startsWith(checkName({ scanner, nativeId: '' })) : name === checkName({ scanner, nativeId }),
  );
}

function bestOf(flawKey: string, taken: ReadonlySet<string>, namesOf: NamesOf): string {
  return namesOf(flawKey).find((name) => !taken.has(name)) ?? flawKey;
}
