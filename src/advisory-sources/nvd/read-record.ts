/**
 * Records of the National Vulnerability Database → advisories: a page of its API, one record of it, or a bare record. Each
 * record is read or refused for itself. A rejected record names no product any more. What a device makes of the CPE
 * configurations is decided in `core/matching/identifiers`. Fields that are dropped, and why: README.md beside this file.
 * Followed: NVD CVE API 2.0 (schema `cve_api_json_2.0`), in which times have no zone and are UTC.
 */
import type { Advisory, AdvisoryFlaw, AdvisoryScore } from '#core/advisories/advisory.ts';
import { objectOf, objectsOf, textOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';
import { parseDay } from '#core/kernel/time.ts';
import { Problem } from '#core/kernel/problem.ts';
import { DocumentReading, problemOfDocument, type ReadDocument } from '../advisory-reading.ts';
import {
  cveIdPattern,
  cweIdsIn,
  englishTexts,
  notesOf,
  referencesOf,
  refused,
  refusedWithoutId,
  scoreOf,
  utcInstant,
} from '../record-values.ts';
import { nvdFields, productsOf, readConfigurations } from './configurations.ts';

export const nvdPublisher = 'NVD';

/** True for a page (`format` NVD_CVE), for `{cve: {…}}`, and for a bare record. */
export function isNvdDocument(json: unknown): boolean {
  const document = objectOf(json as JsonValue);
  if (document === undefined) return false;
  if (Array.isArray(document['vulnerabilities'])) return document['format'] === 'NVD_CVE';
  const record = objectOf(document['cve']) ?? document;
  return typeof record['id'] === 'string' && ('vulnStatus' in record || 'sourceIdentifier' in record);
}

/** A page gives as many as it holds; one that is cut short says so by its own count. */
export function* readNvdDocument(json: unknown): Generator<ReadDocument> {
  const document = objectOf(json as JsonValue) ?? {};
  const page = document['vulnerabilities'];
  if (!Array.isArray(page)) {
    yield readNvdRecord(objectOf(document['cve']) ?? document, objectOf(document['cve']) === undefined ? '' : '/cve');
    return;
  }
  for (const [index, item] of page.entries()) {
    const record = objectOf(objectOf(item as JsonValue)?.['cve']);
    const at = `/vulnerabilities/${index}/cve`;
    if (record === undefined) yield refusedWithoutId('', at);
    else yield readNvdRecord(record, at);
  }
  const { resultsPerPage: announced } = document;
  if (typeof announced === 'number' && announced > page.length) {
    const message = `The page says that it holds ${announced} records and holds ${page.length}; the rest is missing. Fetch it again.`;
    yield refused(new Problem('file-truncated', message, { path: '/vulnerabilities' }));
  }
}

function readNvdRecord(record: JsonObject, at: string): ReadDocument {
  const id = textOf(record['id'])?.toUpperCase() ?? '';
  if (!cveIdPattern.test(id)) return refusedWithoutId(id, at);
  const problem = problemOfDocument(record);
  if (problem !== undefined) return refused(problem);
  const reading = new DocumentReading();
  const isRejected = textOf(record['vulnStatus'])?.toLowerCase() === 'rejected';
  const applicability = isRejected ? [] : readConfigurations(record, 'configurations', at, nvdFields, reading);
  const advisory = nvdAdvisory(id, nvdPublisher, record, at, applicability, reading);
  const flaw = flawOf(id, record, at, advisory, reading);
  const references = referencesOf([record['references']]);
  return {
    kind: 'read',
    advisory: {
      ...advisory,
      title: textOf(record['cisaVulnerabilityName']) ?? id,
      publishedAt: utcInstant(record, 'published', at, reading),
      modifiedAt: utcInstant(record, 'lastModified', at, reading),
      notes: notesOf('description', null, englishTexts(record['descriptions'])),
      flaws: [flaw],
      ...(references.length === 0 ? {} : { references }),
      ...(isRejected ? { isRejected } : {}),
    },
    remarks: reading.remarks,
  };
}

/** What both forms of records have: the targets of the configurations as products. */
export function nvdAdvisory(
  id: string,
  publisher: string,
  record: JsonObject,
  at: string,
  applicability: NonNullable<AdvisoryFlaw['applicability']>,
  reading: DocumentReading,
): Advisory {
  const products = productsOf(applicability);
  const statuses = products.map(({ productId }) => ({ productId, status: 'known-affected' as const }));
  const shared = { cveId: id, otherIds: [], title: null, cweIds: [], statuses, scores: [], remediations: [] };
  return {
    kind: 'nvd',
    documentId: id,
    revision: null,
    title: id,
    publisher,
    publishedAt: utcInstant(record, 'published', at, reading),
    modifiedAt: utcInstant(record, 'modified', at, reading),
    notes: [],
    products,
    flaws: [applicability.length === 0 ? shared : { ...shared, applicability }],
  };
}

function flawOf(id: string, record: JsonObject, at: string, { products, flaws }: Advisory, reading: DocumentReading): AdvisoryFlaw {
  const productIds = products.map(({ productId }) => productId);
  const weaknesses = objectsOf(record['weaknesses']).flatMap((one) =>
    objectsOf(one['description']).flatMap((text) => textOf(text['value']) ?? []),
  );
  const listedOn = parseDay(textOf(record['cisaExploitAdd']) ?? '');
  return {
    cveId: id,
    otherIds: [],
    title: null,
    statuses: [],
    remediations: [],
    ...flaws[0],
    cweIds: cweIdsIn(weaknesses),
    scores: scoresOf(record, at, productIds, reading),
    ...(listedOn === undefined ? {} : { listedAsExploitedOn: listedOn }),
  };
}

const versionOfMetric = { cvssMetricV40: '4.0', cvssMetricV31: '3.1', cvssMetricV30: '3.0', cvssMetricV2: '2.0' } as const;

/** NVD's own (`Primary`) and those of whoever told it of the flaw. */
function scoresOf(record: JsonObject, at: string, productIds: readonly string[], reading: DocumentReading): AdvisoryScore[] {
  const metrics = objectOf(record['metrics']) ?? {};
  return Object.entries(versionOfMetric).flatMap(([key, version]) =>
    reading.objects(metrics, key, `${at}/metrics`).flatMap(([metric, place]) => {
      const data = objectOf(metric['cvssData']);
      return data === undefined ? [] : scoreOf(version, data, `${place}/cvssData`, productIds, reading);
    }),
  );
}
