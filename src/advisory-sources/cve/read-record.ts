/**
 * A record of the CVE List → an advisory: what its numbering authority (CNA) says and what others added (ADP containers, CISA's
 * Vulnrichment among them). A rejected record names no product any more. Nothing is weighed against anything: the products of
 * all containers stand beside each other, each with whose word it is. Fields that are dropped, and why: README.md beside this.
 * Followed: CVE record format 5.0 to 5.2. Times without a zone are UTC.
 */
import type { Advisory, AdvisoryFlaw, AdvisoryRemediation, AdvisoryScore, SsvcAssessment } from '#core/advisories/advisory.ts';
import { Problem } from '#core/kernel/problem.ts';
import { parseDay, parseInstant } from '#core/kernel/time.ts';
import { objectOf, objectsOf, textOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';
import { DocumentReading, problemOfDocument, type ReadDocument } from '../advisory-reading.ts';
import { nvdFields, productsOf, readConfigurations } from '../nvd/configurations.ts';
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
import { readAffected, type AffectedProduct } from './affected.ts';

export function isCveRecord(json: unknown): boolean {
  const record = objectOf(json as JsonValue);
  return record !== undefined && (record['dataType'] === 'CVE_RECORD' || objectOf(record['cveMetadata']) !== undefined);
}

interface Container {
  readonly json: JsonObject;
  readonly at: string;
  /** `cna`, or the short name of who added it. */
  readonly source: string;
}

/** @returns the advisory, or why the record was refused: another version of the format, no id, a state that is not known, no CNA container. */
export function readCveRecord(json: unknown): ReadDocument {
  const record = objectOf(json as JsonValue) ?? {};
  const metadata = objectOf(record['cveMetadata']) ?? {};
  const id = textOf(metadata['cveId'])?.toUpperCase() ?? '';
  if (!cveIdPattern.test(id)) return refusedWithoutId(id, '/cveMetadata/cveId');
  const version = textOf(record['dataVersion']) ?? '';
  if (!/^5(?:\.|$)/.test(version)) {
    const message = `The CVE record ${id} is of format "${version.slice(0, 20)}", which is not known; hand in records of format 5.`;
    return refused(new Problem('file-format-mismatch', message, { path: '/dataVersion' }));
  }
  const problem = problemOfDocument(record);
  if (problem !== undefined) return refused(problem);
  const state = textOf(metadata['state'])?.toUpperCase() ?? '';
  if (state !== 'PUBLISHED' && state !== 'REJECTED') {
    const message = `The CVE record ${id} is in the state "${state.slice(0, 20)}", in which it says nothing of products.`;
    return refused(new Problem('file-malformed', message, { path: '/cveMetadata/state' }));
  }
  const cna = objectOf(objectOf(record['containers'])?.['cna']);
  if (cna === undefined) {
    const message = `The CVE record ${id} has no container of its numbering authority (/containers/cna).`;
    return refused(new Problem('file-malformed', message, { path: '/containers/cna' }));
  }
  const reading = new DocumentReading();
  const added = reading.objects(objectOf(record['containers']) ?? {}, 'adp', '/containers').map(([container, at]) => {
    return { json: container, at, source: sourceOf(container) };
  });
  const containers: readonly Container[] = [{ json: cna, at: '/containers/cna', source: 'cna' }, ...added];
  return { kind: 'read', advisory: advisoryOf(id, metadata, state === 'REJECTED', containers, reading), remarks: reading.remarks };
}

function sourceOf(container: JsonObject): string {
  return textOf(objectOf(container['providerMetadata'])?.['shortName']) ?? 'adp';
}

function advisoryOf(
  id: string,
  metadata: JsonObject,
  isRejected: boolean,
  containers: readonly Container[],
  reading: DocumentReading,
): Advisory {
  const parts = containers.map((container) => partOf(container, isRejected, reading));
  const cna = containers[0]?.json ?? {};
  const references = referencesOf(containers.map(({ json }) => json['references']));
  const notes = [
    ...containers.flatMap(({ json }) => notesOf('description', null, englishTexts(json['descriptions']))),
    ...notesOf('general', 'Rejected', englishTexts(cna['rejectedReasons'])),
    ...notesOf('details', 'Configurations', englishTexts(cna['configurations'])),
    ...notesOf('details', 'Exploits', englishTexts(cna['exploits'])),
  ];
  return {
    kind: 'cve',
    documentId: id,
    revision: null,
    title: textOf(cna['title']) ?? id,
    publisher: textOf(metadata['assignerShortName']) ?? sourceOf(cna),
    publishedAt: utcInstant(metadata, 'datePublished', '/cveMetadata', reading),
    modifiedAt: utcInstant(metadata, 'dateUpdated', '/cveMetadata', reading),
    notes,
    products: parts.flatMap(({ products }) => products),
    flaws: [flawOf(id, parts)],
    ...(references.length === 0 ? {} : { references }),
    ...(isRejected ? { isRejected } : {}),
  };
}

type Part = Pick<Advisory, 'products'> &
  Required<Pick<AdvisoryFlaw, 'statuses' | 'affected' | 'applicability' | 'scores' | 'remediations' | 'cweIds' | 'ssvc'>> & {
    readonly listedOn: string | undefined;
  };

function partOf({ json, at, source }: Container, isRejected: boolean, reading: DocumentReading): Part {
  const affected: readonly AffectedProduct[] = isRejected ? [] : readAffected(json, at, source, reading);
  const applicability = isRejected ? [] : readConfigurations(json, 'cpeApplicability', at, nvdFields, reading);
  // What `affected` names by a CPE is that product; only what stands in the configurations alone is another.
  const ofCpe = productsOf(applicability).map((product) => ({ ...product, productId: `${source}:${product.productId}` }));
  const products = [...affected.map(({ product }) => product), ...ofCpe];
  const productIds = products.map(({ productId }) => productId);
  const { ssvc, listedOn } = judgementsOf(json, source, reading, at);
  return {
    products,
    affected: affected.map(({ versions }) => versions),
    statuses: [
      ...affected.map(({ product, status }) => ({ productId: product.productId, status })),
      ...ofCpe.map(({ productId }) => ({ productId, status: 'known-affected' as const })),
    ],
    applicability,
    scores: scoresOf(json, at, productIds, reading),
    remediations: remediationsOf(json, productIds),
    cweIds: cweIdsIn(
      objectsOf(json['problemTypes']).flatMap(({ descriptions }) =>
        objectsOf(descriptions).flatMap((one) => textOf(one['cweId']) ?? textOf(one['description']) ?? []),
      ),
    ),
    ssvc,
    listedOn,
  };
}

function flawOf(id: string, parts: readonly Part[]): AdvisoryFlaw {
  const affected = parts.flatMap((part) => part.affected);
  const applicability = parts.flatMap((part) => part.applicability);
  const ssvc = parts.flatMap((part) => part.ssvc);
  const listedOn = parts.flatMap((part) => part.listedOn ?? []).toSorted()[0];
  return {
    cveId: id,
    otherIds: [],
    title: null,
    cweIds: [...new Set(parts.flatMap((part) => part.cweIds))],
    statuses: parts.flatMap((part) => part.statuses),
    scores: parts.flatMap((part) => part.scores),
    remediations: parts.flatMap((part) => part.remediations),
    ...(affected.length === 0 ? {} : { affected }),
    ...(applicability.length === 0 ? {} : { applicability }),
    ...(ssvc.length === 0 ? {} : { ssvc }),
    ...(listedOn === undefined ? {} : { listedAsExploitedOn: listedOn }),
  };
}

const versionOfMetric = { cvssV4_0: '4.0', cvssV3_1: '3.1', cvssV3_0: '3.0', cvssV2_0: '2.0' } as const;

function scoresOf(container: JsonObject, at: string, productIds: readonly string[], reading: DocumentReading): AdvisoryScore[] {
  return reading.objects(container, 'metrics', at).flatMap(([metric, place]) =>
    Object.entries(versionOfMetric).flatMap(([key, version]) => {
      const data = objectOf(metric[key]);
      return data === undefined ? [] : scoreOf(version, data, `${place}/${key}`, productIds, reading);
    }),
  );
}

/** What is measured otherwise than by CVSS: SSVC, and the list of exploited flaws. */
function judgementsOf(
  container: JsonObject,
  by: string,
  reading: DocumentReading,
  at: string,
): { readonly ssvc: SsvcAssessment[]; readonly listedOn: string | undefined } {
  const ssvc: SsvcAssessment[] = [];
  let listedOn: string | undefined;
  for (const [metric, place] of reading.objects(container, 'metrics', at)) {
    const other = objectOf(metric['other']);
    const content = objectOf(other?.['content']);
    if (other === undefined || content === undefined) continue;
    const type = textOf(other['type'])?.toLowerCase() ?? '';
    if (type === 'kev') {
      const day = parseDay((textOf(content['dateAdded']) ?? '').slice(0, 10));
      if (day === undefined)
        reading.remark({ code: 'date-unreadable', path: `${place}/other`, message: 'The day of listing is no date; it was left out.' });
      else listedOn = day;
    } else if (type === 'ssvc') ssvc.push(assessmentOf(content, by));
  }
  return { ssvc, listedOn };
}

function assessmentOf(content: JsonObject, by: string): SsvcAssessment {
  const options = new Map(
    objectsOf(content['options']).flatMap((option) =>
      Object.entries(option).map(
        ([key, value]) => [key.toLowerCase().replace(/[^a-z]/g, ''), textOf(value)?.toLowerCase() ?? null] as const,
      ),
    ),
  );
  return {
    by,
    at: parseInstant(textOf(content['timestamp']) ?? '') ?? null,
    exploitation: options.get('exploitation') ?? null,
    automatable: options.get('automatable') ?? null,
    technicalImpact: options.get('technicalimpact') ?? null,
  };
}

function remediationsOf(container: JsonObject, productIds: readonly string[]): AdvisoryRemediation[] {
  const said = (category: string, key: string): AdvisoryRemediation[] =>
    englishTexts(container[key]).map((details) => ({ category, details, url: null, productIds }));
  return [...said('vendor_fix', 'solutions'), ...said('workaround', 'workarounds')];
}
