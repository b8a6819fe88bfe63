/**
 * The vulnerabilities of a CycloneDX document → an advisory: what a supplier says of flaws in its products (VEX) or names beside a bill of
 * materials. The bill itself is the importer's (`src/importers/cyclonedx`). What is read, dropped and why: README.md.
 * Followed: CycloneDX 1.4 to 1.7 (ECMA-424) in JSON, `vulnerabilities`.
 */
import { createHash } from 'node:crypto';
import type { Advisory, AdvisoryFlaw, AdvisoryNote, AdvisoryRemediation, AdvisoryScore } from '#core/advisories/advisory.ts';
import { Problem } from '#core/kernel/problem.ts';
import { scoreOfVector } from '#core/vulnerabilities/cvss.ts';
import { listOf, objectOf, objectsOf, textOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';
import { DocumentReading, problemOfDocument, type ReadDocument } from '../advisory-reading.ts';
import { readAffected, type AffectedProduct } from './affected.ts';
import { ComponentReferences } from './components.ts';

export function isCycloneDxDocument(json: unknown): boolean {
  return objectOf(json as JsonValue)?.['bomFormat'] === 'CycloneDX';
}

export function readCycloneDxDocument(json: unknown): ReadDocument {
  const problem = problemOfDocument(json);
  const document = objectOf(json as JsonValue);
  if (problem !== undefined || document === undefined) {
    return refused(problem ?? new Problem('file-format-mismatch', 'The document is no CycloneDX document.'));
  }
  const version = textOf(document['specVersion']) ?? '';
  if (!/^1\.[4-9]$/.test(version)) {
    const message = `The document is CycloneDX ${version.slice(0, 20)}, which says nothing of vulnerabilities; hand in CycloneDX 1.4 or later.`;
    return refused(new Problem('file-format-mismatch', message, { version }));
  }
  if (!Array.isArray(document['vulnerabilities'])) {
    const message =
      'The document is a bill of materials that names no vulnerabilities (/vulnerabilities), so it is no advisory; import it as a bill of materials.';
    return refused(new Problem('file-format-mismatch', message, { path: '/vulnerabilities' }));
  }
  const reading = new DocumentReading();
  return { kind: 'read', advisory: advisoryOf(document, reading), remarks: reading.remarks };
}

function refused(problem: Problem): ReadDocument {
  return { kind: 'refused', problem };
}

function advisoryOf(document: JsonObject, reading: DocumentReading): Advisory {
  const metadata = objectOf(document['metadata']) ?? {};
  const references = new ComponentReferences(document);
  const entries = reading.objects(document, 'vulnerabilities', '').map(([flaw, at]) => readFlaw(flaw, at, references, reading));
  const affected = new Map(entries.flatMap((entry) => entry.affected.map((one) => [one.product.productId, one] as const)));
  const packages = [...affected.values()].flatMap(({ named }) => named ?? []);
  const timestamp = reading.instant(metadata, 'timestamp', '/metadata');
  const serial = reading.text(document, 'serialNumber', '')?.trim();
  if (serial === undefined) {
    const message = 'The document has no serial number, so it is known by its content: a changed copy is another document.';
    reading.remark({ code: 'id-missing', path: '/serialNumber', message });
  }
  return {
    kind: 'cyclonedx-vex',
    documentId: serial ?? `sha256:${createHash('sha256').update(JSON.stringify(document)).digest('hex').slice(0, 32)}`,
    revision: reading.text(document, 'version', '') ?? null,
    title: titleOf(metadata, entries),
    publisher: publisherOf(metadata),
    publishedAt: timestamp ?? earliest(entries),
    modifiedAt: latest(entries, timestamp),
    notes: [],
    products: [...affected.values()].map(({ product }) => product),
    flaws: entries.map(({ flaw }) => flaw),
    ...(packages.length === 0 ? {} : { packages }),
  };
}

function publisherOf(metadata: JsonObject): string | null {
  const firms = ['supplier', 'manufacturer', 'manufacture'].flatMap((key) => textOf(objectOf(metadata[key])?.['name']) ?? []);
  const [author] = objectsOf(metadata['authors']).flatMap(({ name }) => textOf(name) ?? []);
  return firms[0] ?? author ?? null;
}

interface Entry {
  readonly flaw: AdvisoryFlaw;
  readonly name: string;
  readonly affected: readonly AffectedProduct[];
  readonly publishedAt: string | null;
  readonly updatedAt: string | null;
}

function titleOf(metadata: JsonObject, entries: readonly Entry[]): string {
  const subject = objectOf(metadata['component']);
  const product = [subject?.['name'], subject?.['version']].flatMap((part) => textOf(part) ?? []).join(' ');
  const names = [...new Set(entries.map(({ name }) => name))];
  const flaws = names.length > 1 ? `${names[0] ?? ''} + ${names.length - 1}` : (names[0] ?? '');
  return ['VEX', [product, flaws].filter((part) => part !== '').join(', ')].filter((part) => part !== '').join(': ');
}

function earliest(entries: readonly Entry[]): string | null {
  return entries.flatMap(({ publishedAt }) => publishedAt ?? []).toSorted()[0] ?? null;
}

function latest(entries: readonly Entry[], timestamp: string | null): string | null {
  return (
    timestamp ??
    entries
      .flatMap(({ updatedAt, publishedAt }) => updatedAt ?? publishedAt ?? [])
      .toSorted()
      .at(-1) ??
    null
  );
}

function readFlaw(flaw: JsonObject, at: string, references: ComponentReferences, reading: DocumentReading): Entry {
  const affected = readAffected(flaw, at, references, reading);
  const names = [textOf(flaw['id']), ...objectsOf(flaw['references']).map(({ id }) => textOf(id))].filter((name) => name !== undefined);
  const cveId = names.map((name) => name.toUpperCase()).find((name) => /^CVE-\d{4}-\d{4,19}$/.test(name)) ?? null;
  const productIds = affected.map(({ product }) => product.productId);
  const notes = notesOf(flaw, at, reading);
  return {
    name: names[0] ?? 'unnamed',
    affected,
    publishedAt: reading.instant(flaw, 'published', at),
    updatedAt: reading.instant(flaw, 'updated', at),
    flaw: {
      cveId,
      otherIds: [...new Set(names)].filter((name) => name.toUpperCase() !== cveId),
      title: null,
      cweIds: listOf(flaw['cwes']).flatMap((cwe) => (typeof cwe === 'number' ? [`CWE-${cwe}`] : [])),
      statuses: affected.map(({ status }) => status),
      scores: readRatings(flaw, at, productIds, reading),
      remediations: remediationsOf(flaw, at, productIds, reading),
      ...(notes.length === 0 ? {} : { notes }),
    },
  };
}

function notesOf(flaw: JsonObject, at: string, reading: DocumentReading): AdvisoryNote[] {
  return (['description', 'detail'] as const).flatMap((key) => {
    const text = reading.text(flaw, key, at);
    return text === undefined ? [] : [{ category: key === 'detail' ? 'details' : key, title: null, text }];
  });
}

function remediationsOf(flaw: JsonObject, at: string, productIds: readonly string[], reading: DocumentReading): AdvisoryRemediation[] {
  const categories = { recommendation: 'vendor_fix', workaround: 'workaround' } as const;
  return (['recommendation', 'workaround'] as const).flatMap((key) => {
    const details = reading.text(flaw, key, at);
    return details === undefined ? [] : [{ category: categories[key], details, url: null, productIds }];
  });
}

const versionByMethod: Readonly<Record<string, AdvisoryScore['version']>> = { CVSSv2: '2.0', CVSSv3: '3.0', CVSSv31: '3.1', CVSSv4: '4.0' };

/** Ratings of CVSS with a vector, each once; the method says the version that the vector often leaves out. */
function readRatings(flaw: JsonObject, at: string, productIds: readonly string[], reading: DocumentReading): AdvisoryScore[] {
  const scores = new Map<string, AdvisoryScore>();
  for (const [rating, place] of reading.objects(flaw, 'ratings', at)) {
    const method = reading.text(rating, 'method', place) ?? '';
    const version = Object.hasOwn(versionByMethod, method) ? versionByMethod[method] : undefined;
    const written = reading.text(rating, 'vector', place)?.trim();
    if (version === undefined || written === undefined) continue;
    const vector = version === '2.0' || written.startsWith('CVSS:') ? written : `CVSS:${version}/${written}`;
    const score = rating['score'];
    const given = typeof score === 'number' && score >= 0 && score <= 10 ? score : null;
    const computed = scoreOfVector(vector);
    // Who weighed the flaw for a product gives the score of that: it is no base score.
    const isOfProduct = computed.kind === 'score' && computed.environmental !== null && computed.environmental === given;
    const known = scores.get(vector);
    scores.set(vector, known ?? { version, vector, baseScore: isOfProduct ? null : given, productIds });
  }
  return [...scores.values()];
}
