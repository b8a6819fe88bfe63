/**
 * What a CycloneDX document refers to by `bom-ref` and by BOM-link: its own components and services, at whatever depth. A link into
 * another document stays a link; where its reference is a package URL itself, that names the package.
 * Followed: CycloneDX 1.4 to 1.7, BOM-Link (`urn:cdx:serialNumber/version#bom-ref`).
 */
import { parsePurl, printPurl } from '#core/packages/purl.ts';
import { objectOf, objectsOf, textOf } from '#importers/json-facts.ts';
import type { JsonObject } from '#importers/json-stream.ts';

export interface ReferredComponent {
  readonly name: string;
  readonly version: string | null;
  readonly supplier: string | null;
  /** Canonical. */
  readonly purl: string | null;
  readonly cpe: string | null;
  /** The link into another document that could not be followed; null: it stands in this one. */
  readonly link: string | null;
}

export class ComponentReferences {
  private readonly byRef = new Map<string, ReferredComponent>();
  private readonly serial: string | null;

  constructor(document: JsonObject) {
    this.serial =
      textOf(document['serialNumber'])
        ?.replace(/^urn:uuid:/i, '')
        .toLowerCase() ?? null;
    const open = [
      objectOf(objectOf(document['metadata'])?.['component']) ?? {},
      ...objectsOf(document['components']),
      ...objectsOf(document['services']),
    ];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const ref = textOf(next['bom-ref']);
      const component = componentOf(next);
      if (ref !== undefined && component !== null && !this.byRef.has(ref)) this.byRef.set(ref, component);
      open.push(...objectsOf(next['components']), ...objectsOf(next['services']));
    }
  }

  /** Null: the document has no such component, and the reference names nothing by itself. */
  resolve(ref: string): ReferredComponent | null {
    const own = this.byRef.get(ref);
    if (own !== undefined) return own;
    const [, serial, fragment] = /^urn:cdx:([0-9a-f-]+)\/\d+(?:#(.+))?$/is.exec(ref) ?? [];
    const inside = serial === undefined ? ref : decodedRef(fragment ?? '');
    const linked = serial !== undefined && serial.toLowerCase() === this.serial ? this.byRef.get(inside) : undefined;
    if (linked !== undefined) return linked;
    const purl = parsePurl(inside);
    const link = serial === undefined ? null : ref;
    if (purl !== undefined) {
      const name = [purl.namespace, purl.name].filter((part) => part !== null).join('/');
      return { name, version: purl.version, supplier: null, purl: printPurl(purl), cpe: null, link };
    }
    return link === null ? null : { name: inside === '' ? link : inside, version: null, supplier: null, purl: null, cpe: null, link };
  }
}

function componentOf(component: JsonObject): ReferredComponent | null {
  const name = textOf(component['name']);
  if (name === undefined) return null;
  const group = textOf(component['group']);
  const purl = parsePurl(textOf(component['purl']) ?? '');
  const firm = objectOf(component['supplier']) ?? objectOf(component['manufacturer']) ?? objectOf(component['provider']);
  return {
    name: group === undefined ? name : `${group}/${name}`,
    version: textOf(component['version']) ?? null,
    supplier: textOf(firm?.['name']) ?? null,
    purl: purl === undefined ? null : printPurl(purl),
    cpe: textOf(component['cpe']) ?? null,
    link: null,
  };
}

/** The reference behind `#` may be percent-encoded, and is often a package URL as it stands. */
function decodedRef(fragment: string): string {
  if (parsePurl(fragment) !== undefined) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
