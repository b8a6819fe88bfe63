/** Where the fields of a bill of materials are stored: one row per product, of its newest bill. */
import type { StoredKind } from './stored-kind.ts';

const of = (column: string) => ({ source: 't', column }) as const;
const always = (column: string) => ({ source: 't', column, notNull: true }) as const;
const name = (column: string) => ({ source: 't', column, folded: `${column}_folded` }) as const;

export const storedSbom = {
  sources: { t: { table: 'sbom' } },
  fields: {
    id: always('id'),
    name: name('name'),
    version: of('version'),
    supplier: name('supplier'),
    format: always('format'),
    specVersion: always('spec_version'),
    serialNumber: of('serial_number'),
    createdAt: always('created_at'),
    componentCount: always('component_count'),
    flawedComponents: of('flawed_components'),
    assetCount: always('asset_count'),
    documentCount: always('document_count'),
    purl: of('purl'),
    source: always('source'),
  },
  children: { components: { childColumn: 'sbom_id', parentColumn: 'id' } },
} as const satisfies StoredKind;
