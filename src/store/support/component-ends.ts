/**
 * Ends of support of components: worked out from the newest word of the list and of the hospital, and written only where
 * it came out otherwise. Of one bill when it is folded; of all when a list or a person said something, batch by batch in the
 * worker. Not kept by day: asked for a past day it is what is known now.
 */
import type { Id } from '#core/kernel/id.ts';
import type { Day } from '#core/kernel/time.ts';
import type { ListedProduct } from '#core/support/endoflife-list.ts';
import { packageBookOf, packageEnd, type PackageBook, type PackageNamed } from '#core/support/package-end.ts';
import { stageRows, type Cell } from '../ingest/staged-rows.ts';
import type { Scope } from '../scope.ts';
import { readOwn } from './load-book.ts';

interface StoredComponent extends PackageNamed {
  readonly id: Id;
  readonly supportCycle: string | null;
  readonly supportEndOn: Day | null;
}

/** Components worked out in one transaction. */
const batchComponents = 10_000;

const beforeAll = '00000000-0000-0000-0000-000000000000';

const columns = 'id, name, version, purl, cpe, support_cycle as "supportCycle", support_end_on as "supportEndOn"';

/** Something was said: all components of the organisation are due, from the first. */
export async function noteComponentEndsDue({ client, organisationId }: Scope): Promise<void> {
  await client.query(
    `insert into component_ends_due (organisation_id, done_to_id) values ($1, $2)
     on conflict (organisation_id) do update set done_to_id = excluded.done_to_id`,
    [organisationId, beforeAll],
  );
}

export async function areComponentEndsDue({ client, organisationId }: Scope): Promise<boolean> {
  const { rowCount } = await client.query('select from component_ends_due where organisation_id = $1', [organisationId]);
  return rowCount === 1;
}

/** One transaction's work. @returns false when none is left */
export async function refreshDueComponentEnds(scope: Scope): Promise<boolean> {
  const { client, organisationId } = scope;
  const due = await client.query<{ doneToId: Id }>(
    'select done_to_id as "doneToId" from component_ends_due where organisation_id = $1 for update',
    [organisationId],
  );
  const [state] = due.rows;
  if (state === undefined) return false;
  const { rows } = await client.query<StoredComponent>(
    `select ${columns} from component where organisation_id = $1 and id > $2 order by id limit $3`,
    [organisationId, state.doneToId, batchComponents],
  );
  await workOut(scope, rows);
  const last = rows.at(-1);
  if (last === undefined || rows.length < batchComponents) {
    await client.query('delete from component_ends_due where organisation_id = $1', [organisationId]);
    return false;
  }
  await client.query('update component_ends_due set done_to_id = $2 where organisation_id = $1', [organisationId, last.id]);
  return true;
}

export async function refreshComponentEndsOf(scope: Scope, sbomId: Id): Promise<void> {
  const { rows } = await scope.client.query<StoredComponent>(
    `select ${columns} from component where organisation_id = $1 and sbom_id = $2`,
    [scope.organisationId, sbomId],
  );
  await workOut(scope, rows);
}

async function workOut(scope: Scope, components: readonly StoredComponent[]): Promise<void> {
  if (components.length === 0) return;
  const book = await loadPackageBook(scope);
  const changed = components.flatMap((one): Cell[][] => {
    const end = packageEnd(one, book);
    const cycle = end === null ? null : `${end.title} ${end.cycle}`;
    const endOn = end?.endOn ?? null;
    return cycle === one.supportCycle && endOn === one.supportEndOn ? [] : [[one.id, cycle, endOn]];
  });
  const [first] = changed;
  if (first === undefined) return;
  const types = { id: 'uuid', cycle: 'text collate "C"', end_on: 'date' };
  const staged = await stageRows(scope, { name: 'component-ends', key: String(first[0]), columns: types }, changed);
  await scope.client.query(
    `update component set support_cycle = given.cycle, support_end_on = given.end_on from ${staged.name} given
     where component.organisation_id = $1 and component.id = given.id`,
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}

async function loadPackageBook(scope: Scope): Promise<PackageBook> {
  const { rows } = await scope.client.query<{ content: ListedProduct }>(
    `select known.content from (
       select distinct on (product) product, digest from support_statement where organisation_id = $1
       order by product, stated_at desc) newest
     join support_product known on known.organisation_id = $1 and known.product = newest.product and known.digest = newest.digest
     order by known.product`,
    [scope.organisationId],
  );
  return packageBookOf(
    rows.map((row) => row.content),
    await readOwn(scope),
  );
}
