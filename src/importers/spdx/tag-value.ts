/**
 * An SPDX 2 document as tags and values, one on each line; a value between `<text>` and `</text>` may have several. A
 * package begins with its name; a file, a snippet or a licence ends it.
 */
import { Problem } from '#core/kernel/problem.ts';
import type { ComponentWords } from '../bill-events.ts';
import { billLimits } from '../bill-events.ts';
import type { ParseEvent } from '../define-importer.ts';
import type { TextReading } from '../event-stream.ts';
import { ownText } from '../xml-stream.ts';
import { licenceOf, organisationOf, said, SpdxDocument, specVersionOf, takeReference } from './document.ts';

interface OpenPackage {
  readonly words: ComponentWords;
  readonly line: number;
  id: string | undefined;
  concluded: string | undefined;
  declared: string | undefined;
}

type Section = 'document' | 'package' | 'other';

/** Tags that begin another kind of element. */
const otherElements = new Set(['FileName', 'SnippetSPDXID', 'LicenseID', 'Annotator', 'Reviewer', 'SnippetFromFileSPDXID']);

export class SpdxTagValue implements TextReading {
  private readonly document = new SpdxDocument();
  private events: ParseEvent[] = [];
  private section: Section = 'document';
  private open: OpenPackage | undefined;
  private rest = '';
  private line = 0;
  private items = 0;
  /** The tag whose value goes on over lines, and what came of it. */
  private long: { readonly tag: string; value: string; readonly line: number } | undefined;

  write(chunk: string): Problem | undefined {
    const parts = (this.rest + chunk).split('\n');
    this.rest = parts.pop() ?? '';
    try {
      for (const part of parts) this.takeLine(part);
      if (this.rest.length > billLimits.fieldCharactersMax) {
        const detail = `Line ${this.line + 1} is longer than ${billLimits.fieldCharactersMax} characters; it was not read further.`;
        throw new Problem('file-too-large', detail, { line: this.line + 1, charactersMax: billLimits.fieldCharactersMax });
      }
      return undefined;
    } catch (cause) {
      if (cause instanceof Problem) return cause;
      throw cause;
    }
  }

  finish(): Problem | undefined {
    const problem = this.rest === '' ? undefined : this.write('\n');
    if (problem !== undefined) return problem;
    if (this.long !== undefined) {
      const detail = `The file ends inside the text that begins at line ${this.long.line} (${this.long.tag}); copy it again.`;
      return new Problem('file-truncated', detail, { line: this.long.line, tag: this.long.tag });
    }
    this.closePackage();
    this.events.push(this.document.header(), ...this.document.events('bill-1'));
    return undefined;
  }

  takeEvents(): ParseEvent[] {
    const taken = this.events;
    this.events = [];
    return taken;
  }

  private takeLine(text: string): void {
    this.line += 1;
    if (this.long !== undefined) {
      this.goOn(text);
      return;
    }
    const written = /^\s*([A-Za-z]+):\s*(.*?)\s*$/.exec(text);
    const [tag, value] = [written?.[1] ?? '', written?.[2] ?? ''];
    if (tag === '' || value === '') return;
    if (!value.startsWith('<text>')) this.take(tag, value);
    else if (value.endsWith('</text>')) this.take(tag, value.slice(6, -7).trim());
    else this.long = { tag, value: value.slice(6), line: this.line };
  }

  private goOn(text: string): void {
    const { long } = this;
    if (long === undefined) return;
    const endAt = text.indexOf('</text>');
    // What no record carries is not gathered either.
    if (long.value.length < 2_000) long.value += `\n${endAt === -1 ? text : text.slice(0, endAt)}`;
    if (endAt === -1) return;
    this.long = undefined;
    this.take(long.tag, long.value.trim());
  }

  private take(tag: string, value: string): void {
    if (tag === 'PackageName') this.openPackage(value);
    else if (otherElements.has(tag)) this.leavePackage();
    else if (tag === 'Relationship') this.takeRelationship(value);
    else if (this.section === 'package' && this.open !== undefined) takePackageTag(this.open, tag, value);
    else if (this.section === 'document') this.takeHead(tag, value);
  }

  private takeHead(tag: string, value: string): void {
    const { head } = this.document;
    if (tag === 'SPDXVersion') head.specVersion = specVersionOf(value);
    else if (tag === 'DocumentName') head.name = ownText(value);
    else if (tag === 'DocumentNamespace') head.namespace = ownText(value);
    else if (tag === 'Created') head.created = value;
    else if (tag === 'Creator') head.tool ??= /^Tool:\s*(.+)$/i.exec(value)?.[1];
  }

  private openPackage(name: string): void {
    this.closePackage();
    this.section = 'package';
    this.open = { words: { name: ownText(name) }, line: this.line, id: undefined, concluded: undefined, declared: undefined };
  }

  private leavePackage(): void {
    this.closePackage();
    this.section = 'other';
  }

  private closePackage(): void {
    const { open } = this;
    if (open === undefined) return;
    this.open = undefined;
    this.items += 1;
    open.words.licence = licenceOf(open.concluded, open.declared);
    this.document.addPackage(open.id, open.words, { itemNumber: this.items, line: open.line, path: null });
  }

  private takeRelationship(value: string): void {
    const [from, type, to] = value.split(/\s+/);
    if (type === 'DESCRIBES' && from === 'SPDXRef-DOCUMENT' && to !== undefined) this.document.described.add(to);
    if (type === 'DESCRIBED_BY' && to === 'SPDXRef-DOCUMENT' && from !== undefined) this.document.described.add(from);
  }
}

function takePackageTag(open: OpenPackage, tag: string, value: string): void {
  const text = ownText(value);
  switch (tag) {
    case 'SPDXID':
      open.id = text;
      return;
    case 'PackageVersion':
      open.words.version = said(text);
      return;
    case 'PackageSupplier':
      open.words.supplier = organisationOf(text);
      return;
    case 'PackageLicenseConcluded':
      open.concluded = text;
      return;
    case 'PackageLicenseDeclared':
      open.declared = text;
      return;
    case 'PrimaryPackagePurpose':
      open.words.type = text;
      return;
    case 'ExternalRef': {
      const [, type, locator] = text.split(/\s+/);
      takeReference(open.words, type, locator);
      return;
    }
    default:
  }
}
