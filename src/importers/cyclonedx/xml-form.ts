/** A CycloneDX document in XML. Prefixes are passed over: the names of the format are its own wherever they stand. */
import type { XmlAttributes, XmlInterest, XmlOutput, XmlVisitor } from '../xml-stream.ts';
import { ownText } from '../xml-stream.ts';
import { BillReading } from './bill-reading.ts';

const schema = /^https?:\/\/cyclonedx\.org\/schema\/bom\/(\d[\d.]*)/;
const words = new Set(['name', 'group', 'version', 'purl', 'cpe']);

export class CycloneDxXml implements XmlVisitor {
  private readonly output: XmlOutput;
  private readonly reading = new BillReading();
  /** Local names of the open elements that are visited. */
  private readonly names: string[] = [];
  private items = 0;

  constructor(output: XmlOutput) {
    this.output = output;
  }

  open(name: string, attributes: XmlAttributes): XmlInterest {
    const local = localOf(name);
    const parent = this.names.at(-1) ?? '';
    const interest = this.interestIn(local, parent, attributes);
    if (interest !== 'skip') this.names.push(local);
    return interest;
  }

  close(name: string, text: string): void {
    const local = localOf(name);
    this.names.pop();
    if (local === 'component') this.reading.closeComponent();
    else if (local === 'bom') this.closeDocument();
    else if (text.trim() !== '') this.take(local, this.names.at(-1) ?? '', ownText(text.trim()));
  }

  end(): void {
    // The root closed, and with it the document.
  }

  private interestIn(local: string, parent: string, attributes: XmlAttributes): XmlInterest {
    switch (parent) {
      case '':
        this.takeRoot(attributes);
        return 'children';
      case 'bom':
        return ['metadata', 'components', 'vulnerabilities', 'services'].includes(local) ? this.visit(local) : 'skip';
      case 'metadata':
        if (local === 'component') this.reading.openComponent();
        return local === 'timestamp' ? 'text' : ['component', 'supplier', 'manufacture', 'tools'].includes(local) ? 'children' : 'skip';
      case 'tools':
        return local === 'tool' ? 'children' : local === 'components' ? 'children' : 'skip';
      case 'tool':
        return local === 'name' || local === 'version' ? 'text' : 'skip';
      case 'components':
        return local === 'component' ? this.openListed(attributes) : 'skip';
      case 'component':
        if (words.has(local)) return 'text';
        return ['components', 'licenses', 'supplier', 'manufacturer'].includes(local) ? this.visit(local) : 'skip';
      case 'licenses':
        return local === 'expression' ? 'text' : local === 'license' ? 'children' : 'skip';
      case 'license':
        return local === 'id' || local === 'name' ? 'text' : 'skip';
      case 'supplier':
      case 'manufacturer':
      case 'manufacture':
        return local === 'name' ? 'text' : 'skip';
      case 'vulnerabilities':
        this.reading.vulnerabilities += 1;
        return 'skip';
      case 'services':
        this.reading.services += 1;
        return 'skip';
      default:
        return 'skip';
    }
  }

  private visit(local: string): XmlInterest {
    if (local === 'components') this.reading.hasComponents = true;
    return 'children';
  }

  /** Tools may be listed as components since 1.5: they are no part of the product. */
  private openListed(attributes: XmlAttributes): XmlInterest {
    if (this.names.includes('tools')) return 'skip';
    this.items += 1;
    this.reading.openComponent({ itemNumber: this.items, line: this.output.line(), path: this.output.path() });
    const open = this.reading.current;
    if (open !== undefined) open.words.type = attributes['type'];
    return 'children';
  }

  private takeRoot(attributes: XmlAttributes): void {
    const { head } = this.reading;
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith('xmlns')) head.specVersion ??= schema.exec(value)?.[1];
    }
    head.serialNumber = attributes['serialNumber'];
    head.revision = attributes['version'];
  }

  private take(local: string, parent: string, text: string): void {
    const { head } = this.reading;
    const open = this.reading.current;
    if (parent === 'metadata') head.timestamp = text;
    else if (parent === 'tool') head.tool = head.tool === undefined ? text : `${head.tool} ${text}`;
    else if (parent === 'licenses' || parent === 'license') open?.licences.push(text);
    else if (parent === 'supplier' || parent === 'manufacture' || parent === 'manufacturer') this.takeCompany(parent, text);
    else if (open !== undefined && (local === 'name' || local === 'group' || local === 'version' || local === 'purl' || local === 'cpe'))
      open.words[local] = text;
  }

  private takeCompany(parent: string, text: string): void {
    const open = this.reading.current;
    if (open !== undefined && parent === 'supplier') open.words.supplier = text;
    else if (open !== undefined) open.manufacturer = text;
    else if (parent === 'supplier') this.reading.head.supplier = text;
    else this.reading.head.manufacturer = text;
  }

  private closeDocument(): void {
    const header = { observedAt: this.reading.observedAt(), tool: this.reading.head.tool ?? null, partial: false };
    this.output.emit({ kind: 'header', header });
    for (const event of this.reading.events('bill-1')) this.output.emit(event);
  }
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
