/**
 * The order of versions in the registries of RubyGems and NuGet, and of plain numbers between points.
 * Followed: RubyGems `Gem::Version`; NuGet "package versioning" (SemVer 2.0 with a fourth number and without regard to capitals).
 */
import { compareDigits, compareLists, compareText, isDigits } from './segments.ts';

const gemForm = /^\d+(?:\.[0-9a-z]+)*(?:-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i;
/** What bills write behind the version, and what is no part of it. */
const gemPlatform = /-(?:java|jruby|ruby|x86|x64|arm|aarch64|universal|mingw|mswin|linux|darwin)(?![a-z]).*$/i;

export function compareGem(left: string, right: string): number | undefined {
  const [one, other] = [left, right].map((text) => text.replace(gemPlatform, '')) as [string, string];
  if (!gemForm.test(one) || !gemForm.test(other)) return undefined;
  return compareLists(gemPieces(one), gemPieces(other), (mine = '0', theirs = '0') => {
    if (isDigits(mine) !== isDigits(theirs)) return isDigits(mine) ? 1 : -1;
    return isDigits(mine) ? compareDigits(mine, theirs) : compareText(mine, theirs);
  });
}

/** Zeros at the end of the numbers and at the end of all say nothing. */
function gemPieces(text: string): string[] {
  const pieces = text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? [];
  const wordAt = pieces.findIndex((piece) => !isDigits(piece));
  const numbers = wordAt < 0 ? pieces : pieces.slice(0, wordAt);
  return [...withoutZeros(numbers), ...withoutZeros(pieces.slice(numbers.length))];
}

function withoutZeros(pieces: readonly string[]): readonly string[] {
  return pieces.slice(0, pieces.findLastIndex((piece) => !/^0+$/.test(piece)) + 1);
}

export function compareNuget(left: string, right: string): number | undefined {
  const [one, other] = [readNuget(left), readNuget(right)];
  if (one === undefined || other === undefined) return undefined;
  return (
    compareLists(one.numbers, other.numbers, (mine = '0', theirs = '0') => compareDigits(mine, theirs)) ||
    comparePreview(one.preview, other.preview)
  );
}

function readNuget(text: string) {
  const { numbers, preview } =
    /^(?<numbers>\d+(?:\.\d+){0,3})(?:-(?<preview>[0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z.-]*)?$/i.exec(text)?.groups ?? {};
  return numbers === undefined ? undefined : { numbers: numbers.split('.'), preview: preview?.toLowerCase().split('.') ?? null };
}

function comparePreview(left: readonly string[] | null, right: readonly string[] | null): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
  return compareLists(left, right, (mine, theirs) => {
    if (mine === undefined || theirs === undefined) return mine === undefined ? -1 : 1;
    if (isDigits(mine) !== isDigits(theirs)) return isDigits(mine) ? -1 : 1;
    return isDigits(mine) ? compareDigits(mine, theirs) : compareText(mine, theirs);
  });
}

/** Numbers between points, as many as there are; those that are missing are 0. Anything else has no order here. */
export function compareDotted(left: string, right: string): number | undefined {
  const form = /^\d+(?:\.\d+)*$/;
  if (!form.test(left) || !form.test(right)) return undefined;
  return compareLists(left.split('.'), right.split('.'), (mine = '0', theirs = '0') => compareDigits(mine, theirs));
}
