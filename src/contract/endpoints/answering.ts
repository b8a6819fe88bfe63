/**
 * What whoever is asked does: look at the questionnaire, take a ticket, hand answers in. Nobody signs in; a link proves the right to one
 * ticket, and the ticket, which the node signed unseen (RFC 9474), the right to one sheet (decision 0030). The link is sent in the body,
 * so that no list of addresses of a server or proxy holds it.
 */
import { z } from 'zod';
import { QuestionnairePackFile } from '#core/questionnaires/pack-schema.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { NoQuery } from '../records.ts';

const Round = z.strictObject({ organisationId: z.string().max(100), roundId: z.string().max(100) });
const Link = z.string().regex(/^[\w-]{43}$/, 'a link ends in 43 letters and digits');
const bytes = (characters: number) => z.string().regex(new RegExp(`^[\\w-]{${characters}}$`), `${characters} characters of base64url`);

export const showQuestionnaire = defineEndpoint({
  id: 'answering.show',
  method: 'POST',
  path: '/answering/{organisationId}/{roundId}',
  summary: 'The questionnaire of a link; whether the link was used is not told, only the ticket tells that',
  access: access.public,
  params: Round,
  query: NoQuery,
  body: z.strictObject({ link: Link }),
  response: z.object({
    organisation: z.string(),
    name: z.string().describe('of the round'),
    groupId: z.string(),
    groupName: z.string().describe('whose figures the answers count in; empty: of nobody in particular'),
    publicKey: z.string().describe('signs the tickets of this group: SubjectPublicKeyInfo, base64url'),
    closesOn: z.iso.date(),
    pack: QuestionnairePackFile,
  }),
  problems: ['request-invalid', 'not-found', 'conflict'],
});

export const drawTicket = defineEndpoint({
  id: 'answering.draw',
  method: 'POST',
  path: '/answering/{organisationId}/{roundId}/ticket',
  summary: 'Have one blinded ticket signed; the link is used then. The same blinded ticket may be sent again',
  access: access.public,
  params: Round,
  query: NoQuery,
  body: z.strictObject({ link: Link, blinded: bytes(342) }),
  response: z.object({ signature: z.string().describe('of the blinded ticket, base64url') }),
  problems: ['request-invalid', 'not-found', 'conflict'],
});

export const handIn = defineEndpoint({
  id: 'answering.handIn',
  method: 'POST',
  path: '/answering/{organisationId}/{roundId}/sheet',
  summary: 'Hand a sheet of answers in with a ticket: once, and without a name',
  access: access.public,
  params: Round,
  query: NoQuery,
  body: z.strictObject({
    groupId: z.string().max(200),
    ticket: bytes(86).describe('as it was prepared for signing, base64url'),
    signature: bytes(342),
    answers: z
      .record(z.string().max(60), z.union([z.int(), z.string().max(60)]))
      .describe('by item: the step of a scale, or the option of a choice'),
  }),
  response: null,
  status: 204,
  problems: ['request-invalid', 'not-found', 'conflict'],
});

export const answeringEndpoints = [showQuestionnaire, drawTicket, handIn] as const;
