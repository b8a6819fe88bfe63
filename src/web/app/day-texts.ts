/** Calendar days as English and Dutch write them, by hand (`digits.ts` says why). A day is `2026-11-22`; a month may go without its day. */
import type { Language } from '#core/kernel/text.ts';

const monthsOf: Readonly<Record<Language, string>> = {
  en: 'January February March April May June July August September October November December',
  nl: 'januari februari maart april mei juni juli augustus september oktober november december',
};
const shortMonthsOf: Readonly<Record<Language, string>> = {
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec',
  nl: 'jan feb mrt apr mei jun jul aug sep okt nov dec',
};

/** @param today in the organisation's time zone; asked only when the zone decides which year it is */
export function dayTexts(language: Language, today: () => string, now: () => Date = () => new Date()) {
  const long = monthsOf[language].split(' ');
  const short = shortMonthsOf[language].split(' ');
  const partsOf = (text: string) => {
    const [year = '', month = '1', day = '1'] = text.split('-');
    return { year, day: String(Number(day)), long: long[Number(month) - 1] ?? month, short: short[Number(month) - 1] ?? month };
  };
  const yearNow = () => {
    const instant = now().toISOString();
    return /^\d{4}-(?:12-31|01-01)/.test(instant) ? today().slice(0, 4) : instant.slice(0, 4);
  };
  return {
    day: (text: string, withYear = false) => {
      const parts = partsOf(text);
      return `${parts.day} ${parts.long}${withYear || parts.year !== yearNow() ? ` ${parts.year}` : ''}`;
    },
    dayShort: (text: string) => {
      const parts = partsOf(text);
      return `${parts.day} ${parts.short} ${parts.year}`;
    },
    dayMonth: (text: string) => `${partsOf(text).day} ${partsOf(text).short}`,
    month: (text: string) => `${partsOf(text).short} ${text.slice(2, 4)}`,
    monthLong: (text: string) => `${partsOf(text).long} ${partsOf(text).year}`,
  };
}
