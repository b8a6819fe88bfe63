/** Providers of CSAF documents: sources that the owner of the node names; age, completeness, and what could not be taken. */
import { z } from 'zod';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { FetchPlanJson } from './sources.ts';
import { NoParams, NoQuery } from '../records.ts';

const instant = z.iso.datetime();
const count = z.int().min(0);

const ProviderJson = z.object({
  id: z.string().describe('`csaf:` and its host'),
  asked: z.string().describe('the domain, or the address of the metadata, that it was added by'),
  addedAt: instant,
  metadataUrl: z.string().nullable().describe('where its metadata were found; null: not yet'),
  publisher: z.string().nullable(),
  role: z.string().nullable().describe('`csaf_publisher`, `csaf_provider` or `csaf_trusted_provider`, which signs everything'),
  closedListings: count.describe('lists of documents that ask for a login, which are not taken'),
  unreadableEntries: count.describe('entries of its lists that name no document'),
  workingSince: instant.nullable().describe('a sync is at work since then'),
  asOf: instant.nullable().describe('when everything that it lists had been tried'),
  ageDays: z.int().nullable().describe('whole days since then'),
  isStale: z.boolean(),
  takenUntil: instant.nullable().describe('the newest change up to which everything listed was tried'),
  triedAt: instant.nullable().describe('when the last sync ended, whether it gave anything or not'),
  problem: z.object({ code: z.string(), detail: z.string(), at: instant }).nullable().describe('why the last sync ended early'),
  fetch: FetchPlanJson.describe('when it is asked next by itself'),
  documents: z
    .object({
      listed: count,
      held: count.describe('taken, and following their standard'),
      aside: count.describe('taken with rules that they break'),
      failed: count.describe('not taken; tried again at every sync'),
      waiting: count.describe('listed and not tried yet'),
      unproven: count.describe('of those held or aside: taken without a hash or a signature, which their provider need not have'),
    })
    .describe('listed = held + aside + failed + waiting'),
});
export type ProviderJson = z.infer<typeof ProviderJson>;

const ProvidersJson = z.object({ items: z.array(ProviderJson), staleAfterDays: z.int().describe('older than this is stale') });
export type ProvidersJson = z.infer<typeof ProvidersJson>;

const NotableDocumentJson = z.object({
  url: z.string(),
  documentId: z.string().nullable(),
  listedAt: instant.nullable().describe('when it changed, as the list says'),
  triedAt: instant.nullable(),
  state: z.enum(['failed', 'aside']),
  brokenRules: z.array(z.string()),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
});

export const notableDocumentsMax = 500;
const ProviderDetailJson = ProviderJson.extend({
  notable: z.array(NotableDocumentJson).describe(`what failed, then what breaks a rule; ${notableDocumentsMax} at most`),
});
export type ProviderDetailJson = z.infer<typeof ProviderDetailJson>;

const ProviderParams = z.strictObject({ id: z.string().regex(/^csaf:.{1,600}$/, 'an id such as csaf:example.org') });
const Asked = z.object({ id: z.string(), askedAt: instant.describe('`triedAt` is this or later when it is done') });

const list = defineEndpoint({
  id: 'providers.list',
  method: 'GET',
  path: '/sources/providers',
  summary: 'Providers of CSAF documents with age and completeness',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: ProvidersJson,
  problems: [],
});

const get = defineEndpoint({
  id: 'providers.get',
  method: 'GET',
  path: '/sources/providers/{id}',
  summary: 'One provider, with the documents that could not be taken and those that break a rule',
  access: access.read,
  params: ProviderParams,
  query: NoQuery,
  body: null,
  response: ProviderDetailJson,
  problems: ['request-invalid', 'not-found'],
});

const add = defineEndpoint({
  id: 'providers.add',
  method: 'POST',
  path: '/sources/providers',
  summary:
    'Name a provider by its domain or the address of its provider-metadata.json, which is read first; its first sync begins in the background',
  access: access.node,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({
    provider: z.string().min(1).max(500),
    keep: z.boolean().optional().describe('true: also where its metadata cannot be read now, such as from behind a line that is down'),
  }),
  response: Asked,
  status: 201,
  problems: ['request-invalid', 'conflict', 'source-unreachable', 'file-format-mismatch', 'file-malformed', 'file-too-large'],
});

const remove = defineEndpoint({
  id: 'providers.remove',
  method: 'DELETE',
  path: '/sources/providers/{id}',
  summary: 'Ask a provider no more; the advisories that were taken stay',
  access: access.node,
  params: ProviderParams,
  query: NoQuery,
  body: null,
  response: null,
  status: 204,
  problems: ['request-invalid', 'not-found'],
});

const sync = defineEndpoint({
  id: 'providers.sync',
  method: 'POST',
  path: '/sources/providers/{id}/sync',
  summary: 'Take what a provider published or changed since the last time, and what failed then; the work goes on in the background',
  access: access.node,
  params: ProviderParams,
  query: NoQuery,
  body: null,
  response: Asked,
  status: 202,
  problems: ['request-invalid', 'not-found'],
});

export const providerEndpoints = [list, get, add, remove, sync] as const;
