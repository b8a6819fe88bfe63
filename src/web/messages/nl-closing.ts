/** Dutch texts of how long findings stay open. */
import type { enClosing } from './en-closing.ts';

export const nlClosing = {
  closing: {
    title: 'Hoe lang bevindingen openstaan',
    short: 'Tijd tot sluiting',
    lead: 'Met wat nog openstaat meegeteld. Een gemiddelde van alleen wat gesloten is, daalt als de achterstand blijft liggen.',
    together: 'alles samen',
    by: 'Een lijn per',
    byNone: 'geen: alles samen',
    bySeverity: 'ernst',
    byClass: 'klasse',
    days: 'Wat openstond binnen',
    year: 'een jaar',
    twoYears: 'twee jaar',
    all: 'alles wat is vastgelegd',
    curve: 'Deel dat nog openstaat, naar leeftijd',
    curveHelp: 'Elke trede omlaag is een sluiting; een vlakke lijn is wachten. Waar een lijn eindigt, is niets langer gevolgd.',
    keys: 'Met de pijltjes links en rechts langs de leeftijden.',
    ageAxis: 'dagen sinds de opening',
    atAge: (day: string) => `Na ${day} dagen`,
    ends: 'niet langer gevolgd',
    group: 'Bevindingen',
    half: 'Helft gesloten na',
    halfDays: (days: string) => `${days} dagen`,
    halfAtOnce: 'binnen een dag',
    halfMore: (days: string) => `meer dan ${days} dagen`,
    interval: '95 %-interval',
    by30: 'Gesloten op dag 30',
    by90: 'Gesloten op dag 90',
    atRisk: (count: string) => `${count} gevolgd`,
    counted: 'Geteld',
    closed: 'Gesloten',
    prevalent: 'Begin onbekend',
    nothing: 'Sinds de eerste scan is er niets geopend, dus er is nog niets te zeggen.',
    prevalentHelp: (text: string, count: number) =>
      count === 1
        ? `${text} bevinding was er al bij de eerste scan: wanneer ze begon weet niemand, dus ze is geteld en weggelaten.`
        : `${text} bevindingen waren er al bij de eerste scan: wanneer ze begonnen weet niemand, dus ze zijn geteld en weggelaten.`,
    brokenHelp: (group: string, age: string) => `${group}: vanaf ${age} dagen steunt de lijn op wat later in beeld kwam.`,
    retiredHelp: (day: string) => `Wat openstaat op een middel dat is afgevoerd of niet meer gescand wordt, telt als open tot ${day}.`,
    filter: 'Alleen bevindingen die voldoen aan',
  },
} satisfies typeof enClosing;
