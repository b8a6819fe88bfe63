/**
 * From a request to a principal: the session cookie of a browser, the bearer token of a program, or the token that
 * lies in the node's own folder. Changes made with a cookie also need the CSRF token and our own origin.
 */
import type { Role, TokenScope } from '#contract/define-endpoint.ts';
import { roles, tokenScopes } from '#contract/define-endpoint.ts';
import { sessionMark } from '#contract/session-mark.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addMilliseconds, millisecondsOf } from '#core/kernel/time.ts';
import * as signIn from '#store/sign-in.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from './principal.ts';
import { hashSecret, isSameHash, newSecret } from './secrets.ts';

const sessionHours = 12;
const sessionMilliseconds = sessionHours * 3_600_000;

/** The `__Host-` prefix ties the cookie to this host over TLS; plain loopback HTTP cannot carry it. */
export function cookieName(isSecure: boolean): string {
  return isSecure ? '__Host-cybermetrics' : 'cybermetrics';
}

export async function authenticate(context: ServerContext, request: Request): Promise<Principal | null> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return authenticateToken(context, authorization);
  const token = sessionToken(context, request);
  if (token === null) return null;
  const tokenHash = hashSecret(token);
  const now = context.clock.now();
  const session = await signIn.findSession(context.database, tokenHash, now);
  if (session === null) return null;
  if (millisecondsOf(now) - millisecondsOf(session.lastUsedAt) > 60_000) await signIn.touchSession(context.database, tokenHash, now);
  return {
    kind: 'session',
    organisationId: session.organisationId,
    role: toRole(session.role),
    scopes: tokenScopes,
    accountId: session.accountId,
    csrf: session.csrf,
    name: `account:${session.accountId}`,
  };
}

async function authenticateToken(context: ServerContext, authorization: string): Promise<Principal | null> {
  const token = /^Bearer ([\w-]{20,200})$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Problem('not-signed-in', 'The authorization header must be: Bearer, a space, the token.');
  const tokenHash = hashSecret(token);
  if (isSameHash(tokenHash, context.localTokenHash)) {
    return {
      kind: 'local',
      organisationId: context.localOrganisationId(),
      role: 'owner',
      scopes: tokenScopes,
      accountId: null,
      csrf: '',
      name: 'local',
    };
  }
  const now = context.clock.now();
  const row = await signIn.findToken(context.database, tokenHash, now);
  if (row === null) throw new Problem('not-signed-in', 'This token is not known, was revoked, or has expired.');
  await signIn.touchToken(context.database, row.id, now);
  return {
    kind: 'token',
    organisationId: row.organisationId,
    role: toRole(row.role),
    scopes: row.scopes.filter((scope): scope is TokenScope => tokenScopes.some((known) => known === scope)),
    accountId: row.accountId,
    csrf: '',
    name: `token:${row.id}`,
  };
}

/** Starts a session and gives the cookies to set. */
export async function startSession(
  context: ServerContext,
  who: { accountId: string; organisationId: Principal['organisationId']; role: string },
): Promise<{ cookies: readonly string[]; principal: Principal }> {
  const token = newSecret(context.random);
  const csrf = newSecret(context.random);
  const at = context.clock.now();
  await signIn.insertSession(context.database, {
    tokenHash: hashSecret(token),
    accountId: who.accountId,
    organisationId: who.organisationId,
    csrf,
    at,
    expiresAt: addMilliseconds(at, sessionMilliseconds),
  });
  const principal: Principal = {
    kind: 'session',
    organisationId: who.organisationId,
    role: toRole(who.role),
    scopes: tokenScopes,
    accountId: who.accountId,
    csrf,
    name: `account:${who.accountId}`,
  };
  return { cookies: sessionCookies(context, token, sessionHours * 3600), principal };
}

/** @returns the cookies that take back those of the session */
export async function endSession(context: ServerContext, request: Request): Promise<readonly string[]> {
  const token = sessionToken(context, request);
  if (token !== null) await signIn.deleteSession(context.database, hashSecret(token));
  return sessionCookies(context, '', 0);
}

/** Throws `not-allowed` for a change that another site may have caused. */
export function refuseForgery(context: ServerContext, request: Request, principal: Principal | null): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (principal !== null && principal.kind !== 'session') return;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const isOurs = origin === null ? site === null || site === 'same-origin' || site === 'none' : isOwnOrigin(context, request, origin);
  if (!isOurs) throw new Problem('not-allowed', 'This change came from another site.', { origin });
  if (principal !== null && !isSameHash(hashSecret(request.headers.get('x-csrf-token') ?? ''), hashSecret(principal.csrf))) {
    throw new Problem('not-allowed', 'The header x-csrf-token is missing or old; read /session and try again.');
  }
}

function isOwnOrigin(context: ServerContext, request: Request, origin: string): boolean {
  return origin === context.publicUrl() || origin === new URL(request.url).origin;
}

function sessionToken(context: ServerContext, request: Request): string | null {
  const name = cookieName(context.isSecure);
  for (const part of (request.headers.get('cookie') ?? '').split(/;\s*/)) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at) === name) return part.slice(at + 1) || null;
  }
  return null;
}

/** The session's own first, out of reach of scripts; then the mark that pages may read. */
function sessionCookies(context: ServerContext, value: string, maxAgeSeconds: number): readonly string[] {
  const secure = context.isSecure ? '; Secure' : '';
  const rest = `SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
  return [
    `${cookieName(context.isSecure)}=${value}; Path=/; HttpOnly; ${rest}`,
    `${sessionMark}=${value === '' ? '' : '1'}; Path=/; ${rest}`,
  ];
}

function toRole(role: string): Role {
  const known = roles.find((candidate) => candidate === role);
  if (known === undefined) throw new Problem('not-allowed', 'This account has a role that this version does not know.', { role });
  return known;
}
