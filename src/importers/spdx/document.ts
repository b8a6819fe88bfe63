/**
 * One SPDX document while it is read, in any of its forms: packages by their identifier, which of them are described, and
 * what licences and suppliers are called. A document that describes one package is about that package; else it is about
 * itself, under its own name.
 */
import type { Instant } from '#core/kernel/time.ts';
import { parseInstant } from '#core/kernel/time.ts';
import type { ComponentWords, HeldComponent } from '../bill-events.ts';
import { billEvents, checkItems, dateEvent, noComponentsEvent } from '../bill-events.ts';
import type { ParseEvent } from '../define-importer.ts';
import { asEvent } from '../event-stream.ts';

export interface SpdxHead {
  specVersion?: string | undefined;
  name?: string | undefined;
  namespace?: string | undefined;
  created?: string | undefined;
  tool?: string | undefined;
}

const knownVersion = /^(?:2\.[0-3]|3\.0(?:\.\d+)?)$/;

export class SpdxDocument {
  readonly head: SpdxHead = {};
  /** Identifiers of what the document says it describes. */
  readonly described = new Set<string>();
  private readonly packages: HeldComponent[] = [];
  private readonly byId = new Map<string, HeldComponent>();

  addPackage(id: string | undefined, words: ComponentWords, place: Omit<HeldComponent, 'words'>): void {
    checkItems(place.itemNumber, place.line);
    const held: HeldComponent = { ...place, words };
    this.packages.push(held);
    if (id !== undefined && !this.byId.has(id)) this.byId.set(id, held);
  }

  /** For what is said of a package elsewhere in the document. */
  wordsOf(id: string): ComponentWords | undefined {
    return this.byId.get(id)?.words;
  }

  observedAt(): Instant | null {
    return parseInstant(this.head.created ?? '') ?? null;
  }

  header(): ParseEvent {
    return { kind: 'header', header: { observedAt: this.observedAt(), tool: this.head.tool ?? null, partial: false } };
  }

  /** What the document comes to, once it is closed. */
  *events(billKey: string): Generator<ParseEvent> {
    const { head, packages } = this;
    const specVersion = head.specVersion ?? '';
    if (!knownVersion.test(specVersion)) {
      const message = `SPDX "${specVersion.slice(0, 50)}" is not one of the versions known here (2.0 to 2.3, 3.0); it was read as far as it is alike.`;
      yield asEvent({ code: 'version-unknown', message, path: null, line: null, severity: 'warning', itemNumber: null });
    }
    if (head.created !== undefined && this.observedAt() === null) yield dateEvent(head.created);
    if (packages.length === 0) {
      yield noComponentsEvent('packages');
      return;
    }
    const described = [...this.described].map((id) => this.byId.get(id)).filter((one) => one !== undefined);
    const subjectItem = described.length === 1 ? described[0] : undefined;
    yield* billEvents({
      billKey,
      observedAt: this.observedAt(),
      format: 'spdx',
      specVersion,
      subject: subjectItem === undefined ? { name: head.name } : subjectItem.words,
      serialNumber: head.namespace,
      revision: 1,
      components: packages,
      subjectItem,
    });
  }
}

/** `NOASSERTION` and `NONE` say nothing that can be stored. */
export function said(text: string | undefined): string | undefined {
  return text === undefined || /^(?:NOASSERTION|NONE)$/i.test(text) ? undefined : text;
}

/** `Organization: Acme (sales@acme.example)` → Acme; undefined for a person, whose name is not kept. */
export function organisationOf(text: string | undefined): string | undefined {
  const named = /^Organization:\s*(.*?)\s*(?:\([^()]*\))?\s*$/is.exec(text ?? '')?.[1];
  return named === undefined || named === '' ? undefined : said(named);
}

/** Of an external reference: its kind (`purl`, `cpe23Type`, `cpe22Type`), with or without the address of its definition. */
export function takeReference(words: ComponentWords, type: string | undefined, locator: string | undefined): void {
  if (type === undefined || locator === undefined) return;
  const kind = type.slice(type.lastIndexOf('/') + 1);
  if (kind === 'purl') words.purl ??= locator;
  else if (kind === 'cpe23Type') words.cpe = locator;
  else if (kind === 'cpe22Type') words.cpe ??= locator;
}

/** What was concluded counts before what the package declares of itself. */
export function licenceOf(concluded: string | undefined, declared: string | undefined): string | undefined {
  return said(concluded) ?? said(declared);
}

/** `SPDX-2.3` → 2.3 */
export function specVersionOf(text: string | undefined): string | undefined {
  return text?.replace(/^SPDX-/i, '');
}
