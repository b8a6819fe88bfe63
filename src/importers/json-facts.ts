/**
 * Small readings that every scanner report in JSON needs: values of the wanted kind, grades, scores. It only
 * recognises; what a value means for an asset or a flaw is said by each importer.
 * Followed: CVSS v3.1 section 5 and v4.0 section 6 (bands of the qualitative scale), FIRST EPSS (a probability).
 */
import type { ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Severity } from '#core/vulnerabilities/finding.ts';
import { scoreOf } from './host-facts.ts';
import type { JsonObject, JsonValue } from './json-stream.ts';
import { cutText } from './xml-stream.ts';

export type Cvss = ImportedVulnerability['cvss'];

/** Longest title and solution that are kept. */
export const titleCharactersMax = 500;
export const solutionCharactersMax = 2_000;
/** Longest name of a check: identifier and package. */
const nativeIdCharactersMax = 300;

/** Trimmed text, or a number as text; undefined for anything else and for what is empty. */
export function textOf(value: JsonValue | undefined): string | undefined {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  return text === '' ? undefined : text;
}

export function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** The elements of an array; nothing for anything else. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isList(value) ? value : [];
}

/** The objects among the elements of an array. */
export function objectsOf(value: JsonValue | undefined): JsonObject[] {
  return listOf(value).filter(isObject);
}

/** The texts among the elements of an array, or the one text that stands in its place. */
export function textsOf(value: JsonValue | undefined): string[] {
  return (isList(value) ? value : [value]).map(textOf).filter((text) => text !== undefined);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Words of scanners and distributions. `negligible` is below low and the lowest we have. */
const severityByWord: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  minor: 'low',
  negligible: 'low',
};

export interface Grade {
  readonly severity: Severity;
  /** Neither a word nor a score was there: medium. */
  readonly isAssumed: boolean;
}

/** The scanner's word; else the band of the score; else medium, assumed. */
export function gradeOf(word: string | undefined, score: number | undefined): Grade {
  const key = word?.toLowerCase() ?? '';
  const severity = Object.hasOwn(severityByWord, key) ? severityByWord[key] : undefined;
  if (severity !== undefined) return { severity, isAssumed: false };
  return score === undefined ? { severity: 'medium', isAssumed: true } : { severity: bandOf(score), isAssumed: false };
}

function bandOf(score: number): Severity {
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
}

/**
 * Score, vector and version as one; null without a score. The vector names the version before any other word does.
 * @param version as written, `3.1`; anything else is taken as not said.
 */
export function cvssOf(score: JsonValue | undefined, vector: JsonValue | undefined, version?: string): Cvss {
  const read = scoreOf(textOf(score));
  if (read === undefined) return null;
  const written = textOf(vector);
  const kept = written !== undefined && /^[A-Za-z0-9:./]{5,300}$/.test(written) ? written : null;
  const named = /^CVSS:(3\.0|3\.1|4\.0)\//.exec(kept ?? '')?.[1] ?? (kept !== null && /^AV:.*\/Au:/.test(kept) ? '2.0' : version);
  return { score: read, vector: kept, version: cvssVersions.find((known) => known === named) ?? null };
}

const cvssVersions = ['2.0', '3.0', '3.1', '4.0'] as const;

/** A probability, or null. */
export function probabilityOf(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}

/** `CVE-2026-0001 openssl`: a flaw of a package is one check, whatever version is installed. */
export function checkIdOf(flaw: string, packageName: string): string {
  return cutText(`${flaw} ${packageName}`, nativeIdCharactersMax);
}
