/** What a report says around the curve of how long findings stay open. Words hold no digit. */
import type { Language } from '../kernel/text.ts';

export interface ClosingWords {
  readonly title: string;
  readonly lead: string;
  readonly half: string;
  readonly together: string;
  readonly unknown: string;
  readonly atOnce: string;
  readonly followed: string;
  readonly ofThese: string;
  readonly late: readonly [before: string, after: string];
  readonly leftOut: readonly [before: string, one: string, many: string];
  readonly nothing: string;
  readonly notKnown: string;
  readonly tooSlow: string;
  readonly broken: string;
  readonly notFollowed: string;
  readonly alt: string;
  readonly legend: string;
  readonly axis: string;
  readonly ages: string;
  readonly columns: {
    readonly age: string;
    readonly open: string;
    readonly interval: string;
    readonly atRisk: string;
    readonly group: string;
    readonly half: string;
    readonly counted: string;
    readonly closed: string;
    readonly leftOut: string;
  };
  /** As the register calls them. */
  readonly what: {
    readonly half: string;
    readonly open: (age: string) => string;
    readonly late: string;
    readonly leftOut: string;
    readonly broken: string;
  };
}

export const closingWords: Readonly<Record<Language, ClosingWords>> = {
  en: {
    title: 'How long findings stay open',
    lead: 'Of the findings that were open in the year up to',
    half: 'half are closed after',
    together: 'all together',
    unknown: 'severity unknown',
    atOnce: 'less than a day',
    followed: 'findings followed',
    ofThese: 'closed',
    late: ['Of these', 'were open before the year began; they count from the age they had then.'],
    leftOut: [
      'Left out:',
      'finding that was there at the first scan. When it began nobody knows.',
      'findings that were there at the first scan. When they began nobody knows.',
    ],
    notKnown: 'Not known',
    tooSlow:
      'Reading all findings took longer than a report waits for. The other figures do not rest on it. Make the report again when the node has less to do.',
    nothing: 'Nothing was opened since the first scan, so nothing can be said yet.',
    broken: 'The curve ends where no finding was followed any more, although others came later: after',
    notFollowed: 'not followed',
    alt: 'Share of findings still open by age in days; the figures are in the tables.',
    legend:
      'The thick line is the share still open, the grey area its interval, the dashed line one half. What is still open counts for as long as it was followed; an average of what was closed alone would fall when the backlog is left to rot.',
    axis: 'days since it was opened',
    ages: 'Still open, by age',
    columns: {
      age: 'After',
      open: 'Still open',
      interval: 'Interval',
      atRisk: 'Still followed',
      group: 'Findings',
      half: 'Half closed after',
      counted: 'Followed',
      closed: 'Closed',
      leftOut: 'Left out',
    },
    what: {
      half: 'time until half of the findings are closed',
      open: (age) => `share of findings still open after ${age}`,
      late: 'findings that were open before the first day',
      leftOut: 'findings there at the first scan, left out',
      broken: 'age at which the curve ends',
    },
  },
  nl: {
    title: 'Hoe lang bevindingen openstaan',
    lead: 'Van de bevindingen die openstonden in het jaar tot en met',
    half: 'is de helft gesloten na',
    together: 'alles samen',
    unknown: 'ernst onbekend',
    atOnce: 'minder dan een dag',
    followed: 'bevindingen gevolgd',
    ofThese: 'gesloten',
    late: ['Hiervan stonden er', 'al open voor het jaar begon; ze tellen vanaf de leeftijd die ze toen hadden.'],
    leftOut: [
      'Weggelaten:',
      'bevinding die er bij de eerste scan al was. Wanneer ze begon weet niemand.',
      'bevindingen die er bij de eerste scan al waren. Wanneer ze begonnen weet niemand.',
    ],
    notKnown: 'Niet bekend',
    tooSlow:
      'Alle bevindingen lezen duurde langer dan een rapport wacht. De andere cijfers rusten er niet op. Maak het rapport opnieuw als de node minder te doen heeft.',
    nothing: 'Sinds de eerste scan is er niets geopend, dus er is nog niets te zeggen.',
    broken: 'De lijn eindigt waar geen bevinding meer werd gevolgd, hoewel er later nog bij kwamen: na',
    notFollowed: 'niet gevolgd',
    alt: 'Deel van de bevindingen dat nog openstaat, naar leeftijd in dagen; de cijfers staan in de tabellen.',
    legend:
      'De dikke lijn is het deel dat nog openstaat, het grijze vlak het interval, de streepjeslijn de helft. Wat nog openstaat telt mee zolang het gevolgd is; een gemiddelde van alleen wat gesloten is, daalt als de achterstand blijft liggen.',
    axis: 'dagen sinds de opening',
    ages: 'Nog open, naar leeftijd',
    columns: {
      age: 'Na',
      open: 'Nog open',
      interval: 'Interval',
      atRisk: 'Nog gevolgd',
      group: 'Bevindingen',
      half: 'Helft gesloten na',
      counted: 'Gevolgd',
      closed: 'Gesloten',
      leftOut: 'Weggelaten',
    },
    what: {
      half: 'tijd tot de helft van de bevindingen is gesloten',
      open: (age) => `deel van de bevindingen dat na ${age} nog openstaat`,
      late: 'bevindingen die voor de eerste dag al openstonden',
      leftOut: 'bevindingen die er bij de eerste scan al waren, weggelaten',
      broken: 'leeftijd waarop de lijn eindigt',
    },
  },
};
