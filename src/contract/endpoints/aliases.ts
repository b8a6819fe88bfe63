/**
 * Names shared between hospitals: what people answered about products and device models, without anything of a hospital, out and in.
 * What is taken over is a hint to the matching, never an answer. Source: domain/medical-advisories.md 5.
 */
import { z } from 'zod';
import { aliasAnswers, sharedAliasSchemaId } from '#core/matching/shared-aliases.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { NoParams, NoQuery } from '../records.ts';

const count = z.int().min(0);
const key = z
  .string()
  .min(3)
  .max(400)
  .regex(/^[^\p{Cc}]*\/[^\p{Cc}]+$/u, 'firm/name, folded, as a list has it');
const answer = z.enum(aliasAnswers).describe('whether the product is what registers call this device');
const alias = { deviceKey: key, productKey: key, answer };

export const AliasListJson = z.strictObject({
  $schema: z.literal(sharedAliasSchemaId),
  version: z.literal(1),
  aliases: z.array(z.strictObject(alias)).max(50_000),
});
export type AliasListJson = z.infer<typeof AliasListJson>;

const ListParams = z.strictObject({
  list: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u)
    .describe('whose list it is, as you call it'),
});

export const aliasStandings = ['open', 'agrees', 'contradicts', 'lists-disagree'] as const;

const AliasesJson = z.object({
  items: z
    .array(
      z.object({
        deviceKey: z.string(),
        productKey: z.string(),
        lists: z.array(z.object({ list: z.string(), answer })).readonly(),
        own: answer.nullable().describe('what people here said, which counts; null: nobody is sure'),
        standing: z.enum(aliasStandings).describe('what the lists say beside that'),
        questionId: z.string().nullable().describe('that people here answered'),
      }),
    )
    .readonly()
    .describe('contradictions first; 1,000 at most'),
  total: count,
  contradictions: count,
  lists: z.array(z.object({ list: z.string(), aliases: count })).readonly(),
  shareable: z.object({
    aliases: count.describe('of the answers given here, those that may be told to others'),
    leftOut: count.describe('answers about devices whose name holds a word or a long number of this house'),
  }),
});
export type AliasesJson = z.infer<typeof AliasesJson>;

const list = defineEndpoint({
  id: 'aliases.list',
  method: 'GET',
  path: '/matching/aliases',
  summary: 'Names taken over from others beside what people here answered, and how many of ours may be shared',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: AliasesJson,
  problems: [],
});

const exportList = defineEndpoint({
  id: 'aliases.export',
  method: 'GET',
  path: '/matching/aliases/file',
  summary: 'The names that people here confirmed or denied, as a list for others: no asset, person, number, day or organisation in it',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: AliasListJson,
  problems: [],
});

export const importAliases = defineEndpoint({
  id: 'aliases.import',
  method: 'PUT',
  path: '/matching/aliases/lists/{list}',
  summary: 'Take over a list of names from others as hints of less weight; the list of the same name is replaced whole',
  access: access.manage,
  params: ListParams,
  query: NoQuery,
  body: AliasListJson,
  response: z.object({ added: count, removed: count }),
  problems: ['request-invalid'],
});

const remove = defineEndpoint({
  id: 'aliases.remove',
  method: 'DELETE',
  path: '/matching/aliases/lists/{list}',
  summary: 'Forget a list of names; what it hinted at goes with the next matching',
  access: access.manage,
  params: ListParams,
  query: NoQuery,
  body: null,
  response: null,
  status: 204,
  problems: ['request-invalid', 'not-found'],
});

export const aliasEndpoints = [list, exportList, importAliases, remove] as const;
