/**
 * Ends of support of components: worked out from the newest word of the list and of the hospital whenever either or a
 * bill changes, and written only where it came out otherwise. Not kept by day: asked for a past day it is what is known now.
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

/** @param sbomId of this bill only; null: of all. @returns how many came out otherwise */
export async function refreshComponentEnds(scope: Scope, sbomId: Id | null): Promise<number> {
  const { client, organisationId } = scope;
  const book = await loadPackageBook(scope);
  const { rows } = await client.query<StoredComponent>(
    `select id, name, version, purl, cpe, support_cycle as "supportCycle", support_end_on as "supportEndOn" from component
     where organisation_id = $1 and ($2::uuid is null or sbom_id = $2)`,
    [organisationId, sbomId],
  );
  const changed = rows.flatMap((one): Cell[][] => {
    const end = packageEnd(one, book);
    const cycle = end === null ? null : `${end.title} ${end.cycle}`;
    const endOn = end?.endOn ?? null;
    return cycle === one.supportCycle && endOn === one.supportEndOn ? [] : [[one.id, cycle, endOn]];
  });
  const [first] = changed;
  if (first === undefined) return 0;
  const columns = { id: 'uuid', cycle: 'text collate "C"', end_on: 'date' };
  const staged = await stageRows(scope, { name: 'component-ends', key: String(first[0]), columns }, changed);
  await client.query(
    `update component set support_cycle = given.cycle, support_end_on = given.end_on from ${staged.name} given
     where component.organisation_id = $1 and component.id = given.id`,
    [organisationId, ...staged.parameters],
  );
  await staged.drop();
  return changed.length;
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
