/**
 * Compact rows of CISA's Vulnrichment, one CVE to a line: a shortened copy of the same records, turned back into their shape and
 * read as one. What the copy lost (references, remediations, changes of ranges) stays lost; where the whole record is held too,
 * it is the same document of the same publisher, and the later one stands.
 * The form: {id, state, published, updated, assigner, title, desc, ssvc, kev, cvss: [{src, v, s}], cwe, affected: [{src, vendor,
 * product, package, cpes, default, versions}]}.
 */
import { listOf, objectOf, objectsOf, textOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';
import type { ReadDocument } from '../advisory-reading.ts';
import { readCveRecord } from './read-record.ts';

export function isCompactVulnrichment(json: unknown): boolean {
  const row = objectOf(json as JsonValue);
  return row !== undefined && typeof row['id'] === 'string' && typeof row['state'] === 'string' && typeof row['assigner'] === 'string';
}

const coordinator = 'CISA-ADP';

export function readCompactVulnrichment(json: unknown): ReadDocument {
  const row = objectOf(json as JsonValue) ?? {};
  const descriptions = textOf(row['desc']) === undefined ? [] : [{ lang: 'en', value: row['desc'] ?? null }];
  const added = [...new Set([...sourcesOf(row, 'affected'), ...sourcesOf(row, 'cvss'), coordinator])].filter((source) => source !== 'cna');
  const cna: JsonObject = {
    ...containerOf(row, 'cna'),
    descriptions,
    ...(row['title'] === undefined ? {} : { title: row['title'] }),
    problemTypes: [{ descriptions: listOf(row['cwe']).map((cweId) => ({ cweId })) }],
  };
  return readCveRecord({
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: {
      cveId: row['id'],
      state: row['state'],
      assignerShortName: row['assigner'],
      datePublished: row['published'] ?? null,
      dateUpdated: row['updated'] ?? null,
    },
    containers: { cna, adp: added.map((source) => containerOf(row, source)) },
  });
}

function sourcesOf(row: JsonObject, key: string): string[] {
  return objectsOf(row[key]).flatMap((one) => textOf(one['src']) ?? []);
}

function containerOf(row: JsonObject, source: string): JsonObject {
  const own = (key: string): JsonObject[] => objectsOf(row[key]).filter(({ src }) => src === source);
  const judged = source === coordinator ? [...ssvcOf(row), ...kevOf(row)] : [];
  return {
    providerMetadata: { shortName: source },
    affected: own('affected').map(({ default: status, package: packageName, src: _source, ...entry }) => ({
      ...entry,
      ...(status === undefined ? {} : { defaultStatus: status }),
      ...(packageName === undefined ? {} : { packageName }),
    })),
    metrics: [...own('cvss').flatMap(metricOf), ...judged],
  };
}

const keyOfVersion: Readonly<Record<string, string>> = { '4.0': 'cvssV4_0', '3.1': 'cvssV3_1', '3.0': 'cvssV3_0' };

function metricOf({ v: vector, s: score }: JsonObject): JsonObject[] {
  const version = /^CVSS:(\d\.\d)\//.exec(textOf(vector) ?? '')?.[1] ?? '';
  return [{ [keyOfVersion[version] ?? 'cvssV2_0']: { vectorString: vector ?? null, baseScore: score ?? null } }];
}

function ssvcOf(row: JsonObject): JsonObject[] {
  const ssvc = objectOf(row['ssvc']);
  if (ssvc === undefined) return [];
  const { exploitation = null, automatable = null, technicalImpact = null, ts: timestamp = null } = ssvc;
  const options = [{ Exploitation: exploitation }, { Automatable: automatable }, { 'Technical Impact': technicalImpact }];
  return [{ other: { type: 'ssvc', content: { timestamp, options } } }];
}

function kevOf(row: JsonObject): JsonObject[] {
  return textOf(row['kev']) === undefined ? [] : [{ other: { type: 'kev', content: { dateAdded: row['kev'] ?? null } } }];
}
