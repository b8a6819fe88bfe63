/** What is the same for metrics whose figures are published of people: what they cost, what they cannot know, and where they are not scored. */
import type { Localised } from '../kernel/text.ts';

/** People below whom no cell is shown (metrics.md 4.8); `core/disclosure` holds it. */
export const fewestShown = 10;

export const figureReason: Localised = {
  en: 'Each figure is a point of its own, of the day it stands from: what is published once is not spread over months nobody measured.',
  nl: 'Elk cijfer is een eigen punt, van de dag vanaf wanneer het geldt: wat één keer is gepubliceerd, wordt niet uitgesmeerd over maanden die niemand mat.',
};

export const publishedGap: Localised = {
  en: 'It is counted once, when somebody publishes it, and frozen: files that come later change nothing of it',
  nl: 'Het wordt één keer geteld, wanneer iemand het publiceert, en bevroren: bestanden die later komen veranderen er niets aan',
};

export const wholeHouseGap: Localised = {
  en: 'It is of the whole organisation; groups stand on the page of the publication, where small ones are hidden',
  nl: 'Het is van de hele organisatie; groepen staan op de pagina van de publicatie, waar kleine verborgen zijn',
};

export const phishingCost: Localised = {
  en: 'estimated: planning a test, scoring its mail by two people, handing in the export, publishing',
  nl: 'geschat: een test plannen, de mail door twee mensen laten scoren, de export inlezen, publiceren',
};

export const deliveredPopulation: Localised = {
  en: 'people to whom the mail of the test was delivered: sent, without what bounced and what was quarantined; each once a test',
  nl: 'mensen bij wie de mail van de test is bezorgd: verstuurd, zonder wat terugkwam en wat in quarantaine ging; ieder één keer per test',
};

export const sameDayCounted = {
  rule: { en: 'tests of one day together', nl: 'tests van één dag samen' },
  reason: {
    en: 'Several templates sent on one day are one look at the same people.',
    nl: 'Meerdere sjablonen op één dag zijn één blik op dezelfde mensen.',
  },
} as const satisfies { readonly rule: Localised; readonly reason: Localised };

export const notPlacedCounted = {
  rule: { en: 'people whom the population file does not name', nl: 'mensen die het populatiebestand niet noemt' },
  reason: {
    en: 'Volunteers and agency staff get the mail too; nobody drops out because a file is old.',
    nl: 'Vrijwilligers en uitzendkrachten krijgen de mail ook; niemand valt weg omdat een bestand oud is.',
  },
} as const satisfies { readonly rule: Localised; readonly reason: Localised };

export const machinesGap: Localised = {
  en: 'Clicks of machines are told from people by rules, which are shown with their counts; a machine that behaves like a person is counted as one',
  nl: 'Klikken van machines worden met regels van mensen onderscheiden, die met hun aantallen getoond worden; een machine die zich als een mens gedraagt, telt als mens',
};

export const sameEventsLeftOut: Localised = {
  en: 'The same mails and people are scored by AWR-05 and AWR-10: to count them again would give phishing tests more weight than anybody argued for.',
  nl: 'Dezelfde mails en mensen tellen al mee in AWR-05 en AWR-10: ze nog eens tellen zou phishingtests meer gewicht geven dan iemand heeft onderbouwd.',
};

export const hardnessDecides: Localised = {
  en: 'How hard the mail was to see through decides most of it, and hospitals send different mails: only AWR-10, at equal difficulty, may be compared.',
  nl: 'Hoe moeilijk de mail te doorzien was bepaalt het meeste, en ziekenhuizen sturen verschillende mails: alleen AWR-10, bij gelijke moeilijkheid, mag vergeleken worden.',
};

export const mailsGetEasier = {
  how: { en: 'sending mails that are easy to see through', nl: 'mails sturen die makkelijk te doorzien zijn' },
  signal: {
    en: 'the scored difficulty shifts to the least difficult while AWR-10 stays',
    nl: 'de gescoorde moeilijkheid verschuift naar het makkelijkst terwijl AWR-10 gelijk blijft',
  },
  counterMetric: 'AWR-10',
} as const;

export const seeOthers: Localised = {
  en: 'Report rate, time to the first report and the click rate at equal difficulty say what to do; this one says more about them and stands on its own page.',
  nl: 'Meldpercentage, tijd tot de eerste melding en klikpercentage bij gelijke moeilijkheid zeggen wat te doen; dit zegt er meer over en staat op een eigen pagina.',
};

export const trainingCost: Localised = {
  en: 'estimated: handing in the export of the learning system each month; nothing where it sends by itself',
  nl: 'geschat: elke maand de export van het leersysteem inlezen; niets waar het zelf stuurt',
};

export const trainingLeftOut: Localised = {
  en: 'Who finished a course says little about who sees through a mail: among 19,500 people of a hospital yearly training made no difference (UC San Diego, 2025). What people do is scored by AWR-05 and AWR-10.',
  nl: 'Wie een cursus afrondde zegt weinig over wie een mail doorziet: onder 19.500 mensen van een ziekenhuis maakte jaarlijkse training geen verschil (UC San Diego, 2025). Wat mensen doen telt mee in AWR-05 en AWR-10.',
};

export const notHeadline: Localised = {
  en: 'Completion is counted because it is asked for; what people do says more, and stands before it.',
  nl: 'Afronding wordt geteld omdat erom gevraagd wordt; wat mensen doen zegt meer, en staat ervoor.',
};

export const comparedByWhatIsAsked: Localised = {
  en: 'Counted alike in every hospital; what is asked differs, so it is compared with what is asked beside it.',
  nl: 'In elk ziekenhuis gelijk geteld; wat gevraagd wordt verschilt, dus het wordt vergeleken met wat gevraagd is ernaast.',
};
