/**
 * From what a bill of materials says to events, the same for CycloneDX and SPDX. A bill names its product before or after
 * its components, so these are held, shortened to the words that are stored, until the document closed; a document that is
 * cut therefore gives nothing, and nothing counts as gone because of it.
 */
import type { BillFormat, ImportedComponent } from '#core/imports/imported-bill.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { parsePurl, printPurl } from '#core/packages/purl.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { ImporterLimits, ParseEvent } from './define-importer.ts';
import { asEvent } from './event-stream.ts';
import { cutText } from './xml-stream.ts';

/** Components are held until the end of their bill, so fewer than of a format that streams. */
export const billLimits: ImporterLimits = {
  bytesMax: 1024 ** 3,
  itemsMax: 250_000,
  depthMax: 128,
  fieldCharactersMax: 1_000_000,
  issuesMax: 1_000,
};

/** As written; absent where the bill does not say. */
export interface ComponentWords {
  name?: string | undefined;
  group?: string | undefined;
  version?: string | undefined;
  purl?: string | undefined;
  cpe?: string | undefined;
  type?: string | undefined;
  supplier?: string | undefined;
  licence?: string | undefined;
}

export interface HeldComponent {
  readonly itemNumber: number;
  readonly line: number;
  readonly path: string | null;
  readonly words: ComponentWords;
}

export interface HeldBill {
  readonly billKey: string;
  readonly observedAt: Instant | null;
  readonly format: BillFormat;
  readonly specVersion: string;
  readonly subject: ComponentWords | undefined;
  readonly serialNumber: string | undefined;
  readonly revision: number;
  readonly components: readonly HeldComponent[];
  /** The item that names the product itself, where the format counts it among its components. */
  readonly subjectItem?: HeldComponent | undefined;
}

/** Characters kept of a word; names and package URLs are indexed. */
const wordCharactersMax = { name: 500, purl: 2_000, other: 1_000 };

/** The bill, then its components and remarks in the order of the file. */
export function* billEvents(bill: HeldBill): Generator<ParseEvent> {
  const { billKey, observedAt, format, specVersion, subject, revision } = bill;
  const purl = parsePurl(subject?.purl ?? '');
  yield {
    kind: 'record',
    record: {
      kind: 'bill',
      itemNumber: null,
      billKey,
      observedAt,
      format,
      specVersion: cutText(specVersion, 50),
      name: storable(subject?.name, wordCharactersMax.name),
      version: storable(subject?.version, wordCharactersMax.other),
      supplier: storable(subject?.supplier, wordCharactersMax.name),
      ...(purl === undefined || hasForbiddenCharacters(printPurl(purl)) ? {} : { purl: printPurl(purl) }),
      serialNumber: storable(bill.serialNumber, wordCharactersMax.other),
      revision,
    },
  };
  for (const held of bill.components) {
    if (held === bill.subjectItem)
      yield { kind: 'record', record: { kind: 'nothing', itemNumber: held.itemNumber, reason: 'product-itself' } };
    else yield* componentEvents(billKey, held);
  }
}

/** The remark of a document that lists nothing. */
export function noComponentsEvent(what: string): ParseEvent {
  const message = `The document lists no ${what}: it is no bill of materials, and nothing of it was stored.`;
  return asEvent({ code: 'no-components', message, path: null, line: null, severity: 'note', itemNumber: null });
}

/** A date of the document that says no instant: the bill then counts as made when it was handed in. */
export function dateEvent(written: string): ParseEvent {
  const message = `The document was made at "${cutText(written, 60)}", which is no date and time; the day of handing in is used.`;
  return asEvent({ code: 'date-invalid', message, path: null, line: null, severity: 'warning', itemNumber: null });
}

/** How many things of a kind that is not kept yet stood in the document. */
export function droppedEvent(code: string, count: number, { one, many }: { readonly one: string; readonly many: string }): ParseEvent {
  const message = count === 1 ? `1 ${one} in the document was not kept.` : `${count} ${many} in the document were not kept.`;
  return asEvent({ code, message, path: null, line: null, severity: 'note', itemNumber: null });
}

/** @throws Problem file-too-large beyond the limit of items. */
export function checkItems(count: number, line: number): void {
  if (count <= billLimits.itemsMax) return;
  const detail = `The bill has more than ${billLimits.itemsMax} components; split it and import the parts.`;
  throw new Problem('file-too-large', detail, { itemsMax: billLimits.itemsMax, line });
}

function* componentEvents(billKey: string, held: HeldComponent): Generator<ParseEvent> {
  const { itemNumber, line, path, words } = held;
  const place = { path, line, itemNumber };
  if (words.name === undefined) {
    const message = 'A component without a name was refused: there is nothing to know it by.';
    yield asEvent({ code: 'component-unnamed', message, ...place, severity: 'refused' });
    return;
  }
  if (Object.values(words).some((word) => word !== undefined && hasForbiddenCharacters(word))) {
    const message = 'A component with a NUL or half a character in one of its words was refused: such text cannot be stored.';
    yield asEvent({ code: 'value-forbidden-characters', message, ...place, severity: 'refused' });
    return;
  }
  const purl = words.purl === undefined ? undefined : parsePurl(words.purl);
  if (words.purl !== undefined && purl === undefined) {
    const message = `"${cutText(words.purl, 200)}" is no package URL; it was kept as written, and the ecosystem is not known.`;
    yield asEvent({ code: 'purl-invalid', message, ...place, severity: 'warning' });
  }
  const record: ImportedComponent = {
    kind: 'component',
    itemNumber,
    billKey,
    name: cutText(words.name, wordCharactersMax.name),
    group: cut(words.group),
    version: cut(words.version),
    purl: cut(purl === undefined ? words.purl : printPurl(purl), wordCharactersMax.purl),
    purlType: purl?.type ?? null,
    cpe: cut(words.cpe),
    type: cut(words.type?.toLowerCase()),
    supplier: cut(words.supplier, wordCharactersMax.name),
    licence: cut(words.licence),
  };
  const isCut = Object.entries(words).some(([key, word]) => word !== undefined && word.length > limitOf(key));
  if (isCut) {
    const message = 'A word of the component is longer than what is kept of it; it was cut.';
    yield asEvent({ code: 'value-cut', message, ...place, severity: 'warning' });
  }
  yield { kind: 'record', record };
}

function limitOf(key: string): number {
  return key === 'name' || key === 'supplier' ? wordCharactersMax.name : key === 'purl' ? wordCharactersMax.purl : wordCharactersMax.other;
}

function cut(word: string | undefined, charactersMax = wordCharactersMax.other): string | null {
  return word === undefined ? null : cutText(word, charactersMax);
}

/** Of the document itself: what cannot be stored is left out, as the rest of it can still be used. */
function storable(word: string | undefined, charactersMax: number): string | null {
  return word === undefined || hasForbiddenCharacters(word) ? null : cutText(word, charactersMax);
}
