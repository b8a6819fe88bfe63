/**
 * The words of ranges, English and Dutch, put into signs, so that the clause parser reads one short language:
 * `<` `<=` `>` `>=` before a version, `⇓` (and all before it) and `⇑` (and all after it) behind one, `⇔` between two.
 */

const later = 'later|above|higher|newer|greater|up|upwards?|onwards?|after|beyond|nieuwer|hoger|verder';
const earlier = 'prior|earlier|below|lower|older|previous|preceding|under|before|down|ouder|eerder|lager';
const versions = '(?:\\s+(?:versions?|releases?|revisions?|builds?|versies)\\b)?';

const cleaning: readonly (readonly [RegExp, string])[] = [
  // Entities, some of them escaped twice, and signs of other keyboards.
  [/&amp;/gi, '&'],
  [/&lt;/gi, '<'],
  [/&gt;/gi, '>'],
  [/&le;|≤|⩽|=</g, '<='],
  [/&ge;|≥|⩾|=>/g, '>='],
  [/&nbsp;|[\u00a0\u200b\u2007\u202f]/gi, ' '],
  [/&quot;|[“”]/gi, '"'],
  [/[‐‑‒–—−]/g, '-'],
  [/<\s+=/g, '<='],
  [/>\s+=/g, '>='],
  [/([<>]=)\s*=+/g, '$1'],
  // Two spaces before a name: a comma was lost there.
  [/(?<=\w)\s{2,}(?=[A-Z])(?!(?:SP|R|P|FP|HF|Update|Upd|Hotfix|Patch|Build|Service)\b|(?:R|SP|P|HF|U)\d)/g, ', '],
  // Words joined by underscores: <=2023.3_Build_9342.
  [/_+/g, ' '],
  // "(including)" and "(excluding)" behind the ends of a range.
  [/\b(?:between\s+|from\s+)?(\S+)\s+\(including\)\s+(?:and|to|through|until)\s+(\S+)\s+\(excluding\)/gi, '>= $1 < $2'],
  // What is told of the versions, and a product's name before them: "are affected", "Tool: Versions 9.78".
  [/[\s;,(]+(?:only\s+affected|(?:are|is|may\s+be)\s+(?:also\s+)?(?:affected|vulnerable))(?:\s+(?:by|to)\b[^|<>]*)?\s*\)?\s*$/i, ''],
  [
    /^(?!serial|s\/n|sn\b|lot\b|part|model|udi|article|product id|build|hardware|hw\b)[a-z][^:<>|,;()]{1,60}:\s+(?=all\b|versions?\b|v?\d|prior\b|<|>)/i,
    '',
  ],
  [/\bversion\s+numbers?(?:\s+of)?\b/gi, 'version'],
  // Which date is meant is said by the date itself.
  [/\b(?:production|manufactur(?:e|ing)|build|release)\s+date\b[\s:]*/gi, ' '],
];

const steps: readonly (readonly [RegExp, string])[] = [
  // Behind a version. With "versions" in the middle too: "and all prior versions", "and versions prior".
  [
    new RegExp(
      `[,;]?\\s*(?:\\b(?:and|or|en|of)|&|/)\\s+(?:(?:all|any|alle)\\s+)?(?:(?:versions?|releases?|versies)\\s+)?(?:${earlier})${versions}(?!\\s+(?:to\\s|than\\s|v?\\d))`,
      'gi',
    ),
    ' ⇓ ',
  ],
  [
    new RegExp(
      `[,;]?\\s*(?:\\b(?:and|or|en|of)|&|/)\\s+(?:(?:all|any|alle)\\s+)?(?:(?:versions?|releases?|versies)\\s+)?(?:${later})${versions}(?!\\s+(?:to\\s|than\\s|v?\\d))`,
      'gi',
    ),
    ' ⇑ ',
  ],
  [new RegExp(`(?<=\\d\\S*)\\s+(?:${earlier})${versions}\\s*$`, 'gi'), ' ⇓ '],
  [/(?<=\d\S*)\s+(?:onwards?|upwards?)\b/gi, ' ⇑ '],
  [/(?<=\d[\w.]*)\+(?=\s|$|[,;|)])/g, ' ⇑ '],
  // Before a version.
  [/\b(?:up\s*to|through|thru|until|prior\s+to|before|earlier\s+than)\s*,?\s*(?:and|&)\s+including\b\s*,?/gi, ' <= '],
  [/\btot\s+en\s+met\b|\bt\/m\b/gi, ' <= '],
  [/\bup\s*to\s*,?\s*(?:\(?\s*but\s+)?(?:not\s+including|excluding)\)?\s*,?/gi, ' < '],
  [/\bbetween\s+(.+?)\s+and\s+/gi, ' >= $1 ⇔ '],
  [/\bprior\s+(?=(?:versions?\s+)?v?\d)/gi, ' < '],
  [/^(?:through|thru|to)\s+(?=v?\d)/i, ' <= '],
  [
    /\b(?:prior\s+to|previous\s+to|(?:earlier|older|lower|less|smaller)\s+than|(?:ouder|lager|eerder)\s+dan|before|preceding|below|under|v[oó][oó]r)\b/gi,
    ' < ',
  ],
  [/\b(?:(?:later|newer|higher|greater)\s+than|(?:nieuwer|hoger)\s+dan|after|above|na)\b(?=\s*\S*\d)/gi, ' > '],
  [/\b(?:starting|beginning)\s+(?:with|from|at)\b|\b(?:from|since|vanaf|van)\b/gi, ' >= '],
  [/\bup\s*to\b|\buntil\b/gi, ' <= '],
  [/\btot\b/gi, ' < '],
  [/\s(?:to|through|thru)\s/gi, ' ⇔ '],
  [/(?<=\d\S*|^[A-Za-z])\s+-\s+(?=\S*\d|[A-Za-z]$)/g, ' ⇔ '],
  [/\b(?:manufactured|produced|released?\s+(?=[<>])|built|shipped|dated|geproduceerd)\b/gi, ' '],
  // A list that lost its commas: 1.3.2 1.4.0 1.4.1.
  [/(?<=\d\.[\dx][\w.]*)\s+(?=[vr]?\d+\.[\dx])/gi, ' | '],
  [/(?<=\d\.\d[\w.]*)\s*\/\s*(?=[vr]?\d+\.\d)/gi, ' | '],
  // The model is the product, not its version: "6.x Model 35700".
  [/(?<=\d\.[\dx*]\S*),?\s+models?\s+(?:no\.?\s*|number\s*)?[\w-]*\d[\w-]*$/gi, ' '],
  // "All versions", "firmware versions", "software": said of every version, they say nothing.
  [
    /\b(?:all|any|alle|every)\s+(?:(?:bios|firmware|software|minor|product|system)\s+)?(?:versions?|releases?|revisions?|versies|devices?|apparaten)\b/gi,
    ' ',
  ],
  [/\b(?:all|any|alle)\b(?=\s*[<>])/gi, ' '],
  [/\bversions?\b(?=\s*[<>])/gi, ' '],
];

/** Entities, dashes, underscores and doubled signs made plain. */
export function cleanedText(text: string): string {
  let cleaned = text;
  for (const [sign, plain] of cleaning) cleaned = cleaned.replace(sign, plain);
  return cleaned.trim().replace(/^\(([^()]*)\)$/, '$1');
}

export function signsOf(text: string): string {
  let signs = cleanedText(text);
  for (const [phrase, sign] of steps) signs = signs.replace(phrase, sign);
  // "<= X ⇔ Y" of "up to X through Y" and ">= X <= Y" of "from X up to Y" are one range.
  return signs
    .replace(/⇔\s*(?:<=|>=)/g, '⇔')
    .replace(/<\s*<=/g, '<=')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether the text says "every version", or leaves it empty. */
export function saysAll(text: string): boolean {
  // "* (with option G28)" is every version of some devices only.
  if (/[<>]|\([^)]*\b(?:if|when|where|with|without|using|that|only|except|excluding|enabled|installed)\b/i.test(text)) return false;
  const words = cleanedText(text)
    .toLowerCase()
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^\p{L}\p{N}*?/-]+/gu, ' ')
    .trim();
  return (
    /^(?:\*|-|n\/a|unspecified|all|any|every|alle|)$/.test(words) ||
    /^(?:(?:software|firmware|hardware) )?(?:all|any|every|alle|\*)(?: (?:current|known|supported|previous|software|firmware|hardware|product|bios|system|released))* (?:versions?|releases?|revisions?|versies|devices?|models?|builds?|products?|editions?|variants?|configurations?)$/.test(
      words,
    ) ||
    /^(?:versions?|releases?) (?:\*|all|any)$/.test(words) ||
    /^vers ?[a-z]* ?\/ ?\*$/.test(words)
  );
}
