/** A verdict as the words a reader sees, in both languages; the month is that of the first point of the signal. */
import type { Localised } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import type { Verdict } from '../statistics/verdict.ts';

const months = {
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  nl: new Intl.DateTimeFormat('nl-NL', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

export function verdictText(verdict: Verdict): Localised {
  switch (verdict.kind) {
    case 'improving':
      return since({ en: 'improving since', nl: 'verbetert sinds' }, verdict.sinceOn);
    case 'worsening':
      return since({ en: 'worsening since', nl: 'verslechtert sinds' }, verdict.sinceOn);
    case 'shift-no-direction':
      return since({ en: 'shifted, neither better nor worse, since', nl: 'verschoven, beter noch slechter, sinds' }, verdict.sinceOn);
    case 'common-cause':
      return { en: 'common cause', nl: 'gewone variatie' };
    case 'not-judged':
      return { en: 'shown, not judged', nl: 'getoond, niet beoordeeld' };
    default:
      return {
        en: `too early to say: ${verdict.points} of ${verdict.needed} periods`,
        nl: `nog te vroeg: ${verdict.points} van ${verdict.needed} perioden`,
      };
  }
}

function since(words: Localised, day: Day): Localised {
  const date = new Date(`${day}T00:00:00.000Z`);
  return { en: `${words.en} ${months.en.format(date)}`, nl: `${words.nl} ${months.nl.format(date)}` };
}
