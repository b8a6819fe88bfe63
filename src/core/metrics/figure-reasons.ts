/**
 * Why a figure about people is marked or missing: each reason with what it does to the value and what it says to a reader. Readers of
 * publications give them (`core/figure-readers`); what `gates.ts` says is of records.
 */
import { hiddenReasonTexts } from '../disclosure/hidden-words.ts';
import type { Localised } from '../kernel/text.ts';

export interface FigureReasonText {
  /** Without a value: what is told instead of it. `warned`: the value is shown and marked. `told`: it is shown, and this is said. */
  readonly effect: 'no-data' | 'not-applicable' | 'group-too-small' | 'gated' | 'warned' | 'told';
  readonly text: Localised;
}

export const figureReasons = {
  'figure-carried': {
    effect: 'told',
    text: { en: 'the figure that was published last', nl: 'het cijfer dat het laatst is gepubliceerd' },
  },
  'figure-stale': {
    effect: 'told',
    text: { en: 'the last figure that was published is older than agreed', nl: 'het laatst gepubliceerde cijfer is ouder dan afgesproken' },
  },
  'total-hidden': {
    effect: 'group-too-small',
    text: {
      en: `${hiddenReasonTexts['too-few-people'].en}: no figure is given of them`,
      nl: `${hiddenReasonTexts['too-few-people'].nl}: van hen wordt geen cijfer gegeven`,
    },
  },
  'nothing-counted': {
    effect: 'not-applicable',
    text: { en: 'there was nobody to count', nl: 'er was niemand om te tellen' },
  },
  'effect-unknown': {
    effect: 'no-data',
    text: {
      en: 'the published tests of these days do not say what the campaign changed; its page says why',
      nl: 'de gepubliceerde tests van deze dagen zeggen niet wat de campagne veranderde; haar pagina zegt waarom',
    },
  },
  'cell-hidden': {
    effect: 'group-too-small',
    text: {
      en: 'a group of the campaign is too small to be shown, so its effect is not known',
      nl: 'een groep van de campagne is te klein om te tonen, dus het effect is niet bekend',
    },
  },
  'campaigns-several': {
    effect: 'not-applicable',
    text: {
      en: 'several campaigns ended on this day: each stands on its own page',
      nl: 'op deze dag eindigden meer campagnes: elk staat op een eigen pagina',
    },
  },
  'rounds-several': {
    effect: 'not-applicable',
    text: {
      en: 'rounds of several questionnaires ended on this day: each stands on its own page',
      nl: 'op deze dag eindigden rondes van meer vragenlijsten: elk staat op een eigen pagina',
    },
  },
  'nobody-clicked': {
    effect: 'not-applicable',
    text: {
      en: 'nobody clicked, so there is no ratio: read the two counts',
      nl: 'niemand klikte, dus er is geen verhouding: lees de twee aantallen',
    },
  },
  'nobody-reported': {
    effect: 'no-data',
    text: { en: 'nobody reported the mail', nl: 'niemand meldde de mail' },
  },
  'times-unknown': {
    effect: 'no-data',
    text: { en: 'no report has a known time', nl: 'van geen melding is de tijd bekend' },
  },
  'times-few': {
    effect: 'group-too-small',
    text: {
      en: 'too few recipients, or fewer than ten reports with a known time: it would be the minute of one person',
      nl: 'te weinig ontvangers, of minder dan tien meldingen met een bekende tijd: het zou de minuut van één persoon zijn',
    },
  },
  'deliveries-few': {
    effect: 'gated',
    text: {
      en: 'of a difficulty fewer than 30 mails were delivered in the twelve months: no figure is made up of the others',
      nl: 'van een moeilijkheid zijn in twaalf maanden minder dan 30 mails bezorgd: van de andere wordt geen cijfer gemaakt',
    },
  },
  'all-alike': {
    effect: 'group-too-small',
    text: {
      en: 'fewer than thirty people, who all answered alike: it would be the answer of each of them',
      nl: 'minder dan dertig mensen, die allemaal hetzelfde antwoordden: het zou ieders antwoord zijn',
    },
  },
  'response-low': {
    effect: 'warned',
    text: {
      en: 'fewer than 30 % of those invited answered, or it is not known how many were invited: compare it with nobody’s',
      nl: 'minder dan 30 % van de genodigden antwoordde, of het is niet bekend hoeveel er waren: vergelijk het met niemand',
    },
  },
  'list-missing': {
    effect: 'no-data',
    text: {
      en: 'no list of delivered malicious mails was read for this month: of mails known by their reports alone every one was reported',
      nl: 'van deze maand is geen lijst van bezorgde kwaadaardige mails gelezen: van mails die alleen door hun melding bekend zijn, is elke gemeld',
    },
  },
  'copies-few': {
    effect: 'group-too-small',
    text: {
      en: 'malicious mails came to fewer than ten mailboxes, and the desk knows whose they are',
      nl: 'kwaadaardige mails kwamen in minder dan tien postvakken, en de desk weet van wie die zijn',
    },
  },
  'known-in-part': {
    effect: 'told',
    text: {
      en: 'many of the delivered mails are known because somebody reported them',
      nl: 'veel van de bezorgde mails zijn bekend omdat iemand ze meldde',
    },
  },
  'known-by-reports': {
    effect: 'warned',
    text: {
      en: 'nearly all delivered mails are known because somebody reported them, so it looks better than it is',
      nl: 'bijna alle bezorgde mails zijn bekend omdat iemand ze meldde, dus het lijkt beter dan het is',
    },
  },
  'nothing-decided': {
    effect: 'no-data',
    text: { en: 'the desk has decided no report of this month', nl: 'de desk heeft geen melding van deze maand beoordeeld' },
  },
  'verdicts-few': {
    effect: 'group-too-small',
    text: {
      en: 'fewer than ten verdicts with a known time, or more than half still wait',
      nl: 'minder dan tien oordelen met een bekend tijdstip, of meer dan de helft wacht nog',
    },
  },
  'units-few': {
    effect: 'group-too-small',
    text: {
      en: 'fewer than ten departments: the count would be a list',
      nl: 'minder dan tien afdelingen: het aantal zou een lijst zijn',
    },
  },
} as const satisfies Record<string, FigureReasonText>;

export type FigureReason = keyof typeof figureReasons;
