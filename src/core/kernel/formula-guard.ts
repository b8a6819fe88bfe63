/**
 * Cells of CSV that people open in a spreadsheet: what it would run as a formula is written as text, with an apostrophe before it
 * (OWASP: CSV injection). A text that has the apostrophe itself gets another, so that exactly what was written is read back.
 */
export function guardFormula(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** The text as it was before `guardFormula`. */
export function unguardFormula(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
