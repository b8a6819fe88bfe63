/** Where the fields of a dependency node are stored: its words over time in `dependency_node_version`, the rest in `dependency_node`. */
import type { StoredColumn, StoredKind, StoredRelation } from './stored-kind.ts';

const version = (column: string): StoredColumn => ({ source: 'nv', column });
const versionAlways = (column: string): StoredColumn => ({ source: 'nv', column, notNull: true });
const latest = (column: string): StoredColumn => ({ source: 'n', column });
const count = (column: string): StoredColumn => ({ source: 'n', column, notNull: true });

export const storedDependencyNode = {
  sources: {
    nv: { table: 'dependency_node_version', versions: true },
    n: { table: 'dependency_node', join: { column: 'id', to: { source: 'nv', column: 'node_id' } } },
  },
  fields: {
    id: versionAlways('node_id'),
    name: { source: 'nv', column: 'name', folded: 'name_folded', notNull: true },
    kind: versionAlways('kind'),
    key: versionAlways('key'),
    tier: version('tier'),
    owner: { source: 'nv', column: 'owner', folded: 'owner_folded' },
    carriedTier: latest('carried_tier'),
    processCount: count('process_count'),
    providerCount: count('provider_count'),
    dependentCount: count('dependent_count'),
    assetCount: count('asset_count'),
  },
  children: {},
} as const satisfies StoredKind;

/** Of an asset, or of a finding by its asset: the services and care processes that rest on it. */
export const servicesOfAsset = {
  childColumn: 'asset_id',
  parentColumn: 'asset_id',
  through: {
    table: 'asset_service',
    parentColumn: 'asset_id',
    ownerColumn: 'node_id',
    childColumn: 'node_id',
    onlyColumn: 'is_scope',
    view: { table: 'asset_service_node', unitColumn: 'unit_id', joinColumns: ['asset_id', 'node_id'] },
  },
} as const satisfies StoredRelation;
