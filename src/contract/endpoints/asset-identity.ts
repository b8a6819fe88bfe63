/** What people decide about identity: two assets are one, part of one is another, two that look alike are not the same. */
import { z } from 'zod';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

const Named = z.object({ id: z.string(), name: z.string() });
const IdentifierJson = z.object({ kind: z.string(), scope: z.string(), value: z.string() });
const reason = z.string().max(2000).default('').describe('why, for whoever reads it later; needed unless it is a dry run');
const dryRun = z.boolean().default(false).describe('only tells what would come of it');
const problems = ['not-found', 'request-invalid', 'conflict'] as const;

export const IdentityAnchor = z.object({
  side: z.enum(['kept', 'other']),
  source: z.string().describe('who says it; empty: whoever does'),
  kind: z.string().describe('tag, serial, mac, host, ip; words: exactly so described'),
  scope: z.string(),
  value: z.string(),
});

/** What came of a decision, or would. */
export const DecidedIdentityJson = z.object({
  decisionId: z.string().nullable().describe('what withdraws it; null: a dry run'),
  kept: Named,
  other: Named.nullable().describe('null: of a split that was only tried there is none yet'),
  findings: z.object({ kept: z.int(), other: z.int(), both: z.int().describe('of the same flaw on both') }),
  anchors: z.array(IdentityAnchor).describe('what it hangs on in files to come'),
  disagreements: z.array(z.object({ kept: IdentifierJson, other: IdentifierJson })).describe('where what the two carry disagrees'),
});
export type DecidedIdentityJson = z.infer<typeof DecidedIdentityJson>;

export const IdentityDecisionJson = z.object({
  id: z.string(),
  act: z.enum(['merge', 'split', 'apart']),
  kept: Named,
  other: Named,
  reason: z.string(),
  decidedAt: z.iso.datetime(),
  by: z.string().nullable().describe('name of the person or token; null: the owner of the node’s folder'),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnBy: z.string().nullable(),
  anchors: z.array(IdentityAnchor),
  contradictions: z
    .array(
      z.object({
        kind: z.string(),
        scope: z.string(),
        values: z.array(z.object({ value: z.string(), sources: z.array(z.string()) })),
      }),
    )
    .describe('what came since and speaks against it; it holds until a person withdraws it'),
});
export type IdentityDecisionJson = z.infer<typeof IdentityDecisionJson>;

/** What one source says of an asset in one wording. */
export const IdentityWords = z.object({
  source: z.string(),
  role: z.enum(['register', 'discovery']),
  claim: z.string(),
  facts: z.record(z.string(), z.unknown()),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  times: z.int(),
});
export type IdentityWords = z.infer<typeof IdentityWords>;

export const mergeAssets = defineEndpoint({
  id: 'assets.merge',
  method: 'POST',
  path: '/assets/{id}/merge',
  summary: 'Say that another asset is this one; its history becomes that of this one, and its id leads here',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({ otherId: z.uuid(), reason, dryRun }),
  response: DecidedIdentityJson,
  problems,
});

export const splitAsset = defineEndpoint({
  id: 'assets.split',
  method: 'POST',
  path: '/assets/{id}/split',
  summary: 'Say that what some sources, or some of their words, speak of is another asset',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({
    parts: z
      .array(
        z.strictObject({
          source: z.string().min(1).max(200),
          claim: z.string().max(100).optional().describe('one wording; absent: all of the source'),
        }),
      )
      .min(1)
      .max(500),
    reason,
    dryRun,
  }),
  response: DecidedIdentityJson,
  problems,
});

export const keepAssetsApart = defineEndpoint({
  id: 'assets.keepApart',
  method: 'POST',
  path: '/assets/{id}/keep-apart',
  summary: 'Say that another asset is not this one, whatever they share; no file will join them',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({ otherId: z.uuid(), reason, dryRun }),
  response: DecidedIdentityJson,
  problems,
});

export const withdrawIdentity = defineEndpoint({
  id: 'assets.withdrawIdentity',
  method: 'POST',
  path: '/assets/identity/{id}/withdraw',
  summary: 'Take a decision about identity back, as if it had never been made; who made and withdrew it stays on record',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ act: z.enum(['merge', 'split', 'apart']), kept: Named, other: Named }),
  problems: ['not-found', 'conflict'],
});

export const listIdentity = defineEndpoint({
  id: 'assets.listIdentity',
  method: 'GET',
  path: '/assets/identity',
  summary: 'Every decision that people made about identity, newest first, withdrawn ones too',
  access: access.read,
  params: NoParams,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    after: z.uuid().optional().describe('the last one of the page before'),
  }),
  body: null,
  response: z.object({ items: z.array(IdentityDecisionJson) }),
  problems: ['request-invalid'],
});

export const listDoubles = defineEndpoint({
  id: 'assets.doubles',
  method: 'GET',
  path: '/assets/doubles',
  summary: 'Possible doubles: pairs that share an identifier and that the rules did not join',
  access: access.read,
  params: NoParams,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  body: null,
  response: z.object({
    items: z.array(
      z.object({
        one: Named,
        other: Named,
        why: z.object({ en: z.string(), nl: z.string() }).describe('why the rules kept them apart'),
        source: z.string(),
        at: z.iso.datetime(),
      }),
    ),
    hasMore: z.boolean(),
  }),
  problems: ['request-invalid'],
});

export const getIdentity = defineEndpoint({
  id: 'assets.identity',
  method: 'GET',
  path: '/assets/{id}/identity',
  summary: 'What people decided about the identity of an asset, and what each source says of it in which words',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({
    decisions: z.array(IdentityDecisionJson),
    words: z.array(IdentityWords).describe('what a split chooses from'),
  }),
  problems: ['not-found'],
});

export const assetIdentityEndpoints = [
  listIdentity,
  listDoubles,
  mergeAssets,
  splitAsset,
  keepAssetsApart,
  withdrawIdentity,
  getIdentity,
] as const;
