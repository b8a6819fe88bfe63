/** Which column of an inventory is which: the headers that are known, in Dutch and English, folded, the surest first. */
import { identifierFields, type InventoryLine } from '#core/matching/device-names.ts';
import type { HeaderWish } from '../table/table-row.ts';
import { assignHeaders, registerHeaders } from '../table/headers.ts';

type IdentifierField = (typeof identifierFields)[number];
type InventoryField = Exclude<keyof InventoryLine, IdentifierField>;

const words = (text: string): readonly string[] => text.split(' ');

const headersOfField: Readonly<Record<InventoryField, readonly string[]>> = {
  id: [
    ...words('id assetid nummer inventarisnummer invnr inventarisnr apparaatnr'),
    ...registerHeaders.assetTag,
    ...words('ciid deviceid apparaatid itemid recordid regelid sleutel key number nr objectcode code'),
    ...registerHeaders.serialNumber,
    // Only where another column names the product: of a device without a model it is the name.
    'configuratieitem',
  ],
  vendor: registerHeaders.vendor,
  product: [
    ...words('product productnaam productname'),
    ...registerHeaders.model,
    ...words('modelomschrijving typeomschrijving typeaanduiding artikelomschrijving artikel artikelnaam'),
    ...registerHeaders.name,
  ],
  version: [...registerHeaders.version, ...registerHeaders.softwareVersion, ...registerHeaders.firmwareVersion],
  description: words(
    'omschrijving description beschrijving opmerking opmerkingen toelichting remarks remark notes note comment comments ' +
      'bijzonderheden details info aanvullendeinformatie assetomschrijving apparaatomschrijving',
  ),
};

/** What identifies a device beside its names. A number that is read as the product's name, for want of one, is not read twice. */
const headersOfIdentifier: Readonly<Record<IdentifierField, readonly string[]>> = {
  cpe: words('cpe cpe23 cpename cpenaam cpeuri cpe23uri cpeid'),
  udiDi: words('udidi udi udicode udinummer deviceidentifier primaryudidi'),
  gtin: words('gtin gtin14 ean ean13 eancode gtincode'),
  modelNumber: words(
    'modelnummer modelnumber modelno modelnr typenummer artikelnummer articlenumber partnumber partno onderdeelnummer bestelnummer ' +
      'ordernumber catalogusnummer catalognumber referentienummer refnummer ref mlfb sku',
  ),
  serial: registerHeaders.serialNumber,
  purl: words('purl packageurl pakketurl'),
  partOf: words('partof onderdeelvan'),
};

export const inventoryHeaderWish: HeaderWish = { row: null, headers: Object.values(headersOfField).flat(), isWhole: false };

/** Field → place of its column; null where number or product of a device has none. */
export function inventoryColumns(headers: readonly string[]): ReadonlyMap<keyof InventoryLine, number> | null {
  const { mapping } = assignHeaders(headers, headersOfField);
  const columns = new Map<keyof InventoryLine, number>();
  for (const field of ['id', 'vendor', 'product', 'version', 'description'] as const) {
    const header = mapping[field];
    if (header !== undefined) columns.set(field, headers.indexOf(header));
  }
  if (!columns.has('id') || !columns.has('product')) return null;
  const named = new Set((['vendor', 'product', 'version', 'description'] as const).map((field) => columns.get(field)));
  const identifiers = assignHeaders(headers, headersOfIdentifier).mapping;
  for (const field of identifierFields) {
    const at = identifiers[field] === undefined ? -1 : headers.indexOf(identifiers[field]);
    if (at >= 0 && !named.has(at)) columns.set(field, at);
  }
  return columns;
}

const namesShownMax = 14;

/** What the headers lack, which were seen, and which would be known; a sentence for people. */
export function missingColumns(tables: readonly (readonly string[])[]): string {
  const seen = tables.flat().filter((header) => header.trim() !== '');
  const has = (field: InventoryField): boolean => seen.length > 0 && assignHeaders(seen, headersOfField).mapping[field] !== undefined;
  const missing = has('id') ? 'the product' : has('product') ? 'the number' : 'the number and the product';
  const known = (field: InventoryField): string => headersOfField[field].slice(0, namesShownMax).join(', ');
  const shown = seen.slice(0, 30).map((header) => header.slice(0, 40).toWellFormed());
  return `No row of headers names ${missing} of each device. Seen: ${shown.join(', ') || '-'}. Known for the number: ${known('id')}; for the product: ${known('product')}. Rename the headers.`;
}
