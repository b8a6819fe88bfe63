/** Dutch of what is said of matches and of the answers to them. */
import type { Sentence } from './sentences.ts';

export const matchingSentences: readonly Sentence[] = [
  ['Nothing asks this question now.', 'Niets stelt deze vraag nu.'],
  ['There is no such answer in the book.', 'Zo’n antwoord staat niet in het boek.'],
  ['This answer was taken back before.', 'Dit antwoord is al eerder ingetrokken.'],
  ['The body holds no answer; write one JSON object per line.', 'De inhoud bevat geen antwoord; schrijf één JSON-object per regel.'],
  [
    'The body is over {} bytes; hand in fewer answers at a time.',
    'De inhoud is groter dan {1} bytes; lever minder antwoorden tegelijk in.',
  ],
  [
    'Matching failed by an error of ours; the log of the node has it.',
    'Het vergelijken mislukte door een fout van ons; de log van de node heeft hem.',
  ],
  ['a text', 'een tekst'],
  ['not later than now', 'niet later dan nu'],
  ['text without NUL', 'tekst zonder NUL'],
  ['an instant such as 2026-11-22T18:00:00Z', 'een moment zoals 2026-11-22T18:00:00Z'],
  ['confirmed, denied or unsure', 'confirmed, denied of unsure'],
  [
    'The list names a device and a product together more than once; each pair has one answer.',
    'De lijst noemt een apparaat en een product meer dan eens samen; elk paar heeft één antwoord.',
  ],
  ['Several ids begin so; write more of it.', 'Meerdere id’s beginnen zo; schrijf er meer van.'],
  ['{} breaks {} of its standard.', '{1} breekt {2} van zijn standaard.'],
  ['No list of names is called so.', 'Geen lijst met namen heet zo.'],
  ['identity or version', 'identity of version'],
  ['affected or not-affected', 'affected of not-affected'],
  ['the clause of the advisory, or "all versions"', 'de clausule van het advies, of "all versions"'],
];
