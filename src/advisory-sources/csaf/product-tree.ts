/**
 * The product tree of a CSAF document → products, each with every path of branches that leads to it, and the groups of
 * products. Branches may nest to any depth and stand in any order; a product id that is defined twice is one product.
 * Followed: CSAF 2.0 3.2.2 (branches, full product names, product groups, relationships) and 3.1.3.3 (identification
 * helpers); CSAF 2.1 3.2.3 (product paths instead of relationships, several purls).
 */
import type { AdvisoryProduct, ProductBranch, ProductIdentifier, ProductRelationship } from '#core/advisories/advisory.ts';
import { objectOf, objectsOf, textsOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';
import type { DocumentReading } from '../advisory-reading.ts';

export interface ProductTree {
  readonly products: readonly AdvisoryProduct[];
  readonly productIds: ReadonlySet<string>;
  /** Group id → product ids, those that exist, each once. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

interface Product {
  readonly productId: string;
  readonly name: string;
  readonly paths: (readonly ProductBranch[])[];
  readonly identifiers: ProductIdentifier[];
  relationship: ProductRelationship | null;
}

/** @param value `product_tree` as parsed; a document without one has no products. */
export function readProductTree(value: JsonValue | undefined, reading: DocumentReading): ProductTree {
  const products = new Map<string, Product>();
  const tree = objectOf(value);
  if (tree === undefined) {
    if (value !== undefined)
      reading.remark({ code: 'value-of-another-kind', path: '/product_tree', message: 'The product tree is no object; it was left out.' });
    return { products: [], productIds: new Set(), groups: new Map() };
  }
  readBranches(tree, products, reading);
  for (const [product, at] of reading.objects(tree, 'full_product_names', '/product_tree')) take(product, at, null, products, reading);
  readRelationships(tree, products, reading);
  readProductPaths(tree, products, reading);
  for (const { relationship, productId } of products.values()) {
    for (const end of relationship === null ? [] : [relationship.productId, relationship.relatesTo]) {
      if (!products.has(end)) remarkUnknown(end, '/product_tree/relationships', productId, reading);
    }
  }
  return { products: [...products.values()], productIds: new Set(products.keys()), groups: readGroups(tree, products, reading) };
}

/** Without recursion: nothing but the limit of the document says how deep branches may stand. */
function readBranches(tree: JsonObject, products: Map<string, Product>, reading: DocumentReading): void {
  const open: { readonly node: JsonObject; readonly at: string; readonly path: readonly ProductBranch[] }[] = [];
  const push = (holder: JsonObject, at: string, path: readonly ProductBranch[]) => {
    for (const [node, place] of reading.objects(holder, 'branches', at).toReversed()) open.push({ node, at: place, path });
  };
  push(tree, '/product_tree', []);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, at } = next;
    const name = reading.text(node, 'name', at);
    const category = reading.text(node, 'category', at);
    if (name === undefined || category === undefined) {
      reading.remark({
        code: 'branch-unnamed',
        path: at,
        message: 'A branch of the product tree has no name or no category; what stands below it is read without it.',
      });
    }
    const path = name === undefined || category === undefined ? next.path : [...next.path, { category, name }];
    const product = objectOf(node['product']);
    if (product !== undefined) take(product, `${at}/product`, path, products, reading);
    push(node, at, path);
  }
}

/** Takes one full product name; gives its id, or undefined when it has none. */
function take(
  full: JsonObject,
  at: string,
  path: readonly ProductBranch[] | null,
  products: Map<string, Product>,
  reading: DocumentReading,
): Product | undefined {
  const productId = reading.text(full, 'product_id', at);
  if (productId === undefined) {
    reading.remark({
      code: 'product-without-id',
      path: at,
      message: 'A product has no product id, so nothing can be said of it; it was left out.',
    });
    return undefined;
  }
  // Without a name of its own, the branches name it.
  const name = reading.text(full, 'name', at) ?? (path ?? []).map((branch) => branch.name).join(' ');
  let product = products.get(productId);
  if (product === undefined) {
    product = { productId, name: name === '' ? productId : name, paths: [], identifiers: [], relationship: null };
    products.set(productId, product);
  } else {
    reading.remark({
      code: 'product-repeated',
      path: at,
      message: `The product id ${short(productId)} is defined more than once; its first name counts, and every path.`,
    });
  }
  if (path !== null && path.length > 0) product.paths.push(path);
  addIdentifiers(product.identifiers, objectOf(full['product_identification_helper']));
  return product;
}

function addIdentifiers(known: ProductIdentifier[], helper: JsonObject | undefined): void {
  if (helper === undefined) return;
  const seen = new Set(known.map(({ kind, value }) => `${kind} ${value}`));
  const add = (kind: ProductIdentifier['kind'], values: readonly string[]) => {
    for (const value of values) {
      if (!seen.has(`${kind} ${value}`)) known.push({ kind, value });
      seen.add(`${kind} ${value}`);
    }
  };
  add('cpe', textsOf(helper['cpe']));
  // 2.0 has one purl, 2.1 a list of them.
  add('purl', [...textsOf(helper['purl']), ...textsOf(helper['purls'])]);
  add('model-number', textsOf(helper['model_numbers']));
  add('serial-number', textsOf(helper['serial_numbers']));
  add('sku', textsOf(helper['skus']));
  for (const hashes of objectsOf(helper['hashes'])) {
    for (const hash of objectsOf(hashes['file_hashes'])) {
      const [algorithm, value] = [textsOf(hash['algorithm'])[0], textsOf(hash['value'])[0]];
      if (value !== undefined) add('hash', [algorithm === undefined ? value : `${algorithm}:${value}`]);
    }
  }
  add(
    'uri',
    objectsOf(helper['x_generic_uris']).flatMap((uri) => textsOf(uri['uri'])),
  );
}

function readRelationships(tree: JsonObject, products: Map<string, Product>, reading: DocumentReading): void {
  for (const [entry, at] of reading.objects(tree, 'relationships', '/product_tree')) {
    const productId = reading.text(entry, 'product_reference', at);
    const relatesTo = reading.text(entry, 'relates_to_product_reference', at);
    const full = objectOf(entry['full_product_name']);
    if (productId === undefined || relatesTo === undefined || full === undefined) {
      remarkRelationship(at, reading);
      continue;
    }
    const product = take(full, `${at}/full_product_name`, null, products, reading);
    const category = reading.text(entry, 'category', at) ?? 'unknown';
    if (product !== undefined) product.relationship ??= { category, productId, relatesTo };
  }
}

/** 2.1: one product through several others; the first step is the relationship, what follows is kept beside it. */
function readProductPaths(tree: JsonObject, products: Map<string, Product>, reading: DocumentReading): void {
  for (const [entry, at] of reading.objects(tree, 'product_paths', '/product_tree')) {
    const productId = reading.text(entry, 'beginning_product_reference', at);
    const full = objectOf(entry['full_product_name']);
    const steps = reading.objects(entry, 'subpaths', at).flatMap(([step, place]) => {
      const relatesTo = reading.text(step, 'next_product_reference', place);
      return relatesTo === undefined ? [] : [{ category: reading.text(step, 'category', place) ?? 'unknown', relatesTo }];
    });
    const [first, ...further] = steps;
    if (productId === undefined || first === undefined || full === undefined) {
      remarkRelationship(at, reading);
      continue;
    }
    const product = take(full, `${at}/full_product_name`, null, products, reading);
    if (product !== undefined) product.relationship ??= { ...first, productId, ...(further.length === 0 ? {} : { further }) };
  }
}

function remarkRelationship(at: string, reading: DocumentReading): void {
  reading.remark({
    code: 'relationship-incomplete',
    path: at,
    message: 'A relationship does not name both products and itself; it was left out.',
  });
}

function readGroups(tree: JsonObject, products: ReadonlyMap<string, Product>, reading: DocumentReading): Map<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const [group, at] of reading.objects(tree, 'product_groups', '/product_tree')) {
    const groupId = reading.text(group, 'group_id', at);
    if (groupId === undefined) {
      reading.remark({ code: 'group-without-id', path: at, message: 'A product group has no group id; it was left out.' });
      continue;
    }
    const ids = reading.texts(group, 'product_ids', at).filter((productId) => {
      if (products.has(productId)) return true;
      remarkUnknown(productId, at, groupId, reading);
      return false;
    });
    groups.set(groupId, [...new Set([...(groups.get(groupId) ?? []), ...ids])]);
  }
  return groups;
}

function remarkUnknown(productId: string, path: string, where: string, reading: DocumentReading): void {
  reading.remark({
    code: 'product-unknown',
    path,
    message: `${short(where)} names the product ${short(productId)}, which the product tree does not define.`,
  });
}

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
