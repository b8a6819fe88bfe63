/**
 * What a cell of a sheet holds → the text that a table has there. Dates are numbers that only their format tells apart;
 * numbers come out in full, never as 1.2E+12, except those that a spreadsheet has already cut to 15 digits: these keep
 * the exponent, so that no identifier is made of them. Followed: ECMA-376 part 1, 18.3.1.4 (c), 18.8.30 (numFmt), 18.17.4 (dates).
 */

/** How the numbers of a style are to be read. `digits` is the length that zeros in front fill up to. */
export type NumberKind = { readonly kind: 'plain' } | { readonly kind: 'date' } | { readonly kind: 'digits'; readonly digits: number };

const plain: NumberKind = { kind: 'plain' };
const date: NumberKind = { kind: 'date' };

/** Of the formats without a code in the file: 14–22 and 45–47 everywhere, 27–36 and 50–58 in East Asian editions. */
export function builtInKind(formatId: number): NumberKind {
  const isDate = (from: number, to: number): boolean => formatId >= from && formatId <= to;
  return isDate(14, 22) || isDate(27, 36) || isDate(45, 47) || isDate(50, 58) ? date : plain;
}

export function kindOfFormat(code: string): NumberKind {
  const shown = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  if (/^0{2,}$/.test(shown)) return { kind: 'digits', digits: shown.length };
  return /[ymdhs]/i.test(shown.replace(/general/gi, '')) ? date : plain;
}

export function textOfNumber(written: string, kind: NumberKind, is1904: boolean): string {
  if (kind.kind === 'date') return textOfSerial(Number(written), is1904) ?? decimalText(written);
  const text = decimalText(written);
  return kind.kind === 'digits' && /^\d+$/.test(text) ? text.padStart(kind.digits, '0') : text;
}

/** What is not finite or not a number is given as written; the reader of its column judges it. */
function decimalText(written: string): string {
  if (/^-?\d{1,15}$/.test(written)) return written;
  const value = Number(written);
  if (!Number.isFinite(value) || written.trim() === '') return written;
  if (Math.abs(value) >= 1e15) return value.toExponential().replace('e', 'E');
  // Fifteen digits are what a spreadsheet keeps; the rest of 7.4000000000000004 is how doubles are written.
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/\.?0+$/, '') : text;
}

const msPerDay = 86_400_000;
const lastSerial = 2_958_465;

/** A day, a day with a time, or a time; undefined where the number is no date. 1900 had no 29 February, which is serial 60. */
function textOfSerial(serial: number, is1904: boolean): string | undefined {
  if (!(serial >= 0) || serial > lastSerial || (!is1904 && Math.floor(serial) === 60)) return undefined;
  const seconds = Math.round(serial * 86_400);
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, seconds < 60 * 86_400 ? 31 : 30);
  const text = new Date(epoch + seconds * 1000).toISOString();
  if (!is1904 && seconds < 86_400) return seconds === 0 ? undefined : text.slice(11, 19);
  return (seconds * 1000) % msPerDay === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}
