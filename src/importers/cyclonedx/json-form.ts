/** A CycloneDX document in JSON. Components stand below each other at any depth, and keys in any order. */
import { Problem } from '#core/kernel/problem.ts';
import { objectOf, objectsOf, textOf } from '../json-facts.ts';
import type { JsonInterest, JsonOutput, JsonValue, JsonVisitor } from '../json-stream.ts';
import { BillReading } from './bill-reading.ts';

const componentPath = /^(?:\/metadata\/component|\/components\/\*)(?:\/components\/\*)*$/;
const listPath = /^(?:\/metadata\/component(?:\/components\/\*)*)?(?:\/components\/\*)*\/components$/;
const words = new Set(['name', 'group', 'version', 'purl', 'cpe', 'type', 'supplier', 'manufacturer', 'licenses']);
const headPaths = new Set([
  '/bomFormat',
  '/specVersion',
  '/serialNumber',
  '/version',
  '/metadata/timestamp',
  '/metadata/tools',
  '/metadata/supplier',
  '/metadata/manufacture',
]);
const visitedPaths = new Set(['', '/metadata', '/vulnerabilities', '/services']);

type Role = 'component' | 'list' | 'word' | 'head' | 'visited' | 'vulnerability' | 'service' | 'other';

export class CycloneDxJson implements JsonVisitor {
  private readonly output: JsonOutput;
  /** Paths repeat with every component. */
  private readonly roles = new Map<string, Role>();
  private reading = new BillReading();
  private format: string | undefined;
  private documents = 0;
  private isHeaderGiven = false;

  constructor(output: JsonOutput) {
    this.output = output;
  }

  enter(path: string): JsonInterest {
    switch (this.roleOf(path)) {
      case 'component':
        this.reading.openComponent(path === '/metadata/component' ? undefined : this.nextItem());
        return 'children';
      case 'list':
        this.reading.hasComponents = true;
        return 'children';
      case 'vulnerability':
        this.reading.vulnerabilities += 1;
        return 'skip';
      case 'service':
        this.reading.services += 1;
        return 'skip';
      case 'visited':
        return 'children';
      case 'other':
        return 'skip';
      default:
        return 'value';
    }
  }

  value(path: string, value: JsonValue): void {
    const role = this.roleOf(path);
    // Something that is no object stands where a component should.
    if (role === 'component') this.reading.closeComponent();
    else if (role === 'head') this.takeHead(path, value);
    else if (role === 'word') this.takeWord(path.slice(path.lastIndexOf('/') + 1), value);
  }

  leave(path: string): void {
    if (this.roleOf(path) === 'component') this.reading.closeComponent();
    if (path === '') this.closeDocument();
  }

  end(): void {
    if (!this.isHeaderGiven) throw notCycloneDx(undefined);
  }

  private roleOf(path: string): Role {
    const known = this.roles.get(path);
    if (known !== undefined) return known;
    const parentAt = path.lastIndexOf('/');
    const role: Role = visitedPaths.has(path)
      ? 'visited'
      : headPaths.has(path)
        ? 'head'
        : path === '/vulnerabilities/*'
          ? 'vulnerability'
          : path === '/services/*'
            ? 'service'
            : componentPath.test(path)
              ? 'component'
              : listPath.test(path)
                ? 'list'
                : words.has(path.slice(parentAt + 1)) && componentPath.test(path.slice(0, parentAt))
                  ? 'word'
                  : 'other';
    this.roles.set(path, role);
    return role;
  }

  private nextItem() {
    return { itemNumber: this.output.nextItem(), line: this.output.line(), path: this.output.path() };
  }

  private takeHead(path: string, value: JsonValue): void {
    const { head } = this.reading;
    if (path === '/bomFormat') this.format = textOf(value);
    else if (path === '/specVersion') head.specVersion = textOf(value);
    else if (path === '/serialNumber') head.serialNumber = textOf(value);
    else if (path === '/version') head.revision = textOf(value);
    else if (path === '/metadata/timestamp') head.timestamp = textOf(value);
    else if (path === '/metadata/supplier') head.supplier = nameOf(value);
    else if (path === '/metadata/manufacture') head.manufacturer = nameOf(value);
    else head.tool = toolOf(value);
  }

  private takeWord(key: string, value: JsonValue): void {
    const open = this.reading.current;
    if (open === undefined) return;
    if (key === 'licenses') open.licences.push(...licencesOf(value));
    else if (key === 'supplier') open.words.supplier = nameOf(value);
    else if (key === 'manufacturer') open.manufacturer = nameOf(value);
    else if (key === 'name' || key === 'group' || key === 'version' || key === 'purl' || key === 'cpe' || key === 'type')
      open.words[key] = textOf(value);
  }

  private closeDocument(): void {
    if (this.format !== 'CycloneDX') throw notCycloneDx(this.format);
    this.documents += 1;
    if (!this.isHeaderGiven) {
      this.isHeaderGiven = true;
      const header = { observedAt: this.reading.observedAt(), tool: this.reading.head.tool ?? null, partial: false };
      this.output.emit({ kind: 'header', header });
    }
    for (const event of this.reading.events(`bill-${this.documents}`)) this.output.emit(event);
    this.reading = new BillReading();
    this.format = undefined;
  }
}

function notCycloneDx(format: string | undefined): Problem {
  const said =
    format === undefined ? 'The file does not say "bomFormat": "CycloneDX"' : `The file says "bomFormat": "${format.slice(0, 50)}"`;
  return new Problem('file-format-mismatch', `${said}, so it is no CycloneDX document.`, { bomFormat: format ?? null });
}

function nameOf(value: JsonValue): string | undefined {
  return textOf(objectOf(value)?.['name']);
}

/** Identifiers or names of licences, or expressions, as written. */
function licencesOf(value: JsonValue): string[] {
  return objectsOf(value).flatMap((choice) => {
    const licence = objectOf(choice['license']);
    return textOf(choice['expression']) ?? textOf(licence?.['id']) ?? textOf(licence?.['name']) ?? [];
  });
}

/** A list of tools, or since 1.5 an object with components. */
function toolOf(value: JsonValue): string | undefined {
  const [tool] = [...objectsOf(value), ...objectsOf(objectOf(value)?.['components'])];
  const parts = [textOf(tool?.['name']), textOf(tool?.['version'])].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}
