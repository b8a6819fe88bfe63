/**
 * What an advisory names that a component can be: packages by package URL with the versions that are meant, and whole products by name,
 * as suppliers write them in VEX. A part of a product keeps whose part it is. Not here: whether a component is one of them.
 * Followed: CSAF 2.0 3.2.2.4 (relationships), CVE record format 5.2 (`packageURL`, `collectionURL`), OSV 1.x, OpenVEX 0.2.
 */
import type { Advisory, AdvisoryPackage, AdvisoryProduct, AffectedVersions } from '../../advisories/advisory.ts';
import { foldName } from '../../kernel/text.ts';
import { isDistributed } from '../../packages/package-identifier.ts';
import { parsePurl } from '../../packages/purl.ts';
import { affectedVersionsOf } from '../identifiers/affected.ts';

/** A product as its maker calls it. */
export interface ProductName {
  readonly vendor: string;
  readonly name: string;
  /** Null: of whatever version. */
  readonly version: string | null;
}

export interface NamedPackage extends AdvisoryPackage {
  /** Where it is spoken of only as a part of a product that has no package URL: one of these. */
  readonly withinNames?: readonly ProductName[];
  /** What a CVE record says of its versions, instead of ranges. */
  readonly affected?: AffectedVersions;
}

/** A product that its supplier speaks of by its name. */
export interface NamedProduct extends Pick<AdvisoryPackage, 'productId' | 'ranges' | 'versions'> {
  readonly vendor: string;
  readonly name: string;
}

export function packagesOf(advisory: Advisory): readonly NamedPackage[] {
  if (advisory.kind === 'cve') return advisory.products.flatMap((product) => ofRecord(advisory, product));
  if (advisory.packages !== undefined) return advisory.packages;
  if (advisory.kind !== 'csaf') return [];
  const byId = new Map(advisory.products.map((product) => [product.productId, product]));
  return advisory.products.flatMap((product) => ofDocument(product, byId));
}

/** What a record says of versions is judged by its own fields. */
function ofRecord(advisory: Advisory, { productId, identifiers }: AdvisoryProduct): NamedPackage[] {
  const affected = affectedVersionsOf(advisory, productId);
  if (affected === null) return [];
  return purlsOf(identifiers).map((purl) => ({ productId, purl, ranges: [], versions: [], affected }));
}

function purlsOf(identifiers: AdvisoryProduct['identifiers']): readonly string[] {
  return identifiers.flatMap(({ kind, value }) => (kind === 'purl' ? [value] : []));
}

function ofDocument(product: AdvisoryProduct, byId: ReadonlyMap<string, AdvisoryProduct>): NamedPackage[] {
  const { productId, relationship } = product;
  const part = relationship === null ? undefined : byId.get(relationship.productId);
  const own = purlsOf(product.identifiers);
  const purls = own.length > 0 || part === undefined ? own : purlsOf(part.identifiers);
  if (purls.length === 0) return [];
  const meant = versionsOf(part ?? product);
  const whole = relationship === null ? undefined : byId.get(relationship.relatesTo);
  return purls.flatMap((purl): NamedPackage[] => {
    const named = { productId, purl, ...meant };
    // What stands around the package of a distribution is the distribution.
    if (whole === undefined || isOfDistribution(purl)) return [named];
    const within = purlsOf(whole.identifiers)[0];
    if (within !== undefined) return [{ ...named, within }];
    const withinNames = namesOf(whole);
    return withinNames.length === 0 ? [] : [{ ...named, withinNames }];
  });
}

function isOfDistribution(text: string): boolean {
  const purl = parsePurl(text);
  return purl !== undefined && isDistributed(purl);
}

function versionsOf({ paths }: AdvisoryProduct): Pick<AdvisoryPackage, 'ranges' | 'versions'> {
  const steps = paths.flat();
  const ranges = steps.filter(({ category, name }) => category === 'product_version_range' && name.startsWith('vers:'));
  const versions = steps.filter(({ category }) => category === 'product_version').map(({ name }) => name);
  return { ranges: ranges.map(({ name }) => ({ kind: 'vers' as const, vers: name })), versions };
}

/** By vendor, product and version of each path that names both vendor and product. */
function namesOf({ paths }: AdvisoryProduct): readonly ProductName[] {
  return paths.flatMap((path) => {
    const [vendor, name, version] = ['vendor', 'product_name', 'product_version'].map(
      (wanted) => path.find(({ category }) => category === wanted)?.name,
    );
    const isRange = path.some(({ category }) => category === 'product_version_range');
    if (vendor === undefined || name === undefined || isRange) return [];
    return [{ vendor, name, version: version ?? null }];
  });
}

/** Products without a package URL, in the documents of suppliers; each under every name and range of versions that a path gives it. */
export function wholeProductsOf(advisory: Advisory): readonly NamedProduct[] {
  if (advisory.kind !== 'csaf' && advisory.kind !== 'cyclonedx-vex') return [];
  return advisory.products.flatMap(({ productId, paths, identifiers, relationship }) => {
    if (relationship !== null || purlsOf(identifiers).length > 0) return [];
    return paths.flatMap((path): NamedProduct[] => {
      const [vendor, name] = ['vendor', 'product_name'].map((wanted) => path.find(({ category }) => category === wanted)?.name);
      if (vendor === undefined || name === undefined) return [];
      const { ranges, versions } = versionsOf({ productId, name, paths: [path], identifiers, relationship });
      const isSaid = path.some(({ category }) => category.startsWith('product_version'));
      // A range in words is for people; a product without any version is meant whatever its version.
      if (isSaid && ranges.length + versions.length === 0) return [];
      const meant = isSaid ? { ranges, versions } : { ranges: [{ kind: 'vers' as const, vers: 'vers:all/*' }], versions: [] };
      return [{ productId, vendor, name, ...meant }];
    });
  });
}

/** By what a product is looked up. */
export function productNameKey(name: string): string {
  return `name/${foldName(name)}`;
}
