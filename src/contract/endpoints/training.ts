/**
 * Trainings: which are asked of whom, what was published of months, and statements of xAPI. Figures about people are published cells,
 * nothing else (core/disclosure); there is no list of completions and none of people.
 */
import { z } from 'zod';
import { defaultMonths, monthsMax, trainingParts } from '#core/awareness/training-coverage.ts';
import { hiddenReasons } from '#core/disclosure/suppression.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';
import { GroupSide } from './campaigns.ts';

const count = z.int().min(0);
const Share = z
  .object({
    numerator: count,
    denominator: count,
    value: z.number(),
    interval: z.object({ lower: z.number(), upper: z.number() }).describe('Wilson, 95 %'),
  })
  .nullable()
  .describe('null: of nobody, or hidden');
const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'a month as 2026-10');

const RequirementJson = z.object({
  id: z.string(),
  course: z.string(),
  roleGroup: z.string().nullable().describe('null: of everybody'),
  months: count.describe('how long a completion holds'),
  isHighRisk: z.boolean().describe('the work of the role group carries a high risk: it counts for AWR-02'),
  fromOn: z.iso.date(),
  toOn: z.iso.date().nullable().describe('the first day on which it is no longer asked so; null: it is'),
  saidBy: z.string(),
});

const PublishedCount = z.object({
  part: z.enum(trainingParts),
  month: Month,
  on: z.iso.date().describe('the day that was counted'),
  fromOn: z.iso.date(),
  publishedAt: z.iso.datetime(),
  hasGroups: z.boolean(),
  trained: Share.describe('AWR-01 (everybody), AWR-02 (high-risk), AWR-01b (starters)'),
  hidden: z.enum(hiddenReasons).nullable(),
  asked: z.array(z.object({ course: z.string(), roleGroup: z.string().nullable(), months: count })),
  askedBy: z.string(),
});

const GroupTable = z.object({
  part: z.enum(trainingParts),
  month: Month,
  groups: z.array(GroupSide),
  roleGroups: z.array(GroupSide),
  cells: z.array(
    z.object({
      groupId: z.string().nullable().describe('null: all groups'),
      roleGroupId: z.string().nullable().describe('null: all role groups'),
      hidden: z.enum(hiddenReasons).nullable(),
      people: count.nullable(),
      trained: Share,
    }),
  ),
});

export const TrainingJson = z.object({
  requirements: z.array(RequirementJson).describe('also those of the past'),
  courses: z.array(z.object({ id: z.string(), name: z.string() })).describe('that files or requirements name'),
  roleGroups: z.array(z.string()).describe('of the population today'),
  automatic: z.object({ saidBy: z.string(), saidAt: z.iso.datetime() }).nullable().describe('null: a month is counted when somebody asks'),
  lastMonth: Month.describe('the latest that can be counted'),
  counts: z.array(PublishedCount).describe('the latest month first'),
  tables: z.array(GroupTable).describe('of each part the latest by groups'),
  ambassadors: z.array(
    z.object({ month: Month, on: z.iso.date(), units: Share.describe('AWR-12: departments with an ambassador; null: fewer than ten') }),
  ),
});
export type TrainingJson = z.infer<typeof TrainingJson>;

export const getTraining = defineEndpoint({
  id: 'training.get',
  method: 'GET',
  path: '/awareness/training',
  summary: 'Trainings: requirements, what was published of months, and the latest table by groups with hidden cells',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: TrainingJson,
  problems: [],
});

export const requireTraining = defineEndpoint({
  id: 'training.require',
  method: 'PUT',
  path: '/awareness/training/requirements',
  summary: 'Ask a course of everybody or of a role group, or ask it otherwise, from a day on',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({
    course: z.string().trim().min(1).max(200),
    roleGroup: z.string().trim().min(1).max(200).nullable().default(null).describe('null: of everybody'),
    months: z.int().min(1).max(monthsMax).default(defaultMonths),
    isHighRisk: z.boolean().default(false).describe('of a role group alone'),
    fromOn: z.iso.date().optional().describe('default: today'),
  }),
  response: TrainingJson,
  problems: ['request-invalid', 'conflict'],
});

export const endTrainingRequirement = defineEndpoint({
  id: 'training.endRequirement',
  method: 'DELETE',
  path: '/awareness/training/requirements/{id}',
  summary: 'Ask a course no longer, from today on',
  access: access.people,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: TrainingJson,
  problems: ['not-found'],
});

export const discardCourseEndpoint = defineEndpoint({
  id: 'training.discardCourse',
  method: 'DELETE',
  path: '/awareness/training/courses/{id}',
  summary: 'Discard everything that was read of a course, on record; what was published stays, and the same files may come again',
  access: access.people,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: TrainingJson,
  problems: ['not-found'],
});

export const PartOutcomeJson = z.object({
  part: z.enum([...trainingParts, 'ambassadors']),
  kind: z
    .enum(['published', 'held', 'nothing-asked', 'stands'])
    .describe(
      'held: fewer than ten people are new since what was told before, and the difference would be about them; nothing-asked: no requirement, or no list of ambassadors; stands: published before, for this month or a later one',
    ),
  newPeople: count.nullable().describe('of what is held'),
});
export type PartOutcomeJson = z.infer<typeof PartOutcomeJson>;

export const publishTrainingEndpoint = defineEndpoint({
  id: 'training.publish',
  method: 'POST',
  path: '/awareness/training/publications',
  summary: 'Count a month that is over once and publish it; it is frozen then, and later files change nothing of it',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ month: Month }),
  response: z.object({ outcomes: z.array(PartOutcomeJson), training: TrainingJson }),
  problems: ['request-invalid', 'conflict'],
});

export const setAutomaticTraining = defineEndpoint({
  id: 'training.setAutomatic',
  method: 'PUT',
  path: '/awareness/training/automatic',
  summary: 'Let each month be counted and published by itself, from its tenth day after on, or no longer',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ on: z.boolean() }),
  response: TrainingJson,
  problems: ['request-invalid'],
});

export const sendStatements = defineEndpoint({
  id: 'training.statements',
  method: 'POST',
  path: '/awareness/xapi/statements',
  summary:
    'Completed trainings as xAPI statements (a small part of 1.0.3 and 2.0): one or many, completed and passed, by mail or account; all or none',
  access: access.import,
  params: NoParams,
  query: z.strictObject({
    accountHomePage: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .optional()
      .describe('the homePage, letter by letter, whose account names are personnel numbers; without it accounts are refused'),
  }),
  body: null,
  bodyKind: 'bytes',
  response: z.array(z.string()).describe('ids of the statements, in their order'),
  problems: ['request-invalid', 'awareness-key-locked', 'conflict'],
});

export const trainingEndpoints = [
  getTraining,
  requireTraining,
  endTrainingRequirement,
  discardCourseEndpoint,
  publishTrainingEndpoint,
  setAutomaticTraining,
  sendStatements,
] as const;
