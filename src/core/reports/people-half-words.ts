/** What a report says around the figures about people. */
import type { Language } from '../kernel/text.ts';

export interface PeopleHalfWords {
  readonly title: string;
  readonly lead: string;
  readonly of: string;
  readonly machines: string;
  readonly newestTest: string;
  readonly scores: string;
  readonly noScores: string;
  readonly campaigns: string;
  readonly noCampaigns: string;
  readonly judged: string;
  readonly running: string;
  readonly runningWhy: string;
  readonly stopped: string;
  readonly effectUnknown: string;
  readonly best: string;
  readonly towardsBetter: string;
  readonly expected: string;
  readonly detectable: readonly [before: string, after: string];
  readonly reached: string;
  readonly others: string;
  readonly wentFrom: string;
  readonly to: string;
  readonly keepInMind: string;
  readonly assumptions: string;
  readonly assumptionsEnd: string;
  readonly activity: string;
  readonly activityWhy: string;
  readonly noActivity: string;
  readonly hidden: string;
  readonly hiddenWhy: string;
  readonly nothingTold: string;
  readonly groups: string;
  readonly roleGroups: string;
  readonly shown: string;
  readonly notShown: string;
  readonly figure: string;
  /** In the register. */
  readonly what: {
    readonly effect: string;
    readonly expected: string;
    readonly detectable: string;
    readonly reached: string;
    readonly others: string;
    readonly before: string;
    readonly after: string;
    readonly groups: string;
    readonly roleGroups: string;
  };
}

export const peopleHalfWords: Readonly<Record<Language, PeopleHalfWords>> = {
  en: {
    title: 'People: what they do',
    lead: 'Figures are of the whole organisation, except where campaigns compare groups and where hidden groups are counted. Each was counted once from tests, reports, trainings and questionnaires, and is frozen since. What is told of people is about ten of them or more, and no single person can be found in it.',
    of: 'of',
    machines: 'Clicks of machines told apart',
    newestTest: 'Newest test',
    scores: 'What people know and say they do',
    noScores: 'No questionnaire has been published.',
    campaigns: 'What campaigns changed',
    noCampaigns: 'No campaign ran or was judged in these twelve months.',
    judged: 'judged by tests of',
    running: 'Still running',
    runningWhy: 'Nothing is compared before its days are over: who looks early stops early.',
    stopped: 'Stopped without a result',
    effectUnknown: 'Not known',
    best: 'Best estimate',
    towardsBetter: 'above zero is better; compared with where the campaign did not come',
    expected: 'Expected when it was planned:',
    detectable: ['An effect of', 'would have been seen four times out of five.'],
    reached: 'Where it came:',
    others: 'where it did not:',
    wentFrom: 'from',
    to: 'to',
    keepInMind: 'To keep in mind:',
    assumptions: 'It is the effect of the campaign if',
    assumptionsEnd: 'None of this is proven by the figures.',
    activity: 'Activity: what was offered and done',
    activityWhy:
      'Activity is no outcome: among 19,500 people of a hospital, yearly training made no difference to who fell for a mail (UC San Diego, 2025). It is counted because laws and insurers ask for it.',
    noActivity: 'No training and no ambassadors have been published.',
    hidden: 'Groups that are hidden, and why',
    hiddenWhy:
      'A figure about fewer than ten people would be about persons. Where subtracting the others would give it back, another is hidden with it.',
    nothingTold: 'No group has been told yet.',
    groups: 'Departments, small ones merged',
    roleGroups: 'Role groups',
    shown: 'shown',
    notShown: 'hidden',
    figure: 'Figure',
    what: {
      effect: 'effect of a campaign, against where it did not come',
      expected: 'effect that was expected when the campaign was planned',
      detectable: 'effect that would have been seen four times out of five',
      reached: 'where the campaign came',
      others: 'where it did not come',
      before: 'before',
      after: 'after',
      groups: 'departments in a published table',
      roleGroups: 'role groups in a published table',
    },
  },
  nl: {
    title: 'Mensen: wat zij doen',
    lead: 'De cijfers zijn van de hele organisatie, behalve waar campagnes groepen vergelijken en waar verborgen groepen worden geteld. Elk is één keer geteld uit tests, meldingen, trainingen en vragenlijsten, en sindsdien bevroren. Wat over mensen wordt gezegd gaat over tien mensen of meer, en niemand is erin terug te vinden.',
    of: 'van',
    machines: 'Klikken van machines onderscheiden',
    newestTest: 'Nieuwste test',
    scores: 'Wat mensen weten en zeggen te doen',
    noScores: 'Er is geen vragenlijst gepubliceerd.',
    campaigns: 'Wat campagnes veranderden',
    noCampaigns: 'In deze twaalf maanden liep er geen campagne en is er geen beoordeeld.',
    judged: 'beoordeeld naar tests van',
    running: 'Loopt nog',
    runningWhy: 'Er wordt niets vergeleken voordat de dagen voorbij zijn: wie vroeg kijkt, stopt vroeg.',
    stopped: 'Gestopt zonder uitkomst',
    effectUnknown: 'Niet bekend',
    best: 'Beste schatting',
    towardsBetter: 'boven nul is beter; vergeleken met waar de campagne niet kwam',
    expected: 'Verwacht bij het plannen:',
    detectable: ['Een effect van', 'zou vier van de vijf keer zijn gezien.'],
    reached: 'Waar ze kwam:',
    others: 'waar ze niet kwam:',
    wentFrom: 'van',
    to: 'naar',
    keepInMind: 'Om te onthouden:',
    assumptions: 'Het is het effect van de campagne als',
    assumptionsEnd: 'Niets hiervan wordt door de cijfers bewezen.',
    activity: 'Activiteit: wat is aangeboden en gedaan',
    activityWhy:
      'Activiteit is geen uitkomst: onder 19.500 mensen van een ziekenhuis maakte jaarlijkse training geen verschil voor wie in een mail trapte (UC San Diego, 2025). Ze wordt geteld omdat wetten en verzekeraars erom vragen.',
    noActivity: 'Er zijn geen trainingen en geen ambassadeurs gepubliceerd.',
    hidden: 'Groepen die verborgen zijn, en waarom',
    hiddenWhy:
      'Een cijfer over minder dan tien mensen zou over personen gaan. Waar aftrekken van de andere het teruggeeft, is een ander mee verborgen.',
    nothingTold: 'Er is nog geen groep getoond.',
    groups: 'Afdelingen, kleine samengevoegd',
    roleGroups: 'Functiegroepen',
    shown: 'getoond',
    notShown: 'verborgen',
    figure: 'Cijfer',
    what: {
      effect: 'effect van een campagne, tegenover waar ze niet kwam',
      expected: 'effect dat bij het plannen van de campagne was verwacht',
      detectable: 'effect dat vier van de vijf keer zou zijn gezien',
      reached: 'waar de campagne kwam',
      others: 'waar ze niet kwam',
      before: 'vooraf',
      after: 'achteraf',
      groups: 'afdelingen in een gepubliceerde tabel',
      roleGroups: 'functiegroepen in een gepubliceerde tabel',
    },
  },
};
