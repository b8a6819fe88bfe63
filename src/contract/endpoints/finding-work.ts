/** What people do with findings: decide about all that a filter finds, assign them, and remark on one. */
import { z } from 'zod';
import { decisionActs } from '#core/vulnerabilities/decisions.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';
import { showClosingTimes } from './closing-times.ts';

const selection = {
  filter: z.string().min(1).max(8000).describe('RQL over findings, as they are now; and() is every finding'),
  expectedCount: z
    .int()
    .min(0)
    .optional()
    .describe('as many as were seen: the answer is `conflict` when the filter finds another number by now'),
  dryRun: z.boolean().default(false).describe('only tells what would change'),
};

const selectionProblems = ['filter-invalid', 'filter-too-broad', 'request-invalid', 'conflict'] as const;

export const decisionActValues = decisionActs.map((one) => one.value);

export const DecidedBatch = z.object({
  batchId: z.string().nullable().describe('what undoes it; null when nothing was decided'),
  decided: z.int(),
  unchanged: z.int().describe('already so decided until the same day'),
});
export type DecidedBatch = z.infer<typeof DecidedBatch>;

export const decideFindings = defineEndpoint({
  id: 'findings.decide',
  method: 'POST',
  path: '/findings/decisions',
  summary: 'Decide about every finding that a filter finds: risk accepted, false positive, or taken up again. It holds across later scans',
  access: access.decide,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({
    ...selection,
    as: z.enum(decisionActValues),
    until: z.iso.date().optional().describe('the last day it holds; an accepted risk needs one, at most a year ahead'),
    reason: z.string().max(2000).default('').describe('needed unless taken up again'),
  }),
  response: DecidedBatch,
  problems: selectionProblems,
});

export const undoDecision = defineEndpoint({
  id: 'findings.undoDecision',
  method: 'POST',
  path: '/findings/decisions/{id}/undo',
  summary: 'Undo one batch of decisions, as if they had never been made; who made and undid them stays on record',
  access: access.decide,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ undone: z.int().describe('findings it was about') }),
  problems: ['not-found', 'conflict'],
});

const Label = z.string().trim().min(1).max(120);

export const assignFindings = defineEndpoint({
  id: 'findings.assign',
  method: 'PATCH',
  path: '/findings',
  summary: 'Say who works on every finding that a filter finds, and under which ticket; null takes it away',
  access: access.work,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ ...selection, assignee: Label.nullable().optional(), ticket: Label.nullable().optional() }),
  response: z.object({ changed: z.int(), unchanged: z.int() }),
  problems: selectionProblems,
});

export const FindingComment = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  by: z.string().nullable().describe('name of the person or token; null: the owner of the node’s folder'),
  text: z.string(),
});

export const commentFinding = defineEndpoint({
  id: 'findings.comment',
  method: 'POST',
  path: '/findings/{id}/comments',
  summary: 'Add a remark to a finding',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({ text: z.string().trim().min(1).max(4000) }),
  response: FindingComment,
  status: 201,
  problems: ['not-found', 'request-invalid'],
});

export const FindingDecisionJson = z.object({
  batchId: z.string(),
  as: z.enum(decisionActValues),
  decidedAt: z.iso.datetime(),
  by: z.string().nullable().describe('name of the person or token; null: the owner of the node’s folder'),
  until: z.iso.date().nullable(),
  ended: z.boolean().describe('its day is over'),
  reason: z.string().nullable(),
  batchSize: z.int().describe('findings decided together'),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnBy: z.string().nullable(),
});

const CountedRows = z.object({ count: z.int(), filter: z.string().describe('RQL that lists them') });
const ScanFile = { importId: z.string(), file: z.string(), firstAt: z.iso.datetime(), lastAt: z.iso.datetime() };

export const ScanChangesJson = z.object({
  scanner: z.string(),
  source: z.string(),
  ...ScanFile,
  before: z.object(ScanFile).nullable().describe('the complete file before it; null: it is the first'),
  opened: CountedRows.describe('open, and not known before'),
  reopened: CountedRows.describe('open again'),
  closed: CountedRows.describe('no longer seen; where a scanner does not say which checks it made, two scans decide'),
});
export type ScanChangesJson = z.infer<typeof ScanChangesJson>;

export const listChanges = defineEndpoint({
  id: 'findings.changes',
  method: 'GET',
  path: '/findings/changes',
  summary: 'What the last complete file of each scanner changed: new, reopened and closed findings',
  access: access.read,
  params: NoParams,
  query: z.strictObject({ scanner: z.string().min(1).max(200).optional().describe('this scanner only') }),
  body: null,
  response: z.object({ items: z.array(ScanChangesJson) }),
  problems: ['request-invalid', 'filter-too-broad'],
});

export const findingWorkEndpoints = [listChanges, showClosingTimes, decideFindings, undoDecision, assignFindings, commentFinding] as const;
