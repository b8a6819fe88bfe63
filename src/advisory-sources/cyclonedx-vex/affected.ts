/**
 * The `affects` of one vulnerability → products with their versions and what is said of them. Every version or range that is named is a
 * product of its own, because each may have another status.
 * Followed: CycloneDX 1.4 to 1.7 `vulnerabilities[].affects[]` and `analysis`.
 */
import type { AdvisoryPackage, AdvisoryProduct, AdvisoryStatus, PackageRange, ProductStatus } from '#core/advisories/advisory.ts';
import { parsePurl, printPurl } from '#core/packages/purl.ts';
import { objectOf } from '#importers/json-facts.ts';
import type { JsonObject } from '#importers/json-stream.ts';
import type { DocumentReading } from '../advisory-reading.ts';
import type { ComponentReferences, ReferredComponent } from './components.ts';

export interface AffectedProduct {
  readonly product: AdvisoryProduct;
  readonly named: AdvisoryPackage | null;
  readonly status: AdvisoryStatus;
}

const states: Readonly<Record<string, ProductStatus>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'known-affected',
  in_triage: 'under-investigation',
  false_positive: 'known-not-affected',
  not_affected: 'known-not-affected',
};

export function readAffected(flaw: JsonObject, at: string, references: ComponentReferences, reading: DocumentReading): AffectedProduct[] {
  const analysis = objectOf(flaw['analysis']) ?? {};
  const state = reading.text(analysis, 'state', `${at}/analysis`);
  const said = state !== undefined && Object.hasOwn(states, state) ? states[state] : undefined;
  if (state !== undefined && said === undefined) {
    const message = `"${state.slice(0, 40)}" is no state of an analysis that is known here; what it says counts as unknown.`;
    reading.remark({ code: 'state-unknown', path: `${at}/analysis/state`, message });
  }
  // Who names a flaw without an analysis of it says that it is there.
  const general: ProductStatus = said ?? (state === undefined ? 'known-affected' : 'unknown');
  const justification = reading.text(analysis, 'justification', `${at}/analysis`);
  const detail = reading.text(analysis, 'detail', `${at}/analysis`);
  const about = {
    ...(justification === undefined ? {} : { justification: justification.slice(0, 100) }),
    ...(detail === undefined ? {} : { statement: detail }),
  };
  return reading.objects(flaw, 'affects', at).flatMap(([affected, place]) => {
    const ref = reading.text(affected, 'ref', place)?.trim();
    const component = ref === undefined ? null : references.resolve(ref);
    if (ref === undefined || component === null) {
      const message = `"${(ref ?? '').slice(0, 80)}" refers to no component of this document; what is said of it was left out.`;
      reading.remark({ code: 'reference-unknown', path: `${place}/ref`, message });
      return [];
    }
    const versions = reading.objects(affected, 'versions', place);
    if (versions.length === 0) return [productOf(ref, component, null, general, about)];
    return versions.flatMap(([version, here]) => {
      const named = {
        version: reading.text(version, 'version', here)?.trim() ?? null,
        range: reading.text(version, 'range', here)?.trim() ?? null,
      };
      if (named.version === null && named.range === null) return [];
      return [productOf(ref, component, named, statusOf(reading.text(version, 'status', here), general), about)];
    });
  });
}

/** A version that is called unaffected is so whatever the analysis says of the others; "affected" is also what is written by default. */
function statusOf(written: string | undefined, general: ProductStatus): ProductStatus {
  if (written === 'unaffected') return 'known-not-affected';
  if (written === 'unknown') return 'unknown';
  return general;
}

interface NamedVersion {
  readonly version: string | null;
  readonly range: string | null;
}

function productOf(
  ref: string,
  component: ReferredComponent,
  named: NamedVersion | null,
  status: ProductStatus,
  about: Pick<AdvisoryStatus, 'justification' | 'statement'>,
): AffectedProduct {
  const version = named === null ? component.version : named.version;
  const text = version ?? named?.range ?? null;
  const productId = text === null ? ref : `${ref} ${text}`;
  const { supplier, name, cpe, link, purl } = component;
  const path = [
    ...(supplier === null ? [] : [{ category: 'vendor', name: supplier }]),
    { category: 'product_name', name },
    ...(text === null ? [] : [{ category: version === null ? 'product_version_range' : 'product_version', name: text }]),
  ];
  const product: AdvisoryProduct = {
    productId,
    name: text === null ? name : `${name} ${text}`,
    paths: [path],
    identifiers: [
      ...(purl === null ? [] : [{ kind: 'purl' as const, value: purl }]),
      ...(cpe === null ? [] : [{ kind: 'cpe' as const, value: cpe }]),
      ...(link === null ? [] : [{ kind: 'uri' as const, value: link }]),
    ],
    relationship: null,
  };
  return { product, named: packageOf(productId, component, named), status: { productId, status, ...about } };
}

function packageOf(productId: string, { purl, version }: ReferredComponent, named: NamedVersion | null): AdvisoryPackage | null {
  const parsed = purl === null ? undefined : parsePurl(purl);
  if (parsed === undefined || purl === null) return null;
  if (named !== null) {
    const ranges: readonly PackageRange[] = named.range === null ? [] : [{ kind: 'vers', vers: named.range }];
    return { productId, purl: printPurl({ ...parsed, version: null }), ranges, versions: named.version === null ? [] : [named.version] };
  }
  if (parsed.version !== null) return { productId, purl, ranges: [], versions: [] };
  if (version !== null) return { productId, purl: printPurl({ ...parsed, version }), ranges: [], versions: [] };
  return { productId, purl, ranges: [{ kind: 'vers', vers: 'vers:all/*' }], versions: [] };
}
