/**
 * Accounts, memberships, sessions, one-time links and API tokens. These tables are read before the organisation of
 * the asker is known, so row-level security does not cover them (migrations/registry.ts); every statement that lists
 * or changes names the organisation itself. Secrets are stored as hashes only.
 */
import { sql } from 'kysely';
import type { OrganisationId } from '#core/kernel/id.ts';
import { foldName, type Language } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Database } from './database.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly passwordHash: string;
  readonly disabledAt: Instant | null;
}

export interface SessionRow {
  readonly accountId: string | null;
  readonly organisationId: OrganisationId;
  readonly role: string;
  readonly csrf: string;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant;
}

export async function findAccountByEmail(database: Database, email: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select id, name, email, language, password_hash as "passwordHash", disabled_at as "disabledAt"
    from account where email_folded = ${foldName(email)}`.execute(database.kysely);
  return rows[0] ?? null;
}

export async function findAccount(database: Database, id: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select id, name, email, language, password_hash as "passwordHash", disabled_at as "disabledAt"
    from account where id = ${id}`.execute(database.kysely);
  return rows[0] ?? null;
}

export interface Membership {
  readonly organisationId: OrganisationId;
  readonly role: string;
}

export async function findMemberships(database: Database, accountId: string): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    select organisation_id as "organisationId", role from membership where account_id = ${accountId} order by created_at`.execute(
    database.kysely,
  );
  return rows;
}

export interface NewAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly language: Language;
  readonly organisationId: OrganisationId;
  readonly role: string;
  readonly at: Instant;
}

/** False when the e-mail address is taken. */
export async function insertAccount(database: Database, account: NewAccount): Promise<boolean> {
  return database.kysely.transaction().execute(async (trx) => {
    const made = await sql`
      insert into account (id, email, email_folded, name, password_hash, language, created_at)
      values (${account.id}, ${account.email}, ${foldName(account.email)}, ${account.name}, ${account.passwordHash}, ${account.language}, ${account.at})
      on conflict (email_folded) do nothing returning id`.execute(trx);
    if (made.rows.length === 0) return false;
    await sql`
      insert into membership (account_id, organisation_id, role, created_at)
      values (${account.id}, ${account.organisationId}, ${account.role}, ${account.at})`.execute(trx);
    return true;
  });
}

export async function setAccountLanguage(database: Database, accountId: string, language: Language): Promise<void> {
  await sql`update account set language = ${language} where id = ${accountId}`.execute(database.kysely);
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
}

export async function listPeople(database: Database, organisationId: OrganisationId): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select a.id, a.name, a.email, m.role, a.created_at as "createdAt", a.disabled_at as "disabledAt"
    from membership m join account a on a.id = m.account_id
    where m.organisation_id = ${organisationId} order by a.name, a.id`.execute(database.kysely);
  return rows;
}

export interface PersonChange {
  readonly role?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** `last-owner`: refused, somebody must be left who can manage the node. Disabling ends the person's sessions. */
export async function changePerson(
  database: Database,
  key: { organisationId: OrganisationId; accountId: string; at: Instant },
  change: PersonChange,
): Promise<'changed' | 'not-found' | 'last-owner'> {
  return database.kysely.transaction().execute(async (trx) => {
    // Locks the memberships, so that two owners cannot demote or disable each other at the same moment; then reads in a statement of
    // its own: one that waited for the lock would still see accounts as they were before it waited.
    await sql`select from membership where organisation_id = ${key.organisationId} order by account_id for update`.execute(trx);
    const { rows } = await sql<{ id: string; role: string; disabledAt: Instant | null }>`
      select m.account_id as id, m.role, a.disabled_at as "disabledAt"
      from membership m join account a on a.id = m.account_id
      where m.organisation_id = ${key.organisationId}`.execute(trx);
    const person = rows.find((row) => row.id === key.accountId);
    if (person === undefined) return 'not-found';
    const staysOwner = (change.role ?? person.role) === 'owner' && !(change.disabled ?? person.disabledAt !== null);
    const otherOwners = rows.filter((row) => row.id !== key.accountId && row.role === 'owner' && row.disabledAt === null);
    if (!staysOwner && otherOwners.length === 0 && person.role === 'owner') return 'last-owner';
    if (change.role !== undefined) {
      await sql`update membership set role = ${change.role} where organisation_id = ${key.organisationId} and account_id = ${key.accountId}`.execute(
        trx,
      );
    }
    if (change.disabled !== undefined) {
      await sql`update account set disabled_at = ${change.disabled ? key.at : null} where id = ${key.accountId}`.execute(trx);
      if (change.disabled) await sql`delete from session where account_id = ${key.accountId}`.execute(trx);
    }
    return 'changed';
  });
}

export async function insertSession(
  database: Database,
  session: { tokenHash: string; accountId: string; organisationId: OrganisationId; csrf: string; at: Instant; expiresAt: Instant },
): Promise<void> {
  await sql`
    insert into session (token_hash, account_id, organisation_id, csrf, created_at, last_used_at, expires_at)
    values (${session.tokenHash}, ${session.accountId}, ${session.organisationId}, ${session.csrf}, ${session.at}, ${session.at}, ${session.expiresAt})`.execute(
    database.kysely,
  );
}

/** The session of a token hash with the person's present role; null when there is none, it expired, or the account is disabled. */
export async function findSession(database: Database, tokenHash: string, at: Instant): Promise<SessionRow | null> {
  const { rows } = await sql<SessionRow>`
    select s.account_id as "accountId", s.organisation_id as "organisationId", m.role, s.csrf,
      s.expires_at as "expiresAt", s.last_used_at as "lastUsedAt"
    from session s
    join account a on a.id = s.account_id and a.disabled_at is null
    join membership m on m.account_id = s.account_id and m.organisation_id = s.organisation_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${at}`.execute(database.kysely);
  return rows[0] ?? null;
}

export async function touchSession(database: Database, tokenHash: string, at: Instant): Promise<void> {
  await sql`update session set last_used_at = ${at} where token_hash = ${tokenHash}`.execute(database.kysely);
}

export async function deleteSession(database: Database, tokenHash: string): Promise<void> {
  await sql`delete from session where token_hash = ${tokenHash}`.execute(database.kysely);
}

export async function deleteExpired(database: Database, at: Instant): Promise<void> {
  await sql`delete from session where expires_at <= ${at}`.execute(database.kysely);
  await sql`delete from sign_in_link where expires_at <= ${at}`.execute(database.kysely);
}

export type LinkPurpose = 'first-administrator' | 'invitation' | 'demonstration';

export interface SignInLink {
  readonly organisationId: OrganisationId;
  readonly purpose: LinkPurpose;
  readonly role: string;
  readonly accountId: string | null;
  readonly expiresAt: Instant;
}

export async function insertLink(database: Database, link: SignInLink & { tokenHash: string; at: Instant }): Promise<void> {
  await sql`
    insert into sign_in_link (token_hash, organisation_id, purpose, role, account_id, created_at, expires_at)
    values (${link.tokenHash}, ${link.organisationId}, ${link.purpose}, ${link.role}, ${link.accountId}, ${link.at}, ${link.expiresAt})`.execute(
    database.kysely,
  );
}

export async function findLink(database: Database, tokenHash: string, at: Instant): Promise<SignInLink | null> {
  const { rows } = await sql<SignInLink>`
    select organisation_id as "organisationId", purpose, role, account_id as "accountId", expires_at as "expiresAt"
    from sign_in_link where token_hash = ${tokenHash} and used_at is null and expires_at > ${at}`.execute(database.kysely);
  return rows[0] ?? null;
}

/** False when somebody else used it first. A demonstration link stays usable until it expires. */
export async function useLink(database: Database, tokenHash: string, at: Instant): Promise<boolean> {
  const { rows } = await sql`
    update sign_in_link set used_at = case when purpose = 'demonstration' then null else ${at}::timestamptz end
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${at} returning 1`.execute(database.kysely);
  return rows.length === 1;
}

export async function deleteLinks(database: Database, organisationId: OrganisationId, purpose: LinkPurpose): Promise<void> {
  await sql`delete from sign_in_link where organisation_id = ${organisationId} and purpose = ${purpose}`.execute(database.kysely);
}

export async function countAccounts(database: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from account`.execute(database.kysely);
  return rows[0]?.count ?? 0;
}

export interface TokenRow {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly accountId: string | null;
  readonly name: string;
  readonly role: string;
  readonly scopes: readonly string[];
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

const tokenColumns = sql.raw(
  `id, organisation_id as "organisationId", account_id as "accountId", name, role, scopes, created_at as "createdAt",
   last_used_at as "lastUsedAt", expires_at as "expiresAt", revoked_at as "revokedAt"`,
);

export async function insertToken(database: Database, token: TokenRow & { tokenHash: string }): Promise<void> {
  await sql`
    insert into api_token (id, organisation_id, account_id, name, token_hash, role, scopes, created_at, expires_at)
    values (${token.id}, ${token.organisationId}, ${token.accountId}, ${token.name}, ${token.tokenHash}, ${token.role},
      ${[...token.scopes]}, ${token.createdAt}, ${token.expiresAt})`.execute(database.kysely);
}

/** A token acts with the role of its maker, but never with more than the maker has today; a disabled maker ends it. */
export async function findToken(database: Database, tokenHash: string, at: Instant): Promise<TokenRow | null> {
  const { rows } = await sql<TokenRow & { accountDisabledAt: Instant | null; accountRole: string | null }>`
    select t.id, t.organisation_id as "organisationId", t.account_id as "accountId", t.name,
      coalesce(m.role, t.role) as role, t.scopes, t.created_at as "createdAt",
      t.last_used_at as "lastUsedAt", t.expires_at as "expiresAt", t.revoked_at as "revokedAt"
    from api_token t
    left join account a on a.id = t.account_id
    left join membership m on m.account_id = t.account_id and m.organisation_id = t.organisation_id
    where t.token_hash = ${tokenHash} and t.revoked_at is null and t.expires_at > ${at}
      and (t.account_id is null or (a.disabled_at is null and m.role is not null))`.execute(database.kysely);
  return rows[0] ?? null;
}

export async function touchToken(database: Database, id: string, at: Instant): Promise<void> {
  // Once a minute is enough to know that a token is alive, and saves a write per request.
  await sql`
    update api_token set last_used_at = ${at}
    where id = ${id} and (last_used_at is null or last_used_at < ${at}::timestamptz - interval '1 minute')`.execute(database.kysely);
}

export async function listTokens(database: Database, organisationId: OrganisationId): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select ${tokenColumns} from api_token where organisation_id = ${organisationId} order by created_at desc, id`.execute(database.kysely);
  return rows;
}

export async function revokeToken(database: Database, organisationId: OrganisationId, id: string, at: Instant): Promise<boolean> {
  const { rows } = await sql`
    update api_token set revoked_at = ${at}
    where organisation_id = ${organisationId} and id = ${id} and revoked_at is null returning id`.execute(database.kysely);
  return rows.length === 1;
}
