/**
 * Every word of a report that the catalogue does not hold, in both languages: a missing Dutch text does not compile. Words
 * hold no digit: what is counted is a figure with a mark, and numbers of the catalogue come from the catalogue.
 */
import type { Language } from '../kernel/text.ts';
import type { NotMeasuredReason, Standing } from '../metrics/measurement.ts';
import type { PanelName } from '../metrics/chart-model.ts';
import type { SignalRule } from '../statistics/signals.ts';
import type { Assurance, Reading } from '../statistics/verdict.ts';
import type { SourceRole } from '../metrics/gates.ts';
import type { registerOrigins } from './report-document.ts';

export interface ReportWords {
  readonly title: string;
  readonly asOf: string;
  readonly soFar: string;
  readonly of: string;
  readonly and: string;
  readonly interval: string;
  readonly target: string;
  readonly noTarget: string;
  readonly published: string;
  readonly signals: string;
  readonly noSignals: string;
  readonly gaps: string;
  readonly noGaps: string;
  readonly notMeasuredAtAll: string;
  readonly noValue: string;
  readonly cost: string;
  readonly hours: readonly [before: string, one: string, many: string];
  readonly counted: string;
  readonly population: string;
  readonly perAsset: string;
  readonly days: readonly [one: string, many: string];
  readonly running: string;
  /** Of a value that a person entered. */
  readonly entered: string;
  readonly enteredBy: (who: string | null, on: string, evidence: string) => string;
  readonly signal: Readonly<Record<Reading, string>>;
  readonly standing: Readonly<Record<Exclude<Standing, 'ok'>, string>>;
  /** The same in a table. */
  readonly standingShort: Readonly<Record<Exclude<Standing, 'ok'>, string>>;
  readonly reason: Readonly<Record<NotMeasuredReason, string>>;
  readonly rule: Readonly<Record<SignalRule, string>>;
  readonly panel: Readonly<Record<PanelName, string>>;
  readonly assurance: Readonly<Record<Assurance, string>>;
  readonly unknownVerdict: string;
  readonly lead: {
    readonly of: string;
    readonly metrics: string;
    readonly noneWorsening: string;
    readonly worsening: readonly [one: string, many: string];
    readonly improving: readonly [one: string, many: string];
    readonly chance: readonly [one: string, many: string];
    readonly shifted: readonly [one: string, many: string];
    readonly unjudged: readonly [one: string, many: string];
    readonly unknown: readonly [one: string, many: string];
  };
  readonly others: readonly [before: string, one: string, many: string];
  readonly wholeOrganisation: string;
  readonly countedIn: string;
  readonly hoursWhat: string;
  readonly targetWhat: string;
  readonly publishedWhat: string;
  readonly stepWhat: string;
  readonly periodSum: string;
  /** Headings and captions of the two writers. */
  readonly head: {
    readonly page: string;
    readonly signs: string;
    readonly next: string;
    readonly nothingNext: string;
    readonly unknown: string;
    readonly nothingUnknown: string;
    readonly annex: string;
    readonly register: string;
    readonly registerLead: string;
    readonly sources: string;
    readonly changes: string;
    readonly firstRevision: string;
    readonly noChanges: string;
    readonly how: string;
    readonly howText: readonly string[];
    readonly revision: string;
    readonly made: string;
    readonly by: string;
    readonly schedule: string;
    readonly digest: string;
    readonly pageOf: readonly [page: string, of: string];
    readonly columns: {
      readonly period: string;
      readonly value: string;
      readonly interval: string;
      readonly numerator: string;
      readonly denominator: string;
      readonly remark: string;
      readonly mark: string;
      readonly printed: string;
      readonly what: string;
      readonly origin: string;
      readonly day: string;
      readonly counts: string;
      readonly source: string;
      readonly revision: string;
      readonly file: string;
      readonly roles: string;
      readonly observed: string;
      readonly digest: string;
      readonly before: string;
      readonly after: string;
    };
    readonly origin: Readonly<Record<(typeof registerOrigins)[number], string>>;
    readonly absent: string;
    readonly chart: (title: string, from: string, to: string) => string;
    readonly chartTarget: string;
    readonly version: string;
  };
  readonly role: Readonly<Record<SourceRole, string>>;
}

const en: ReportWords = {
  title: 'Cyber resilience report',
  asOf: 'as of',
  soFar: 'the period is not over',
  of: 'of',
  and: 'and',
  interval: 'interval',
  target: 'Target',
  noTarget: 'none set',
  published: 'Published values',
  signals: 'Signals',
  noSignals: 'none in the periods shown',
  gaps: 'Gaps',
  noGaps: 'none in the periods shown',
  notMeasuredAtAll: 'nothing was measured',
  noValue: 'no period has a value; why stands among the gaps',
  cost: 'Cost of measurement',
  hours: ['about', 'hour a quarter', 'hours a quarter'],
  counted: 'Counted:',
  population: 'Among:',
  perAsset: 'per asset',
  days: ['day', 'days'],
  running: 'still running',
  entered: 'entered by hand, with its evidence in the register',
  enteredBy: (who, on, evidence) => `entered by ${who ?? 'this node'} on ${on}, evidence: ${evidence}`,
  signal: { better: 'signal: better', worse: 'signal: worse', neutral: 'signal: shift' },
  standing: { stale: 'a source has not spoken in time', warned: 'to be read with care' },
  standingShort: { stale: 'stale', warned: 'with care' },
  reason: {
    'no-data': 'no data',
    'not-applicable': 'does not apply here',
    'group-too-small': 'group too small to show',
    'source-failed': 'a source failed',
    gated: 'held back: the inputs are not good enough',
  },
  rule: {
    1: 'one point beyond three standard deviations',
    2: 'eight in a row on one side of the centre',
    3: 'six in a row, all rising or all falling',
    5: 'two of three beyond two standard deviations, on one side',
  },
  panel: {
    value: 'the value',
    'gained-share': 'the share of gains among all changes',
    inflow: 'what comes in',
    outflow: 'what goes out',
  },
  assurance: {
    'consistently-meets': 'consistently met',
    'hit-and-miss': 'hit and miss: met or not by chance',
    'consistently-misses': 'consistently missed',
  },
  unknownVerdict: 'not known',
  lead: {
    of: 'Of',
    metrics: 'metrics,',
    noneWorsening: 'none is worsening',
    worsening: ['is worsening', 'are worsening'],
    improving: ['is improving', 'are improving'],
    chance: ['moves within what chance explains', 'move within what chance explains'],
    shifted: ['has shifted, neither better nor worse', 'have shifted, neither better nor worse'],
    unjudged: ['cannot be judged yet or is shown without judgement', 'cannot be judged yet or are shown without judgement'],
    unknown: ['has no value', 'have no value'],
  },
  others: ['A further', 'measured metric is in the annex.', 'measured metrics are in the annex.'],
  wholeOrganisation: 'whole organisation',
  countedIn: 'metrics counted in this report',
  hoursWhat: 'cost of measurement, hours a quarter',
  targetWhat: 'target',
  publishedWhat: 'published value',
  stepWhat: 'what to do next',
  periodSum: 'summed over the period',
  head: {
    page: 'The page',
    signs: 'Vital signs, worst news first',
    next: 'What to do next',
    nothingNext: 'The records point at nothing that comes first.',
    unknown: 'What is not known, and why',
    nothingUnknown: 'Every metric has a value.',
    annex: 'Annex: the metrics',
    register: 'Register of figures',
    registerLead:
      'Every figure of this report carries a small number: its row here. A row says what was counted, on which day, from which files, and when it was computed. The same files give the same figures.',
    sources: 'Files the figures rest on',
    changes: 'What changed since the revision before',
    firstRevision: 'This is the first revision of this report.',
    noChanges: 'No figure changed; words or sources did.',
    how: 'How to read this report',
    howText: [
      'A verdict speaks only when the movement is larger than chance explains. A triangle means worse, a filled dot better, a ring common cause, a diamond a shift that is neither, a dash not judged or not known.',
      'In a chart the thick line is the value, the grey area what is to be expected or the interval of the value, the thin line the centre (dashed: the median, where nothing is judged yet), the line of dashes and dots the target, the dotted line a published value. The last, hollow point is a period that still runs. A gap is a period without a value: unknown is never nought.',
      'A mark in the chart has the shape of its verdict. Nothing in this report is told by colour alone.',
    ],
    revision: 'revision',
    made: 'made',
    by: 'by',
    schedule: 'the schedule',
    digest: 'digest',
    pageOf: ['page', 'of'],
    columns: {
      period: 'Period',
      value: 'Value',
      interval: 'Interval',
      numerator: 'Counted',
      denominator: 'Of',
      remark: 'Remark',
      mark: 'No.',
      printed: 'As printed',
      what: 'What',
      origin: 'From',
      day: 'Day',
      counts: 'Counts',
      source: 'Files',
      revision: 'Revision, computed',
      file: 'File',
      roles: 'Says',
      observed: 'Observed',
      digest: 'Digest (SHA-256)',
      before: 'Before',
      after: 'Now',
    },
    origin: {
      measurement: 'measured',
      entered: 'entered by hand',
      published: 'published of people',
      records: 'records',
      definition: 'catalogue',
      report: 'this report',
    },
    absent: 'not in the report',
    chart: (title, from, to) => `${title}, ${from} to ${to}; the figures are in the annex.`,
    chartTarget: 'target',
    version: 'definition',
  },
  role: { register: 'register', discovery: 'network scan', scan: 'vulnerability scan' },
};

const nl: ReportWords = {
  title: 'Rapport digitale weerbaarheid',
  asOf: 'stand van',
  soFar: 'de periode loopt nog',
  of: 'van',
  and: 'en',
  interval: 'interval',
  target: 'Norm',
  noTarget: 'niet gesteld',
  published: 'Gepubliceerde waarden',
  signals: 'Signalen',
  noSignals: 'geen in de getoonde perioden',
  gaps: 'Gaten',
  noGaps: 'geen in de getoonde perioden',
  notMeasuredAtAll: 'er is niets gemeten',
  noValue: 'geen enkele periode heeft een waarde; waarom staat bij de gaten',
  cost: 'Kosten van meten',
  hours: ['ongeveer', 'uur per kwartaal', 'uur per kwartaal'],
  counted: 'Geteld:',
  population: 'Onder:',
  perAsset: 'per middel',
  days: ['dag', 'dagen'],
  running: 'loopt nog',
  entered: 'met de hand ingevoerd, het bewijs staat in het register',
  enteredBy: (who, on, evidence) => `ingevoerd door ${who ?? 'dit knooppunt'} op ${on}, bewijs: ${evidence}`,
  signal: { better: 'signaal: beter', worse: 'signaal: slechter', neutral: 'signaal: verschuiving' },
  standing: { stale: 'een bron liet te lang niets horen', warned: 'met voorbehoud te lezen' },
  standingShort: { stale: 'verouderd', warned: 'met voorbehoud' },
  reason: {
    'no-data': 'geen gegevens',
    'not-applicable': 'hier niet van toepassing',
    'group-too-small': 'groep te klein om te tonen',
    'source-failed': 'een bron faalde',
    gated: 'achtergehouden: de invoer is niet goed genoeg',
  },
  rule: {
    1: 'één punt buiten drie standaardafwijkingen',
    2: 'acht op rij aan één kant van het midden',
    3: 'zes op rij, alle stijgend of alle dalend',
    5: 'twee van drie buiten twee standaardafwijkingen, aan één kant',
  },
  panel: {
    value: 'de waarde',
    'gained-share': 'het aandeel winst onder alle veranderingen',
    inflow: 'wat erbij komt',
    outflow: 'wat eruit gaat',
  },
  assurance: {
    'consistently-meets': 'wordt steeds gehaald',
    'hit-and-miss': 'wisselend: gehaald of niet door toeval',
    'consistently-misses': 'wordt steeds niet gehaald',
  },
  unknownVerdict: 'niet bekend',
  lead: {
    of: 'Van',
    metrics: 'metrieken',
    noneWorsening: 'verslechtert er geen',
    worsening: ['verslechtert er', 'verslechteren er'],
    improving: ['verbetert er', 'verbeteren er'],
    chance: ['beweegt er binnen wat toeval verklaart', 'bewegen er binnen wat toeval verklaart'],
    shifted: ['is er verschoven, beter noch slechter', 'zijn er verschoven, beter noch slechter'],
    unjudged: [
      'is er nog niet te beoordelen of wordt zonder oordeel getoond',
      'zijn er nog niet te beoordelen of worden zonder oordeel getoond',
    ],
    unknown: ['heeft er geen waarde', 'hebben er geen waarde'],
  },
  others: ['Nog', 'gemeten metriek staat in de bijlage.', 'gemeten metrieken staan in de bijlage.'],
  wholeOrganisation: 'hele organisatie',
  countedIn: 'metrieken, geteld in dit rapport',
  hoursWhat: 'kosten van meten, uren per kwartaal',
  targetWhat: 'norm',
  publishedWhat: 'gepubliceerde waarde',
  stepWhat: 'wat nu te doen',
  periodSum: 'opgeteld over de periode',
  head: {
    page: 'De pagina',
    signs: 'Vitale functies, slechtste nieuws eerst',
    next: 'Wat nu te doen',
    nothingNext: 'De gegevens wijzen niets aan dat voorgaat.',
    unknown: 'Wat niet bekend is, en waarom',
    nothingUnknown: 'Elke metriek heeft een waarde.',
    annex: 'Bijlage: de metrieken',
    register: 'Register van cijfers',
    registerLead:
      'Elk cijfer in dit rapport draagt een klein nummer: zijn regel hier. Een regel zegt wat geteld is, op welke dag, uit welke bestanden, en wanneer het berekend is. Dezelfde bestanden geven dezelfde cijfers.',
    sources: 'Bestanden waarop de cijfers rusten',
    changes: 'Wat veranderde sinds de vorige revisie',
    firstRevision: 'Dit is de eerste revisie van dit rapport.',
    noChanges: 'Geen cijfer veranderde; woorden of bronnen wel.',
    how: 'Hoe dit rapport te lezen',
    howText: [
      'Een oordeel spreekt alleen als de beweging groter is dan toeval verklaart. Een driehoek betekent slechter, een gevulde stip beter, een ring gewone variatie, een ruit een verschuiving die geen van beide is, een streepje niet beoordeeld of niet bekend.',
      'In een grafiek is de dikke lijn de waarde, het grijze vlak wat te verwachten is of het interval van de waarde, de dunne lijn het midden (gestreept: de mediaan, waar nog niets wordt beoordeeld), de lijn van strepen en punten de norm, de gestippelde lijn een gepubliceerde waarde. Het laatste, open punt is een periode die nog loopt. Een gat is een periode zonder waarde: onbekend is nooit nul.',
      'Een teken in de grafiek heeft de vorm van zijn oordeel. Niets in dit rapport staat alleen in kleur.',
    ],
    revision: 'revisie',
    made: 'gemaakt',
    by: 'door',
    schedule: 'de planning',
    digest: 'digest',
    pageOf: ['pagina', 'van'],
    columns: {
      period: 'Periode',
      value: 'Waarde',
      interval: 'Interval',
      numerator: 'Geteld',
      denominator: 'Van',
      remark: 'Opmerking',
      mark: 'Nr.',
      printed: 'Zoals gedrukt',
      what: 'Wat',
      origin: 'Uit',
      day: 'Dag',
      counts: 'Tellingen',
      source: 'Bestanden',
      revision: 'Revisie, berekend',
      file: 'Bestand',
      roles: 'Zegt',
      observed: 'Waargenomen',
      digest: 'Digest (SHA-256)',
      before: 'Eerst',
      after: 'Nu',
    },
    origin: {
      measurement: 'gemeten',
      entered: 'met de hand ingevoerd',
      published: 'gepubliceerd over mensen',
      records: 'gegevens',
      definition: 'catalogus',
      report: 'dit rapport',
    },
    absent: 'niet in het rapport',
    chart: (title, from, to) => `${title}, ${from} tot en met ${to}; de cijfers staan in de bijlage.`,
    chartTarget: 'norm',
    version: 'definitie',
  },
  role: { register: 'register', discovery: 'netwerkscan', scan: 'kwetsbaarheidsscan' },
};

export const reportWords: Readonly<Record<Language, ReportWords>> = { en, nl };
