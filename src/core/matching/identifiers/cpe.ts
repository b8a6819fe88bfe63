/**
 * CPE names: parts, product key, and whether what two names say beside vendor, product and version can be true of one thing.
 * A name whose vendor or product is a wildcard names everything and so nothing (domain/medical-advisories.md 7). Not here:
 * versions (`versions/identifier-ranges.ts`), configurations (`applicability.ts`).
 * Followed: NISTIR 7695 (CPE 2.3 naming): formatted string binding, and the URI binding of CPE 2.2, which scanners still write.
 */

/** `*` is any, `-` is none; all in small letters, backslashes gone but for those that make a wildcard a plain character. */
export interface CpeName {
  readonly part: 'a' | 'o' | 'h';
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly update: string;
  readonly edition: string;
  readonly softwareEdition: string;
  readonly targetSoftware: string;
  readonly targetHardware: string;
  readonly other: string;
}

const longestName = 1_000;

/** Records repeat their names; what is more than this is forgotten and read again. */
const remembered = 20_000;
const memory = new Map<string, CpeName | null>();

/** Null where the text is no CPE name. */
export function parseCpe(text: string): CpeName | null {
  const known = memory.get(text);
  if (known !== undefined) return known;
  if (memory.size >= remembered) memory.clear();
  const name = readCpe(text);
  memory.set(text, name);
  return name;
}

function readCpe(text: string): CpeName | null {
  const written = text.trim().toLowerCase();
  if (written.length > longestName || /\s|\p{Cc}/u.test(written)) return null;
  return written.startsWith('cpe:2.3:') ? ofFormattedString(written) : written.startsWith('cpe:/') ? ofUri(written) : null;
}

function ofFormattedString(written: string): CpeName | null {
  const values = valuesOf(written.slice('cpe:2.3:'.length));
  if (values.length !== 11 || values.includes('')) return null;
  const [part, vendor, product, version, update, edition, , softwareEdition, targetSoftware, targetHardware, other] = values.map(plain);
  return nameOf(part, { vendor, product, version, update, edition, softwareEdition, targetSoftware, targetHardware, other });
}

/** A colon of a value has a backslash before it; most names have no backslash at all. */
function valuesOf(text: string): readonly string[] {
  if (!text.includes('\\')) return text.split(':');
  const values = text.match(/(?:[^:\\]|\\.)+/gu) ?? [];
  return values.join(':') === text ? values : [];
}

/** Backslashes before anything but a wildcard say nothing. */
function plain(value: string): string {
  return !value.includes('\\') ? value : value.replace(/\\([^*?])/gu, '$1');
}

function ofUri(written: string): CpeName | null {
  const values = written.slice('cpe:/'.length).split(':');
  if (values.length < 3 || values.length > 7) return null;
  const [part, vendor, product, version, update, edition] = values.map(decoded);
  // The URI binding packs what 2.3 added into the edition: ~edition~software edition~target software~target hardware~other.
  const packed = edition?.startsWith('~') === true ? edition.slice(1).split('~') : [edition];
  const [own, softwareEdition, targetSoftware, targetHardware, other] = packed;
  return nameOf(part, { vendor, product, version, update, edition: own, softwareEdition, targetSoftware, targetHardware, other });
}

/** `%01` and `%02` are the wildcards `?` and `*` of the URI binding. */
function decoded(value: string): string {
  return value.replace(/%([0-9a-f]{2})/gu, (_, digits: string) => {
    const letter = String.fromCharCode(Number.parseInt(digits, 16));
    return letter === '\u0001' ? '?' : letter === '\u0002' ? '*' : letter === '*' || letter === '?' ? `\\${letter}` : letter;
  });
}

type Values = { readonly [key in Exclude<keyof CpeName, 'part'>]: string | undefined };

function nameOf(part: string | undefined, values: Values): CpeName | null {
  if (part !== 'a' && part !== 'o' && part !== 'h') return null;
  const value = (key: keyof Values): string => (values[key] ?? '') || '*';
  return {
    part,
    vendor: value('vendor'),
    product: value('product'),
    version: value('version'),
    update: value('update'),
    edition: value('edition'),
    softwareEdition: value('softwareEdition'),
    targetSoftware: value('targetSoftware'),
    targetHardware: value('targetHardware'),
    other: value('other'),
  };
}

function isNaming(value: string): boolean {
  return value !== '-' && value !== 'null' && !((value.includes('*') || value.includes('?')) && /(?<!\\)[*?]/u.test(value));
}

/** `a:vendor:product`; null where one of them is a wildcard, holds one, or is none. */
export function productKeyOfCpe({ part, vendor, product }: CpeName): string | null {
  return isNaming(vendor) && isNaming(product) ? `${part}:${vendor}:${product}` : null;
}

/**
 * How what two names say beside vendor, product and version goes together: `same` where nothing of the one is left open by the
 * other, `open` where the device does not say what the criterion asks for, `other` where they say different things.
 */
export function compareEditions(device: CpeName, asked: CpeName): 'same' | 'open' | 'other' {
  let result: 'same' | 'open' = 'same';
  for (const key of ['edition', 'softwareEdition', 'targetSoftware', 'targetHardware', 'other'] as const) {
    const [own, wanted] = [device[key], asked[key]];
    if (wanted === '*' || own === wanted) continue;
    if (own === '*') result = 'open';
    // Nothing against something, or one thing against another.
    else return 'other';
  }
  return result;
}

/** Vendor and product for people: `internet_explorer` is "internet explorer". */
export function wordsOfCpe(value: string): string {
  return value.replace(/\\(.)/gu, '$1').replaceAll('_', ' ').trim();
}
