/**
 * The CSAF providers of the node: added, removed, listed with age and completeness. What is listed and what came of each
 * document is beside this, in `csaf-documents.ts`.
 */
import type { PoolClient } from 'pg';
import { Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import { connect, type Database } from '../database.ts';

export interface ProviderState {
  readonly id: string;
  readonly asked: string;
  readonly addedAt: Instant;
  readonly metadataUrl: string | null;
  readonly publisher: string | null;
  readonly role: string | null;
  readonly closedListings: number;
  readonly unreadableEntries: number;
  readonly workingSince: Instant | null;
  /** When everything that was listed had been tried. */
  readonly asOf: Instant | null;
  /** The newest change up to which everything listed was taken, what failed left out; null: nothing yet. */
  readonly takenUntil: Instant | null;
  readonly triedAt: Instant | null;
  readonly problem: { readonly code: string; readonly detail: string; readonly at: Instant } | null;
  readonly documents: {
    readonly listed: number;
    readonly held: number;
    readonly aside: number;
    readonly failed: number;
    readonly waiting: number;
    /** Of those that are held or aside: taken without a hash or without a signature. */
    readonly unproven: number;
  };
}

/** Where the hosts of a provider are: in public, within the house, or on this machine. */
export type ProviderReach = 'public' | 'house' | 'machine';

type Reader = Pick<PoolClient, 'query'>;

/** @throws Problem conflict when there is one of that id. */
export async function addProvider(
  database: Database,
  given: { readonly id: string; readonly asked: string; readonly reach: ProviderReach; readonly at: Instant },
): Promise<void> {
  await changing(database, async (client) => {
    await client.query('insert into advisory_source (id) values ($1) on conflict do nothing', [given.id]);
    const { rowCount } = await client.query(
      'insert into csaf_provider (source_id, asked, reach, added_at) values ($1, $2, $3, $4) on conflict do nothing',
      [given.id, given.asked, given.reach, given.at],
    );
    if (rowCount === 0)
      throw new Problem('conflict', `The provider ${given.id} is there already; sync it, or remove it first.`, { id: given.id });
  });
}

/** Its documents stay: they are what was published, and decisions rest on them. @returns false when there is none. */
export async function removeProvider(database: Database, id: string): Promise<boolean> {
  return changing(database, async (client) => {
    const { rowCount } = await client.query('delete from csaf_provider where source_id = $1', [id]);
    if (rowCount === 0) return false;
    await client.query('delete from advisory_source where id = $1', [id]);
    return true;
  });
}

interface Row extends Omit<ProviderState, 'problem' | 'documents'> {
  readonly problemCode: string | null;
  readonly problemDetail: string | null;
  readonly problemAt: Instant | null;
  readonly held: number;
  readonly aside: number;
  readonly failed: number;
  readonly waiting: number;
  readonly unproven: number;
}

/** By id. @param id only this one. */
export async function readProviders(client: Reader, id: string | null = null): Promise<ProviderState[]> {
  const { rows } = await client.query<Row>(
    `select provider.source_id as id, provider.asked, provider.added_at as "addedAt", provider.metadata_url as "metadataUrl", provider.publisher,
       provider.role, provider.closed_listings as "closedListings", provider.working_since as "workingSince", source.as_of as "asOf",
       source.tried_at as "triedAt", source.problem_code as "problemCode", source.problem_detail as "problemDetail",
       source.problem_at as "problemAt", counted.held, counted.aside, counted.failed, counted.waiting, counted.unproven,
       (select coalesce(sum(unreadable_entries), 0)::int from csaf_listing where source_id = provider.source_id) as "unreadableEntries",
       (select max(listed_at) from csaf_document where source_id = provider.source_id and state in ('held', 'aside')
         and (counted.waits_from is null or listed_at < counted.waits_from)) as "takenUntil"
     from csaf_provider provider join advisory_source source on source.id = provider.source_id
     cross join lateral (select (count(*) filter (where state = 'held'))::int as held, (count(*) filter (where state = 'aside'))::int as aside,
       (count(*) filter (where state = 'failed'))::int as failed, (count(*) filter (where state = 'waiting'))::int as waiting,
       (count(*) filter (where is_unproven and state in ('held', 'aside')))::int as unproven,
       min(listed_at) filter (where state = 'waiting') as waits_from
       from csaf_document where source_id = provider.source_id) counted
     where $1::text is null or provider.source_id = $1 order by provider.source_id`,
    [id],
  );
  return rows.map(({ problemCode, problemDetail, problemAt, held, aside, failed, waiting, unproven, ...state }) => ({
    ...state,
    problem: problemCode === null || problemAt === null ? null : { code: problemCode, detail: problemDetail ?? '', at: problemAt },
    documents: { listed: held + aside + failed + waiting, held, aside, failed, waiting, unproven },
  }));
}

/** As it was found when it was added: what its name leads to later opens nothing. Null: there is no such provider. */
export async function readReach(client: Reader, id: string): Promise<ProviderReach | null> {
  const { rows } = await client.query<{ reach: ProviderReach }>('select reach from csaf_provider where source_id = $1', [id]);
  return rows[0]?.reach ?? null;
}

/** What the metadata say, and that a sync is at work. @returns false when the provider was removed. */
export async function noteMetadata(
  database: Database,
  id: string,
  said: { readonly url: string; readonly publisher: string; readonly role: string; readonly closedListings: number },
): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    'update csaf_provider set metadata_url = $2, publisher = $3, role = $4, closed_listings = $5 where source_id = $1',
    [id, said.url, said.publisher, said.role, said.closedListings],
  );
  return rowCount === 1;
}

/** @returns false when the provider was removed. */
export async function noteWorking(database: Database, id: string, since: Instant): Promise<boolean> {
  const { rowCount } = await database.pool.query('update csaf_provider set working_since = $2 where source_id = $1', [id, since]);
  return rowCount === 1;
}

export interface EndedSync {
  readonly at: Instant;
  /** Everything that is listed was tried. */
  readonly isWhole: boolean;
  readonly problem: { readonly code: string; readonly detail: string } | null;
}

export async function noteEnd(database: Database, id: string, { at, isWhole, problem }: EndedSync): Promise<void> {
  await changing(database, async (client) => {
    await client.query('update csaf_provider set working_since = null where source_id = $1', [id]);
    await client.query(
      `update advisory_source set tried_at = $2, as_of = case when $3 then $2 else as_of end,
         problem_code = $4, problem_detail = $5, problem_at = case when $4::text is null then null else $2 end,
         entries = (select count(*) from csaf_document where source_id = $1 and state in ('held', 'aside')) where id = $1`,
      [id, at, isWhole, problem?.code ?? null, problem?.detail ?? null],
    );
  });
}

async function changing<T>(database: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(database.pool);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (cause) {
    await client.query('rollback').catch(() => undefined);
    throw cause;
  } finally {
    client.release();
  }
}
