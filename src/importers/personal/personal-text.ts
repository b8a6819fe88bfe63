/** Text that may be kept of a file about people must name no person: an address of mail, a telephone or citizen number is refused. */

/** True for an address of mail, and for a number so long that it is somebody's (a BSN has 9 digits, a telephone number 10). */
export function looksLikePerson(text: string): boolean {
  if (/[^\s@]@[^\s@]/.test(text)) return true;
  return /(?:\d[ .()/-]{0,2}){9,}/.test(text.replace(/\b(?:19|20)\d{2}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?/g, ' '));
}
