/**
 * "V60 Ventilator", "Spectrum V8": a V with a whole number is what a device is called where only its firm and words of the trade
 * stand beside it, and a version where something else says what it is. Source: names of ventilators in public advisories.
 */
import { otherForms } from './other-forms.ts';
import { segmentsOf } from './text.ts';
import { placesOfFirms } from './vendors.ts';
import { isTellingPiece } from './weighing.ts';
import { commonWords, editionWords } from './word-pack.ts';

/** @param text what could be a version. @param rest the name without it */
export function isTypeNumber(text: string, rest: string): boolean {
  if (!/^[vV]\d{1,3}$/.test(text.trim())) return false;
  const pieces = segmentsOf(rest);
  const firms = placesOfFirms(pieces);
  return !pieces.some(
    (piece, at) =>
      piece.text.length > 2 &&
      isTellingPiece(piece) &&
      !editionWords.has(piece.text) &&
      !otherForms(piece.text).some((form) => commonWords.has(form)) &&
      !firms.some(({ from, to }) => at >= from && at < to),
  );
}
