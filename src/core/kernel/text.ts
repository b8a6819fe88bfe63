/**
 * Text in two languages, folding of names, and the characters that are refused everywhere.
 * Folding is the only way names compare; the store keeps a folded column written by this same function
 * (design.md 1: never `lower()` or ILIKE).
 */
export type Language = 'en' | 'nl';
export type Localised = Readonly<Record<Language, string>>;

/** NFKD, without combining marks, lower case, runs of white space as one space. Idempotent. */
export function foldName(text: string): string {
  // Nearly every name is plain ASCII, where decomposing changes nothing; imports fold hundreds of thousands.
  if (/^[\u0020-\u007e]*$/.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim();
  const decomposed = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return decomposed
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** NUL and lone surrogates cannot be stored; a value that has one is refused at import. */
export function hasForbiddenCharacters(text: string): boolean {
  return text.includes('\u0000') || !text.isWellFormed();
}

/** Orders by Unicode code point, as COLLATE "C" does over UTF-8; JavaScript's `<` orders by UTF-16 unit. */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    const aIsSurrogate = a >= 0xd800 && a <= 0xdfff;
    const bIsSurrogate = b >= 0xd800 && b <= 0xdfff;
    // A surrogate pair is above every BMP character, also above U+E000..U+FFFF whose units are larger.
    if (aIsSurrogate !== bIsSurrogate) return aIsSurrogate ? 1 : -1;
    return a < b ? -1 : 1;
  }
  return Math.sign(left.length - right.length);
}
