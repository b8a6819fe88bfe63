/** Tells the planner how large the tables have become; worth a call after anything that writes many rows. */
import { sql } from 'kysely';
import type { Database } from './database.ts';

/** In a transaction of its own: the locks it takes must not wait for the caller's work. Changes no row. */
export async function refreshStatistics(database: Database): Promise<void> {
  await sql`select refresh_statistics()`.execute(database.kysely);
}
