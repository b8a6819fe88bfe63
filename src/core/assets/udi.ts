/**
 * UDI-DI: the part of a unique device identification that names a model. GS1 gives a GTIN with a check digit (GS1
 * General Specifications 7.9), HIBCC a LIC and product number (ANSI/HIBC 2.6), ICCBA an ISBT 128 processor code.
 * A UDI-DI never tells one piece from another, and one whose check digit is wrong supports nothing.
 */
export type UdiReading =
  /** `value` without brackets and spaces, a GTIN with 14 digits. */
  | { readonly kind: 'valid'; readonly agency: 'gs1' | 'hibcc' | 'iccba'; readonly value: string }
  | { readonly kind: 'wrong-check-digit' }
  | { readonly kind: 'unreadable' };

export function readUdiDi(written: string): UdiReading {
  const text = written.trim().toUpperCase().replace(/\s/g, '');
  const digits = /^(?:\(01\))?(\d{8}|\d{12,14})$/.exec(text)?.[1];
  if (digits !== undefined) {
    return isGtin(digits) ? { kind: 'valid', agency: 'gs1', value: digits.padStart(14, '0') } : { kind: 'wrong-check-digit' };
  }
  // HIBC: flag +, four of the labeller, 1 to 18 of the product, unit of measure; the link character is not part of every print.
  if (/^\+?[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}\d[A-Z0-9]?$/.test(text) && (text.startsWith('+') || /\d/.test(text))) {
    return { kind: 'valid', agency: 'hibcc', value: text.replace(/^\+/, '') };
  }
  if (/^=\/[A-Z0-9]{5,20}$/.test(text)) return { kind: 'valid', agency: 'iccba', value: text };
  return { kind: 'unreadable' };
}

/** From the right without the check digit: weights 3, 1, 3, … */
function isGtin(digits: string): boolean {
  if (/^0+$/.test(digits)) return false;
  let sum = 0;
  for (let place = 2; place <= digits.length; place += 1) sum += Number(digits.at(-place)) * (place % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10 === Number(digits.at(-1));
}
