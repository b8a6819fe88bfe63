/**
 * Versions that a text leaves out: `!=3.0.1`, `<= 9.6 (excluding 9.4.2.6)`, "all versions other than 3.0", "not 3.0". Found
 * and cut from the rest, to be read as everything but these. A negation that is not wholly understood is reported as open:
 * read without its "not", a text says the opposite.
 */

const words =
  'not\\s+including|does\\s+not\\s+include|do\\s+not\\s+include|exclud(?:ing|es?)|excl\\.?|except(?:ing)?(?:\\s+for)?|with\\s+(?:the\\s+)?exception\\s+of|(?:other|different)\\s+(?:than|from)|(?:apart|aside)\\s+from|(?<=\\b(?:all|any|anything|everything)(?:\\s+versions?)?\\s+)but(?!\\s+not\\b)|(?:save|bar|besides|minus)(?:\\s+for)?(?=\\s+v?\\d)|behalve|uitgezonderd|met\\s+uitzondering\\s+van';
/** "up to but not including 3.0" is a bound. */
const untilBound =
  /(?:\b(?:up\s*to|prior\s+to|until|through|thru|before|to)|(?<=\d\S*\s*-))\s*,?\s*\(?\s*(?:(?:but|and)\s+)?(?:not\s+including|excluding)\)?\s*,?(?=\s*\S)/gi;
const versionHead =
  '(?:(?:the|all|any|every|alle|software|firmware|sw|fw|product|app|application)\\s+)*(?:(?:versions?|versies?|vers?\\.?|releases?|revisions?|rev\\.?|builds?)(?![a-z])[\\s:]*)?';
const signed = /(?:!=|≠|<>)\s*([^|,;<>!≠]*)/g;
const inBrackets = new RegExp(`\\(\\s*(?:but\\s+)?(?:${words}|not(?=\\s+${versionHead}v?\\d))\\s+([^()]*)\\)`, 'gi');
const trailing = new RegExp(`(?:^|(?<=[\\s,;|]))(?:but\\s+)?(?:${words}|(?:not|niet)(?=\\s+${versionHead}v?\\d))[\\s:]+(\\S.*)$`, 'i');
/** Where it is sold, and "or not", deny nothing. */
const denyNothing =
  /\bnot\s+(?:being\s+|currently\s+)?(?:sold|distributed|marketed|available|released|for\s+sale)\b|\bor\s+not\b|\bno\s+longer\b/gi;
const negation = new RegExp(
  `!|≠|<>|\\b(?:not|niet|nicht|neither|nor|never|non(?=-?\\s?v?\\d)|no(?=\\s+(?:v?\\d+\\.|other\\b|versions?\\b))|unaffected|unless|cannot|${words}|excluded|exclusive|exclusief)\\b`,
  'i',
);
const aboutVersions = new RegExp(
  `^\\s*${versionHead}(?:(?<=(?:version|release|revision|build|versie)s?[\\s:]*|\\brev\\.?\\s*|\\bver\\.?\\s*)\\S*\\d|(?<=(?:revision|version|release)s?\\s+|\\brev\\.?\\s+)[a-z]{1,2}\\b|[<>]=?\\s*v?\\d|v\\s?\\d|\\d+\\.[\\dx*]|\\d{1,2}(?![\\w-]))`,
  'i',
);

export interface TakenExclusions {
  /** What is left; empty where nothing but the exclusion was said. */
  readonly rest: string;
  /** Lists of versions as written, each left out. */
  readonly excluded: readonly string[];
}

/** Whether the text denies something, so that reading on without that word would turn it round. */
export function denies(text: string): boolean {
  return negation.test(text.replace(/\s+/g, ' ').replace(denyNothing, ' '));
}

/** "3.0.1", "software version 3.0.1", "Rev C"; not "Monitor 3". */
export function isAboutVersions(text: string): boolean {
  return aboutVersions.test(text.replace(/\s+/g, ' '));
}

/** @param text cleaned. */
export function takeExclusions(text: string): TakenExclusions {
  const excluded: string[] = [];
  const take = (_whole: string, list: string): string => {
    excluded.push(list.trim());
    return ' ';
  };
  const rest = text.replace(/\s+/g, ' ').replace(untilBound, ' < ').replace(signed, take).replace(inBrackets, take).replace(trailing, take);
  return { rest: tidied(rest), excluded };
}

/** The exclusion of versions in a product's name: what it leaves out, and the name without it. Null where the name has none. */
export function takeExclusionOfName(written: string): { readonly text: string; readonly list: string; readonly name: string } | null {
  const name = written.replace(/\s+/g, ' ');
  if (!denies(name)) return null;
  const found = inName.exec(name);
  const list = found?.[2]?.trim() ?? '';
  if (found === null || !isAboutVersions(list)) return null;
  const behind = found.index + found[0].length;
  return { text: (found[1] ?? '').trim(), list, name: `${name.slice(0, found.index)} ${name.slice(behind)}` };
}

const inName = new RegExp(
  `[\\s,;:(-]((?:(?:all|any|alle)\\s+)?(?:(?:versions?|versies?|releases?)\\s+)?(?<!\\b(?:up\\s*to|prior\\s+to|until|through|thru|before|to)\\s*,?\\s*\\(?\\s*(?:(?:but|and)\\s+)?)(?:${words}|not(?=\\s+${versionHead}v?\\d))\\s+([^;()]*))\\)?`,
  'i',
);

function tidied(text: string): string {
  const items = text.split('|').map((item) => item.replace(/\s+/g, ' ').trim());
  let rest = items.filter((item) => item !== '').join(' | ');
  while (/^[\s,;]/.test(rest)) rest = rest.slice(1);
  for (let end = hanging.exec(rest); end !== null; end = hanging.exec(rest)) rest = rest.slice(0, end.index);
  return /^(?:(?:all|any(?:thing)?|every(?:thing)?|alle|software|firmware|product) ?)*(?:versions?|releases?|versies)?$/i.test(rest)
    ? ''
    : rest;
}

const hanging = /(?:[\s,;|]|\b(?:but|and|or))$/i;
