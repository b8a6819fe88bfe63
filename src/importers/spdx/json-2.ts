/** An SPDX 2 document in JSON. Files, snippets and relationships between packages are passed over. */
import { objectOf, objectsOf, textOf, textsOf } from '../json-facts.ts';
import type { ComponentWords } from '../bill-events.ts';
import type { JsonInterest, JsonOutput, JsonValue, JsonVisitor } from '../json-stream.ts';
import { Problem } from '#core/kernel/problem.ts';
import { licenceOf, organisationOf, said, SpdxDocument, specVersionOf, takeReference } from './document.ts';

const keptPaths = new Set([
  '/spdxVersion',
  '/name',
  '/documentNamespace',
  '/creationInfo/created',
  '/creationInfo/creators',
  '/documentDescribes',
  '/packages/*',
  '/relationships/*',
]);
const visitedPaths = new Set(['', '/creationInfo', '/packages', '/relationships']);

export class SpdxJson2 implements JsonVisitor {
  private readonly output: JsonOutput;
  private document = new SpdxDocument();
  private documents = 0;
  private hasVersion = false;

  constructor(output: JsonOutput) {
    this.output = output;
  }

  enter(path: string): JsonInterest {
    return keptPaths.has(path) ? 'value' : visitedPaths.has(path) ? 'children' : 'skip';
  }

  value(path: string, value: JsonValue): void {
    const { head, described } = this.document;
    if (path === '/packages/*') this.takePackage(value);
    else if (path === '/relationships/*') this.takeRelationship(value);
    else if (path === '/documentDescribes') for (const id of textsOf(value)) described.add(id);
    else if (path === '/name') head.name = textOf(value);
    else if (path === '/documentNamespace') head.namespace = textOf(value);
    else if (path === '/creationInfo/created') head.created = textOf(value);
    else if (path === '/creationInfo/creators') head.tool = toolOf(textsOf(value));
    else if (path === '/spdxVersion') {
      this.hasVersion = typeof value === 'string';
      head.specVersion = specVersionOf(textOf(value));
    }
  }

  leave(path: string): void {
    if (path !== '') return;
    if (!this.hasVersion) throw notSpdx(this.document.head.specVersion);
    this.documents += 1;
    if (this.documents === 1) this.output.emit(this.document.header());
    for (const event of this.document.events(`bill-${this.documents}`)) this.output.emit(event);
    this.document = new SpdxDocument();
    this.hasVersion = false;
  }

  end(): void {
    if (this.documents === 0) throw notSpdx(undefined);
  }

  private takePackage(value: JsonValue): void {
    const place = { itemNumber: this.output.nextItem(), line: this.output.line(), path: this.output.path() };
    const entry = objectOf(value);
    const words: ComponentWords = {
      name: textOf(entry?.['name']),
      version: said(textOf(entry?.['versionInfo'])),
      type: textOf(entry?.['primaryPackagePurpose']),
      supplier: organisationOf(textOf(entry?.['supplier'])),
      licence: licenceOf(textOf(entry?.['licenseConcluded']), textOf(entry?.['licenseDeclared'])),
    };
    for (const reference of objectsOf(entry?.['externalRefs']))
      takeReference(words, textOf(reference['referenceType']), textOf(reference['referenceLocator']));
    this.document.addPackage(textOf(entry?.['SPDXID']), words, place);
  }

  private takeRelationship(value: JsonValue): void {
    const entry = objectOf(value);
    const [from, to] = [textOf(entry?.['spdxElementId']), textOf(entry?.['relatedSpdxElement'])];
    const type = textOf(entry?.['relationshipType'])?.toUpperCase();
    if (type === 'DESCRIBES' && from === 'SPDXRef-DOCUMENT' && to !== undefined) this.document.described.add(to);
    if (type === 'DESCRIBED_BY' && to === 'SPDXRef-DOCUMENT' && from !== undefined) this.document.described.add(from);
  }
}

/** Of the creators the first tool; the others may be people. */
function toolOf(creators: readonly string[]): string | undefined {
  return creators.map((creator) => /^Tool:\s*(.+)$/is.exec(creator)?.[1]?.trim()).find((tool) => tool !== undefined);
}

function notSpdx(version: string | undefined): Problem {
  const seen = version === undefined ? 'none' : `"${version.slice(0, 50)}"`;
  const detail = `The file says no version of SPDX as the specification writes it ("SPDX-2.3"; found: ${seen}), so it is no SPDX document.`;
  return new Problem('file-format-mismatch', detail, { spdxVersion: version ?? null });
}
