/**
 * The vulnerabilities of a CSAF document → flaws: which products are in which state, scores, remediations. Product groups are
 * resolved to product ids; what speaks of a product that the tree does not define is remarked and left out.
 * Followed: CSAF 2.0 3.2.3 (`cwe`, `scores`), CSAF 2.1 3.2.4 (`cwes`, `metrics`, status `unknown`).
 */
import type { AdvisoryFlaw, AdvisoryRemediation, AdvisoryScore, ProductStatus } from '#core/advisories/advisory.ts';
import { objectOf, objectsOf, textsOf } from '#importers/json-facts.ts';
import type { JsonObject } from '#importers/json-stream.ts';
import type { DocumentReading } from '../advisory-reading.ts';
import { readNotes } from './notes.ts';
import type { ProductTree } from './product-tree.ts';

const statusByGroup: Readonly<Record<string, ProductStatus>> = {
  first_affected: 'first-affected',
  known_affected: 'known-affected',
  last_affected: 'last-affected',
  first_fixed: 'first-fixed',
  fixed: 'fixed',
  recommended: 'recommended',
  known_not_affected: 'known-not-affected',
  under_investigation: 'under-investigation',
  unknown: 'unknown',
};

/** @param json the whole document. */
export function readFlaws(json: JsonObject, tree: ProductTree, reading: DocumentReading): AdvisoryFlaw[] {
  return reading.objects(json, 'vulnerabilities', '').map(([flaw, at]) => {
    const otherIds = reading.objects(flaw, 'ids', at).flatMap(([id, place]) => reading.text(id, 'text', place) ?? []);
    const notes = readNotes(flaw, at, reading);
    return {
      cveId: cveIdOf(flaw, at, reading),
      otherIds: [...new Set(otherIds)],
      title: reading.text(flaw, 'title', at) ?? null,
      cweIds: [...new Set([flaw['cwe'] ?? null, ...objectsOf(flaw['cwes'])].flatMap((cwe) => textsOf(objectOf(cwe)?.['id'])))],
      statuses: readStatuses(flaw, at, tree, reading),
      scores: [...readScores(flaw, at, tree, reading), ...readMetrics(flaw, at, tree, reading)],
      remediations: readRemediations(flaw, at, tree, reading),
      ...(notes.length === 0 ? {} : { notes }),
    };
  });
}

function cveIdOf(flaw: JsonObject, at: string, reading: DocumentReading): string | null {
  const written = reading.text(flaw, 'cve', at)?.trim().toUpperCase();
  if (written === undefined) return null;
  if (/^CVE-\d{4}-\d{4,19}$/.test(written)) return written;
  reading.remark({
    code: 'cve-unreadable',
    path: `${at}/cve`,
    message: `"${written.slice(0, 40)}" is no CVE id; the flaw is kept without one.`,
  });
  return null;
}

function readStatuses(flaw: JsonObject, at: string, tree: ProductTree, reading: DocumentReading): AdvisoryFlaw['statuses'] {
  const groups = objectOf(flaw['product_status']);
  if (groups === undefined) return [];
  const labels = readLabels(flaw, at, tree, reading);
  const place = `${at}/product_status`;
  return Object.keys(groups).flatMap((key) => {
    const status = Object.hasOwn(statusByGroup, key) ? statusByGroup[key] : undefined;
    if (status === undefined) {
      reading.remark({
        code: 'status-unknown',
        path: `${place}/${key}`,
        message: `"${key.slice(0, 40)}" is no product status of CSAF; it was left out.`,
      });
      return [];
    }
    return knownProducts(groups, key, place, tree, reading).map((productId) => {
      const justification = status === 'known-not-affected' ? labels.get(productId) : undefined;
      return { productId, status, ...(justification === undefined ? {} : { justification }) };
    });
  });
}

/** Why products are not affected (3.2.3.5 `flags`), by product. */
function readLabels(flaw: JsonObject, at: string, tree: ProductTree, reading: DocumentReading): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const [flag, place] of reading.objects(flaw, 'flags', at)) {
    const label = reading.text(flag, 'label', place)?.slice(0, 100);
    const grouped = reading.texts(flag, 'group_ids', place).flatMap((groupId) => tree.groups.get(groupId) ?? []);
    if (label === undefined) continue;
    for (const productId of [...knownProducts(flag, 'product_ids', place, tree, reading), ...grouped]) labels.set(productId, label);
  }
  return labels;
}

/** 2.0: one entry has the products and up to one score of each version. */
function readScores(flaw: JsonObject, at: string, tree: ProductTree, reading: DocumentReading): AdvisoryScore[] {
  return reading
    .objects(flaw, 'scores', at)
    .flatMap(([score, place]) => scoresIn(score, place, knownProducts(score, 'products', place, tree, reading), reading));
}

/** 2.1: what is measured stands in `content`, and may be something else than CVSS. */
function readMetrics(flaw: JsonObject, at: string, tree: ProductTree, reading: DocumentReading): AdvisoryScore[] {
  return reading.objects(flaw, 'metrics', at).flatMap(([metric, place]) => {
    const content = objectOf(metric['content']);
    return content === undefined
      ? []
      : scoresIn(content, `${place}/content`, knownProducts(metric, 'products', place, tree, reading), reading);
  });
}

const versionsByKey = { cvss_v2: ['2.0'], cvss_v3: ['3.1', '3.0'], cvss_v4: ['4.0'] } as const;

function scoresIn(holder: JsonObject, at: string, productIds: readonly string[], reading: DocumentReading): AdvisoryScore[] {
  return (['cvss_v2', 'cvss_v3', 'cvss_v4'] as const).flatMap((key) => {
    const score = objectOf(holder[key]);
    if (score === undefined) return [];
    const vector = reading.text(score, 'vectorString', `${at}/${key}`);
    const versions: readonly AdvisoryScore['version'][] = versionsByKey[key];
    // The vector names its own version; only 2.0 does not.
    const named = /^CVSS:(\d\.\d)\//.exec(vector ?? '')?.[1] ?? reading.text(score, 'version', `${at}/${key}`);
    const version = versions.find((one) => one === named) ?? versions[0];
    if (vector === undefined || version === undefined) {
      reading.remark({
        code: 'score-without-vector',
        path: `${at}/${key}`,
        message: 'A score has no vector, so it cannot be checked; it was left out.',
      });
      return [];
    }
    const baseScore = score['baseScore'];
    const isScore = typeof baseScore === 'number' && baseScore >= 0 && baseScore <= 10;
    return [{ version, vector, baseScore: isScore ? baseScore : null, productIds }];
  });
}

function readRemediations(flaw: JsonObject, at: string, tree: ProductTree, reading: DocumentReading): AdvisoryRemediation[] {
  return reading.objects(flaw, 'remediations', at).map(([remediation, place]) => {
    const groups = reading.texts(remediation, 'group_ids', place).map((groupId) => {
      const members = tree.groups.get(groupId);
      if (members === undefined) {
        reading.remark({
          code: 'group-unknown',
          path: `${place}/group_ids`,
          message: `A remediation names the product group ${groupId.slice(0, 80)}, which the product tree does not define.`,
        });
      }
      return members ?? [];
    });
    const named = knownProducts(remediation, 'product_ids', place, tree, reading);
    return {
      category: reading.text(remediation, 'category', place) ?? 'unknown',
      details: reading.text(remediation, 'details', place) ?? '',
      url: reading.text(remediation, 'url', place) ?? null,
      // Large documents name one group in thousands of remediations: it is one list then.
      productIds:
        groups.length === 1 && named.length === 0 && groups[0] !== undefined ? groups[0] : [...new Set([...named, ...groups.flat()])],
    };
  });
}

function knownProducts(holder: JsonObject, key: string, at: string, tree: ProductTree, reading: DocumentReading): readonly string[] {
  const named = [...new Set(reading.texts(holder, key, at))];
  const known = named.filter((productId) => tree.productIds.has(productId));
  const unknown = named.find((productId) => !tree.productIds.has(productId));
  if (unknown !== undefined) {
    const count = named.length - known.length;
    reading.remark({
      code: 'product-unknown',
      path: `${at}/${key}`,
      message: `${count} of the products that are named here are not defined by the product tree, the first is ${unknown.slice(0, 80)}; they were left out.`,
    });
  }
  return known;
}
