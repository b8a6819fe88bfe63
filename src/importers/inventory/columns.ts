/** Which column of an inventory is which: the headers that are known, in Dutch and English, folded, the surest first. */
import type { InventoryLine } from '#core/matching/device-names.ts';
import type { HeaderWish } from '../table/table-row.ts';
import { assignHeaders, registerHeaders } from '../table/headers.ts';

type InventoryField = keyof InventoryLine;

const words = (text: string): readonly string[] => text.split(' ');

const headersOfField: Readonly<Record<InventoryField, readonly string[]>> = {
  id: [
    ...words('id assetid nummer inventarisnummer'),
    ...registerHeaders.assetTag,
    ...words('ciid deviceid apparaatid itemid recordid regelid sleutel key number nr objectcode code'),
    ...registerHeaders.serialNumber,
  ],
  vendor: registerHeaders.vendor,
  product: [
    ...words('product productnaam productname'),
    ...registerHeaders.model,
    ...words('modelomschrijving typeomschrijving artikel artikelnaam'),
    ...registerHeaders.name,
  ],
  version: [...registerHeaders.version, ...registerHeaders.softwareVersion, ...registerHeaders.firmwareVersion],
  description: words(
    'omschrijving description beschrijving opmerking opmerkingen toelichting remarks remark notes note comment comments ' +
      'bijzonderheden details info aanvullendeinformatie assetomschrijving apparaatomschrijving',
  ),
};

export const inventoryHeaderWish: HeaderWish = { row: null, headers: Object.values(headersOfField).flat(), isWhole: false };

/** Field → place of its column; null where number or product of a device has none. */
export function inventoryColumns(headers: readonly string[]): ReadonlyMap<InventoryField, number> | null {
  const { mapping } = assignHeaders(headers, headersOfField);
  const columns = new Map<InventoryField, number>();
  for (const field of ['id', 'vendor', 'product', 'version', 'description'] as const) {
    const header = mapping[field];
    if (header !== undefined) columns.set(field, headers.indexOf(header));
  }
  return columns.has('id') && columns.has('product') ? columns : null;
}
