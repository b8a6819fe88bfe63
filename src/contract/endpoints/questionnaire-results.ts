/**
 * What was published of a round: scores of scales, how far they can be relied on, who answered, and who knows how to report. Everything here
 * went through `core/disclosure` and is frozen; hidden figures come with their reason.
 */
import { z } from 'zod';
import { hiddenReasons } from '#core/disclosure/suppression.ts';
import { dimensions } from '#core/questionnaires/pack.ts';
import { reliabilityReasons } from '#core/statistics/reliability.ts';

const count = z.int().min(0);
const Interval = z.object({ lower: z.number(), upper: z.number() });
const Share = z.object({ numerator: count, denominator: count, value: z.number(), interval: Interval.describe('Wilson, 95 %') }).nullable();
const Hidden = z
  .enum([...hiddenReasons, 'all-alike'])
  .nullable()
  .describe('why the figure is hidden; null: it is not');

const Figure = z.object({
  respondents: count,
  mean: z.number().describe('1 … 5, 5 the safest'),
  index: z.number().describe('(mean − 1) / 4 · 100'),
  interval: Interval.describe('of the index, 95 %'),
});

const Reliability = z.object({ value: z.number().nullable(), reason: z.enum(reliabilityReasons).nullable() });

export const QuestionnaireResults = z.object({
  invited: count,
  answered: count.nullable().describe('null: fewer than ten'),
  response: Share.describe('null: nobody was invited, or fewer than ten answered'),
  isResponseLow: z
    .boolean()
    .nullable()
    .describe(
      'fewer than 30 % of those invited: compared with nobody; null: the response is not known, and so compared with nobody as well',
    ),
  areas: z.array(z.object({ id: z.string(), title: z.record(z.string(), z.string()) })),
  scales: z.array(
    z.object({
      id: z.string().describe('area/dimension; * stands for all'),
      area: z.string().nullable(),
      dimension: z.enum(dimensions).nullable(),
      items: count,
      figure: Figure.nullable(),
      hidden: Hidden,
      alpha: Reliability.describe("Cronbach's α").nullable(),
      omega: Reliability.describe("McDonald's ω").nullable(),
      change: z
        .object({ difference: z.number().describe('index points, later less earlier'), interval: Interval.describe('Welch, 95 %') })
        .nullable()
        .describe('since the round before; null: not compared'),
    }),
  ),
  comparison: z.object({
    kind: z.enum(['no-round-before', 'not-comparable', 'response-low', 'response-unknown', 'compared']),
    round: z.object({ id: z.string(), name: z.string() }).nullable().describe('the round before'),
    isWordedAlike: z.boolean().nullable().describe('false: words or order of questions changed in between'),
  }),
  groups: z.array(
    z.object({
      id: z.string(),
      name: z.string().describe('empty: nobody says where they belong'),
      hidden: Hidden,
      invited: count.nullable().describe('null: hidden'),
      answered: count.nullable().describe('null: hidden'),
      figures: z.array(Figure.extend({ scaleId: z.string() })),
    }),
  ),
  leftOut: z
    .array(z.object({ itemId: z.string(), text: z.record(z.string(), z.string()) }))
    .describe('questions that fewer than ten people answered; they count in no scale'),
  knowsHowToReport: Share.describe('AWR-16; null: not asked, or hidden'),
  questions: z
    .array(z.object({ itemId: z.string(), text: z.record(z.string(), z.string()), share: Share, hidden: Hidden }))
    .describe('questions with a right answer'),
});
export type QuestionnaireResults = z.infer<typeof QuestionnaireResults>;
