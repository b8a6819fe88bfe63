/**
 * A bill of materials as an inventory: its components are the lines, each a part of the product that the bill describes. What the bill
 * says of flaws is an advisory, and read as one (`src/advisory-sources`). Reading the format is the importers'.
 */
import type { ImportedBill, ImportedComponent } from '#core/imports/imported-bill.ts';
import type { Importer } from '../define-importer.ts';
import { cutText } from '../xml-stream.ts';
import { refusal, type InventoryEvent, type InventoryPlace, type InventoryRow } from './inventory-event.ts';

const idCharactersMax = 500;

/** @param name of the file, by which components of two bills are told apart. */
export async function* readBill(importer: Importer, bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<InventoryEvent> {
  let product = name;
  const known = new Set<string>();
  for await (const event of importer.parse(bytes, {})) {
    if (event.kind === 'issue') {
      const { severity, code, message, line } = event.issue;
      const place: InventoryPlace = { sheet: null, line };
      if (severity === 'refused') yield refusal(place, code, message);
      else if (severity === 'warning') yield { kind: 'remark', place, message };
    } else if (event.kind === 'record') {
      const { record } = event;
      if (record.kind === 'bill') product = productOf(record) ?? name;
      else if (record.kind === 'component') {
        const row = rowOf(record, name, product);
        if (!known.has(row.id ?? '')) yield { kind: 'row', place: { sheet: null, line: null }, row };
        known.add(row.id ?? '');
      }
    }
  }
}

function productOf({ purl, supplier, name, version }: ImportedBill): string | null {
  const words = [supplier, name, version].filter((word) => word !== null).join(' ');
  return purl ?? (name === null ? null : words);
}

/** Components of one package URL in one file are one line, as the first of them is written. */
function rowOf({ purl, group, name, version, supplier, cpe }: ImportedComponent, file: string, partOf: string): InventoryRow {
  const product = group === null ? name : `${group}/${name}`;
  const id = cutText(`${file}#${purl ?? `${product}${version === null ? '' : `@${version}`}`}`, idCharactersMax);
  const identifiers = { ...(cpe === null ? {} : { cpe }), ...(purl === null ? {} : { purl }), partOf };
  return { id, vendor: supplier, product, version, description: null, ...identifiers };
}
