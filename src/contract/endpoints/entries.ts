/** Values that people enter with their evidence: entered, corrected with a reason, withdrawn, and never overwritten. */
import { z } from 'zod';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoQuery } from '../records.ts';

const Localised = z.object({ en: z.string(), nl: z.string() });
export const EnteredInputsJson = z.object({
  kind: z.enum(['proportion', 'ratio', 'count', 'duration']),
  numerator: Localised,
  denominator: Localised.nullable(),
  evidence: Localised,
});

const Count = z.number().nullable().default(null);
const numbers = {
  numerator: Count.describe('of a share, a ratio or a count: how many were counted'),
  denominator: Count.describe('of a share or a ratio: of how many; a percentage alone is refused'),
  days: Count.describe('of a duration'),
};
const evidence = {
  evidence: z.string().trim().min(1).max(2000).describe('what shows that the numbers are so'),
  evidenceLink: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null)
    .describe('where it can be read'),
  evidenceReference: z.string().trim().min(1).max(300).nullable().default(null).describe('a case number or the name of a file'),
};

export const EntryBody = z.strictObject({
  measure: z.string().max(100).optional().describe('default: the headline measure'),
  scope: z
    .strictObject({ kind: z.enum(scopeKinds), id: z.string().max(300) })
    .nullable()
    .default(null)
    .describe('null: the whole organisation'),
  fromOn: z.iso.date().describe('first day of the period that was counted'),
  toOn: z.iso.date().describe('its last day, from which the value stands'),
  ...numbers,
  ...evidence,
});

export const EntryRevisionJson = z.object({
  revision: z.int(),
  act: z.enum(['entered', 'corrected', 'withdrawn']),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  days: z.number().nullable(),
  evidence: z.string(),
  evidenceLink: z.string().nullable(),
  evidenceReference: z.string().nullable(),
  version: z.string().describe('of the definition by which it was counted'),
  reason: z.string().nullable().describe('of a correction or a withdrawal'),
  saidAt: z.iso.datetime(),
  saidBy: z.string().nullable().describe('name; null: the owner of the node, or somebody who is no longer known'),
});
export type EntryRevisionJson = z.infer<typeof EntryRevisionJson>;

export const EntryJson = z.object({
  id: z.string(),
  metricId: z.string(),
  measure: z.string(),
  scope: z.object({ kind: z.enum(scopeKinds), id: z.string() }),
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  stands: z.boolean().describe('false: it was withdrawn'),
  revisions: z.array(EntryRevisionJson).describe('oldest first; the newest counts'),
});
export type EntryJson = z.infer<typeof EntryJson>;

export const listEntries = defineEndpoint({
  id: 'entries.list',
  method: 'GET',
  path: '/metrics/{id}/entries',
  summary: 'What people entered for a metric, newest period first, with every correction and withdrawal',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(EntryJson) }),
  problems: ['metric-not-found'],
});

const Done = z.object({ id: z.string(), changed: z.boolean().describe('false: exactly this was said before'), revision: z.int() });

export const enterValue = defineEndpoint({
  id: 'entries.enter',
  method: 'POST',
  path: '/metrics/{id}/entries',
  summary: 'Enter the counts or the days of a period, with their evidence; the same twice changes nothing',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: EntryBody,
  response: Done,
  problems: ['metric-not-found', 'request-invalid', 'conflict'],
});

export const correctEntry = defineEndpoint({
  id: 'entries.correct',
  method: 'POST',
  path: '/entries/{id}/correct',
  summary: 'Say what the numbers of an entered period should have been; what was said before stays on record',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({ ...numbers, ...evidence, reason: z.string().trim().min(1).max(1000).describe('why they were otherwise') }),
  response: Done,
  problems: ['not-found', 'request-invalid', 'conflict'],
});

export const withdrawEntry = defineEndpoint({
  id: 'entries.withdraw',
  method: 'POST',
  path: '/entries/{id}/withdraw',
  summary: 'Take an entered value back; that it was entered, and who withdrew it and why, stays on record',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({ reason: z.string().trim().min(1).max(1000) }),
  response: Done,
  problems: ['not-found', 'request-invalid', 'conflict'],
});

export const entryEndpoints = [listEntries, enterValue, correctEntry, withdrawEntry] as const;
