/**
 * Placeholders: what people and firmware write where they have nothing to write. Compared by letters and digits
 * only, so `N/A`, `n.a.` and `NA` are one. Not here: names that mean something but name no single device
 * (`identifiers.ts`, generic host names).
 */
import { foldName } from '../kernel/text.ts';

const words = [
  // English
  'na, n a, none, null, nil, nan, unknown, unk, undefined, unspecified, unavailable, unassigned, empty, blank, missing, invalid, error',
  'not applicable, not available, not known, not specified, not set, not present, not provided, not defined, no serial, no serial number',
  'no name, no asset tag, tbd, tba, tbc, to be determined, to be defined, todo, test, dummy, sample, example, various, multiple, see label, see sticker',
  // Dutch
  'nvt, nb, onbekend, onb, geen, leeg, niet van toepassing, niet bekend, niet beschikbaar, niet ingevuld, niet aanwezig, ntb, nader te bepalen',
  'nog in te vullen, volgt, zie label, zie sticker, zie typeplaat, geen serienummer, geen naam, divers, diverse, ontbreekt',
  // What firmware makers ship
  'to be filled by oem, to be filled by o e m, filled by oem, oem, default, default string, system serial number, serial number, serialnumber, serienummer',
  'chassis serial number, base board serial number, board serial number, system manufacturer, system product name, system version, asset tag',
  'no asset information, asset, tag, sn, serial, eval, 0123456789, 123456789, 1234567890, 12345678, 1234567, 123456, 12345, 1234, 123, abc, abc123, abcd1234',
].flatMap((line) => line.split(', ').map(compactOf));

const placeholders = new Set(words);

/** A spreadsheet's own error in place of a value, English and Dutch. */
const spreadsheetError = /^#(n\/?[ab]|ref!|verw!|value!|waarde!|name\?|naam\?|null!|leeg!|num!|getal!|div\/0!|deel\/0!)$/u;

/**
 * The same for a register's own number: there 7, 111 and 1234 are ordinary (a register that counts reaches them),
 * so up to five digits only zeros say nothing.
 */
export function isPlaceholderTag(written: string): boolean {
  const compact = compactOf(written);
  return /^\d{1,5}$/.test(compact) ? /^0+$/.test(compact) : isPlaceholder(written);
}

/** True when the text says nothing: empty, dashes, one character repeated, or one of the known fillers. */
export function isPlaceholder(written: string): boolean {
  const compact = compactOf(written);
  return compact === '' || /^(.)\1*$/su.test(compact) || placeholders.has(compact) || spreadsheetError.test(foldName(written));
}

/** True of a fact that only fills a cell (`N/A`, `onbekend`, `-`). Numbers are kept: a version may be 1 and a department 3. */
export function saysNothing(written: string): boolean {
  const compact = compactOf(written);
  return compact === '' || (placeholders.has(compact) && !/^\d+$/.test(compact)) || spreadsheetError.test(foldName(written));
}

function compactOf(text: string): string {
  return foldName(text).replace(/[^\p{L}\p{N}]+/gu, '');
}
