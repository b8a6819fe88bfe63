/**
 * How hard a phishing mail is to see through: the NIST Phish Scale (NIST TN 2276, 2023, public domain; M. Steves, K. Greene and M.
 * Theofanos, Journal of Cybersecurity 2020;6:tyaa009). Cues that give it away are counted; how well its story fits the work of those who
 * get it is judged in five elements. Names and explanations are in our own words.
 * Not here: who clicked. Difficulty is scored before the mail is sent, or by somebody who does not know the result.
 */
import type { Localised } from '../kernel/text.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Agreement } from '../statistics/agreement.ts';
import { cohensKappa } from '../statistics/agreement.ts';
import type { CueId } from './cue-ids.ts';
import { cueIds } from './cue-ids.ts';

export const difficulties = ['very', 'moderate', 'least'] as const;
export type Difficulty = (typeof difficulties)[number];

/** `moderate-to-least` stands in the table of NIST; in figures it counts as moderate (metrics.md 4.6). */
export type ScaleDifficulty = Difficulty | 'moderate-to-least';

export const cueBands = ['few', 'some', 'many'] as const;
export type CueBand = (typeof cueBands)[number];
export const alignments = ['strong', 'medium', 'weak'] as const;
export type Alignment = (typeof alignments)[number];

export const premiseElements = [
  {
    id: 'mimicsProcess',
    label: { en: 'Looks like something that is done here', nl: 'Lijkt op iets dat hier gebruikelijk is' },
    help: {
      en: 'The mail copies a way of working that people here know: a roster, a declaration, a parcel for the ward.',
      nl: 'De mail doet een werkwijze na die men hier kent: een rooster, een declaratie, een pakket voor de afdeling.',
    },
  },
  {
    id: 'workplaceRelevance',
    label: { en: 'Has to do with the work of those who get it', nl: 'Heeft te maken met het werk van de ontvangers' },
    help: {
      en: 'The people who get it would have a reason to deal with it in their own job.',
      nl: 'De ontvangers hebben in hun eigen werk een reden om er iets mee te doen.',
    },
  },
  {
    id: 'fitsOtherEvents',
    label: { en: 'Fits what is going on', nl: 'Past bij wat er speelt' },
    help: {
      en: 'It goes with a season, a change or news that people have heard of, inside or outside.',
      nl: 'Het sluit aan bij een seizoen, een verandering of nieuws dat men kent, binnen of buiten.',
    },
  },
  {
    id: 'concernAboutNotClicking',
    label: { en: 'Not clicking would worry people', nl: 'Niet klikken zou zorgen geven' },
    help: {
      en: 'Who leaves it may fear to miss something or to get into trouble.',
      nl: 'Wie het laat liggen, kan bang zijn iets te missen of problemen te krijgen.',
    },
  },
  {
    id: 'recentTraining',
    label: { en: 'People were warned of exactly this', nl: 'Hiervoor is pas gewaarschuwd' },
    help: {
      en: 'Training, a warning or a mail of the same kind came shortly before. It is taken off: it makes the mail easier to see through.',
      nl: 'Kort ervoor was er training, een waarschuwing of zo’n mail. Dit telt af: het maakt de mail makkelijker te doorzien.',
    },
  },
] as const satisfies readonly { readonly id: string; readonly label: Localised; readonly help: Localised }[];

export type PremiseElement = (typeof premiseElements)[number]['id'];

/** None, little, some, much, full. */
export const premisePoints = [0, 2, 4, 6, 8] as const;
export type PremisePoints = (typeof premisePoints)[number];

export interface PhishScore {
  /** How often each cue stands in the mail; a cue that is not named was not found. */
  readonly cues: Readonly<Partial<Record<CueId, number>>>;
  readonly premise: Readonly<Record<PremiseElement, PremisePoints>>;
}

export interface ScaledDifficulty {
  readonly cueCount: number;
  readonly cueBand: CueBand;
  readonly alignmentPoints: number;
  readonly alignment: Alignment;
  readonly onScale: ScaleDifficulty;
  /** As it counts in figures. */
  readonly difficulty: Difficulty;
}

const table: Readonly<Record<CueBand, Readonly<Record<Alignment, ScaleDifficulty>>>> = {
  few: { strong: 'very', medium: 'very', weak: 'moderate' },
  some: { strong: 'very', medium: 'moderate', weak: 'moderate-to-least' },
  many: { strong: 'moderate', medium: 'moderate', weak: 'least' },
};

export function scaleDifficulty({ cues, premise }: PhishScore): ScaledDifficulty {
  const counts = cueIds.map((id) => cues[id] ?? 0);
  invariant(
    counts.every((count) => Number.isInteger(count) && count >= 0),
    'a cue is counted',
  );
  const cueCount = counts.reduce((sum, count) => sum + count, 0);
  const alignmentPoints =
    premise.mimicsProcess + premise.workplaceRelevance + premise.fitsOtherEvents + premise.concernAboutNotClicking - premise.recentTraining;
  // NIST's few begin at 1: a mail without any cue gives nothing away, so it cannot be easier than one with few.
  const cueBand = cueCount <= 8 ? 'few' : cueCount <= 14 ? 'some' : 'many';
  const alignment = alignmentPoints >= 18 ? 'strong' : alignmentPoints >= 11 ? 'medium' : 'weak';
  const onScale = table[cueBand][alignment];
  return { cueCount, cueBand, alignmentPoints, alignment, onScale, difficulty: onScale === 'moderate-to-least' ? 'moderate' : onScale };
}

export type SettledDifficulty =
  | { readonly kind: 'unscored' }
  /** One person's judgement: it counts, and the page says that nobody checked it. */
  | { readonly kind: 'one-scorer'; readonly difficulty: Difficulty }
  | { readonly kind: 'agreed'; readonly difficulty: Difficulty; readonly cues: Agreement }
  /** They came to different difficulties: it counts as unscored until they agree. */
  | { readonly kind: 'disputed'; readonly found: readonly [Difficulty, Difficulty]; readonly cues: Agreement };

/** @param scores of different people, at most two: the first and the second scorer */
export function settleDifficulty(scores: readonly PhishScore[]): SettledDifficulty {
  const [first, second] = scores;
  if (first === undefined) return { kind: 'unscored' };
  const found = scaleDifficulty(first).difficulty;
  if (second === undefined) return { kind: 'one-scorer', difficulty: found };
  const other = scaleDifficulty(second).difficulty;
  const cues = cueAgreement(first, second);
  return found === other ? { kind: 'agreed', difficulty: found, cues } : { kind: 'disputed', found: [found, other], cues };
}

/** Whether both saw the same cues: seen or not, cue by cue. */
export function cueAgreement(first: PhishScore, second: PhishScore): Agreement {
  const seen = ({ cues }: PhishScore, id: CueId) => ((cues[id] ?? 0) > 0 ? 'seen' : 'not-seen');
  const agreement = cohensKappa(cueIds.map((id) => [seen(first, id), seen(second, id)] as const));
  invariant(agreement !== null, 'there are cues');
  return agreement;
}
