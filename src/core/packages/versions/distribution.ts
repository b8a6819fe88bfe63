/**
 * The order of versions of packages that a distribution built: Debian and its kin, RPM, Alpine.
 * Followed: Debian Policy 5.6.12 and deb-version(7); rpm-version(7) with its `~` and `^`; apk-package(5).
 * Undefined: one of them is no version of the kind, or the two do not tell which is the newer.
 */
import { compareDigits, compareLists, compareText } from './segments.ts';

/** `[epoch:]upstream[-revision]`. */
export function compareDebian(left: string, right: string): number | undefined {
  const [one, other] = [readDebian(left), readDebian(right)];
  if (one === undefined || other === undefined) return undefined;
  return (
    compareDigits(one.epoch, other.epoch) ||
    compareRuns(one.upstream, other.upstream, debianWeight) ||
    compareRuns(one.revision, other.revision, debianWeight)
  );
}

function readDebian(text: string) {
  const { epoch, upstream, revision } =
    /^(?:(?<epoch>\d+):)?(?<upstream>[A-Za-z0-9.+~:-]*?[A-Za-z0-9.+~])(?:-(?<revision>[A-Za-z0-9.+~]+))?$/.exec(text)?.groups ?? {};
  return upstream === undefined ? undefined : { epoch: epoch ?? '0', upstream, revision: revision ?? '0' };
}

/** Before the end of the text (0) stands only the tilde; letters stand before everything else. */
function debianWeight(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}

type Run = readonly [other: string, digits: string];
const noRun: Run = ['', ''];

/** Runs of other characters and runs of digits take turns. */
function compareRuns(left: string, right: string, weightOf: (character: string | undefined) => number): number {
  const [one, other] = [runsOf(left), runsOf(right)];
  return compareLists(one, other, (mine = noRun, theirs = noRun) => {
    const order = compareLists(Array.from(mine[0]), Array.from(theirs[0]), (here, there) => weightOf(here) - weightOf(there));
    return order || compareDigits(mine[1], theirs[1]);
  });
}

function runsOf(text: string): Run[] {
  return [...text.matchAll(/(\D*)(\d*)/g)].map(([, other = '', digits = '']) => [other, digits] as const);
}

/** `[epoch:]version[-release]`. Where only one has a release, equal versions say nothing of which is the newer. */
export function compareRpm(left: string, right: string): number | undefined {
  const [one, other] = [readRpm(left), readRpm(right)];
  if (one === undefined || other === undefined) return undefined;
  const order = compareDigits(one.epoch, other.epoch) || compareRpmText(one.version, other.version);
  if (order !== 0 || one.release === other.release) return order;
  return one.release === null || other.release === null ? undefined : compareRpmText(one.release, other.release);
}

function readRpm(text: string) {
  const { epoch, version, release } = /^(?:(?<epoch>\d+):)?(?<version>[\w.+~^]+)(?:-(?<release>[\w.+~^]+))?$/.exec(text)?.groups ?? {};
  return version === undefined ? undefined : { epoch: epoch ?? '0', version, release: release ?? null };
}

/** Tilde is older than the end of the text, caret newer than it and older than anything else; a number is newer than letters. */
function compareRpmText(left: string, right: string): number {
  const pieces = (text: string): string[] => text.match(/\d+|[A-Za-z]+|[~^]/g) ?? [];
  return compareLists(pieces(left), pieces(right), (mine, theirs) => {
    const order = rpmWeight(mine) - rpmWeight(theirs);
    if (order !== 0 || mine === undefined || theirs === undefined) return order;
    return /^\d/.test(mine) ? compareDigits(mine, theirs) : compareText(mine, theirs);
  });
}

function rpmWeight(piece: string | undefined): number {
  if (piece === undefined) return 1;
  return piece === '~' ? 0 : piece === '^' ? 2 : /^\d/.test(piece) ? 4 : 3;
}

const alpineForm =
  /^(?<numbers>\d+(?:\.\d+)*)(?<letter>[a-z])?(?<suffixes>(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(?<hash>~[0-9a-f]+)?(?:-r(?<revision>\d+))?$/;
const alpineSuffixes = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];

/** `numbers[letter][_suffix…][-rN]`. */
export function compareAlpine(left: string, right: string): number | undefined {
  const [one, other] = [alpineForm.exec(left)?.groups, alpineForm.exec(right)?.groups];
  if (one === undefined || other === undefined) return undefined;
  const order =
    compareAlpineNumbers(one['numbers'] ?? '', other['numbers'] ?? '') ||
    compareText(one['letter'] ?? '', other['letter'] ?? '') ||
    compareLists(suffixesOf(one['suffixes']), suffixesOf(other['suffixes']), compareSuffixes);
  // A commit says which, not which is newer.
  if (order === 0 && one['hash'] !== other['hash']) return undefined;
  return (
    order ||
    compareDigits(one['revision'] ?? '', other['revision'] ?? '') ||
    (one['revision'] === undefined ? 0 : 1) - (other['revision'] === undefined ? 0 : 1)
  );
}

/** Behind the first point a number with a zero in front is a fraction: 1.05 is older than 1.1. */
function compareAlpineNumbers(left: string, right: string): number {
  const [[first = '', ...one], [second = '', ...other]] = [left.split('.'), right.split('.')];
  return (
    compareDigits(first, second) ||
    compareLists(one, other, (mine, theirs) => {
      if (mine === undefined || theirs === undefined) return mine === theirs ? 0 : mine === undefined ? -1 : 1;
      return mine.startsWith('0') || theirs.startsWith('0') ? compareText(mine, theirs) : compareDigits(mine, theirs);
    })
  );
}

interface AlpineSuffix {
  readonly word: string;
  readonly digits: string;
}

function suffixesOf(text: string | undefined): AlpineSuffix[] {
  return [...(text ?? '').matchAll(/_([a-z]+)(\d*)/g)].map(([, word = '', digits = '']) => ({ word, digits }));
}

function compareSuffixes(left: AlpineSuffix | undefined, right: AlpineSuffix | undefined): number {
  const none = { word: '', digits: '' };
  const [one, other] = [left ?? none, right ?? none];
  return alpineSuffixes.indexOf(one.word) - alpineSuffixes.indexOf(other.word) || compareDigits(one.digits, other.digits);
}
