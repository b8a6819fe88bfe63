/** What a questionnaire is called. */

/** In the reader's language, or in the first of the pack. */
export function packTitle({ title }: { readonly title: Readonly<Record<string, string>> }, language: string): string {
  return title[language] ?? Object.values(title)[0] ?? '';
}
