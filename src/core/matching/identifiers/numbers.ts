/**
 * Trade item numbers and serial numbers as they are compared. A GTIN of 8, 12 or 13 digits is the one of 14 with zeros before
 * it, and a UDI-DI of GS1 is a GTIN; one whose check digit is wrong is nobody's. Not here: model numbers (`model-numbers.ts`),
 * ranges of serial numbers (`versions/`).
 * Followed: GS1 General Specifications 7.9 (check digit) and 3 (application identifier 01); HIBC and ICCBBA labels begin with
 * `+` and `=` and are compared as they stand.
 */

/** `gtin:09506000140445`, `udi:+H123…`; null where the text is no such number. */
export function tradeItemKey(text: string): string | null {
  const written = text.trim().toUpperCase();
  if (/^[+=]/.test(written)) {
    const label = written.replace(/[^A-Z0-9+=/]/g, '');
    return label.length < 6 || label.length > 60 ? null : `udi:${label.split('/')[0] === '=' ? label : (label.split('/')[0] ?? label)}`;
  }
  // The whole code of a label: the device identifier stands behind (01), what follows is lot, date and serial number.
  const ofLabel = /^\(?01\)?\s*(\d{14})/.exec(written.replace(/[\s-]/g, ''))?.[1];
  const digits = ofLabel ?? written.replace(/[\s.-]/g, '');
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return null;
  const whole = digits.padStart(14, '0');
  return hasCheckDigit(whole) && /[1-9]/.test(whole) ? `gtin:${whole}` : null;
}

/** Threes and ones from the left of thirteen digits, to the next ten. */
function hasCheckDigit(digits: string): boolean {
  const sum = Array.from(digits.slice(0, 13)).reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === Number(digits[13]);
}

const fewestSerialLetters = 5;

/** Letters and digits of a serial number in capitals; null where too little to name one thing. */
export function serialKey(text: string): string | null {
  const letters = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  return letters.length < fewestSerialLetters || letters.length > 60 || !/\d/.test(letters) || /^0+$/.test(letters) ? null : letters;
}
