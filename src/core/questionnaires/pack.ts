/**
 * A questionnaire pack: the questions of one questionnaire in the manner of the HAIS-Q (K. Parsons et al., Computers & Security
 * 2014;42:165–176: focus areas × knowledge, attitude, behaviour, items of five steps, some of them reversed), in as many languages as its
 * author writes. Plain types, so that the page of a respondent loads no schema. Not here: the form of the file (pack-schema.ts), what must
 * agree between its parts (check-pack.ts), which questions somebody is asked (sheet.ts), and what comes of the answers (score.ts).
 */

/** The identity of the form of the file; its JSON Schema is `docs/schemas/questionnaire-pack.schema.json`. */
export const questionnairePackSchemaId = 'urn:cybermetrics:questionnaire-pack:1';

export const dimensions = ['knowledge', 'attitude', 'behaviour'] as const;
export type Dimension = (typeof dimensions)[number];

/** Steps of every scale, 1 … 5: what is compared over areas and years has one length. */
export const scaleSteps = 5;

/** What a question of one choice can count for in the catalogue beside its own figure: AWR-16. */
export const countedFigures = ['knows-how-to-report'] as const;
export type CountedFigure = (typeof countedFigures)[number];

/** Language (BCP 47) to text: every language of the pack and no other. */
export type PackTexts = Readonly<Record<string, string>>;

/** Of a scale the step, 1 … 5, as it was chosen (not turned round); of a choice the id of the option. */
export type Answer = number | string;

export interface Condition {
  /** An item that stands before this one. */
  readonly item: string;
  /** Any other answer, or none, leaves the item out. */
  readonly answerIn: readonly Answer[];
}

interface AnyItem {
  /** The same in every version, and the header of its column in a table of answers. */
  readonly id: string;
  readonly text: PackTexts;
  /** Null: asked of everybody. */
  readonly showWhen: Condition | null;
}

export interface ScaleItem extends AnyItem {
  readonly kind: 'scale';
  readonly area: string;
  readonly dimension: Dimension;
  readonly scale: string;
  /** The last step is the least safe answer; it is turned round before anything is added up. */
  readonly isReversed: boolean;
}

export interface ChoiceItem extends AnyItem {
  readonly kind: 'choice';
  readonly options: readonly { readonly id: string; readonly text: PackTexts }[];
  /** Null: asked to choose the questions that follow, and not counted. */
  readonly rightAnswer: string | null;
  readonly countsFor: CountedFigure | null;
}

export type PackItem = ScaleItem | ChoiceItem;

export interface QuestionnairePack {
  readonly $schema: typeof questionnairePackSchemaId;
  readonly id: string;
  /** major.minor.patch; which of them must change is in pack-versions.ts. */
  readonly version: string;
  /** SPDX expression, or who must be asked. */
  readonly licence: string;
  readonly author: string;
  /** The first is shown to whoever asks for none of them. */
  readonly languages: readonly string[];
  readonly title: PackTexts;
  readonly introduction: PackTexts;
  /** What somebody agrees to by sending answers; shown before the first question. */
  readonly consent: PackTexts;
  readonly areas: readonly { readonly id: string; readonly title: PackTexts }[];
  /** Labels from the first step to the last. */
  readonly scales: readonly { readonly id: string; readonly labels: readonly PackTexts[] }[];
  /** Share of the questions of a scale somebody must have answered, of those asked, to count in it: 0.5 … 1. */
  readonly answeredShareMin: number;
  readonly items: readonly PackItem[];
}

/** In the language asked for, or in the first of the pack. */
export function textIn({ languages }: QuestionnairePack, texts: PackTexts, language: string): string {
  const [first = ''] = languages;
  return (Object.hasOwn(texts, language) ? texts[language] : texts[first]) ?? '';
}
