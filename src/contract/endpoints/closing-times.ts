/** How long findings stay open, those still open among them: curves of survival with half-life (metrics.md 4.4). */
import { z } from 'zod';
import { closingGroups } from '#core/vulnerabilities/time-to-close.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { ListQuery, NoParams } from '../records.ts';

const Ends = z.object({ lower: z.number(), upper: z.number() });

const ClosingCurve = z.object({
  group: z.string().nullable().describe('a value of what they are grouped by; null: unknown, or all together'),
  filter: z.string().describe('RQL that lists its findings'),
  counted: z.int().describe('times round in the curve'),
  closed: z.int().describe('of these closed; the others are open still'),
  enteredLate: z.int().describe('of these open before the first day that is looked at'),
  prevalent: z.int().describe('there at the first scan, so of unknown beginning: left out'),
  unobserved: z.int().describe('began before the first day that is looked at and ended on it: left out'),
  longestAge: z.int().describe('days; beyond it nothing is known'),
  brokenAtAge: z.int().nullable().describe('days; from here nobody was at risk although others came later'),
  halfLife: z
    .object({ age: z.int().nullable(), lower: z.int().nullable(), upper: z.int().nullable() })
    .describe('days until half is closed, with its 95 % interval; age null: more than longestAge'),
  closedBy: z
    .array(z.object({ age: z.int(), atRisk: z.int(), closed: z.number().nullable(), interval: Ends.nullable() }))
    .describe('share closed by that many days; null: nothing was followed for so long'),
  steps: z
    .array(z.object({ age: z.int(), atRisk: z.int(), closed: z.int(), open: z.number(), interval: Ends.nullable() }))
    .describe('one per age at which something was closed: the share still open after it'),
});

export const ClosingTimesJson = z.object({
  asOf: z.iso.date(),
  sinceOn: z.iso.date().nullable().describe('the first day that is looked at; null: all that is on record'),
  by: z.enum(closingGroups).nullable(),
  curves: z.array(ClosingCurve).describe('together first where they are grouped'),
});
export type ClosingTimesJson = z.infer<typeof ClosingTimesJson>;

export const showClosingTimes = defineEndpoint({
  id: 'findings.closingTimes',
  method: 'GET',
  path: '/findings/closing-times',
  summary: 'How long the findings of a filter stay open, those still open among them: the half-life, and the curve of what is left open',
  access: access.read,
  params: NoParams,
  query: z.strictObject({
    filter: ListQuery.shape.filter,
    by: z.enum(closingGroups).optional().describe('a curve for each value beside that of all together'),
    days: z.coerce.number().int().min(1).max(36_500).optional().describe('only what was open within so many days; default: 365'),
    all: z.enum(['true']).optional().describe('everything on record instead'),
  }),
  body: null,
  response: ClosingTimesJson,
  problems: ['filter-invalid', 'filter-too-broad', 'request-invalid'],
});
