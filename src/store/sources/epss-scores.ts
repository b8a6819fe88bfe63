/** The scores of EPSS: one edition at a time, with the score before where the same model gave it. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Instant } from '#core/kernel/time.ts';
import type { ChangedRows } from './kev-entries.ts';

export interface EpssScores {
  readonly cveIds: readonly string[];
  /** Same places as the ids. */
  readonly scores: Float64Array;
  readonly percentiles: Float64Array;
}

/**
 * Makes the table what the edition says: one COPY, then sets. The same edition again writes nothing.
 * @param isSameModel whether the model of this edition is that of the one before: only then a score has one before it.
 */
export async function replaceEpss(client: PoolClient, given: EpssScores, isSameModel: boolean): Promise<ChangedRows> {
  await client.query('create temp table given_epss (cve_id text collate "C", score float8, percentile float8) on commit drop');
  const stream = client.query(copyFrom('copy given_epss from stdin'));
  await pipeline(Readable.from(linesOf(given)), stream);
  // Nobody has counted either table yet: taken for small, each score would be looked for in all of the other table.
  await client.query('set local enable_nestloop = off');
  const gone = await client.query('delete from epss_score known where not exists (select from given_epss where cve_id = known.cve_id)');
  const changed = await client.query(
    `update epss_score known set score = given.score, percentile = given.percentile,
       score_before = ${isSameModel ? 'known.score' : 'null'}
     from given_epss given where given.cve_id = known.cve_id and (known.score <> given.score or known.percentile <> given.percentile
       ${isSameModel ? '' : 'or known.score_before is not null'})`,
  );
  const added = await client.query(
    `insert into epss_score (cve_id, score, percentile)
     select cve_id, score, percentile from given_epss on conflict (cve_id) do nothing`,
  );
  await client.query('set local enable_nestloop = on');
  return { added: added.rowCount ?? 0, changed: changed.rowCount ?? 0, withdrawn: gone.rowCount ?? 0 };
}

export interface HeldModel {
  readonly model: string;
  readonly heldFrom: Instant;
}

/** From then on another model's scores are held: what was measured with the one before cannot be compared. */
export async function noteEpssModel(client: PoolClient, { model, heldFrom }: HeldModel): Promise<void> {
  await client.query(
    'insert into epss_model (held_from, model) values ($1, $2) on conflict (held_from) do update set model = excluded.model',
    [heldFrom, model],
  );
}

/** Oldest first. */
export async function readEpssModels(client: Pick<PoolClient, 'query'>): Promise<readonly HeldModel[]> {
  const { rows } = await client.query<HeldModel>('select model, held_from as "heldFrom" from epss_model order by held_from');
  return rows;
}

function* linesOf({ cveIds, scores, percentiles }: EpssScores): Generator<string> {
  const linesPerChunk = 5_000;
  for (let from = 0; from < cveIds.length; from += linesPerChunk) {
    let text = '';
    for (let index = from; index < Math.min(from + linesPerChunk, cveIds.length); index += 1)
      text += `${cveIds[index]}\t${scores[index]}\t${percentiles[index]}\n`;
    yield text;
  }
}
