/**
 * Compact rows of CPE configurations, one CVE to a line → advisories: what replaces or adds to the configurations of NVD where
 * those are missing or too wide. They have no scores. A row that says "no product" (criterion `null:null`) names none.
 * The form is that of the mirror in which the rows come: {id, published, modified, desc, reason, configurations:
 * [{op, nodes: [{op, m: [{c, v, vsi, vse, vei, vee}]}]}]}.
 */
import { objectOf, textOf } from '#importers/json-facts.ts';
import type { JsonValue } from '#importers/json-stream.ts';
import { DocumentReading, problemOfDocument, type ReadDocument } from '../advisory-reading.ts';
import { cveIdPattern, notesOf, refused, refusedWithoutId } from '../record-values.ts';
import { readConfigurations, type ConfigurationFields } from './configurations.ts';
import { nvdAdvisory } from './read-record.ts';

/** They stand beside the records of NVD: another document of another publisher. */
export const overridesPublisher = 'NVD overrides';

const compactFields: ConfigurationFields = {
  operator: 'op',
  matches: 'm',
  criteria: 'c',
  isVulnerable: 'v',
  startIncluding: 'vsi',
  startExcluding: 'vse',
  endIncluding: 'vei',
  endExcluding: 'vee',
};

export function isCompactRow(json: unknown): boolean {
  const row = objectOf(json as JsonValue);
  return row !== undefined && typeof row['id'] === 'string' && Array.isArray(row['configurations']) && !('vulnStatus' in row);
}

export function readCompactRow(json: unknown): ReadDocument {
  const row = objectOf(json as JsonValue) ?? {};
  const id = textOf(row['id'])?.toUpperCase() ?? '';
  if (!cveIdPattern.test(id)) return refusedWithoutId(id, '');
  const problem = problemOfDocument(row);
  if (problem !== undefined) return refused(problem);
  const reading = new DocumentReading();
  const applicability = readConfigurations(row, 'configurations', '', compactFields, reading);
  const [description, reason] = [textOf(row['desc']), textOf(row['reason'])];
  const notes = [
    ...notesOf('description', null, description === undefined ? [] : [description]),
    ...notesOf('general', 'Reason', reason === undefined ? [] : [reason]),
  ];
  return {
    kind: 'read',
    advisory: { ...nvdAdvisory(id, overridesPublisher, row, '', applicability, reading), notes },
    remarks: reading.remarks,
  };
}
