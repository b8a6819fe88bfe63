/** Where the fields of a device model are stored: one row, brought up to date after each import (`store/device-models.ts`). */
import type { StoredColumn, StoredKind } from './stored-kind.ts';

const column = (name: string): StoredColumn => ({ source: 't', column: name });
const always = (name: string): StoredColumn => ({ source: 't', column: name, notNull: true });

export const storedDeviceModel = {
  sources: { t: { table: 'device_model' } },
  fields: {
    id: always('id'),
    vendor: { ...always('vendor'), folded: 'vendor_folded' },
    model: { ...always('model'), folded: 'model_folded' },
    family: { ...column('family'), folded: 'family_folded' },
    class: column('class'),
    modality: column('modality'),
    safetyClass: column('safety_class'),
    versionScheme: column('version_scheme'),
    udiDi: column('udi_di'),
    mds2: column('mds2'),
    assetCount: always('asset_count'),
    versionCount: always('version_count'),
    firstKnownAt: always('first_known_at'),
  },
  children: { assets: { childColumn: 'model_id', parentColumn: 'id' } },
} as const satisfies StoredKind;
