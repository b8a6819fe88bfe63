/**
 * An OpenVEX document → an advisory: which product is affected by which flaw, by whose word and why not. Of several statements about one
 * product and one flaw the newest counts. What is read, dropped and why: README.md.
 * Followed: OpenVEX 0.2.0; 0.0.x, which writes products and flaws as mere texts, as far as it is alike.
 */
import type {
  Advisory,
  AdvisoryFlaw,
  AdvisoryPackage,
  AdvisoryProduct,
  AdvisoryStatus,
  ProductIdentifier,
  ProductStatus,
} from '#core/advisories/advisory.ts';
import { Problem } from '#core/kernel/problem.ts';
import { parsePurl, printPurl } from '#core/packages/purl.ts';
import { listOf, objectOf, textOf, textsOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';
import { DocumentReading, problemOfDocument, type ReadDocument } from '../advisory-reading.ts';

const contextForm = /^https?:\/\/openvex\.dev\/ns(?:\/v(.*))?$/;

export function isOpenVexDocument(json: unknown): boolean {
  const context = objectOf(json as JsonValue)?.['@context'];
  return typeof context === 'string' && contextForm.test(context);
}

export function readOpenVexDocument(json: unknown): ReadDocument {
  const problem = problemOfDocument(json);
  if (problem !== undefined) return refused(problem);
  const document = objectOf(json as JsonValue);
  const [, version = '0.0.0'] = contextForm.exec(textOf(document?.['@context']) ?? '') ?? [];
  if (document === undefined || !/^0\.[012](?:\.|$)/.test(version)) {
    const message = `The document is OpenVEX ${version.slice(0, 20)}, which is not known; hand in OpenVEX 0.2.`;
    return refused(new Problem('file-format-mismatch', message, { version }));
  }
  const reading = new DocumentReading();
  const documentId = reading.text(document, '@id', '')?.trim();
  if (documentId === undefined) {
    const message = 'The document has no id (/@id), so it cannot be known again; ask its publisher for a correct one.';
    return refused(new Problem('file-malformed', message, { path: '/@id' }));
  }
  return { kind: 'read', advisory: advisoryOf(document, documentId, reading), remarks: reading.remarks };
}

function refused(problem: Problem): ReadDocument {
  return { kind: 'refused', problem };
}

function advisoryOf(document: JsonObject, documentId: string, reading: DocumentReading): Advisory {
  const publishedAt = reading.instant(document, 'timestamp', '');
  const statements = newestOf(readStatements(document, publishedAt, reading));
  const products = new Map(statements.flatMap(({ products: named }) => named.map((named) => [named.product.productId, named] as const)));
  const packages = [...products.values()].flatMap(({ named }) => named ?? []);
  const names = [...new Set(statements.map(({ flaw }) => flaw.name))];
  return {
    kind: 'openvex',
    documentId,
    revision: reading.text(document, 'version', '') ?? null,
    title: titleOf(names, documentId),
    publisher: reading.text(document, 'author', '') ?? null,
    publishedAt,
    modifiedAt: reading.instant(document, 'last_updated', '') ?? publishedAt,
    notes: [],
    products: [...products.values()].map(({ product }) => product),
    flaws: names.map((name) => flawOf(statements.filter(({ flaw }) => flaw.name === name))),
    ...(packages.length === 0 ? {} : { packages }),
  };
}

/** The format has no title: what it speaks of stands for it. */
function titleOf(names: readonly string[], documentId: string): string {
  const [first] = names;
  return first === undefined ? documentId : names.length === 1 ? `VEX: ${first}` : `VEX: ${first} + ${names.length - 1}`;
}

interface FlawNames {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: string | null;
}

interface NamedProduct {
  readonly product: AdvisoryProduct;
  readonly named: AdvisoryPackage | null;
}

interface Statement {
  readonly flaw: FlawNames;
  readonly products: readonly NamedProduct[];
  readonly status: ProductStatus;
  readonly justification: string | null;
  readonly words: string | null;
  /** Its own instant, else that of the document. */
  readonly at: string | null;
}

const statuses: Readonly<Record<string, ProductStatus>> = {
  not_affected: 'known-not-affected',
  affected: 'known-affected',
  fixed: 'fixed',
  under_investigation: 'under-investigation',
};

function readStatements(document: JsonObject, publishedAt: string | null, reading: DocumentReading): Statement[] {
  return reading.objects(document, 'statements', '').flatMap(([statement, at]) => {
    const flaw = flawNames(statement['vulnerability'] ?? null);
    const word = reading.text(statement, 'status', at) ?? '';
    const status = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
    const products = listOf(statement['products']).flatMap((product, index) => readProduct(product, `${at}/products/${index}`, reading));
    const leftOut = (code: string, path: string, message: string) => {
      reading.remark({ code, path: `${at}${path}`, message });
      return [];
    };
    if (flaw === null) return leftOut('vulnerability-missing', '/vulnerability', 'A statement names no flaw; it was left out.');
    if (status === undefined)
      return leftOut('status-unknown', '/status', `"${word.slice(0, 40)}" is no status of OpenVEX; the statement was left out.`);
    if (products.length === 0)
      return leftOut(
        'products-missing',
        '/products',
        'A statement names no product, so nobody can tell whom it concerns; it was left out.',
      );
    const justification = reading.text(statement, 'justification', at)?.trim() ?? null;
    const impact = reading.text(statement, 'impact_statement', at) ?? null;
    if (status === 'known-not-affected' && justification === null && impact === null) {
      const message = 'A statement says "not affected" and not why, as OpenVEX asks; it counts all the same.';
      reading.remark({ code: 'justification-missing', path: at, message });
    }
    const words = impact ?? reading.text(statement, 'action_statement', at) ?? reading.text(statement, 'status_notes', at) ?? null;
    return [{ flaw, products, status, justification, words, at: reading.instant(statement, 'timestamp', at) ?? publishedAt }];
  });
}

/** A text in 0.0.x; since then an object with names. */
function flawNames(value: JsonValue): FlawNames | null {
  const object = objectOf(value);
  const name = textOf(object?.['name'] ?? object?.['@id'] ?? value);
  if (name === undefined) return null;
  return { name, aliases: textsOf(object?.['aliases']), description: textOf(object?.['description']) ?? null };
}

/** A product, and the parts of it that a statement is about: then only those within it. */
function readProduct(value: JsonValue, at: string, reading: DocumentReading): NamedProduct[] {
  const product = namesOf(value);
  if (product === null) {
    reading.remark({ code: 'product-missing', path: at, message: 'A product has neither an id nor an identifier; it was left out.' });
    return [];
  }
  const parts = listOf(objectOf(value)?.['subcomponents']).flatMap((part) => namesOf(part) ?? []);
  if (parts.length === 0) return [namedProduct(product, null)];
  return parts.map((part) => namedProduct(part, product));
}

interface ProductNames {
  readonly id: string;
  readonly purl: string | null;
  readonly identifiers: readonly ProductIdentifier[];
}

function namesOf(value: JsonValue): ProductNames | null {
  const object = objectOf(value);
  const written = objectOf(object?.['identifiers']);
  const texts = [textOf(written?.['purl']), textOf(object?.['@id'] ?? value)].flatMap((text) => text ?? []);
  const cpes = ['cpe23', 'cpe22'].flatMap((key) => textOf(written?.[key]) ?? []);
  const [id = cpes[0]] = texts.toReversed();
  if (id === undefined) return null;
  const purl = texts.flatMap((text) => parsePurl(text) ?? []).map(printPurl)[0] ?? null;
  const uri = purl === null && /^[a-z][a-z0-9+.-]*:/i.test(id) && !id.startsWith('cpe:') ? [{ kind: 'uri' as const, value: id }] : [];
  const hashes = Object.values(objectOf(object?.['hashes']) ?? {}).flatMap((hash) => textOf(hash) ?? []);
  return {
    id,
    purl,
    identifiers: [
      ...(purl === null ? [] : [{ kind: 'purl' as const, value: purl }]),
      ...cpes.map((cpe) => ({ kind: 'cpe' as const, value: cpe })),
      ...uri,
      ...hashes.map((hash) => ({ kind: 'hash' as const, value: hash })),
    ],
  };
}

function namedProduct(names: ProductNames, within: ProductNames | null): NamedProduct {
  const { id, purl, identifiers } = names;
  const productId = within === null ? id : `${within.id} ▸ ${id}`;
  const relationship = within === null ? null : { category: 'default_component_of', productId: id, relatesTo: within.id };
  const product: AdvisoryProduct = { productId, name: productId, paths: [], identifiers, relationship };
  if (purl === null || (within !== null && within.purl === null)) return { product, named: null };
  const isVersioned = parsePurl(purl)?.version !== null;
  const every = isVersioned ? [] : [{ kind: 'vers' as const, vers: 'vers:all/*' }];
  const inside = within?.purl === null || within === null ? {} : { within: within.purl };
  return { product, named: { productId, purl, ranges: every, versions: [], ...inside } };
}

/** Later in time, then later in the document. */
function newestOf(all: readonly Statement[]): Statement[] {
  const newest = new Map<string, Statement>();
  for (const statement of all) {
    for (const one of statement.products) {
      const key = JSON.stringify([statement.flaw.name, one.product.productId]);
      const known = newest.get(key);
      if (known !== undefined && (known.at ?? '') > (statement.at ?? '')) continue;
      newest.set(key, { ...statement, products: [one] });
    }
  }
  return [...newest.values()];
}

function flawOf(about: readonly Statement[]): AdvisoryFlaw {
  const names = [...new Set(about.flatMap(({ flaw }) => [flaw.name, ...flaw.aliases]))];
  // The last step of an address that names a flaw (https://nvd.nist.gov/vuln/detail/CVE-2026-1).
  const ids = names.map((name) => /(?:^|\/)(CVE-\d{4}-\d{4,19})$/i.exec(name)?.[1]?.toUpperCase() ?? name);
  const cveId = ids.find((id) => /^CVE-\d{4}-\d{4,19}$/.test(id)) ?? null;
  return {
    cveId,
    otherIds: ids.filter((id) => id !== cveId),
    title: about.find(({ flaw }) => flaw.description !== null)?.flaw.description ?? null,
    cweIds: [],
    statuses: about.flatMap((statement) => statement.products.map(({ product }) => statusOf(product.productId, statement))),
    scores: [],
    remediations: [],
  };
}

function statusOf(productId: string, { status, justification, words }: Statement): AdvisoryStatus {
  return {
    productId,
    status,
    ...(justification === null ? {} : { justification: justification.slice(0, 100) }),
    ...(words === null ? {} : { statement: words }),
  };
}
