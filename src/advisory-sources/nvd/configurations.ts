/**
 * CPE configurations → applicability: which products, in which versions, and on which platforms. NVD API 2.0
 * (`configurations`), CVE record format 5.1 (`cpeApplicability`) and the compact rows write the same twice nested tree; only
 * the names of the fields of the compact rows differ. A criterion that is no CPE name is remarked and left out, and the rest
 * stands. Not here: what a device makes of it (`core/matching/identifiers`).
 */
import type { AdvisoryProduct, ApplicabilityConfiguration, ApplicabilityNode, CpeMatch, ProductBranch } from '#core/advisories/advisory.ts';
import { parseCpe, productKeyOfCpe, wordsOfCpe, type CpeName } from '#core/matching/identifiers/cpe.ts';
import { textOf } from '#importers/json-facts.ts';
import type { JsonObject } from '#importers/json-stream.ts';
import type { DocumentReading } from '../advisory-reading.ts';

/** How the fields are called. */
export interface ConfigurationFields {
  readonly operator: string;
  readonly matches: string;
  readonly criteria: string;
  readonly isVulnerable: string;
  readonly startIncluding: string;
  readonly startExcluding: string;
  readonly endIncluding: string;
  readonly endExcluding: string;
}

export const nvdFields: ConfigurationFields = {
  operator: 'operator',
  matches: 'cpeMatch',
  criteria: 'criteria',
  isVulnerable: 'vulnerable',
  startIncluding: 'versionStartIncluding',
  startExcluding: 'versionStartExcluding',
  endIncluding: 'versionEndIncluding',
  endExcluding: 'versionEndExcluding',
};

/** @param key of the list in `holder`. Configurations that are left without a criterion are left out. */
export function readConfigurations(
  holder: JsonObject,
  key: string,
  at: string,
  fields: ConfigurationFields,
  reading: DocumentReading,
): ApplicabilityConfiguration[] {
  return reading.objects(holder, key, at).flatMap(([configuration, place]) => {
    const nodes = reading.objects(configuration, 'nodes', place).flatMap(([node, where]) => nodeOf(node, where, fields, reading));
    return nodes.length === 0 ? [] : [{ ...operatorOf(configuration, place, fields, reading), nodes }];
  });
}

function nodeOf(node: JsonObject, at: string, fields: ConfigurationFields, reading: DocumentReading): ApplicabilityNode[] {
  const matches = reading.objects(node, fields.matches, at).flatMap(([match, place]) => matchOf(match, place, fields, reading));
  return matches.length === 0 ? [] : [{ ...operatorOf(node, at, fields, reading), matches }];
}

function operatorOf(
  holder: JsonObject,
  at: string,
  fields: ConfigurationFields,
  reading: DocumentReading,
): Pick<ApplicabilityNode, 'operator' | 'isNegated'> {
  const written = textOf(holder[fields.operator])?.toUpperCase() ?? 'OR';
  if (written !== 'OR' && written !== 'AND') {
    reading.remark({ code: 'operator-unknown', path: at, message: `"${written.slice(0, 20)}" is neither AND nor OR; it is read as AND.` });
  }
  // AND asks for more, so that nothing is called affected for a word that is not understood.
  return { operator: written === 'OR' ? 'OR' : 'AND', isNegated: holder['negate'] === true };
}

function matchOf(match: JsonObject, at: string, fields: ConfigurationFields, reading: DocumentReading): CpeMatch[] {
  const criteria = reading.text(match, fields.criteria, at);
  if (criteria === undefined || parseCpe(criteria) === null) {
    reading.remark({
      code: 'cpe-invalid',
      path: `${at}/${fields.criteria}`,
      message: `"${(criteria ?? '').slice(0, 120)}" is no CPE name; the criterion was left out.`,
    });
    return [];
  }
  const bounds = (['startIncluding', 'startExcluding', 'endIncluding', 'endExcluding'] as const).flatMap((bound) => {
    const version = reading.text(match, fields[bound], at);
    return version === undefined ? [] : [[bound, version] as const];
  });
  return [{ criteria, isVulnerable: match[fields.isVulnerable] === true, ...Object.fromEntries(bounds) }];
}

/** One product for each vendor and product that is a target; platforms and known good versions are none. */
export function productsOf(configurations: readonly ApplicabilityConfiguration[]): AdvisoryProduct[] {
  const byKey = new Map<string, { readonly name: CpeName; readonly versions: string[] }>();
  for (const match of configurations.flatMap(({ nodes }) => nodes.flatMap(({ matches }) => matches))) {
    const name = match.isVulnerable ? parseCpe(match.criteria) : null;
    const key = name === null ? null : productKeyOfCpe(name);
    if (name === null || key === null) continue;
    const known = byKey.get(key) ?? { name, versions: [] };
    byKey.set(key, known);
    known.versions.push(rangeText(match, name));
  }
  return [...byKey].map(([key, { name, versions }]) => {
    const [vendor, product] = [wordsOfCpe(name.vendor), wordsOfCpe(name.product)];
    const version: ProductBranch = { category: 'product_version_range', name: [...new Set(versions)].join(' | ') };
    return {
      productId: key,
      name: `${vendor} ${product}`,
      paths: [[{ category: 'vendor', name: vendor }, { category: 'product_name', name: product }, version]],
      identifiers: [{ kind: 'cpe', value: `cpe:2.3:${name.part}:${name.vendor}:${name.product}:*:*:*:*:*:*:*:*` }],
      relationship: null,
    };
  });
}

/** For people, and for the version grammar: `>=2.0 <2.14.0`. */
function rangeText(match: CpeMatch, { version, update }: CpeName): string {
  const lower = match.startIncluding === undefined ? prefixed('>', match.startExcluding) : `>=${match.startIncluding}`;
  const upper = match.endIncluding === undefined ? prefixed('<', match.endExcluding) : `<=${match.endIncluding}`;
  const range = `${lower} ${upper}`.trim();
  if (range !== '') return range;
  if (version === '*' || version === '-') return 'vers:all/*';
  return wordsOfCpe(update === '*' || update === '-' ? version : `${version} ${update}`);
}

function prefixed(sign: string, version: string | undefined): string {
  return version === undefined ? '' : `${sign}${version}`;
}
