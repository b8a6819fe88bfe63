/**
 * The public list of ends of support of endoflife.date → products with their support cycles. An item is one product. Read
 * are one product per line, a list of products, and the answers of its API v1 (`/products/full`, `/products/{name}`).
 * It is knowledge about products, never a look at the hospital: it names no asset.
 * Followed: endoflife.date API v1; the files of products of its source. What is read and dropped: README.md.
 */
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import { readListedProduct } from '#core/support/endoflife-list.ts';
import type { FileHead, ImporterLimits } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { asEvent } from '../event-stream.ts';
import type { JsonInterest, JsonOutput, JsonValue, JsonVisitor } from '../json-stream.ts';
import { jsonPathsIn, readJson } from '../json-stream.ts';

const limits: ImporterLimits = {
  bytesMax: 256 * 1024 ** 2,
  itemsMax: 50_000,
  depthMax: 32,
  // Names are words to look for; nobody writes one this long.
  fieldCharactersMax: 1_000,
  issuesMax: 1_000,
};

export const endoflife = defineImporter({
  id: 'endoflife',
  version: 2,
  title: 'endoflife.date (JSON)',
  itemName: { en: 'product', nl: 'product' },
  produces: ['support'],
  limits,
  accepts,
  parse: (bytes) => readJson(bytes, limits, (output) => new EndoflifeVisitor(output)),
});

function accepts(head: FileHead): boolean {
  const paths = jsonPathsIn(head);
  const hasCycles = ['', '/*'].some((prefix) => paths.has(`${prefix}/releases/*/releaseCycle`) || paths.has(`${prefix}/releases/*/isEol`));
  return hasCycles || paths.has('/result/*/releases/*/isEol') || paths.has('/result/releases/*/isEol');
}

/** Of a product that is a document of its own, or the one answer. */
const partNames = new Set(
  ['product', 'title', 'category', 'alternate_urls', 'releases', 'name', 'label', 'aliases', 'identifiers'].flatMap((name) => [
    `/${name}`,
    `/result/${name}`,
  ]),
);

class EndoflifeVisitor implements JsonVisitor {
  private readonly output: JsonOutput;
  private isHeaderGiven = false;
  private parts: Record<string, JsonValue> = {};
  private itemsOfDocument = 0;
  private readonly known = new Set<string>();

  constructor(output: JsonOutput) {
    this.output = output;
  }

  enter(path: string): JsonInterest {
    if (path === '' || path === '/result') return 'children';
    return path === '/*' || path === '/result/*' || partNames.has(path) ? 'value' : 'skip';
  }

  value(path: string, value: JsonValue): void {
    if (partNames.has(path)) this.parts[path.slice(path.lastIndexOf('/') + 1)] = value;
    else this.take(value);
  }

  leave(path: string): void {
    if (path !== '') return;
    if (Object.keys(this.parts).length > 0 || this.itemsOfDocument === 0) this.take(this.parts);
    this.parts = {};
    this.itemsOfDocument = 0;
  }

  end(): void {
    this.giveHeader();
  }

  private take(value: JsonValue): void {
    const itemNumber = this.output.nextItem();
    this.itemsOfDocument += 1;
    this.giveHeader();
    const product = readListedProduct(value);
    if (typeof product === 'string') {
      this.refuse('product-incomplete', `A product was refused: ${product}.`, itemNumber);
    } else if (hasForbiddenCharacters(JSON.stringify(product).replaceAll('\\u0000', '\u0000'))) {
      const message = 'A product with a NUL or half a character in one of its words was refused: such text cannot be stored.';
      this.refuse('value-forbidden-characters', message, itemNumber);
    } else if (this.known.has(product.product)) {
      this.refuse('product-repeated', `${product.product} stands in the file twice; its first place counts.`, itemNumber);
    } else {
      this.known.add(product.product);
      this.output.emit({ kind: 'record', record: { kind: 'support-product', itemNumber, product } });
    }
  }

  private refuse(code: string, message: string, itemNumber: number): void {
    this.output.emit(asEvent({ code, message, path: this.output.path(), line: this.output.line(), severity: 'refused', itemNumber }));
  }

  private giveHeader(): void {
    if (this.isHeaderGiven) return;
    this.isHeaderGiven = true;
    this.output.emit({ kind: 'header', header: { observedAt: null, tool: 'endoflife.date', partial: false } });
  }
}
