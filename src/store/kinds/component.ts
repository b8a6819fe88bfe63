/** Where the fields of a component are stored: its stretches in `component_version`, the rest in `component` and its bill. */
import type { StoredColumn, StoredKind } from './stored-kind.ts';

const version = (column: string): StoredColumn => ({ source: 'cv', column });
const versionAlways = (column: string): StoredColumn => ({ source: 'cv', column, notNull: true });

export const storedComponent = {
  sources: {
    cv: { table: 'component_version', versions: true },
    c: { table: 'component', join: { column: 'id', to: { source: 'cv', column: 'component_id' } } },
    s: { table: 'sbom', join: { column: 'id', to: { source: 'cv', column: 'sbom_id' } } },
  },
  fields: {
    id: versionAlways('component_id'),
    name: { source: 'cv', column: 'name', folded: 'name_folded', notNull: true },
    group: version('group_name'),
    version: version('version'),
    purl: version('purl'),
    purlType: version('purl_type'),
    type: version('type'),
    present: versionAlways('present'),
    knownFlaws: { source: 'c', column: 'flaws_affected' },
    unclearFlaws: { source: 'c', column: 'flaws_undetermined' },
    sbomId: versionAlways('sbom_id'),
    sbomName: { source: 's', column: 'name', folded: 'name_folded' },
    sbomVersion: { source: 's', column: 'version' },
    cpe: { source: 'c', column: 'cpe' },
    supplier: { source: 'c', column: 'supplier', folded: 'supplier_folded' },
    licence: { source: 'c', column: 'licence' },
    supportCycle: { source: 'c', column: 'support_cycle' },
    supportEndOn: { source: 'c', column: 'support_end_on' },
    firstSeenAt: { source: 'c', column: 'first_seen_at', notNull: true },
    lastSeenAt: { source: 'c', column: 'last_seen_at', notNull: true },
  },
  children: {},
} as const satisfies StoredKind;
