/**
 * The form of a questionnaire pack as a file, and its JSON Schema 2020-12. What it holds is described in pack.ts.
 */
import { z } from 'zod';
import { countedFigures, dimensions, questionnairePackSchemaId, scaleSteps } from './pack.ts';

const Slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const ItemId = z
  .string()
  .max(60)
  .regex(/^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/);
const LanguageTag = z
  .string()
  .max(20)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const VersionNumber = z
  .string()
  .max(30)
  .regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/);

const textsOfAtMost = (characters: number) =>
  z
    .record(LanguageTag, z.string().trim().min(1).max(characters))
    .describe('language (BCP 47) to text; every language of the pack, no other');
const Name = textsOfAtMost(120);
const Question = textsOfAtMost(500);
const Passage = textsOfAtMost(4_000);

const Condition = z.strictObject({
  item: ItemId.describe('an item that stands before this one'),
  answerIn: z
    .array(z.union([z.int().min(1).max(scaleSteps), Slug]))
    .min(1)
    .max(20)
    .describe('steps (1 is the first label) of a scale, or options of a choice; any other answer, or none, leaves this item out'),
});

const shared = {
  id: ItemId.describe('the same in every version, also as the header of a column of answers'),
  text: Question,
  showWhen: Condition.nullable().default(null).describe('null: asked of everybody'),
};

const ScaleItem = z.strictObject({
  kind: z.literal('scale'),
  ...shared,
  area: Slug,
  dimension: z.enum(dimensions),
  scale: Slug,
  isReversed: z
    .boolean()
    .default(false)
    .describe('true: the last step is the least safe answer; it is turned round before anything is added up'),
});

const ChoiceItem = z.strictObject({
  kind: z.literal('choice'),
  ...shared,
  options: z
    .array(z.strictObject({ id: Slug, text: Question }))
    .min(2)
    .max(12),
  rightAnswer: Slug.nullable()
    .default(null)
    .describe('option that is right; null: asked to choose the questions that follow, and not counted'),
  countsFor: z
    .enum(countedFigures)
    .nullable()
    .default(null)
    .describe('knows-how-to-report: who answers all of these right knows it (AWR-16)'),
});

const PackItem = z.discriminatedUnion('kind', [ScaleItem, ChoiceItem]);

/** As read: what may be left out in the file is filled in. */
export const QuestionnairePackFile = z.strictObject({
  $schema: z.literal(questionnairePackSchemaId),
  id: Slug,
  version: VersionNumber.describe('major.minor.patch: another major number where scores cannot be laid beside those before'),
  licence: z.string().trim().min(1).max(120).describe('SPDX expression, or who must be asked'),
  author: z.string().trim().min(1).max(200),
  languages: z.array(LanguageTag).min(1).max(20).describe('the first is shown to whoever asks for none of them'),
  title: Name,
  introduction: Passage.describe('what it is about, above the first question'),
  consent: Passage.describe('what somebody agrees to by sending answers; shown before the first question'),
  areas: z
    .array(z.strictObject({ id: Slug, title: Name }))
    .min(1)
    .max(30),
  scales: z
    .array(z.strictObject({ id: Slug, labels: z.array(Name).length(scaleSteps).describe('from the first step, 1, to the last, 5') }))
    .min(1)
    .max(10),
  answeredShareMin: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.5)
    .describe('share of the questions of a scale somebody must have answered, of those asked, to count in it'),
  items: z.array(PackItem).min(1).max(300),
});
/** The file as JSON Schema 2020-12: what may be left out is not required. */
export function questionnairePackJsonSchema(): object {
  return { ...z.toJSONSchema(QuestionnairePackFile, { io: 'input' }), $id: questionnairePackSchemaId };
}
