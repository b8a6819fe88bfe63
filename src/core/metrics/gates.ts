/**
 * Gates: when the evidence under a value is missing, too old or too thin (domain/metrics.md 4.9). A closed gate takes
 * the value away or marks it; it never makes a 0.
 * Pure: the facts per day come from `store/measuring`.
 */
import type { Localised } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import { daysBetween } from '../kernel/time.ts';
import type { AdvisorySourceId, SourceStanding } from '../advisories/sources.ts';
import { figureReasons, type FigureReason } from './figure-reasons.ts';
import type { ReasonCode } from './measurement.ts';

export const sourceRoles = ['register', 'discovery', 'scan'] as const;
/** `register`: a complete asset register; `discovery`: anything that saw assets, scans too; `scan`: a vulnerability scan. */
export type SourceRole = (typeof sourceRoles)[number];

/** What was known at the end of a day about the sources and the scan coverage of the whole organisation. */
export interface GateFacts {
  readonly day: Day;
  /** Day of the newest complete import of that role observed up to then; null: none so far. */
  readonly newestOn: Readonly<Record<SourceRole, Day | null>>;
  /** No source that keeps the register also looks at the network. */
  readonly areSourcesIndependent: boolean;
  /** Day of the newest scan before the day of the newest; null while there were not two days with a scan. */
  readonly scanBeforeOn: Day | null;
  /** VUL-01 of the whole organisation, ungated. */
  readonly scanCoverage: { readonly numerator: number; readonly denominator: number };
  /** What the public lists that the node holds can say of that day (`core/advisories/sources.ts`). */
  readonly lists: Readonly<Record<AdvisorySourceId, SourceStanding>>;
}

export type GateId =
  | 'inventory-reconciled'
  | 'unknown-handled-weekly'
  | 'scans-regular'
  | 'sources-independent'
  | 'scan-coverage'
  | 'kev-held'
  | 'kev-current'
  | 'epss-held'
  | 'epss-current'
  | 'epss-coverage';
export type GateEffect = 'no-data' | 'gated' | 'stale' | 'warned';

export interface Gate {
  readonly effect: GateEffect;
  readonly reasons: readonly ReasonCode[];
  readonly condition: Localised;
  /** The reason while the gate is closed, else null. */
  readonly closedBy: (facts: GateFacts) => ReasonCode | null;
}

/** Six months, as days. */
export const reconciledWithinDays = 183;
export const handledWithinDays = 7;
export const scansApartDays = 30;
export const scanCoverageNeeded = 0.8;

export const gates = {
  'inventory-reconciled': {
    effect: 'gated',
    reasons: ['register-missing', 'inventory-not-reconciled'],
    condition: {
      en: 'The asset register was last reconciled (a complete register file taken in) more than six months ago, or never.',
      nl: 'Het middelenregister is langer dan zes maanden geleden voor het laatst bijgewerkt (een volledig registerbestand ingelezen), of nooit.',
    },
    closedBy: ({ day, newestOn }) => {
      if (newestOn.register === null) return 'register-missing';
      return olderThan(newestOn.register, day, reconciledWithinDays) ? 'inventory-not-reconciled' : null;
    },
  },
  'unknown-handled-weekly': {
    effect: 'gated',
    reasons: ['unknown-assets-not-handled-weekly'],
    condition: {
      en: 'Unknown assets are not dealt with every week: the newest complete register file is more than seven days old.',
      nl: 'Onbekende middelen worden niet wekelijks afgehandeld: het nieuwste volledige registerbestand is ouder dan zeven dagen.',
    },
    closedBy: ({ day, newestOn: { register } }) =>
      register === null || olderThan(register, day, handledWithinDays) ? 'unknown-assets-not-handled-weekly' : null,
  },
  'scans-regular': {
    effect: 'gated',
    reasons: ['scans-too-far-apart'],
    condition: {
      en: 'The two newest scans are more than 30 days apart, the newest is more than 30 days old, or there is only one: nobody can say what was closed between them.',
      nl: 'De twee nieuwste scans liggen meer dan 30 dagen uit elkaar, de nieuwste is ouder dan 30 dagen, of er is er maar één: niemand kan zeggen wat er tussen is gesloten.',
    },
    closedBy: ({ day, newestOn: { scan }, scanBeforeOn }) => {
      if (scan === null || scanBeforeOn === null) return 'scans-too-far-apart';
      return olderThan(scan, day, scansApartDays) || olderThan(scanBeforeOn, scan, scansApartDays) ? 'scans-too-far-apart' : null;
    },
  },
  'sources-independent': {
    effect: 'gated',
    reasons: ['sources-not-independent'],
    condition: {
      en: 'A source that keeps the register also says what was seen on the network: what it misses, it misses twice.',
      nl: 'Een bron die het register bijhoudt, zegt ook wat op het netwerk gezien is: wat zij mist, mist zij twee keer.',
    },
    closedBy: ({ areSourcesIndependent }) => (areSourcesIndependent ? null : 'sources-not-independent'),
  },
  'scan-coverage': {
    effect: 'warned',
    reasons: ['scan-coverage-low', 'scan-coverage-unknown'],
    condition: {
      en: 'Less than 80 % of the assets that can be scanned were scanned lately, or nobody can say for want of a register: what nobody looks at cannot be found.',
      nl: 'Minder dan 80 % van de te scannen middelen is onlangs gescand, of niemand weet het omdat er geen register is: waar niemand kijkt, wordt niets gevonden.',
    },
    closedBy: ({ newestOn, scanCoverage: { numerator, denominator } }) => {
      // Without a register only what was scanned is known, and a share of that is always high.
      if (newestOn.register === null || denominator === 0) return 'scan-coverage-unknown';
      return numerator / denominator < scanCoverageNeeded ? 'scan-coverage-low' : null;
    },
  },
  'kev-held': {
    effect: 'no-data',
    reasons: ['kev-missing'],
    condition: {
      en: 'No KEV catalogue was ever taken in, or the day lies before its first entry: nobody can say what was listed.',
      nl: 'Er is nog nooit een KEV-lijst ingelezen, of de dag ligt vóór haar eerste vermelding: niemand kan zeggen wat erop stond.',
    },
    closedBy: ({ lists }) => (lists.kev === 'missing' ? 'kev-missing' : null),
  },
  'kev-current': {
    effect: 'stale',
    reasons: ['kev-stale'],
    condition: {
      en: 'The KEV catalogue was older on that day than is set (CYBERMETRICS_KEV_STALE_DAYS): what was added since is missing.',
      nl: 'De KEV-lijst was die dag ouder dan is ingesteld (CYBERMETRICS_KEV_STALE_DAYS): wat er sindsdien bij kwam, ontbreekt.',
    },
    closedBy: ({ lists }) => (lists.kev === 'stale' ? 'kev-stale' : null),
  },
  'epss-held': {
    effect: 'no-data',
    reasons: ['epss-missing'],
    condition: {
      en: 'No edition of EPSS was held on that day: a score of another day would say what nobody said then.',
      nl: 'Op die dag was er geen editie van EPSS: een score van een andere dag zou zeggen wat toen niemand zei.',
    },
    closedBy: ({ lists }) => (lists.epss === 'missing' ? 'epss-missing' : null),
  },
  'epss-current': {
    effect: 'stale',
    reasons: ['epss-stale'],
    condition: {
      en: 'The edition of EPSS was older on that day than is set (CYBERMETRICS_EPSS_STALE_DAYS).',
      nl: 'De editie van EPSS was die dag ouder dan is ingesteld (CYBERMETRICS_EPSS_STALE_DAYS).',
    },
    closedBy: ({ lists }) => (lists.epss === 'stale' ? 'epss-stale' : null),
  },
  'epss-coverage': {
    effect: 'gated',
    reasons: ['epss-coverage-low'],
    condition: {
      en: 'Less than 80 % of the open findings with a CVE have a score, in the scope that is told.',
      nl: 'Minder dan 80 % van de open bevindingen met een CVE heeft een score, in het deel waarover het gaat.',
    },
    // It is of the scope and its counts, not of the day: `expected-under.ts` closes it.
    closedBy: () => null,
  },
} as const satisfies Record<GateId, Gate>;

const missing: Record<SourceRole, ReasonCode> = { register: 'register-missing', discovery: 'discovery-missing', scan: 'scan-missing' };
const stale: Record<SourceRole, ReasonCode> = { register: 'register-stale', discovery: 'discovery-stale', scan: 'scan-stale' };

export interface GateResult {
  readonly reason: ReasonCode;
  readonly effect: GateEffect;
}

export interface Gated {
  readonly leansOn: readonly SourceRole[];
  readonly gates: readonly GateId[];
  readonly cadenceDays: number;
  readonly graceDays: number;
}

/** Every reason that holds on that day, most severe effect first; empty when the evidence is in order. */
export function gateResults(definition: Gated, facts: GateFacts): readonly GateResult[] {
  const missingRoles = definition.leansOn.filter((role) => facts.newestOn[role] === null);
  if (missingRoles.length > 0) return missingRoles.map((role) => ({ reason: missing[role], effect: 'no-data' }));
  const closed = definition.gates.flatMap((id): GateResult[] => {
    const reason = gates[id].closedBy(facts);
    return reason === null ? [] : [{ reason, effect: gates[id].effect }];
  });
  const old = definition.leansOn.flatMap((role): GateResult[] => {
    const newest = facts.newestOn[role];
    const isOld = newest !== null && olderThan(newest, facts.day, definition.cadenceDays + definition.graceDays);
    return isOld ? [{ reason: stale[role], effect: 'stale' }] : [];
  });
  const severity: Record<GateEffect, number> = { 'no-data': 0, gated: 1, stale: 2, warned: 3 };
  return [...closed, ...old].toSorted((a, b) => severity[a.effect] - severity[b.effect]);
}

function olderThan(newest: Day, day: Day, days: number): boolean {
  return daysBetween(newest, day) > days;
}

const textsOfFigures = Object.fromEntries(Object.entries(figureReasons).map(([reason, { text }]) => [reason, text])) as Record<
  FigureReason,
  Localised
>;

/** What each reason says to a reader. */
export const reasonTexts: Readonly<Record<ReasonCode, Localised>> = {
  ...textsOfFigures,
  'register-missing': { en: 'no complete asset register has been taken in yet', nl: 'er is nog geen volledig middelenregister ingelezen' },
  'discovery-missing': {
    en: 'nothing has looked at the network yet: no scan or discovery file has been taken in',
    nl: 'er heeft nog niets op het netwerk gekeken: er is nog geen scan- of ontdekkingsbestand ingelezen',
  },
  'scan-missing': { en: 'no vulnerability scan has been taken in yet', nl: 'er is nog geen kwetsbaarheidsscan ingelezen' },
  'inventory-not-reconciled': {
    en: 'the register was last reconciled more than six months ago',
    nl: 'het register is langer dan zes maanden niet bijgewerkt',
  },
  'unknown-assets-not-handled-weekly': {
    en: 'the newest register file is more than seven days old, so unknown assets were not dealt with this week',
    nl: 'het nieuwste registerbestand is ouder dan zeven dagen, dus onbekende middelen zijn deze week niet afgehandeld',
  },
  'register-stale': { en: 'the register file is older than agreed', nl: 'het registerbestand is ouder dan afgesproken' },
  'discovery-stale': {
    en: 'the newest look at the network is older than agreed',
    nl: 'de nieuwste blik op het netwerk is ouder dan afgesproken',
  },
  'scan-stale': { en: 'the newest scan is older than agreed', nl: 'de nieuwste scan is ouder dan afgesproken' },
  'scans-too-far-apart': {
    en: 'there are no two scans within 30 days of each other, the newest of them within 30 days of this day',
    nl: 'er zijn geen twee scans binnen 30 dagen van elkaar, de nieuwste daarvan binnen 30 dagen van deze dag',
  },
  'scan-coverage-low': {
    en: 'less than 80 % of the assets that can be scanned were scanned lately',
    nl: 'minder dan 80 % van de te scannen middelen is onlangs gescand',
  },
  'scan-coverage-unknown': {
    en: 'there is no complete register yet, or nothing that can be scanned is known, so nobody can say how much the scans cover',
    nl: 'er is nog geen volledig register, of er is niets te scannen bekend, dus niemand weet hoeveel de scans dekken',
  },
  'sources-not-independent': {
    en: 'one source both keeps the register and looks at the network, so the two lists are not independent',
    nl: 'één bron houdt het register bij én kijkt op het netwerk, dus de twee lijsten zijn niet onafhankelijk',
  },
  'too-few-in-both': {
    en: 'fewer than seven of a kind are both registered and seen: too few to estimate from',
    nl: 'van een soort zijn er minder dan zeven zowel geregistreerd als gezien: te weinig om van te schatten',
  },
  'kev-missing': {
    en: 'no KEV catalogue that speaks of that day has been taken in: fetch it (cybermetrics sources sync kev) or hand it in',
    nl: 'er is geen KEV-lijst ingelezen die over die dag gaat: haal haar op (cybermetrics sources sync kev) of lever haar aan',
  },
  'kev-stale': {
    en: 'the KEV catalogue was older than agreed: what was added since is not counted',
    nl: 'de KEV-lijst was ouder dan afgesproken: wat er sindsdien bij kwam, telt niet mee',
  },
  'epss-missing': {
    en: 'no edition of EPSS was held when that day was measured: fetch it (cybermetrics sources sync epss) or hand it in',
    nl: 'toen die dag werd gemeten was er geen editie van EPSS: haal haar op (cybermetrics sources sync epss) of lever haar aan',
  },
  'epss-stale': {
    en: 'the edition of EPSS was older than agreed',
    nl: 'de editie van EPSS was ouder dan afgesproken',
  },
  'epss-coverage-low': {
    en: 'less than 80 % of the open findings with a CVE have a score: a sum over the rest would be too low by an unknown part',
    nl: 'minder dan 80 % van de open bevindingen met een CVE heeft een score: een som over de rest zou onbekend veel te laag zijn',
  },
  'not-measured-then': {
    en: 'nothing was measured on that day, and scores of a later day say nothing of it',
    nl: 'op die dag is niet gemeten, en scores van een latere dag zeggen er niets over',
  },
  'nothing-in-population': { en: 'nothing to count on that day', nl: 'die dag viel er niets te tellen' },
  'half-life-not-reached': {
    en: 'more than half were still open at the greatest age anything was followed to: the value is that age, and the half-life is longer',
    nl: 'meer dan de helft stond nog open op de hoogste leeftijd tot waar iets gevolgd is: de waarde is die leeftijd, de halveringstijd is langer',
  },
  'followed-too-briefly': {
    en: 'no findings were followed from their beginning up to that age',
    nl: 'er zijn geen bevindingen gevolgd van hun begin tot die leeftijd',
  },
  'entry-missing': { en: 'nobody has entered a value for this time', nl: 'voor deze tijd heeft niemand een waarde ingevoerd' },
  'entry-carried': {
    en: 'the value of the last period that was entered',
    nl: 'de waarde van de laatste periode die is ingevoerd',
  },
  'entry-stale': {
    en: 'the last period that was entered ended longer ago than agreed',
    nl: 'de laatste ingevoerde periode eindigde langer geleden dan afgesproken',
  },
};
