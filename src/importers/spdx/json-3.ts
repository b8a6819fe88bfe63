/**
 * An SPDX 3.0 document in the JSON-LD that the specification prescribes: one `@graph` of elements in any order, each with
 * its `type`. What a package says of itself is held; names of suppliers and licences are joined to it at the end.
 */
import { listOf, objectOf, objectsOf, textOf, textsOf } from '../json-facts.ts';
import type { ComponentWords } from '../bill-events.ts';
import type { JsonInterest, JsonObject, JsonOutput, JsonValue, JsonVisitor } from '../json-stream.ts';
import { Problem } from '#core/kernel/problem.ts';
import { said, SpdxDocument } from './document.ts';

const packageTypes = new Set(['software_Package', 'ai_AIPackage', 'dataset_DatasetPackage']);

export class SpdxJson3 implements JsonVisitor {
  private readonly output: JsonOutput;
  private document = new SpdxDocument();
  private documents = 0;
  /** By identifier: what organisations and licences are called, and when and by which version elements were made. */
  private names = new Map<string, string>();
  private creations = new Map<string, JsonObject>();
  private suppliers = new Map<string, string>();
  private licences: { readonly from: string; readonly to: string; readonly isConcluded: boolean }[] = [];
  private roots: string[] = [];
  private documentIds = new Set<string>();
  private describing: { readonly from: string; readonly to: readonly string[] }[] = [];
  private creation: JsonValue | undefined;

  constructor(output: JsonOutput) {
    this.output = output;
  }

  enter(path: string): JsonInterest {
    return path === '/@graph/*' ? 'value' : path === '' || path === '/@graph' ? 'children' : 'skip';
  }

  value(path: string, value: JsonValue): void {
    const element = objectOf(value);
    if (path !== '/@graph/*' || element === undefined) return;
    const type = textOf(element['type']) ?? textOf(element['@type']) ?? '';
    const id = textOf(element['spdxId']) ?? textOf(element['@id']) ?? '';
    if (packageTypes.has(type)) this.takePackage(type, id, element);
    else if (type === 'SpdxDocument') this.takeDocument(id, element);
    else if (type === 'software_Sbom' || type === 'Bom') this.takeSbom(id, element);
    else if (type === 'CreationInfo') this.creations.set(id, element);
    else if (type === 'Organization') this.name(id, element['name']);
    else if (type === 'simplelicensing_LicenseExpression') this.name(id, element['simplelicensing_licenseExpression']);
    else if (/(?:^|_)(?:Custom|Listed)License$/.test(type)) this.name(id, element['name']);
    else if (type === 'Relationship' || type === 'LifecycleScopedRelationship') this.takeRelationship(element);
  }

  leave(path: string): void {
    if (path !== '') return;
    if (this.documentIds.size === 0 && this.creations.size === 0) throw notSpdx3();
    this.documents += 1;
    this.join();
    if (this.documents === 1) this.output.emit(this.document.header());
    for (const event of this.document.events(`bill-${this.documents}`)) this.output.emit(event);
    this.document = new SpdxDocument();
    [this.names, this.creations, this.suppliers] = [new Map(), new Map(), new Map()];
    [this.licences, this.roots, this.describing, this.documentIds] = [[], [], [], new Set()];
    this.creation = undefined;
  }

  end(): void {
    if (this.documents === 0) throw notSpdx3();
  }

  private name(id: string, value: JsonValue | undefined): void {
    const text = said(textOf(value));
    if (id !== '' && text !== undefined) this.names.set(id, text);
  }

  private takePackage(type: string, id: string, element: JsonObject): void {
    const place = { itemNumber: this.output.nextItem(), line: this.output.line(), path: this.output.path() };
    const words: ComponentWords = {
      name: textOf(element['name']),
      version: said(textOf(element['software_packageVersion'])),
      purl: textOf(element['software_packageUrl']),
      type: textOf(element['software_primaryPurpose']) ?? (type === 'software_Package' ? undefined : type.slice(type.indexOf('_') + 1)),
    };
    for (const one of objectsOf(element['externalIdentifier'])) {
      const kind = textOf(one['externalIdentifierType']);
      const identifier = textOf(one['identifier']);
      if (kind === 'packageUrl') words.purl ??= identifier;
      else if (kind === 'cpe23') words.cpe = identifier;
      else if (kind === 'cpe22') words.cpe ??= identifier;
    }
    const supplier = textOf(element['suppliedBy']);
    if (supplier !== undefined) this.suppliers.set(id, supplier);
    else words.supplier = nameOfOrganisation(element['suppliedBy']);
    this.document.addPackage(id, words, place);
  }

  private takeDocument(id: string, element: JsonObject): void {
    this.documentIds.add(id);
    this.document.head.namespace ??= id === '' ? undefined : id;
    this.document.head.name ??= textOf(element['name']);
    this.roots.push(...textsOf(element['rootElement']));
    this.creation ??= element['creationInfo'];
  }

  /** The root of a document is often an Sbom, which has its own root. */
  private takeSbom(id: string, element: JsonObject): void {
    this.documentIds.add(id);
    this.roots.push(...textsOf(element['rootElement']));
  }

  private takeRelationship(element: JsonObject): void {
    const type = textOf(element['relationshipType']);
    const from = textOf(element['from']);
    const to = textsOf(element['to']);
    if (from === undefined) return;
    if (type === 'describes') this.describing.push({ from, to });
    if (type !== 'hasConcludedLicense' && type !== 'hasDeclaredLicense') return;
    for (const licence of to) this.licences.push({ from, to: licence, isConcluded: type === 'hasConcludedLicense' });
  }

  /** Everything that elements say of each other, now that all are known. */
  private join(): void {
    const { document, names } = this;
    for (const [id, supplier] of this.suppliers) {
      const words = document.wordsOf(id);
      if (words !== undefined) words.supplier = names.get(supplier);
    }
    for (const isConcluded of [true, false]) {
      for (const { from, to } of this.licences.filter((one) => one.isConcluded === isConcluded)) {
        const words = document.wordsOf(from);
        if (words !== undefined) words.licence ??= names.get(to);
      }
    }
    for (const id of this.roots) document.described.add(id);
    for (const { from, to } of this.describing) if (this.documentIds.has(from)) for (const id of to) document.described.add(id);
    const reference = textOf(this.creation);
    const creation = reference === undefined ? objectOf(this.creation) : this.creations.get(reference);
    const [any] = [...this.creations.values()];
    document.head.created = textOf((creation ?? any)?.['created']);
    document.head.specVersion = textOf((creation ?? any)?.['specVersion']);
  }
}

/** An agent that stands in the package itself. */
function nameOfOrganisation(value: JsonValue | undefined): string | undefined {
  const agent = objectOf(value) ?? objectOf(listOf(value)[0]);
  return textOf(agent?.['type']) === 'Organization' ? said(textOf(agent?.['name'])) : undefined;
}

function notSpdx3(): Problem {
  const detail =
    'The file is JSON-LD, but not in the form that SPDX 3.0 prescribes (an "@graph" of elements with their "type"). Export it as SPDX 3.0 JSON.';
  return new Problem('file-format-mismatch', detail, { expected: '@graph' });
}
