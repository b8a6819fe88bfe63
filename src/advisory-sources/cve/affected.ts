/**
 * `affected[]` of a CVE record → products with what is said of their versions. One entry is one product, named by vendor,
 * product and package; its CPE names and its package address are its identifiers. An entry that names nothing ("n/a") is none.
 * Followed: CVE record format 5.0 to 5.2, `product` and `versions`.
 */
import type {
  AdvisoryProduct,
  AffectedStatus,
  AffectedVersion,
  AffectedVersions,
  ProductBranch,
  ProductIdentifier,
  ProductStatus,
} from '#core/advisories/advisory.ts';
import { parseCpe } from '#core/matching/identifiers/cpe.ts';
import { listOf, textOf, textsOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';
import type { DocumentReading } from '../advisory-reading.ts';
import { purlOfCollection } from './collections.ts';

export interface AffectedProduct {
  readonly product: AdvisoryProduct;
  readonly versions: AffectedVersions;
  readonly status: ProductStatus;
}

const noName = /^(?:n\/?a|none|null|nil|unspecified|unknown|not applicable|[-*?.\s]*)$/i;
/** More are not written into the name of a branch; all are kept as versions. */
const versionsNamedMax = 30;

/** @param source whose word it is, to tell products of several containers apart: `cna`, `CISA-ADP`. */
export function readAffected(container: JsonObject, at: string, source: string, reading: DocumentReading): AffectedProduct[] {
  return reading.objects(container, 'affected', at).flatMap(([entry, place], index) => {
    const named = namesOf(entry);
    if (named === null) return [];
    const productId = `${source}:${index}`;
    const versions = reading.objects(entry, 'versions', place).flatMap(([version, where]) => versionOf(version, where, reading));
    const defaultStatus = entry['defaultStatus'] === undefined ? null : statusOf(entry['defaultStatus']);
    const platforms = listOf(entry['platforms']).flatMap((one) => textOf(one) ?? []);
    const range = versions.filter(({ status }) => status === 'affected').map(rangeText);
    const path: ProductBranch[] = [
      ...(named.vendor === null ? [] : [{ category: 'vendor', name: named.vendor }]),
      { category: 'product_name', name: named.product },
      ...(range.length === 0 ? [] : [{ category: 'product_version_range', name: rangesText(range) }]),
    ];
    return [
      {
        product: {
          productId,
          name: named.vendor === null ? named.product : `${named.vendor} ${named.product}`,
          paths: [path],
          identifiers: identifiersOf(entry, place, reading),
          relationship: null,
        },
        versions: { productId, defaultStatus, versions, ...(platforms.length === 0 ? {} : { platforms: [...new Set(platforms)] }) },
        status: productStatus(versions, defaultStatus),
      },
    ];
  });
}

function namesOf(entry: JsonObject): { readonly vendor: string | null; readonly product: string } | null {
  const [vendor, product, packageName] = ['vendor', 'product', 'packageName'].map((key) => {
    const text = textOf(entry[key]);
    return text === undefined || noName.test(text) ? null : text;
  });
  const named = product ?? packageName ?? null;
  return named === null ? null : { vendor: vendor ?? null, product: named };
}

function statusOf(value: JsonValue | undefined): AffectedStatus {
  const text = textOf(value)?.toLowerCase();
  return text === 'affected' || text === 'unaffected' ? text : 'unknown';
}

function versionOf(version: JsonObject, at: string, reading: DocumentReading): AffectedVersion[] {
  const written = reading.text(version, 'version', at);
  const [versionType, lessThan, lessThanOrEqual] = ['versionType', 'lessThan', 'lessThanOrEqual'].map((key) => textOf(version[key]));
  if (written === undefined && lessThan === undefined && lessThanOrEqual === undefined) {
    reading.remark({ code: 'version-missing', path: at, message: 'An entry of "versions" names no version; it was left out.' });
    return [];
  }
  const changes = reading.objects(version, 'changes', at).flatMap(([change]) => {
    const changedAt = textOf(change['at']);
    return changedAt === undefined ? [] : [{ at: changedAt, status: statusOf(change['status']) }];
  });
  return [
    {
      version: written ?? '0',
      status: statusOf(version['status']),
      ...(versionType === undefined ? {} : { versionType }),
      ...(lessThan === undefined ? {} : { lessThan }),
      ...(lessThanOrEqual === undefined ? {} : { lessThanOrEqual }),
      ...(changes.length === 0 ? {} : { changes }),
    },
  ];
}

function rangeText({ version, lessThan, lessThanOrEqual }: AffectedVersion): string {
  const upper = lessThan === undefined ? (lessThanOrEqual === undefined ? null : `<=${lessThanOrEqual}`) : `<${lessThan}`;
  if (upper === null) return version;
  const isFromStart = /^(?:0|\*|-|n\/a|unspecified|unknown|)$/i.test(version.trim());
  return upper.endsWith('*') && isFromStart ? 'vers:all/*' : isFromStart ? upper : `>=${version} ${upper}`;
}

function rangesText(ranges: readonly string[]): string {
  const named = [...new Set(ranges)];
  return named.length > versionsNamedMax ? `${named.slice(0, versionsNamedMax).join(' | ')} | …` : named.join(' | ');
}

function identifiersOf(entry: JsonObject, at: string, reading: DocumentReading): ProductIdentifier[] {
  const names = textsOf(entry['cpes']);
  const invalid = names.find((name) => parseCpe(name) === null);
  if (invalid !== undefined) {
    reading.remark({ code: 'cpe-invalid', path: `${at}/cpes`, message: `"${invalid.slice(0, 120)}" is no CPE name; it was left out.` });
  }
  const cpes = [...new Set(names)].filter((name) => parseCpe(name) !== null);
  return [...cpes.map((value) => ({ kind: 'cpe' as const, value })), ...purlsOf(entry).map((value) => ({ kind: 'purl' as const, value }))];
}

/** Its own package URL, else the one that follows from the collection that holds it. */
function purlsOf(entry: JsonObject): readonly string[] {
  const written = textsOf(entry['packageURL']);
  if (written.length > 0) return written;
  const [collection, name] = ['collectionURL', 'packageName'].map((key) => textOf(entry[key]));
  const purl = collection === undefined || name === undefined ? null : purlOfCollection(collection, name);
  return purl === null ? [] : [purl];
}

/** Of the product as a whole: the gravest word for any of its versions. */
function productStatus(versions: readonly AffectedVersion[], defaultStatus: AffectedStatus | null): ProductStatus {
  const said = new Set([
    ...versions.map(({ status }) => status),
    ...versions.flatMap(({ changes = [] }) => changes.map(({ status }) => status)),
  ]);
  if (said.has('affected') || defaultStatus === 'affected') return 'known-affected';
  return said.has('unknown') || (defaultStatus ?? 'unknown') === 'unknown' ? 'unknown' : 'known-not-affected';
}
