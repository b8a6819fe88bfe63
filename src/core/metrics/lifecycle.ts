/**
 * The life of a metric (domain/metrics.md 3): `draft → specified → consultation → trial → adopted → retired`, with ways back from
 * consultation and trial, and from what an organisation retired itself. Each step has guards. What a machine can check is checked; what only people know, the person who takes
 * the step says in so many words, and it is kept with the step.
 *
 * The definition carries the state it is shipped with; the steps an organisation takes stand beside it, and the newest counts.
 * What is retired in the shipped definition is retired for everybody. Not here: where steps are kept (`store/entries`).
 */
import type { Localised } from '../kernel/text.ts';
import { originOf, type MetricDefinition, type MetricOrigin } from './define-metric.ts';

export const lifecycleStates = ['draft', 'specified', 'consultation', 'trial', 'adopted', 'retired'] as const;
export type LifecycleState = (typeof lifecycleStates)[number];

export const lifecycleTexts: Readonly<Record<LifecycleState, Localised>> = {
  draft: { en: 'draft', nl: 'concept' },
  specified: { en: 'specified', nl: 'gespecificeerd' },
  consultation: { en: 'in consultation', nl: 'in consultatie' },
  trial: { en: 'on trial', nl: 'op proef' },
  adopted: { en: 'adopted', nl: 'vastgesteld' },
  retired: { en: 'retired', nl: 'vervallen' },
};

/** The steps that are permitted from each state. */
export const permittedSteps: Readonly<Record<LifecycleState, readonly LifecycleState[]>> = {
  draft: ['specified', 'retired'],
  specified: ['consultation', 'retired'],
  consultation: ['trial', 'specified', 'retired'],
  trial: ['adopted', 'specified', 'retired'],
  adopted: ['retired'],
  retired: ['specified'],
};

/** What is shipped as retired is so for everybody, whatever an organisation says. */
export function stepsFrom({ lifecycle }: Pick<MetricDefinition, 'lifecycle'>, state: LifecycleState): readonly LifecycleState[] {
  return lifecycle === 'retired' ? [] : permittedSteps[state];
}

export type GuardId =
  | 'fields-present'
  | 'examples-present'
  | 'audience-reviewed'
  | 'cost-estimated'
  | 'tools-listed'
  | 'collector-exists'
  | 'organisations-agreed'
  | 'trial-measured'
  | 'cost-measured'
  | 'gaming-reviewed'
  | 'cell-size-set'
  | 'benchmark-decided'
  | 'replacement-known';

/** Guards of the step to each state, in the order of the table. A reason is asked of every step. */
export const guardsTo: Readonly<Record<LifecycleState, readonly GuardId[]>> = {
  draft: [],
  specified: ['fields-present', 'examples-present'],
  consultation: ['audience-reviewed', 'cost-estimated', 'tools-listed'],
  trial: ['collector-exists', 'organisations-agreed'],
  adopted: ['trial-measured', 'cost-measured', 'gaming-reviewed', 'cell-size-set', 'benchmark-decided'],
  retired: ['replacement-known'],
};

export interface GuardText {
  readonly asks: Localised;
  /** What to do while it is not met; like `asks` a clause, so that several stand in one sentence. */
  readonly todo: Localised;
}

export const neededTrialPeriods = 2;

export const guardTexts: Readonly<Record<GuardId, GuardText>> = {
  'fields-present': {
    asks: { en: 'all required fields of the definition are filled in', nl: 'alle verplichte velden van de definitie zijn ingevuld' },
    todo: { en: 'fill in the fields that are missing in the definition', nl: 'vul de velden in die in de definitie ontbreken' },
  },
  'examples-present': {
    asks: { en: 'there are worked examples, and they are tested', nl: 'er zijn uitgewerkte voorbeelden, en ze worden getest' },
    todo: {
      en: 'work examples out by hand and put them beside the definition, in examples.json',
      nl: 'werk voorbeelden met de hand uit en zet ze naast de definitie, in examples.json',
    },
  },
  'audience-reviewed': {
    asks: { en: 'audience and decision were reviewed', nl: 'doelgroep en besluit zijn beoordeeld' },
    todo: { en: 'say who reviewed audience and decision, and when', nl: 'zeg wie doelgroep en besluit heeft beoordeeld, en wanneer' },
  },
  'cost-estimated': {
    asks: { en: 'the cost of measurement is estimated', nl: 'de meetkosten zijn geschat' },
    todo: {
      en: 'put the hours a quarter and what they rest on in the definition',
      nl: 'zet de uren per kwartaal en waar ze op rusten in de definitie',
    },
  },
  'tools-listed': {
    asks: { en: 'it is known which tools can supply the inputs', nl: 'bekend is welke hulpmiddelen de gegevens kunnen leveren' },
    todo: { en: 'name the tools that can supply the inputs', nl: 'noem de hulpmiddelen die de gegevens kunnen leveren' },
  },
  'collector-exists': {
    asks: { en: 'at least one collector delivers the inputs', nl: 'ten minste één verzamelaar levert de gegevens' },
    todo: {
      en: 'hand in a file of each kind of source it leans on, enter a first value, or publish a first figure',
      nl: 'lever een bestand in van elke soort bron waarop hij steunt, voer een eerste waarde in, of publiceer een eerste cijfer',
    },
  },
  'organisations-agreed': {
    asks: { en: 'at least two organisations agreed', nl: 'ten minste twee organisaties zijn akkoord' },
    todo: { en: 'name the two or more organisations that agreed', nl: 'noem de twee of meer organisaties die akkoord zijn' },
  },
  'trial-measured': {
    asks: { en: 'at least two periods of the trial have a value', nl: 'ten minste twee perioden van de proef hebben een waarde' },
    todo: {
      en: 'wait until two whole periods after the start of the trial have a value',
      nl: 'wacht tot twee hele perioden na het begin van de proef een waarde hebben',
    },
  },
  'cost-measured': {
    asks: { en: 'the cost of measurement was measured', nl: 'de meetkosten zijn gemeten' },
    todo: { en: 'say how many hours a quarter it took', nl: 'zeg hoeveel uur per kwartaal het kostte' },
  },
  'gaming-reviewed': {
    asks: { en: 'the ways to game it were reviewed', nl: 'de manieren om hem te misleiden zijn beoordeeld' },
    todo: {
      en: 'say who looked at the ways to game it in the trial, and what they found',
      nl: 'zeg wie in de proef naar misleiding heeft gekeken, en wat daaruit kwam',
    },
  },
  'cell-size-set': {
    asks: {
      en: 'the minimum cell size is set, or neither people nor organisations are counted',
      nl: 'de minimale groepsgrootte is bepaald, of er worden geen personen en geen organisaties geteld',
    },
    todo: {
      en: 'set the minimum cell size in the definition, or say that it counts neither people nor organisations',
      nl: 'zet de minimale groepsgrootte in de definitie, of zeg dat hij geen personen en geen organisaties telt',
    },
  },
  'benchmark-decided': {
    asks: { en: 'it is decided whether it may be compared, and why', nl: 'besloten is of hij vergeleken mag worden, en waarom' },
    todo: {
      en: 'put the decision and its reason in the definition',
      nl: 'zet het besluit met de reden in de definitie',
    },
  },
  'replacement-known': {
    asks: {
      en: 'what replaces it is a metric in use, if anything does',
      nl: 'wat hem vervangt is een metriek in gebruik, als iets dat doet',
    },
    todo: {
      en: 'name another metric that is not retired, or none and give the reason',
      nl: 'noem een andere metriek die niet vervallen is, of geen en geef de reden',
    },
  },
};

/** What a machine knows of one metric in one organisation. */
export interface LifecycleFacts {
  readonly workedExamples: number;
  /** Of each kind of source it leans on at least one has spoken; of a metric that is entered: a person has entered a value; of one that is published: there is a figure. */
  readonly hasCollector: boolean;
  /** Whole periods with a value since the trial began. */
  readonly trialPeriods: number;
  /** Ids of the metrics that are not retired here. */
  readonly metricsInUse: readonly string[];
}

/** What a person says with a step. */
export interface StepWords {
  readonly to: LifecycleState;
  readonly reason: string;
  /** By guard, for those that only people know. */
  readonly statements: Readonly<Partial<Record<GuardId, string>>>;
  /** Measured, for adoption. */
  readonly hoursPerQuarter: number | null;
  /** Of what is retired. */
  readonly replacedBy: string | null;
}

export interface GuardState extends GuardText {
  readonly guard: GuardId;
  /** `checked` by a machine; `stated` by the person who takes the step; `measured`: a number of hours the person gives. */
  readonly kind: 'checked' | 'stated' | 'measured';
  /** null: only the words of the step can tell. */
  readonly isMet: boolean | null;
  /** What is so in the place of what is asked, and lets the step pass; null: nothing. */
  readonly instead: Localised | null;
}

const insteadOfFiles: Readonly<Record<MetricOrigin, Localised | null>> = {
  records: null,
  people: { en: 'entered by people', nl: 'ingevoerd door mensen' },
  publications: { en: 'published of people', nl: 'gepubliceerd over mensen' },
};

/** The guards of a step before anything is said. */
export function guardStates(metric: MetricDefinition, to: LifecycleState, facts: LifecycleFacts): readonly GuardState[] {
  return guardsTo[to].map((guard) => {
    const state = stateOf(guard, metric, facts);
    const isCollected = guard === 'collector-exists' && state.isMet === true;
    return { guard, ...guardTexts[guard], ...state, instead: isCollected ? insteadOfFiles[originOf(metric)] : null };
  });
}

function stateOf(guard: GuardId, metric: MetricDefinition, facts: LifecycleFacts): Pick<GuardState, 'kind' | 'isMet'> {
  const checked = (isMet: boolean) => ({ kind: 'checked', isMet }) as const;
  const stated = { kind: 'stated', isMet: null } as const;
  switch (guard) {
    case 'fields-present':
      return checked(missingFields(metric).length === 0);
    case 'examples-present':
      return checked(facts.workedExamples > 0);
    case 'cost-estimated':
      return checked(metric.costOfMeasurement.hoursPerQuarter > 0 && isFilled(metric.costOfMeasurement.basis));
    case 'collector-exists':
      return checked(facts.hasCollector);
    case 'trial-measured':
      return checked(facts.trialPeriods >= neededTrialPeriods);
    case 'cost-measured':
      return { kind: 'measured', isMet: null };
    case 'cell-size-set':
      return metric.minCellSize === undefined ? stated : checked(true);
    case 'benchmark-decided':
      return checked(isFilled(metric.benchmarkable.reason));
    case 'replacement-known':
      return { kind: 'checked', isMet: null };
    case 'audience-reviewed':
    case 'tools-listed':
    case 'organisations-agreed':
    case 'gaming-reviewed':
      return stated;
  }
}

export type StepOutcome =
  | { readonly kind: 'permitted' }
  | { readonly kind: 'not-next'; readonly permitted: readonly LifecycleState[] }
  | { readonly kind: 'unmet'; readonly guards: readonly GuardId[] };

/** Whether the step may be taken, and if not what stands in its way. */
export function judgeStep(metric: MetricDefinition, from: LifecycleState, words: StepWords, facts: LifecycleFacts): StepOutcome {
  const permitted = stepsFrom(metric, from);
  if (!permitted.includes(words.to)) return { kind: 'not-next', permitted };
  const unmet = guardStates(metric, words.to, facts).filter((state) => !isMetBy(state, metric, words, facts));
  return unmet.length === 0 ? { kind: 'permitted' } : { kind: 'unmet', guards: unmet.map(({ guard }) => guard) };
}

function isMetBy({ guard, kind, isMet }: GuardState, metric: MetricDefinition, words: StepWords, facts: LifecycleFacts): boolean {
  if (guard === 'replacement-known') {
    return words.replacedBy === null || (words.replacedBy !== metric.id && facts.metricsInUse.includes(words.replacedBy));
  }
  if (kind === 'stated') return (words.statements[guard] ?? '').trim() !== '';
  if (kind === 'measured') return words.hoursPerQuarter !== null && words.hoursPerQuarter >= 0;
  return isMet === true;
}

/** @param own the newest step of the organisation; null: none yet */
export function lifecycleNow({ lifecycle }: Pick<MetricDefinition, 'lifecycle'>, own: LifecycleState | null): LifecycleState {
  return lifecycle === 'retired' ? 'retired' : (own ?? lifecycle);
}

/** Names of the fields of a definition that are required and empty (domain/metrics.md 2). */
export function missingFields(metric: MetricDefinition): readonly string[] {
  const texts = { ...pick(metric), question: metric.question };
  const empty = Object.entries(texts).flatMap(([name, text]) => (isFilled(text) ? [] : [name]));
  const wrong: [string, boolean][] = [
    ['question', !metric.question.en.endsWith('?') || !metric.question.nl.endsWith('?')],
    ['audience', metric.audience.length === 0],
    ['measures', metric.measures.filter(({ headline }) => headline).length !== 1],
    ['cadenceDays', metric.cadenceDays <= 0],
    ['gamingRisks', metric.gamingRisks.length === 0],
    ['obligations', metric.obligations.length === 0],
  ];
  return [...new Set([...empty, ...wrong.flatMap(([name, isWrong]) => (isWrong ? [name] : []))])];
}

function pick({ title, decision, formula, population, chartPeriodReason, benchmarkable }: MetricDefinition) {
  return { title, decision, formula, population, chartPeriodReason, benchmarkable: benchmarkable.reason };
}

function isFilled({ en, nl }: Localised): boolean {
  return en.trim() !== '' && nl.trim() !== '';
}
