/** Handlers of signing in, people, tokens and the state of the node. */
import type { SessionJson } from '#contract/endpoints/access.ts';
import type { Role } from '#contract/define-endpoint.ts';
import { isId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addMilliseconds } from '#core/kernel/time.ts';
import { readOrganisation } from '#store/organisations.ts';
import { readingOrganisation } from '#store/scope.ts';
import * as signIn from '#store/sign-in.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import { endSession, startSession } from '../sign-in/authenticate.ts';
import { makeLink } from '../sign-in/links.ts';
import { refuseGuessable } from '../sign-in/password-rules.ts';
import type { Principal } from '../sign-in/principal.ts';
import { hashPassword, hashSecret, isPassword, newSecret } from '../sign-in/secrets.ts';
import { readStatus } from '../status.ts';

export const accessHandlers: Pick<
  Handlers,
  | 'session.get'
  | 'session.create'
  | 'session.delete'
  | 'session.update'
  | 'links.get'
  | 'links.use'
  | 'people.list'
  | 'people.invite'
  | 'people.update'
  | 'tokens.list'
  | 'tokens.create'
  | 'tokens.revoke'
  | 'status.get'
> = {
  'session.get': ({ context, principal }) => describeSession(context, principal),

  'session.create': async ({ context, body, reply }) => {
    const account = await signIn.findAccountByEmail(context.database, body.email);
    // An unknown address costs as much time as a wrong password.
    const isRight = await isPassword(account?.passwordHash ?? (await decoyHash()), body.password);
    if (account === null || !isRight || account.disabledAt !== null) {
      throw new Problem('sign-in-failed', 'This e-mail address and password do not belong together, or the account is disabled.');
    }
    const membership = (await signIn.findMemberships(context.database, account.id))[0];
    if (membership === undefined) throw new Problem('sign-in-failed', 'This account belongs to no organisation any more.');
    return beginSession(context, reply, { accountId: account.id, ...membership });
  },

  'session.delete': async ({ context, request, reply }) => {
    for (const cookie of await endSession(context, request)) reply.setCookie(cookie);
    return null;
  },

  'session.update': async ({ context, principal, body }) => {
    if (principal.accountId === null) throw new Problem('not-allowed', 'Only a person has a language.');
    await signIn.setAccountLanguage(context.database, principal.accountId, body.language);
    return describeSession(context, principal);
  },

  'links.get': async ({ context, params }) => {
    const link = await findLink(context, params.token);
    const organisation = await readingOrganisation(context.database, link.organisationId, readOrganisation);
    return { purpose: link.purpose, organisation: organisation.name, expiresAt: link.expiresAt };
  },

  'links.use': async ({ context, params, body, reply }) => {
    const link = await findLink(context, params.token);
    const toMake = link.accountId === null ? await checkAccount(context, body) : null;
    // Used up before the account is made: of two people with one link, one gets in.
    if (!(await signIn.useLink(context.database, hashSecret(params.token), context.clock.now()))) throw linkInvalid();
    const account = toMake === null ? link.accountId : await makeAccount(context, link, toMake);
    invariant(account !== null, 'a link without an account makes one');
    return beginSession(context, reply, { accountId: account, organisationId: link.organisationId, role: link.role });
  },

  'people.list': async ({ context, principal }) => ({
    items: (await signIn.listPeople(context.database, principal.organisationId)).map((person) => ({
      ...person,
      role: person.role as Role,
    })),
  }),

  'people.invite': async ({ context, principal, body }) => {
    const link = await makeLink(context, {
      organisationId: principal.organisationId,
      purpose: 'invitation',
      role: body.role,
      accountId: null,
    });
    return { url: context.publicUrl() + link.path, expiresAt: link.expiresAt };
  },

  'people.update': async ({ context, principal, params, body }) => {
    if (!isId(params.id)) throw new Problem('not-found', 'There is no such person here.', { id: params.id });
    const key = { organisationId: principal.organisationId, accountId: params.id, at: context.clock.now() };
    const outcome = await signIn.changePerson(context.database, key, body);
    if (outcome === 'last-owner') throw new Problem('conflict', 'This is the last owner; make somebody else owner first.');
    const person = (await signIn.listPeople(context.database, principal.organisationId)).find((row) => row.id === params.id);
    if (outcome === 'not-found' || person === undefined) throw new Problem('not-found', 'There is no such person here.', { id: params.id });
    return { ...person, role: person.role as Role };
  },

  'tokens.list': async ({ context, principal }) => ({
    items: (await signIn.listTokens(context.database, principal.organisationId)).map(tokenJson),
  }),

  'tokens.create': async ({ context, principal, body }) => {
    const secret = `cm_${newSecret(context.random)}`;
    const createdAt = context.clock.now();
    const lacking = body.scopes.filter((scope) => !principal.scopes.includes(scope));
    if (lacking.length > 0) throw new Problem('not-allowed', `A token cannot give what it lacks: ${lacking.join(', ')}.`, { lacking });
    const row: signIn.TokenRow = {
      id: context.newId(),
      organisationId: principal.organisationId,
      accountId: principal.accountId,
      name: body.name,
      role: principal.role,
      scopes: body.scopes,
      createdAt,
      lastUsedAt: null,
      expiresAt: addMilliseconds(createdAt, body.days * 86_400_000),
      revokedAt: null,
    };
    await signIn.insertToken(context.database, { ...row, tokenHash: hashSecret(secret) });
    return { token: secret, record: tokenJson(row) };
  },

  'tokens.revoke': async ({ context, principal, params }) => {
    const isRevoked =
      isId(params.id) && (await signIn.revokeToken(context.database, principal.organisationId, params.id, context.clock.now()));
    if (!isRevoked) throw new Problem('not-found', 'There is no such token, or it was revoked before.', { id: params.id });
    return null;
  },

  'status.get': ({ context, principal }) => readStatus(context, principal.organisationId),
};

async function describeSession(context: ServerContext, principal: Principal): Promise<SessionJson> {
  const organisation = await readingOrganisation(context.database, principal.organisationId, readOrganisation);
  const account = principal.accountId === null ? null : await signIn.findAccount(context.database, principal.accountId);
  return {
    account: account === null ? null : { id: account.id, name: account.name, email: account.email, language: account.language },
    role: principal.role,
    organisation: { id: organisation.id, name: organisation.name, timeZone: organisation.timeZone },
    csrf: principal.csrf,
    demonstration: context.demonstration,
    version: context.version,
  };
}

async function beginSession(
  context: ServerContext,
  reply: { setCookie(value: string): void },
  who: { accountId: string; organisationId: Principal['organisationId']; role: string },
): Promise<SessionJson> {
  const { cookies, principal } = await startSession(context, who);
  for (const cookie of cookies) reply.setCookie(cookie);
  return describeSession(context, principal);
}

async function findLink(context: ServerContext, token: string): Promise<signIn.SignInLink> {
  const link = await signIn.findLink(context.database, hashSecret(token), context.clock.now());
  if (link === null) throw linkInvalid();
  return link;
}

function linkInvalid(): Problem {
  return new Problem('link-invalid', 'This link was used, has expired, or never was.');
}

interface AccountAsked {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  readonly language?: 'en' | 'nl' | undefined;
}

interface AccountToMake {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly language: 'en' | 'nl';
}

async function checkAccount(context: ServerContext, asked: AccountAsked): Promise<AccountToMake> {
  const { name, email, password } = asked;
  if (name === undefined || email === undefined || password === undefined) {
    const missing = Object.entries({ name, email, password }).flatMap(([key, value]) => (value === undefined ? [key] : []));
    throw new Problem('request-invalid', `Missing: ${missing.join(', ')}.`, { missing });
  }
  refuseGuessable(password, { name, email });
  if ((await signIn.findAccountByEmail(context.database, email)) !== null) throw emailTaken();
  return { name, email, password, language: asked.language ?? 'en' };
}

function emailTaken(): Problem {
  return new Problem('conflict', 'An account with this e-mail address exists; sign in instead.');
}

async function makeAccount(context: ServerContext, link: signIn.SignInLink, asked: AccountToMake): Promise<string> {
  const id = context.newId();
  const { password, ...account } = asked;
  const isMade = await signIn.insertAccount(context.database, {
    ...account,
    id,
    passwordHash: await hashPassword(password),
    organisationId: link.organisationId,
    role: link.role,
    at: context.clock.now(),
  });
  if (!isMade) throw emailTaken();
  return id;
}

function tokenJson(row: signIn.TokenRow) {
  const { organisationId: _organisation, accountId: _account, ...shown } = row;
  return { ...shown, role: shown.role as Role, scopes: shown.scopes as ('read' | 'import' | 'manage')[] };
}

let decoy: Promise<string> | null = null;
function decoyHash(): Promise<string> {
  decoy ??= hashPassword('an address that nobody has');
  return decoy;
}
