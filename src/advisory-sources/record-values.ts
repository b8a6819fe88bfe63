/**
 * Values that the records of CVE and NVD write alike: texts in several languages, instants without a zone, CVSS, CWE numbers,
 * references. It knows neither format as a whole.
 */
import type { AdvisoryNote, AdvisoryReference, AdvisoryScore } from '#core/advisories/advisory.ts';
import { Problem } from '#core/kernel/problem.ts';
import { parseInstant } from '#core/kernel/time.ts';
import { objectsOf, textOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';
import type { DocumentReading, ReadDocument } from './advisory-reading.ts';

export const cveIdPattern = /^CVE-\d{4}-\d{4,19}$/;

/** The English texts of a list of `{lang, value}`; where none is English, the first. */
export function englishTexts(value: JsonValue | undefined): string[] {
  const texts = objectsOf(value).flatMap((one) => {
    const text = textOf(one['value']);
    return text === undefined ? [] : [{ text, isEnglish: /^en/i.test(textOf(one['lang']) ?? 'en') }];
  });
  const english = texts.filter(({ isEnglish }) => isEnglish);
  return (english.length > 0 ? english : texts.slice(0, 1)).map(({ text }) => text);
}

export function notesOf(category: string, title: string | null, texts: readonly string[]): AdvisoryNote[] {
  return texts.map((text) => ({ category, title, text }));
}

/** Both formats count a time without a zone as UTC. */
export function utcInstant(holder: JsonObject, key: string, at: string, reading: DocumentReading): string | null {
  const text = textOf(holder[key]);
  const hasTime = text !== undefined && /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text);
  return (hasTime ? parseInstant(`${text}Z`) : undefined) ?? reading.instant(holder, key, at);
}

/** A score with its vector, `cvssData` of NVD or `cvssV3_1` of CVE; what has no vector cannot be checked and is left out. */
export function scoreOf(
  version: AdvisoryScore['version'],
  data: JsonObject,
  at: string,
  productIds: readonly string[],
  reading: DocumentReading,
): AdvisoryScore[] {
  const vector = reading.text(data, 'vectorString', at);
  if (vector === undefined) {
    reading.remark({
      code: 'score-without-vector',
      path: at,
      message: 'A score has no vector, so it cannot be checked; it was left out.',
    });
    return [];
  }
  const baseScore = data['baseScore'];
  const isScore = typeof baseScore === 'number' && baseScore >= 0 && baseScore <= 10;
  return [{ version, vector, baseScore: isScore ? baseScore : null, productIds }];
}

export function cweIdsIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => /^\s*(CWE-\d{1,5})\b/i.exec(text)?.[1]?.toUpperCase() ?? []))];
}

const addressLengthMax = 2_000;

/** Each address once, with the tags of all who give it. */
export function referencesOf(lists: readonly (JsonValue | undefined)[]): AdvisoryReference[] {
  const byUrl = new Map<string, Set<string>>();
  for (const one of lists.flatMap((list) => objectsOf(list))) {
    const url = textOf(one['url']);
    if (url === undefined || url.length > addressLengthMax || !/^(?:https?|ftp):\/\//i.test(url)) continue;
    const tags = byUrl.get(url) ?? new Set<string>();
    byUrl.set(url, tags);
    const given = one['tags'];
    // `x_…` are marks of the program that carried the record over.
    for (const tag of Array.isArray(given) ? given : []) if (typeof tag === 'string' && !tag.startsWith('x_')) tags.add(tag);
  }
  return [...byUrl].map(([url, tags]) => ({ url, tags: [...tags] }));
}

export function refused(problem: Problem): ReadDocument {
  return { kind: 'refused', problem };
}

/** @param at where in the document; '' where the document is the record. */
export function refusedWithoutId(found: string, at: string): ReadDocument {
  return refused(
    new Problem(
      'file-malformed',
      `The record at ${at === '' ? '/' : at} has no CVE id but "${found.slice(0, 40)}"; it cannot be known again.`,
      {
        path: at,
      },
    ),
  );
}
