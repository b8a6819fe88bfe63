/**
 * The ways a written product name calls things: lists, slashes, ranges and brackets taken apart. See `advisory-names.ts`.
 */
import { segmentsOf, type Segment } from './text.ts';
import { isTellingPiece } from './weighing.ts';

/** Stands where a dash between two type codes means all between. */
export const rangeSign = 'through';

/** "MP20-MP90" and "MX400-850": a dash between type codes of one kind means all between. */
function rangedText(text: string): string {
  return text.replace(
    /\b(?<letters>\p{L}{1,5})(?<low>\d{1,4})\s?[-–]\s?(?:\k<letters>)?(?<high>\d{1,4})\b/gu,
    `$<letters>$<low> ${rangeSign} $<letters>$<high>`,
  );
}

/** Every way of calling that a written name holds. */
export function callings(written: string): Segment[][] {
  const bare = written.replace(/\([^()]*\)?/gu, ' ').replace(/\)/gu, ' ');
  const wholes = bare.split(/\s+\/\s+|\s*;\s*/u).filter((part) => part.trim() !== '');
  const listed = wholes.length > 1 ? wholes : (listedNames(bare) ?? wholes);
  const expanded = (listed.length > 0 ? listed : [written]).flatMap((part) => expandLists(part));
  const all = [...expanded, ...(listed.length > 1 ? [bare] : []), ...abbreviationsIn(written), ...expanded.flatMap(withoutAccessory)]
    .map((text) => segmentsOf(rangedText(text)))
    .filter((segments) => segments.length > 0);
  const seen = new Set<string>();
  return all.filter((segments) => {
    const key = segments.map((segment) => segment.text).join(' ');
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** "Patient Information Center iX (PICiX)" is called PICiX too; two letters are too few to be called by. */
function abbreviationsIn(written: string): string[] {
  const inBrackets = [...written.matchAll(/\(([^()]*)\)/gu)].map((match) => (match[1] ?? '').trim());
  return inBrackets.filter((text) => /^[\p{L}\p{N}-]{3,12}$/u.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) >= 2);
}

/** "SpaceStation with SpaceCom 2" is found under SpaceStation; what is left has to name something. */
function withoutAccessory(text: string): string[] {
  const [head = '', ...tail] = text.split(/\s+with\s+/iu);
  return tail.length > 0 && segmentsOf(head).some(isTellingPiece) ? [head] : [];
}

const mostCallings = 24;

/** "Accent/Anthem" → two names; "MX800/700/600" → three; "TC10 TC20 TC30" → three; "PET/CT" stays one. */
function expandLists(text: string): string[] {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  let results: string[][] = [[]];
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    const { taken, codes } = modelRun(words, at);
    const options = codes.length > 1 ? codes : slashOptions(word);
    at += codes.length > 1 ? taken : 1;
    results = results.flatMap((before) => options.map((option) => [...before, option])).slice(0, mostCallings);
  }
  return results.map((result) => result.join(' '));
}

/**
 * Names of several products with commas between them ("Infusor, Infusor XL and Infusor Link"), each by itself; null where the
 * commas part type codes of one product, or nothing that could be a name.
 */
function listedNames(text: string): string[] | null {
  const again = familyAgain(text);
  if (again !== null) return again;
  if (!text.includes(',')) return null;
  const items = text.split(/,\s*(?:and\s+|or\s+|&\s*)?|\s+(?:and|or|&)\s+/u).map((item) => item.trim());
  const areNames = items.length > 1 && items.every((item) => /\p{L}{3,}/u.test(item) && !codeLike.test(item));
  return areNames ? items : null;
}

/** "Kestrel monitors MX100, MX400 and Kestrel X3": the family's name begins anew behind "and". */
function familyAgain(text: string): string[] | null {
  const family = /^\p{L}{4,}/u.exec(text.trim())?.[0];
  if (family === undefined || !text.includes(family, text.indexOf(family) + 1)) return null;
  const at = text.search(new RegExp(`(?:,\\s*|\\s)(?:and|or|&)\\s+${family}\\b`, 'u'));
  return at <= 0 ? null : [text.slice(0, at), text.slice(at).replace(/^[,\s]*(?:and|or|&)\s+/u, '')];
}

const codeLike = /^\p{L}{0,6}-?\d{1,5}\p{L}{0,2}(?:\s?[-–]\s?\p{L}{0,6}\d{1,5}\p{L}{0,2})?$/u;
const listWord = /^(?:and|or|&|en|of)$/u;

/**
 * Type codes that follow each other: of one shape, or of any with commas and "and" between them ("MX100, MX400-MX850, and
 * MP2-MP90"). The result is how many words they take, and each code.
 */
function modelRun(words: readonly string[], from: number): { readonly taken: number; readonly codes: readonly string[] } {
  const codes: string[] = [];
  let at = from;
  while (at < words.length) {
    const separated = codes.length > 0 && ((words[at - 1] ?? '').endsWith(',') || listWord.test(words[at] ?? ''));
    const place = separated && listWord.test(words[at] ?? '') ? at + 1 : at;
    const code = (words[place] ?? '').replace(/,$/u, '');
    if (!codeLike.test(code) || !/\p{L}|\d{3}/u.test(code)) break;
    if (codes.length > 0 && !separated && shapeOf(code) !== shapeOf(codes.at(-1) ?? '')) break;
    if (codes.length > 0 && !separated && shapeOf(code) === null) break;
    codes.push(code);
    at = place + 1;
  }
  return { taken: at - from, codes };
}

function shapeOf(word: string): string | null {
  const match = /^(?<letters>\p{L}{1,5}-?)(?<digits>\d{1,5})\p{L}?,?$/u.exec(word);
  return match?.groups === undefined ? null : `${match.groups['letters'] ?? ''}${String((match.groups['digits'] ?? '').length)}`;
}

function slashOptions(word: string): string[] {
  const parts = word.split('/').filter((part) => part !== '');
  if (parts.length < 2) return [word];
  // Two short abbreviations are one thing with two functions: PET/CT, SPECT/CT, RIS/PACS.
  if (parts.every((part) => /^\p{Lu}{1,5}$/u.test(part))) return [word];
  const head = /^(?<letters>\p{L}+-?)\d/u.exec(parts[0] ?? '')?.groups?.['letters'];
  return parts.map((part) => (head !== undefined && /^\d/u.test(part) ? `${head}${part}` : part));
}
