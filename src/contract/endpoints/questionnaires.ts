/**
 * Questionnaires: packs, rounds of them, and what was published of each round. What somebody answers goes by `answering.ts`; nothing here
 * lists answers, and while a round is open nothing but the number of all answers is told.
 */
import { z } from 'zod';
import { QuestionnairePackFile } from '#core/questionnaires/pack-schema.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';
import { QuestionnaireResults } from './questionnaire-results.ts';

const count = z.int().min(0);

const PackJson = z.object({
  origin: z.enum(['shipped', 'own']),
  savedAt: z.iso.datetime().nullable().describe('null: shipped'),
  pack: QuestionnairePackFile,
});
export type PackJson = z.infer<typeof PackJson>;

export const listPacks = defineEndpoint({
  id: 'questionnaires.packs',
  method: 'GET',
  path: '/questionnaires/packs',
  summary: 'Questionnaire packs, every version: those that are shipped, then your own',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(PackJson) }),
  problems: [],
});

export const savePack = defineEndpoint({
  id: 'questionnaires.savePack',
  method: 'POST',
  path: '/questionnaires/packs',
  summary: 'Keep a version of a questionnaire pack; a version that is kept never changes',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ pack: z.record(z.string(), z.unknown()).describe('as docs/schemas/questionnaire-pack.schema.json says') }),
  response: PackJson,
  status: 201,
  problems: ['request-invalid', 'questionnaire-invalid', 'conflict'],
});

const RoundGroup = z.object({
  id: z.string(),
  name: z.string().describe('empty: everybody whom the population file does not place'),
  invited: count.describe('links made'),
  people: count.nullable().describe('in the group today, or on the last day of the round; null: not in the population file'),
  keyDigest: z
    .string()
    .nullable()
    .describe('SHA-256 of the key that signs the tickets of this group: the same for everybody who is asked; null: it came in a file'),
});

export const roundStates = ['made', 'open', 'over', 'closed', 'published'] as const;
export const RoundJson = z.object({
  id: z.string(),
  name: z.string(),
  pack: z.object({ id: z.string(), version: z.string(), title: z.record(z.string(), z.string()) }),
  languages: z.array(z.string()).describe('in which it asks; the first is shown to whoever asks for none of them'),
  state: z.enum(roundStates).describe('over: its last day is past, and nobody closed it yet'),
  closesOn: z.iso.date(),
  createdAt: z.iso.datetime(),
  openedAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  invited: count,
  answered: count.nullable().describe('of the whole; null: fewer than ten'),
});
export type RoundJson = z.infer<typeof RoundJson>;

export const RoundDetail = RoundJson.extend({
  groups: z.array(RoundGroup),
  answerPath: z.string().describe('the page of whoever is asked; behind it a # and the link'),
  leftOut: count.nullable().describe('sheets of its file that stood in another round, and so are not in this one; null: a round of links'),
  results: QuestionnaireResults.nullable().describe('null: not published'),
});
export type RoundDetail = z.infer<typeof RoundDetail>;

const Act = z.object({
  at: z.iso.datetime(),
  act: z.enum(['made', 'links-made', 'opened', 'closed', 'published', 'discarded']),
  roundName: z.string(),
  saidBy: z.string().describe('id of an account or token, local for the owner of the node, node for the node itself'),
  count: count.nullable().describe('links made; answers published or discarded'),
});

export const listRounds = defineEndpoint({
  id: 'questionnaires.rounds',
  method: 'GET',
  path: '/questionnaires/rounds',
  summary: 'Rounds of questionnaires, the newest first, and what was done with them',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({
    items: z.array(RoundJson),
    acts: z.array(Act).describe('the newest first; at most 100'),
    read: z
      .array(z.object({ name: z.string(), answers: count.nullable().describe('null: fewer than ten') }))
      .describe('what files of other tools brought and no round was made of yet'),
  }),
  problems: [],
});

export const listRoundGroups = defineEndpoint({
  id: 'questionnaires.groups',
  method: 'GET',
  path: '/questionnaires/groups',
  summary: 'The named groups of this year with their people, as a round could ask them',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({
    year: z.int(),
    items: z.array(z.object({ id: z.string(), name: z.string(), people: count.nullable().describe('null: not in the population file') })),
  }),
  problems: [],
});

export const getRound = defineEndpoint({
  id: 'questionnaires.round',
  method: 'GET',
  path: '/questionnaires/rounds/{id}',
  summary: 'One round: its groups, and what was published of it',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: RoundDetail,
  problems: ['not-found'],
});

export const makeRound = defineEndpoint({
  id: 'questionnaires.make',
  method: 'POST',
  path: '/questionnaires/rounds',
  summary: 'Make a round of a pack for the groups of this year; nobody can answer before it is opened',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({
    name: z.string().trim().min(1).max(120),
    packId: z.string().max(60),
    packVersion: z.string().max(30),
    languages: z
      .array(z.string().max(35))
      .max(20)
      .optional()
      .describe('in which it asks, of those of the pack; left out: all; not with answersFrom'),
    closesOn: z.iso.date().optional().describe('the last day on which answers are taken; not with answersFrom'),
    answersFrom: z
      .string()
      .max(200)
      .optional()
      .describe('the round as files of another tool call it: their answers, and no links; the round is closed from the start'),
    answeredOn: z.iso.date().optional().describe('the last day on which somebody answered, and the day of the figures; with answersFrom'),
  }),
  response: RoundDetail,
  status: 201,
  problems: ['request-invalid', 'not-found', 'conflict'],
});

/** More would make one answer of this endpoint very long. */
const linksMax = 5_000;
export const makeRoundLinks = defineEndpoint({
  id: 'questionnaires.links',
  method: 'POST',
  path: '/questionnaires/rounds/{id}/links',
  summary: 'Make links for a group, each good for one sheet of answers; they are told once and kept only as digests',
  access: access.people,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({ groupId: z.string().max(200), count: z.int().min(1).max(linksMax) }),
  response: z.object({ links: z.array(z.url()), round: RoundDetail }),
  status: 201,
  problems: ['request-invalid', 'not-found', 'conflict'],
});

const changing = (path: string, summary: string) =>
  ({
    method: 'POST',
    path: `/questionnaires/rounds/{id}/${path}`,
    summary,
    access: access.people,
    params: IdParams,
    query: NoQuery,
    body: null,
    response: RoundDetail,
    problems: ['not-found', 'conflict'],
  }) as const;

export const openRound = defineEndpoint({
  ...changing('opening', 'Open a round: from now on it takes answers'),
  id: 'questionnaires.open',
});
export const closeRound = defineEndpoint({
  ...changing('closing', 'Close a round: links, tickets and keys are forgotten, so that nothing tells any more who took part'),
  id: 'questionnaires.close',
});
export const publishRound = defineEndpoint({
  ...changing('publication', 'Count a closed round once and publish it; it is frozen then, and the answers themselves are erased'),
  id: 'questionnaires.publish',
});

export const discardRound = defineEndpoint({
  id: 'questionnaires.discard',
  method: 'DELETE',
  path: '/questionnaires/rounds/{id}',
  summary: 'Discard a round that was not published, with its links and answers; that it was done is on record',
  access: access.people,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ answers: count.nullable().describe('erased with it; null: fewer than ten') }),
  problems: ['not-found', 'conflict'],
});

export const exportRound = defineEndpoint({
  id: 'questionnaires.cells',
  method: 'GET',
  path: '/questionnaires/rounds/{id}/cells.csv',
  summary: 'What was published of a round, as CSV: one line per group and scale, hidden ones with their reason',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: null,
  responseKind: 'text',
  status: 200,
  problems: ['not-found', 'conflict'],
});

export const questionnaireEndpoints = [
  listPacks,
  savePack,
  listRounds,
  listRoundGroups,
  getRound,
  makeRound,
  makeRoundLinks,
  openRound,
  closeRound,
  publishRound,
  discardRound,
  exportRound,
] as const;
