/** Dutch texts of the page of reports. */
import type { enReports } from './en-reports.ts';

const many = (n: number, one: string, more: string) => (n === 1 ? one : more);

export const nlReports = {
  reports: {
    title: 'Rapporten',
    lead: 'Eén pagina voor het bestuur, met bijlage. Elk cijfer draagt het nummer van zijn regel in een register: op welke dag, uit welke bestanden en in welke revisie het gemeten is. Wat gemaakt is, blijft zoals het was; andere cijfers zijn een nieuwe revisie.',
    make: 'Rapport maken',
    period: 'Maand of kwartaal',
    periodHelp: 'Zoals 2026-10 of 2026-Q4; leeg: de laatste maand die voorbij is.',
    language: 'Taal',
    languages: { en: 'Engels', nl: 'Nederlands' },
    makeNow: 'Rapport maken',
    making: 'Het rapport wordt gemaakt…',
    made: (period: string, revision: string) => `Het rapport van ${period} is klaar: revisie ${revision}.`,
    same: (period: string, revision: string) => `Niets veranderd: revisie ${revision} van ${period} zegt hetzelfde.`,
    archive: 'Archief',
    none: 'Er is nog geen rapport gemaakt.',
    asOf: 'Stand van',
    revision: 'Revisie',
    changes: (n: string, count: number) => `${n} ${many(count, 'cijfer', 'cijfers')} anders`,
    madeAt: 'Gemaakt',
    bySchedule: 'volgens planning',
    by: (who: string) => `door ${who}`,
    digest: 'Digest',
    open: 'Lezen',
    openOf: (what: string) => `Rapport ${what} lezen`,
    pdf: 'PDF',
    pdfOf: (what: string) => `Rapport ${what} als PDF downloaden`,
    schedule: 'Planning',
    scheduleLead: 'De node maakt zelf rapporten en bewaart ze hier. Er wordt niets verstuurd.',
    every: 'Elke',
    everyWords: { never: 'nooit', month: 'maand', quarter: 'kwartaal' },
    onDay: 'Op dag',
    onDayHelp: 'Van de maand na de periode, 1 tot en met 28.',
    save: 'Planning bewaren',
    saved: 'De planning is bewaard.',
    next: (period: string, day: string) => `Volgende: ${period}, op ${day}.`,
    off: 'Er wordt geen rapport vanzelf gemaakt.',
    languageMissing: 'Kies minstens één taal.',
  },
} satisfies typeof enReports;
