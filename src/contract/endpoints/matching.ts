/**
 * Matches of the register's devices with advisories, as questions to people: is this product of an advisory our model? One answer
 * holds for every device of the model and every document that names the product. Not here: the documents themselves
 * (`advisories.ts`). Source: domain/medical-advisories.md 4, 5.
 */
import { z } from 'zod';
import { bands } from '#core/matching/probability.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';
import {
  AssetsByStatus,
  identityStandings,
  matchAnswers,
  MatchDecisionJson,
  MatchingState,
  MatchReasonJson,
  MatchStatus,
  matchStatuses,
  QuestionDetail,
  QuestionJson,
  StatusBasis,
} from './match-questions.ts';

const count = z.int().min(0);
const text = z.string();
const said = z.string().trim().min(1).max(2_000);

const listOf = (values: readonly string[]) =>
  z
    .string()
    .max(100)
    .regex(new RegExp(`^(?:${values.join('|')})(?:,(?:${values.join('|')}))*$`))
    .optional()
    .describe(`with commas: ${values.join(', ')}`);

export const listQuestions = defineEndpoint({
  id: 'matching.questions',
  method: 'GET',
  path: '/matching/questions',
  summary: 'Questions: may this product of an advisory be that device model? The gravest and surest first',
  access: access.read,
  params: NoParams,
  query: z.strictObject({
    band: listOf(bands),
    answer: listOf(identityStandings),
    status: listOf(matchStatuses).describe('those with an asset of this status; with commas: affected, undetermined, fixed'),
    allVersions: z.enum(['true', 'false']).optional().describe('true: only those that rest on “all versions”'),
    search: text.max(200).optional().describe('words in vendor, model, product, document number or CVE'),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  }),
  body: null,
  response: z.object({
    items: z.array(QuestionJson).readonly(),
    total: count,
    totals: z
      .object({
        bands: z.object({ likely: count, check: count, weak: count }),
        answers: z.object({ open: count, confirmed: count, denied: count, unsure: count, conflict: count }),
        allVersions: count,
        questions: count,
      })
      .describe('over all questions, whatever is asked'),
  }),
  problems: ['request-invalid'],
});

export const getQuestion = defineEndpoint({
  id: 'matching.question',
  method: 'GET',
  path: '/matching/questions/{id}',
  summary: 'One question as a tree: documents, products, version clauses, versions of the device, assets; and what people said',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: QuestionDetail,
  problems: ['not-found', 'request-invalid'],
});

export const matchesOfAdvisory = defineEndpoint({
  id: 'matching.ofAdvisory',
  method: 'GET',
  path: '/advisories/{id}/matches',
  summary: 'What one advisory means for this organisation, by its id or by the number of the document',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({
    items: z
      .array(
        z.object({ question: QuestionJson, assets: AssetsByStatus.describe('in this document'), productIds: z.array(text).readonly() }),
      )
      .readonly(),
    matched: z.boolean().describe('false: it breaks a rule of its standard, or was not matched yet'),
  }),
  problems: ['not-found', 'request-invalid'],
});

export const matchesOfAsset = defineEndpoint({
  id: 'matching.ofAsset',
  method: 'GET',
  path: '/assets/{id}/matches',
  summary: 'Advisories that may speak of one asset',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({
    deviceVersion: text.nullable(),
    matchable: z.boolean().describe('false: it names no model, is retired, or is nobody’s any more, so nothing can be said'),
    items: z
      .array(
        z.object({
          question: QuestionJson,
          documents: z
            .array(
              z.object({
                advisoryId: text,
                documentId: text,
                title: text,
                status: MatchStatus,
                basis: StatusBasis,
                reasons: z.array(MatchReasonJson).readonly(),
              }),
            )
            .readonly(),
        }),
      )
      .readonly(),
  }),
  problems: ['not-found'],
});

export const DecideBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('identity'),
    questionId: text.min(1).max(100),
    answer: z.enum(['confirmed', 'denied', 'unsure']),
    reason: said.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('version'),
    questionId: text.min(1).max(100),
    answer: z.enum(['affected', 'not-affected']),
    clauseText: said,
    deviceVersion: said.nullable(),
    reason: said.nullable().default(null),
  }),
]);
export type DecideBody = z.input<typeof DecideBody>;

const Decided = z.object({
  decisionId: text,
  question: QuestionDetail.nullable().describe('as it stands now; null: nothing asks it any more'),
});

export const decideMatch = defineEndpoint({
  id: 'matching.decide',
  method: 'POST',
  path: '/matching/decisions',
  summary: 'Answer: is the product our model, or is a version inside a clause. It holds at once for every device of the model',
  access: access.work,
  params: NoParams,
  query: NoQuery,
  body: DecideBody,
  response: Decided,
  problems: ['request-invalid', 'not-found'],
});

export const undoMatchDecision = defineEndpoint({
  id: 'matching.undo',
  method: 'POST',
  path: '/matching/decisions/{id}/withdraw',
  summary: 'Take an answer back: what followed from it is open again, and that it was said stays on record',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: Decided,
  problems: ['not-found', 'conflict'],
});

export const listMatchDecisions = defineEndpoint({
  id: 'matching.decisions',
  method: 'GET',
  path: '/matching/decisions',
  summary: 'The book of answers, newest first',
  access: access.read,
  params: NoParams,
  query: z.strictObject({
    withdrawn: z.enum(['true', 'false']).optional().describe('true: withdrawn ones too'),
    answer: listOf(matchAnswers),
    disputed: z.enum(['true', 'false']).optional().describe('true: only those on which people disagree'),
    search: text.max(200).optional().describe('words in device or product'),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  }),
  body: null,
  response: z.object({
    items: z
      .array(
        MatchDecisionJson.extend({
          questionId: text.nullable().describe('null: nothing asks it now'),
          deviceName: text.nullable().describe('as the register calls it; null: nothing asks it now'),
          productName: text.nullable(),
          disputed: z.boolean().describe('people disagree on this'),
        }),
      )
      .readonly(),
    total: count,
    disputed: count.describe('answers on which people disagree, in the whole book'),
  }),
  problems: ['request-invalid'],
});

export const exportMatchDecisions = defineEndpoint({
  id: 'matching.exportDecisions',
  method: 'GET',
  path: '/matching/decisions/file',
  summary: 'Answers that were not withdrawn, one JSON object per line, as `cybermetrics match --decisions` reads them',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: null,
  responseKind: 'text',
  mediaTypes: ['application/x-ndjson'],
  problems: [],
});

export const importMatchDecisions = defineEndpoint({
  id: 'matching.importDecisions',
  method: 'POST',
  path: '/matching/decisions/file',
  summary: 'Take over answers from a file, one JSON object per line; lines that are no answer are listed',
  access: access.manage,
  params: NoParams,
  query: NoQuery,
  body: null,
  bodyKind: 'bytes',
  response: z.object({
    added: count,
    known: count.describe('the very answer is in the book already'),
    refused: z.array(z.object({ line: z.int().min(1), message: text })).readonly(),
  }),
  problems: ['request-invalid', 'file-too-large'],
});

export const runMatching = defineEndpoint({
  id: 'matching.run',
  method: 'POST',
  path: '/matching/runs',
  summary: 'Match anew, in the background; the same register and advisories give the same answers',
  access: access.work,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: MatchingState,
  status: 202,
  problems: [],
});

export const getMatchingState = defineEndpoint({
  id: 'matching.state',
  method: 'GET',
  path: '/matching/state',
  summary: 'When devices and advisories were last matched, how many there were, and what was left out',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: MatchingState,
  problems: [],
});

export const getMatchingQuality = defineEndpoint({
  id: 'matching.quality',
  method: 'GET',
  path: '/matching/quality',
  summary: 'How well probabilities agree with what people of this organisation answered',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({
    answered: count.describe('questions that people confirmed or denied'),
    brierScore: z.number().min(0).max(1).nullable().describe('0 is perfect; null: nothing was answered'),
    deciles: z
      .array(
        z.object({
          from: z.number(),
          to: z.number(),
          answered: count,
          confirmed: count,
          probabilityMean: z.number().nullable().describe('null: none was answered'),
        }),
      )
      .readonly()
      .describe('ten, by probability'),
  }),
  problems: [],
});

export const matchingEndpoints = [
  listQuestions,
  getQuestion,
  matchesOfAdvisory,
  matchesOfAsset,
  decideMatch,
  undoMatchDecision,
  listMatchDecisions,
  exportMatchDecisions,
  importMatchDecisions,
  runMatching,
  getMatchingState,
  getMatchingQuality,
] as const;
