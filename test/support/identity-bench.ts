/** An import bench on which a person decides about identity; assets are called by the name under which they were first asked for. */
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Instant } from '#core/kernel/time.ts';
import { foldAssets } from '#store/ingest/fold-assets.ts';
import { keepApart, mergeAssets, splitAsset, type Chosen, type DecidedIdentity } from '#store/asset-identity/decide-identity.ts';
import { withdrawIdentity } from '#store/asset-identity/withdraw-identity.ts';
import { openImportBench, type ImportBench } from './import-bench.ts';

export interface IdentityBench extends ImportBench {
  /** Name → id; an asset is called by its last name. */
  assets(): Promise<ReadonlyMap<string, Id>>;
  names(): Promise<string[]>;
  idOf(name: string): Promise<Id>;
  merge(kept: string, other: string, reason?: string): Promise<DecidedIdentity>;
  split(name: string, chosen: readonly Chosen[]): Promise<DecidedIdentity>;
  keepApart(kept: string, other: string): Promise<DecidedIdentity>;
  withdraw(decided: DecidedIdentity): Promise<void>;
  /** What a fold of everything still finds to change; null is right. */
  foldEverything(): Promise<Instant | null>;
}

export const noon = (day: string): Instant => `${day}T12:00:00.000Z` as Instant;

export async function openIdentityBench(): Promise<IdentityBench> {
  const bench = await openImportBench();
  const { newId } = bench.fresh;
  const assets = async (): Promise<ReadonlyMap<string, Id>> =>
    bench.read(async (scope) => {
      const { rows } = await scope.client.query<{ name: string; id: Id }>(
        `select distinct on (asset_id) asset_id as id, name from asset_version where organisation_id = $1 order by asset_id, valid_from desc`,
        [scope.organisationId],
      );
      return new Map(rows.map((row) => [row.name, row.id]));
    });
  const called = new Map<string, Id>();
  const idOf = async (name: string): Promise<Id> => {
    for (const [known, id] of await assets()) if (!called.has(known)) called.set(known, id);
    const id = called.get(name);
    invariant(id !== undefined, `there is an asset called ${name}`);
    return id;
  };
  const deciding = (reason = 'gezien op de afdeling') => ({ reason, by: 'local', now: noon('2026-06-01'), newId, isDryRun: false });
  return {
    ...bench,
    assets,
    names: async () => [...(await assets()).keys()].toSorted(),
    idOf,
    merge: async (kept, other, reason) => {
      const [keptId, otherId] = [await idOf(kept), await idOf(other)];
      return bench.read((scope) => mergeAssets(scope, keptId, otherId, deciding(reason)));
    },
    keepApart: async (kept, other) => {
      const [keptId, otherId] = [await idOf(kept), await idOf(other)];
      return bench.read((scope) => keepApart(scope, keptId, otherId, deciding()));
    },
    split: async (name, chosen) => {
      const id = await idOf(name);
      return bench.read((scope) => splitAsset(scope, id, chosen, deciding()));
    },
    withdraw: async ({ decisionId }) => {
      invariant(decisionId !== null, 'what was only tried cannot be withdrawn');
      await bench.read((scope) => withdrawIdentity(scope, decisionId, { by: 'local', now: noon('2026-06-02'), newId }));
    },
    foldEverything: () =>
      bench.read(async (scope) => {
        const ids = [...(await assets()).values()];
        return (await foldAssets(scope, ids, { key: newId(), at: noon('2026-12-01'), newId })).changedFromAt;
      }),
  };
}
