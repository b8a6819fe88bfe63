/** One record in full: JSON as it is, or indented words for people. */
import { exitCodes, type CommandInput } from '#contract/define-command.ts';
import { cellText } from './list-records.ts';

export function printDetail(input: CommandInput, detail: Readonly<Record<string, unknown>>): number {
  const { output } = input;
  if (output.isJson) {
    output.answer(JSON.stringify(detail));
    return exitCodes.complete;
  }
  for (const [name, value] of Object.entries(detail)) printPart(input, name, value, '');
  return exitCodes.complete;
}

function printPart(input: CommandInput, name: string, value: unknown, indent: string): void {
  const { output } = input;
  if (Array.isArray(value)) {
    output.answer(`${indent}${name}${value.length === 0 ? ': –' : ''}`);
    for (const item of value) output.answer(`${indent}  - ${lineOf(item, output.language)}`);
  } else if (typeof value === 'object' && value !== null && localisedIn(value, output.language) === undefined) {
    output.answer(`${indent}${name}`);
    for (const [key, part] of Object.entries(value)) printPart(input, key, part, `${indent}  `);
  } else output.answer(`${indent}${name}: ${lineOf(value, output.language)}`);
}

/** `{en, nl}` in the reader's language; other objects as `name value` pairs on one line. */
function lineOf(value: unknown, language: 'en' | 'nl'): string {
  if (typeof value !== 'object' || value === null) return cellText(value, language);
  if (Array.isArray(value)) return value.map((item) => lineOf(item, language)).join('; ');
  return localisedIn(value, language) ?? partsOf(value, language);
}

function localisedIn(value: object, language: 'en' | 'nl'): string | undefined {
  const text = Object.keys(value).length === 2 && 'en' in value && 'nl' in value ? value[language] : undefined;
  return typeof text === 'string' ? text : undefined;
}

function partsOf(value: object, language: 'en' | 'nl'): string {
  return Object.entries(value)
    .filter(([, part]) => part !== null)
    .map(([key, part]) => `${key} ${lineOf(part, language)}`)
    .join(', ');
}
