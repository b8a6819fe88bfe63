/**
 * What reading one published document gives: an advisory with remarks on what was left out, or a refusal of the whole
 * document. Shared by the readers of all formats; it knows none of them.
 */
import type { Advisory } from '#core/advisories/advisory.ts';
import { Problem } from '#core/kernel/problem.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import { parseDay, parseInstant } from '#core/kernel/time.ts';
import { objectOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';

/** What was left out of a document that was read all the same. */
export interface AdvisoryRemark {
  readonly code: string;
  /** RFC 6901 pointer into the document. */
  readonly path: string;
  readonly message: string;
}

export type ReadDocument =
  | { readonly kind: 'read'; readonly advisory: Advisory; readonly remarks: readonly AdvisoryRemark[] }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** More remarks than this tell nobody anything new about one document. */
const remarksMax = 200;
/** Deeper nesting is no document of anybody, and would make its paths as long as the document. */
const depthMax = 500;

/** Collects the remarks of one document and reads its values; a blank text is no text, everything else stays as written. */
export class DocumentReading {
  readonly remarks: AdvisoryRemark[] = [];

  remark(remark: AdvisoryRemark): void {
    if (this.remarks.length < remarksMax) this.remarks.push(remark);
  }

  /** The text as written; undefined when it is none or blank. A value of another kind is remarked. */
  text(holder: JsonObject, key: string, path: string): string | undefined {
    const value = holder[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value.trim() === '' ? undefined : value;
    if (typeof value === 'number') return String(value);
    this.remark({ code: 'value-of-another-kind', path: `${path}/${key}`, message: `"${key}" is no text; it was left out.` });
    return undefined;
  }

  /** An instant with its zone; a mere day is its first moment in UTC. */
  instant(holder: JsonObject, key: string, path: string): string | null {
    const text = this.text(holder, key, path);
    if (text === undefined) return null;
    const day = parseDay(text);
    const instant = parseInstant(day === undefined ? text : `${day}T00:00:00Z`);
    if (instant !== undefined) return instant;
    this.remark({
      code: 'date-unreadable',
      path: `${path}/${key}`,
      message: `"${key}" is no date with a time and a zone; it was left out.`,
    });
    return null;
  }

  /** The objects of an array with the path of each; what is no array or no object is remarked. */
  objects(holder: JsonObject, key: string, path: string): (readonly [JsonObject, string])[] {
    const value = holder[key];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.remark({ code: 'value-of-another-kind', path: `${path}/${key}`, message: `"${key}" is no list; it was left out.` });
      return [];
    }
    const found: (readonly [JsonObject, string])[] = [];
    value.forEach((item: JsonValue, index) => {
      const object = objectOf(item);
      if (object !== undefined) found.push([object, `${path}/${key}/${index}`]);
      else
        this.remark({
          code: 'value-of-another-kind',
          path: `${path}/${key}/${index}`,
          message: `An entry of "${key}" is no object; it was left out.`,
        });
    });
    return found;
  }

  /** The texts of an array, as written. */
  texts(holder: JsonObject, key: string, path: string): string[] {
    const value = holder[key];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.remark({ code: 'value-of-another-kind', path: `${path}/${key}`, message: `"${key}" is no list; it was left out.` });
      return [];
    }
    return value.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
  }
}

/** A place in a document, as the way up to it: paths are written for problems only. */
interface Place {
  readonly key: string;
  readonly parent: Place | null;
}

/**
 * Looks through all of a parsed document before anything of it is read: text that cannot be stored, and nesting without end.
 * @returns the problem for which it is refused, or undefined.
 */
export function problemOfDocument(json: unknown): Problem | undefined {
  const open: { readonly value: unknown; readonly place: Place | null; readonly depth: number }[] = [
    { value: json, place: null, depth: 0 },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, place, depth } = next;
    if (typeof value === 'string') {
      if (hasForbiddenCharacters(value)) return forbidden(place);
      continue;
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= depthMax) {
      return new Problem('file-too-deep', `The document nests more than ${depthMax} levels deep; ask its publisher for a correct one.`, {
        depthMax,
      });
    }
    for (const [key, child] of Object.entries(value)) {
      if (hasForbiddenCharacters(key)) return forbidden(place);
      if (typeof child === 'string' || (typeof child === 'object' && child !== null)) {
        open.push({ value: child, place: { key, parent: place }, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

function forbidden(place: Place | null): Problem {
  const keys: string[] = [];
  for (let at = place; at !== null; at = at.parent) keys.unshift(at.key.replaceAll('~', '~0').replaceAll('/', '~1'));
  const path = `/${keys.join('/')}`;
  return new Problem(
    'file-malformed',
    `The document has a NUL or half a character in a text at ${path}, which cannot be stored; ask its publisher for a correct one.`,
    { path },
  );
}
