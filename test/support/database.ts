/**
 * A database of its own for a test (or a test file): a copy of the run's migrated template, with two organisations, opened
 * with the login a node has. Use in `beforeAll`/`beforeEach`, and `drop` after.
 */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { idMaker, type NewId, type OrganisationId } from '#core/kernel/id.ts';
import { defaultTimeZone, type Clock, type Instant } from '#core/kernel/time.ts';
import { openDatabase, type Database } from '#store/database.ts';
import { createOrganisation } from '#store/organisations.ts';
import { urlFor, type DatabaseServer } from './database-server.ts';

export interface FreshDatabase {
  readonly database: Database;
  /** Owns the tables: row-level security does not bind it. Only for looking behind the scenes. */
  readonly ownerUrl: string;
  readonly url: string;
  readonly runtimeRole: string;
  readonly organisationId: OrganisationId;
  readonly otherOrganisationId: OrganisationId;
  readonly timeZone: string;
  /** Made with the time of `now`, one after another; the same in every run. */
  readonly newId: NewId;
  readonly now: Instant;
  drop(): Promise<void>;
}

export interface EmptyDatabase {
  readonly ownerUrl: string;
  readonly url: string;
  readonly runtimeRole: string;
  drop(): Promise<void>;
}

/** The server of this run; only for tests about logins and databases themselves. */
export function databaseServer(): DatabaseServer {
  return inject('databaseServer');
}

/** A database that was never migrated. */
export function emptyDatabase(): Promise<EmptyDatabase> {
  return copyOf('template0');
}

async function copyOf(template: string): Promise<EmptyDatabase> {
  const server = databaseServer();
  const name = `cybermetrics_test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(server.superuserUrl, async (client) => {
    // The two workers of a run copy one at a time: PostgreSQL refuses a template that somebody is connected to.
    await client.query('select pg_advisory_lock(hashtext($1))', [template]);
    await client.query(`create database ${name} template ${template} owner ${server.ownerRole}`);
  });
  return {
    url: urlFor(server, server.runtimeRole, name),
    ownerUrl: urlFor(server, server.ownerRole, name),
    runtimeRole: server.runtimeRole,
    drop: () => asSuperuser(server.superuserUrl, (client) => client.query(`drop database ${name} with (force)`)),
  };
}

/** @param connectionsMax of the pool; 4 unless a test needs to see waiting. */
export async function freshDatabase({ connectionsMax = 4 }: { connectionsMax?: number } = {}): Promise<FreshDatabase> {
  const copy = await copyOf(databaseServer().template);
  const database = await openDatabase({ url: copy.url, applicationName: 'cybermetrics test', connectionsMax });
  const now = '2026-01-05T08:00:00.000Z' as Instant;
  const clock: Clock = { now: () => now };
  const newId = idMaker(clock, countingBytes());
  const organisationId = newId() as OrganisationId;
  const otherOrganisationId = newId() as OrganisationId;
  await createOrganisation(database, { id: organisationId, name: 'Ziekenhuis Oost', timeZone: defaultTimeZone, now, newId });
  await createOrganisation(database, { id: otherOrganisationId, name: 'Ziekenhuis West', timeZone: defaultTimeZone, now, newId });
  return {
    ...copy,
    database,
    organisationId,
    otherOrganisationId,
    timeZone: defaultTimeZone,
    newId,
    now,
    drop: async () => {
      await database.end();
      await copy.drop();
    },
  };
}

async function asSuperuser(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Ids need random bytes that differ; these count, so that a run can be repeated. */
function countingBytes(): (count: number) => Uint8Array {
  let counter = 0;
  return (count) => {
    counter += 1;
    const bytes = new Uint8Array(count);
    new DataView(bytes.buffer).setUint32(count - 4, counter);
    return bytes;
  };
}
