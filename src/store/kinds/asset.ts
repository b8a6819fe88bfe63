/** Where the fields of an asset are stored: identity and latest values in `asset`, kept values in `asset_version`. */
import { servicesOfAsset } from './dependency-node.ts';
import type { StoredColumn, StoredKind } from './stored-kind.ts';

export const assetVersionTable = 'asset_version';

const version = (column: string): StoredColumn => ({ source: 'av', column });
const versionAlways = (column: string): StoredColumn => ({ source: 'av', column, notNull: true });
const versionName = (column: string): StoredColumn => ({ source: 'av', column, folded: `${column}_folded` });
const latest = (column: string): StoredColumn => ({ source: 'a', column });

export const storedAsset = {
  sources: {
    av: { table: assetVersionTable, versions: true },
    a: { table: 'asset', join: { column: 'id', to: { source: 'av', column: 'asset_id' } } },
  },
  fields: {
    id: versionAlways('asset_id'),
    name: { ...versionName('name'), notNull: true },
    class: version('class'),
    vendor: versionName('vendor'),
    model: versionName('model'),
    version: version('version'),
    department: versionName('department'),
    tier: version('tier'),
    segment: version('segment'),
    exposure: version('exposure'),
    owner: versionName('owner'),
    supportEndOn: version('support_end_on'),
    lifecycle: version('lifecycle'),
    scannable: versionAlways('scannable'),
    modality: version('modality'),
    safetyClass: version('safety_class'),
    softwareVersion: version('software_version'),
    firmwareVersion: version('firmware_version'),
    networked: version('networked'),
    vendorAccess: version('vendor_access'),
    patchConstraint: version('patch_constraint'),
    endpointProtection: version('endpoint_protection'),
    logging: version('logging'),
    compensatingControl: version('compensating_control'),
    baselineMet: version('baseline_met'),
    mds2: version('mds2'),
    modelId: version('model_id'),
    registered: versionAlways('registered'),
    seen: versionAlways('seen'),
    scanned: versionAlways('scanned'),
    scannedAuthenticated: versionAlways('scanned_authenticated'),
    seenWithin30Days: version('seen_within_30_days'),
    agreement: version('agreement'),
    serialNumber: latest('serial_number'),
    assetTag: latest('asset_tag'),
    hostName: { ...latest('host_name'), folded: 'host_name_folded' },
    ipAddress: latest('ip_address'),
    macAddress: latest('mac_address'),
    udiDi: latest('udi_di'),
    operatingSystem: { ...latest('operating_system'), folded: 'operating_system_folded' },
    location: { ...latest('location'), folded: 'location_folded' },
    firstSeenAt: { ...latest('first_seen_at'), notNull: true },
    lastSeenAt: latest('last_seen_at'),
    lastScannedAt: latest('last_scanned_at'),
    sourceCount: { ...latest('source_count'), notNull: true },
    conflictCount: { ...latest('conflict_count'), notNull: true },
  },
  children: {
    findings: { childColumn: 'asset_id', parentColumn: 'asset_id' },
    components: {
      childColumn: 'asset_id',
      parentColumn: 'asset_id',
      through: {
        table: 'asset_sbom',
        parentColumn: 'asset_id',
        ownerColumn: 'sbom_id',
        childColumn: 'sbom_id',
        onlyColumn: 'present',
        view: { table: 'asset_component', unitColumn: 'unit_id', joinColumns: ['asset_id', 'component_id', 'sbom_id'] },
      },
    },
    services: servicesOfAsset,
  },
  series: { unitColumn: 'asset_id', joinColumns: [], assetColumn: 'asset_id' },
} as const satisfies StoredKind;
