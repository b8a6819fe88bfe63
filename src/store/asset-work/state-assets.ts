/**
 * Stating values of all assets that a filter finds, and taking such a batch back. What a statement means is in
 * `core/assets/stated-facts.ts`. Nothing is overwritten: a batch that is undone keeps its rows, with who withdrew it.
 */
import { heldStatements, statableFields, type AssetStatement, type StatedFacts } from '#core/assets/stated-facts.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import { lockImports } from '../imports.ts';
import type { Scope } from '../scope.ts';
import { foldNowOrLater } from './fold-again.ts';
import { loadStatements } from './load-statements.ts';
import { matchingAssets, type AssetSelection } from './matching-assets.ts';

export interface Stating extends AssetSelection {
  readonly facts: StatedFacts;
  readonly reason: string;
  readonly by: string;
  readonly newId: NewId;
  /** Only tells what would be stated. */
  readonly isDryRun: boolean;
}

export interface StatedBatch {
  /** Null: nothing was there to state, or it was a dry run. */
  readonly batchId: Id | null;
  readonly stated: number;
  /** A person stated exactly this before. */
  readonly unchanged: number;
  /** Of those stated, the assets that show it once the worker has come to them. */
  readonly waiting: number;
}

/** @throws Problem `request-invalid` where no value is given; and as `matchingAssets` */
export async function stateAssets(scope: Scope, stating: Stating): Promise<StatedBatch> {
  const { facts, by, now, newId, isDryRun } = stating;
  if (Object.keys(facts).length === 0) {
    throw new Problem('request-invalid', 'Say at least one value, or null to take one back.', { wrong: [{ path: 'facts' }] });
  }
  // A fold that runs at the same time would write the versions it read before.
  if (!isDryRun) await lockImports(scope);
  const matching = await matchingAssets(scope, stating);
  const statements = await loadStatements(scope, matching);
  const changing = matching.filter((assetId) => !isStated(facts, statements.get(assetId) ?? []));
  const counts = { stated: changing.length, unchanged: matching.length - changing.length };
  if (isDryRun || changing.length === 0) return { batchId: null, ...counts, waiting: 0 };
  const batchId = newId();
  await scope.client.query(
    `insert into asset_statement (organisation_id, batch_id, asset_id, facts, stated_at, stated_by, reason)
     select $1, $2, unnest($3::uuid[]), $4, $5, $6, $7`,
    [scope.organisationId, batchId, changing, JSON.stringify(facts), now, by, stating.reason.trim()],
  );
  return { batchId, ...counts, waiting: await foldNowOrLater(scope, changing, { now, newId, since: now }) };
}

function isStated(facts: StatedFacts, statements: readonly AssetStatement[]): boolean {
  const held = heldStatements(statements);
  return statableFields.every((field) => facts[field] === undefined || (held.get(field)?.facts[field] ?? null) === facts[field]);
}

export interface Undoing {
  readonly by: string;
  readonly now: Instant;
  readonly newId: NewId;
}

/**
 * As if the batch had never been stated, for past days as well.
 * @returns how many assets it was about. @throws Problem `not-found`, or `conflict` where it was undone before
 */
export async function undoStatements(
  scope: Scope,
  batchId: Id,
  { by, now, newId }: Undoing,
): Promise<{ readonly undone: number; readonly waiting: number }> {
  await lockImports(scope);
  const { rows } = await scope.client.query<{ assetId: Id; statedAt: Instant }>(
    `update asset_statement set withdrawn_at = $3, withdrawn_by = $4
     where organisation_id = $1 and batch_id = $2 and withdrawn_at is null
     returning asset_id as "assetId", stated_at as "statedAt"`,
    [scope.organisationId, batchId, now, by],
  );
  const [first] = rows;
  if (first === undefined) throw await whyNothing(scope, batchId);
  const assetIds = rows.map((row) => row.assetId);
  return { undone: assetIds.length, waiting: await foldNowOrLater(scope, assetIds, { now, newId, since: first.statedAt }) };
}

async function whyNothing(scope: Scope, batchId: Id): Promise<Problem> {
  const { rows } = await scope.client.query('select from asset_statement where organisation_id = $1 and batch_id = $2 limit 1', [
    scope.organisationId,
    batchId,
  ]);
  return rows.length === 0
    ? new Problem('not-found', 'There is no such batch of statements in this organisation.', { id: batchId })
    : new Problem('conflict', 'These statements were undone before.', { id: batchId });
}

/** Everything people stated of one asset. */
export interface StoredStatement {
  readonly batchId: Id;
  readonly facts: StatedFacts;
  readonly statedAt: Instant;
  /** The name of a principal: `account:<id>`, `token:<id>`, `local`. */
  readonly statedBy: string;
  readonly reason: string | null;
  /** How many assets it was stated of. */
  readonly batchSize: number;
  /** The fields of which it is the word that holds now. */
  readonly holds: readonly string[];
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
}

/** Newest first, those undone too. */
export async function readStatements({ client, organisationId }: Scope, assetId: Id): Promise<StoredStatement[]> {
  const { rows } = await client.query<Omit<StoredStatement, 'holds'>>(
    `select batch_id as "batchId", facts, stated_at as "statedAt", stated_by as "statedBy", nullif(reason, '') as reason,
       (select count(*)::int from asset_statement other where other.organisation_id = $1 and other.batch_id = said.batch_id) as "batchSize",
       withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy"
     from asset_statement said where organisation_id = $1 and asset_id = $2 order by stated_at desc, batch_id desc`,
    [organisationId, assetId],
  );
  const held = heldStatements(rows.filter((row) => row.withdrawnAt === null));
  return rows.map((row) => ({ ...row, holds: [...held].flatMap(([field, one]) => (one.batchId === row.batchId ? [field] : [])) }));
}
