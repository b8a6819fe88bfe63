/** Signing in, people, tokens, and the state of the node. */
import { z } from 'zod';
import { access, defineEndpoint, roles, tokenScopes } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';
import { LeanedSourceJson } from './sources.ts';

const Email = z.email().max(254);
const Password = z.string().min(12, 'at least 12 characters').max(256);
const Name = z.string().trim().min(1).max(120);

export const SessionJson = z.object({
  account: z.object({ id: z.string(), name: z.string(), email: z.string(), language: z.enum(['en', 'nl']) }).nullable(),
  role: z.enum(roles),
  organisation: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  csrf: z.string().describe('send as x-csrf-token with every change'),
  demonstration: z.boolean(),
  version: z.string(),
});
export type SessionJson = z.infer<typeof SessionJson>;

export const getSession = defineEndpoint({
  id: 'session.get',
  method: 'GET',
  path: '/session',
  summary: 'Who is signed in',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: SessionJson,
  problems: ['not-signed-in'],
});

export const signIn = defineEndpoint({
  id: 'session.create',
  method: 'POST',
  path: '/session',
  summary: 'Sign in with e-mail address and password; sets the session cookie',
  access: access.public,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ email: z.string().max(254), password: z.string().max(256) }),
  response: SessionJson,
  problems: ['sign-in-failed', 'rate-limited', 'request-invalid'],
});

export const signOut = defineEndpoint({
  id: 'session.delete',
  method: 'DELETE',
  path: '/session',
  summary: 'Sign out',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: null,
  status: 204,
  problems: [],
});

export const setLanguage = defineEndpoint({
  id: 'session.update',
  method: 'PATCH',
  path: '/session',
  summary: 'Change one’s own language',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ language: z.enum(['en', 'nl']) }),
  response: SessionJson,
  problems: ['request-invalid'],
});

export const LinkJson = z.object({
  purpose: z.enum(['first-administrator', 'invitation', 'demonstration']),
  organisation: z.string(),
  expiresAt: z.iso.datetime(),
});

export const getLink = defineEndpoint({
  id: 'links.get',
  method: 'GET',
  path: '/links/{token}',
  summary: 'What a one-time link is for',
  access: access.public,
  params: z.strictObject({ token: z.string().max(100) }),
  query: NoQuery,
  body: null,
  response: LinkJson,
  problems: ['link-invalid', 'rate-limited'],
});

export const useLink = defineEndpoint({
  id: 'links.use',
  method: 'POST',
  path: '/links/{token}',
  summary:
    'Use a one-time link: makes the account it is for (name, email and password needed, except for a demonstration link) and signs in',
  access: access.public,
  params: z.strictObject({ token: z.string().max(100) }),
  query: NoQuery,
  body: z.strictObject({
    name: Name.optional(),
    email: Email.optional(),
    password: Password.optional(),
    language: z.enum(['en', 'nl']).optional(),
  }),
  response: SessionJson,
  problems: ['link-invalid', 'request-invalid', 'conflict', 'rate-limited'],
});

export const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  createdAt: z.iso.datetime(),
  disabledAt: z.iso.datetime().nullable(),
});
export type Person = z.infer<typeof Person>;

export const listPeople = defineEndpoint({
  id: 'people.list',
  method: 'GET',
  path: '/people',
  summary: 'Accounts of this organisation',
  access: access.manage,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(Person) }),
  problems: [],
});

export const invitePerson = defineEndpoint({
  id: 'people.invite',
  method: 'POST',
  path: '/people/invitations',
  summary: 'Make a one-time link with which somebody makes an account; shown once',
  access: access.own,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ role: z.enum(roles) }),
  response: z.object({ url: z.string(), expiresAt: z.iso.datetime() }),
  status: 201,
  problems: ['request-invalid'],
});

export const updatePerson = defineEndpoint({
  id: 'people.update',
  method: 'PATCH',
  path: '/people/{id}',
  summary: 'Change somebody’s role, or disable the account; the last owner stays',
  access: access.own,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({ role: z.enum(roles).optional(), disabled: z.boolean().optional() }),
  response: Person,
  problems: ['not-found', 'conflict', 'request-invalid'],
});

export const ApiToken = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  scopes: z.array(z.enum(tokenScopes)),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

export const listTokens = defineEndpoint({
  id: 'tokens.list',
  method: 'GET',
  path: '/tokens',
  summary: 'API tokens of this organisation, without their secrets',
  access: access.manage,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(ApiToken) }),
  problems: [],
});

export const createToken = defineEndpoint({
  id: 'tokens.create',
  method: 'POST',
  path: '/tokens',
  summary: 'Make an API token; the secret is shown once',
  access: access.manage,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({
    name: Name,
    scopes: z.array(z.enum(tokenScopes)).min(1).default(['read']),
    days: z.int().min(1).max(366).default(90),
  }),
  response: z.object({ token: z.string(), record: ApiToken }),
  status: 201,
  problems: ['request-invalid', 'not-allowed'],
});

export const revokeToken = defineEndpoint({
  id: 'tokens.revoke',
  method: 'DELETE',
  path: '/tokens/{id}',
  summary: 'Revoke an API token at once',
  access: access.manage,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: null,
  status: 204,
  problems: ['not-found'],
});

export const InboxState = z.object({
  folder: z.string().describe('each folder in it is called after a mapping profile, or auto'),
  lookedAt: z.iso.datetime().nullable(),
  waiting: z.int().describe('files that are still being written, or wait their turn'),
  reading: z.int().describe('files that are being imported'),
  remarks: z.array(z.string()).describe('what a person must put right: files in no folder of a profile, a folder that cannot be written'),
});
export type InboxState = z.infer<typeof InboxState>;

export const NodeStatus = z.object({
  version: z.string(),
  startedAt: z.iso.datetime(),
  ready: z.boolean(),
  demonstration: z.boolean(),
  database: z.object({ version: z.string(), embedded: z.boolean(), sizeBytes: z.int() }),
  queue: z.object({ waiting: z.int(), running: z.int(), failed: z.int() }),
  importsOpen: z.int(),
  inbox: InboxState.nullable().describe('null: this node watches none (the demonstration)'),
  measuredUpTo: z.iso.date().nullable(),
  publicSources: z.array(LeanedSourceJson),
  sources: z.array(z.object({ source: z.string(), role: z.string(), newestAt: z.iso.datetime(), ageDays: z.int(), stale: z.boolean() })),
});
export type NodeStatus = z.infer<typeof NodeStatus>;

export const getStatus = defineEndpoint({
  id: 'status.get',
  method: 'GET',
  path: '/status',
  summary: 'State of the node: version, database, queue, age of every source',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: NodeStatus,
  problems: [],
});

export const accessEndpoints = [
  getSession,
  signIn,
  signOut,
  setLanguage,
  getLink,
  useLink,
  listPeople,
  invitePerson,
  updatePerson,
  listTokens,
  createToken,
  revokeToken,
  getStatus,
] as const;
