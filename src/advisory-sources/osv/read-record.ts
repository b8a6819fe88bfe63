/**
 * An OSV record → an advisory: packages with the versions that are affected, and the flaw under all its names. A record that was
 * withdrawn says nothing any more. What is read, dropped and why: README.md.
 * Followed: OSV schema 1.x (ossf/osv-schema), and the answer of its API that holds several records under `vulns`.
 */
import type { Advisory, AdvisoryFlaw, AdvisoryPackage, AdvisoryProduct, AdvisoryScore } from '#core/advisories/advisory.ts';
import { Problem } from '#core/kernel/problem.ts';
import { printPurl } from '#core/packages/purl.ts';
import { objectOf, objectsOf, textOf, textsOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';
import { DocumentReading, problemOfDocument, type ReadDocument } from '../advisory-reading.ts';
import { purlOf, schemeOf } from './ecosystems.ts';
import { readRanges } from './ranges.ts';

/** A record alone, or the answer of the API to a question about a package. */
export function isOsvDocument(json: unknown): boolean {
  const document = objectOf(json as JsonValue);
  if (document === undefined) return false;
  return isRecord(document) || (Array.isArray(document['vulns']) && objectsOf(document['vulns']).some(isRecord));
}

function isRecord(document: JsonObject): boolean {
  const hasContent = ['affected', 'schema_version', 'summary', 'details', 'withdrawn'].some((key) => Object.hasOwn(document, key));
  return Object.hasOwn(document, 'id') && Object.hasOwn(document, 'modified') && hasContent && !Object.hasOwn(document, 'bomFormat');
}

export function* readOsvDocument(json: unknown): Generator<ReadDocument> {
  const problem = problemOfDocument(json);
  const document = objectOf(json as JsonValue);
  if (problem !== undefined || document === undefined) {
    yield { kind: 'refused', problem: problem ?? new Problem('file-format-mismatch', 'The document is no OSV record; hand in OSV 1.x.') };
    return;
  }
  if (isRecord(document)) yield readRecord(document);
  else for (const record of objectsOf(document['vulns'])) yield readRecord(record);
}

function readRecord(record: JsonObject): ReadDocument {
  const version = textOf(record['schema_version']) ?? '1.0.0';
  if (!/^1\.\d+/.test(version)) {
    const message = `The record is OSV ${version.slice(0, 20)}, which is not known; hand in OSV 1.x.`;
    return { kind: 'refused', problem: new Problem('file-format-mismatch', message, { version }) };
  }
  const reading = new DocumentReading();
  const documentId = reading.text(record, 'id', '')?.trim();
  const modifiedAt = reading.instant(record, 'modified', '');
  if (documentId === undefined || modifiedAt === null) {
    const missing = documentId === undefined ? 'id' : 'modified';
    const message = `The record has no readable /${missing}, without which nobody knows which one counts; ask its publisher for a correct one.`;
    return { kind: 'refused', problem: new Problem('file-malformed', message, { path: `/${missing}` }) };
  }
  return { kind: 'read', advisory: advisoryOf(record, documentId, modifiedAt, reading), remarks: reading.remarks };
}

function advisoryOf(record: JsonObject, documentId: string, modifiedAt: string, reading: DocumentReading): Advisory {
  const [summary, details] = ['summary', 'details'].map((key) => reading.text(record, key, ''));
  const isWithdrawn = reading.text(record, 'withdrawn', '') !== undefined;
  const affected = isWithdrawn ? [] : readAffected(record, reading);
  const notes = [
    ...(summary === undefined ? [] : [{ category: 'summary', title: null, text: summary }]),
    ...(details === undefined ? [] : [{ category: 'details', title: null, text: details }]),
  ];
  const references = reading.objects(record, 'references', '').flatMap(([reference, at]) => {
    const url = reading.text(reference, 'url', at);
    return url === undefined ? [] : [{ url, tags: textsOf(reference['type']) }];
  });
  const packages = affected.flatMap((one) => one.named ?? []);
  return {
    kind: 'osv',
    documentId,
    revision: null,
    title: summary ?? details?.split('\n', 1)[0]?.slice(0, 200) ?? documentId,
    publisher: null,
    publishedAt: reading.instant(record, 'published', ''),
    modifiedAt,
    notes,
    products: affected.map(({ product }) => product),
    flaws: isWithdrawn ? [] : flawsOf(record, documentId, affected, summary ?? null, reading),
    ...(packages.length === 0 ? {} : { packages }),
    ...(references.length === 0 ? {} : { references }),
    ...(isWithdrawn ? { isRejected: true } : {}),
  };
}

interface Affected {
  readonly product: AdvisoryProduct;
  /** Absent where neither a package URL nor a known ecosystem says which package it is. */
  readonly named: AdvisoryPackage | undefined;
  readonly scores: readonly AdvisoryScore[];
}

function readAffected(record: JsonObject, reading: DocumentReading): Affected[] {
  const known = new Map<string, number>();
  return reading.objects(record, 'affected', '').flatMap(([affected, at]) => {
    const named = objectOf(affected['package']);
    const name = named === undefined ? undefined : reading.text(named, 'name', `${at}/package`)?.trim();
    const ecosystem = (named === undefined ? undefined : reading.text(named, 'ecosystem', `${at}/package`)?.trim()) ?? '';
    const purl = purlOf(ecosystem, name ?? '', textOf(named?.['purl']) ?? null);
    const ranges = readRanges(affected, at, schemeOf(ecosystem, purl), reading);
    const versions = [...new Set(reading.texts(affected, 'versions', at).map((version) => version.trim()))];
    const repository = ranges.find((range) => range.kind === 'commits')?.repository ?? null;
    const title = name ?? repository;
    if (title === null) {
      const message = 'An entry of "affected" names neither a package nor a repository; it was left out.';
      reading.remark({ code: 'package-missing', path: at, message });
      return [];
    }
    const text = purl === undefined ? null : printPurl(purl);
    if (text === null && name !== undefined) {
      const message = `"${ecosystem.slice(0, 60)}" is no ecosystem that is known here, and the entry has no package URL; nothing is compared with it.`;
      reading.remark({ code: 'ecosystem-unknown', path: `${at}/package`, message });
    }
    const base = text ?? [ecosystem, title].filter((part) => part !== '').join('/');
    const count = (known.get(base) ?? 0) + 1;
    known.set(base, count);
    const productId = count === 1 ? base : `${base} (${count})`;
    const paths = ranges.flatMap((range) =>
      range.kind === 'vers' ? [[...steps(ecosystem, title), { category: 'product_version_range', name: range.vers }]] : [],
    );
    const product: AdvisoryProduct = {
      productId,
      name: title,
      paths: paths.length === 0 ? [steps(ecosystem, title)] : paths,
      identifiers: [
        ...(text === null ? [] : [{ kind: 'purl' as const, value: text }]),
        ...(repository === null ? [] : [{ kind: 'uri' as const, value: repository }]),
      ],
      relationship: null,
    };
    return [
      {
        product,
        named: text === null ? undefined : { productId, purl: text, ranges, versions },
        scores: scoresOf(affected, at, [productId], reading),
      },
    ];
  });
}

function steps(ecosystem: string, name: string) {
  return [...(ecosystem === '' ? [] : [{ category: 'product_family', name: ecosystem }]), { category: 'product_name', name }];
}

/** One flaw under each CVE number that the record has for it, or one without; distributions name theirs under `upstream`. */
function flawsOf(
  record: JsonObject,
  documentId: string,
  affected: readonly Affected[],
  title: string | null,
  reading: DocumentReading,
): AdvisoryFlaw[] {
  const productIds = affected.map(({ product }) => product.productId);
  const names = [documentId, ...textsOf(record['aliases'])];
  const cves = (texts: readonly string[]) => [
    ...new Set(texts.map((text) => text.toUpperCase()).filter((text) => /^CVE-\d{4}-\d{4,19}$/.test(text))),
  ];
  const own = cves(names);
  const cveIds: readonly (string | null)[] = own.length > 0 ? own : cves(textsOf(record['upstream']));
  const scores = [...scoresOf(record, '', productIds, reading), ...affected.flatMap((one) => one.scores)];
  return (cveIds.length === 0 ? [null] : cveIds).map((cveId) => ({
    cveId,
    otherIds: [...new Set(names)].filter((name) => !/^CVE-/i.test(name)),
    title,
    cweIds: [...new Set(textsOf(objectOf(record['database_specific'])?.['cwe_ids']))],
    statuses: productIds.map((productId) => ({ productId, status: 'known-affected' as const })),
    scores,
    remediations: [],
  }));
}

const versionByType = { CVSS_V2: '2.0', CVSS_V3: '3.1', CVSS_V4: '4.0' } as const;

function scoresOf(holder: JsonObject, at: string, productIds: readonly string[], reading: DocumentReading): AdvisoryScore[] {
  return reading.objects(holder, 'severity', at).flatMap(([severity, place]) => {
    const type = reading.text(severity, 'type', place) ?? '';
    const vector = reading.text(severity, 'score', place);
    // Words of a distribution ("medium") are no score.
    if (vector === undefined || !isScored(type)) return [];
    const version = vector.startsWith('CVSS:3.0/') ? '3.0' : versionByType[type];
    return [{ version, vector, baseScore: null, productIds }];
  });
}

function isScored(type: string): type is keyof typeof versionByType {
  return Object.hasOwn(versionByType, type);
}
