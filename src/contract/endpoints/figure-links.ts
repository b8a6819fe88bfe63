/** Where a figure leads: to the rows it counts, or, of people, to its publication. */
import { z } from 'zod';
import { publicationSubjects } from '#core/disclosure/subjects.ts';

const Localised = z.object({ en: z.string(), nl: z.string() });

export const RowLinksJson = z
  .object({
    kind: z.string(),
    numerator: z.string(),
    denominator: z.string().nullable(),
    denominatorKind: z.string().nullable(),
    onlyNow: z
      .boolean()
      .optional()
      .describe('true: they can be listed as of now only, because the scores beneath are not kept from day to day'),
    countedBy: z.string().optional().describe('the counts are of different texts in this field of the rows, and not of the rows'),
  })
  .describe('RQL: the very rows beneath, as of the day');

export const PublishedFigures = z.object({
  subject: z.enum(publicationSubjects),
  numerator: Localised.nullable().describe('what the first count is of; null: the figure is not made of two counts'),
  denominator: Localised.nullable(),
  figures: z.array(
    z.object({
      fromOn: z.iso.date(),
      toOn: z.iso.date().describe('the day from which the figure stands'),
      keys: z.array(z.string()).describe('of the publications it rests on: drilling ends there'),
    }),
  ),
});
