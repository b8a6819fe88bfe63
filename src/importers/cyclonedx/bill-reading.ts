/** One CycloneDX document while it is read, JSON or XML: product, components at any depth, and what is only counted. */
import { parseInstant } from '#core/kernel/time.ts';
import type { ComponentWords, HeldComponent } from '../bill-events.ts';
import { billEvents, checkItems, dateEvent, droppedEvent, noComponentsEvent } from '../bill-events.ts';
import { asEvent } from '../event-stream.ts';
import type { ParseEvent } from '../define-importer.ts';

/** Written with components in it and understood; a later one is read as far as it is alike. */
const knownVersions = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7']);

export interface BillHead {
  specVersion?: string | undefined;
  serialNumber?: string | undefined;
  revision?: string | undefined;
  timestamp?: string | undefined;
  tool?: string | undefined;
  /** Who supplies the product, said of the document as a whole. */
  supplier?: string | undefined;
  manufacturer?: string | undefined;
}

/** A component whose words still come. */
export interface OpenComponent {
  readonly words: ComponentWords;
  readonly licences: string[];
  manufacturer: string | undefined;
}

export class BillReading {
  readonly head: BillHead = {};
  vulnerabilities = 0;
  services = 0;
  /** Whether there is a list of components at all, be it an empty one. */
  hasComponents = false;
  private subject: ComponentWords | undefined;
  private readonly components: HeldComponent[] = [];
  private readonly open: OpenComponent[] = [];

  /** @param item numbers the component within the file; absent for the product itself. */
  openComponent(item?: { readonly itemNumber: number; readonly line: number; readonly path: string | null }): void {
    const words: ComponentWords = {};
    if (item === undefined) this.subject = words;
    else {
      checkItems(item.itemNumber, item.line);
      this.components.push({ ...item, words });
    }
    this.open.push({ words, licences: [], manufacturer: undefined });
  }

  /** Undefined outside of every component. */
  get current(): OpenComponent | undefined {
    return this.open.at(-1);
  }

  closeComponent(): void {
    const closed = this.open.pop();
    if (closed === undefined) return;
    closed.words.supplier ??= closed.manufacturer;
    if (closed.licences.length > 0) closed.words.licence = closed.licences.join(', ');
  }

  /** What the document comes to, once it is closed. */
  *events(billKey: string): Generator<ParseEvent> {
    const { head, components, subject } = this;
    const specVersion = head.specVersion ?? '';
    if (!knownVersions.has(specVersion)) {
      const message = `CycloneDX "${specVersion.slice(0, 50)}" is not one of the versions known here (1.0 to 1.7); it was read as far as it is alike.`;
      yield asEvent({ code: 'version-unknown', message, path: '/specVersion', line: null, severity: 'warning', itemNumber: null });
    }
    if (head.timestamp !== undefined && this.observedAt() === null) yield dateEvent(head.timestamp);
    if (this.hasComponents) {
      const revision = Number(head.revision ?? '1');
      yield* billEvents({
        billKey,
        observedAt: this.observedAt(),
        format: 'cyclonedx',
        specVersion,
        subject: subject === undefined ? undefined : { ...subject, supplier: subject.supplier ?? head.supplier ?? head.manufacturer },
        serialNumber: head.serialNumber,
        revision: Number.isInteger(revision) && revision > 0 && revision < 1e9 ? revision : 1,
        components,
      });
    } else yield noComponentsEvent('components');
    if (this.vulnerabilities > 0)
      yield droppedEvent('vulnerabilities-dropped', this.vulnerabilities, { one: 'vulnerability', many: 'vulnerabilities' });
    if (this.services > 0) yield droppedEvent('services-dropped', this.services, { one: 'service', many: 'services' });
  }

  observedAt() {
    return parseInstant(this.head.timestamp ?? '') ?? null;
  }
}
