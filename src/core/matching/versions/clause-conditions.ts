/**
 * What a clause asks besides a version: an operating system, a release for a country, something that is fitted or
 * installed. Each becomes a condition of its own; a remark that asks nothing ("(end-of-life 2011)") is left out.
 */
import { foldName } from '../../kernel/text.ts';
import { softwareWithin, withoutSoftware } from './operating-system.ts';
import type { VersionClause } from './version-clause.ts';

/** `serials`: remarks that say which serial numbers are meant. */
interface Taken {
  readonly rest: string;
  readonly conditions: readonly VersionClause[];
}

const asks = /\b(?:if|when|where|only|with|without|excluding|except|enabled|equipped|installed)\b/i;
/** Where it is sold asks nothing either. */
const tellsOnly = /\bCVE-|\b(?:sold|distributed|marketed|available|released|affected)\b/i;
const isNegative = /\b(?:without|excluding|except|not|unless)\b/i;
const filler = new Set(
  'the with without and are was were has have had that this these those for from only when where which while using used use enabled equipped installed running run product products version versions device devices option connection connected system software firmware affected all any per not its is in of on to or if by at be as an a'.split(
    ' ',
  ),
);

export function takeConditions(text: string): Taken & { readonly serials: readonly string[] } {
  const conditions: VersionClause[] = [];
  const serials: string[] = [];
  let rest = text.replace(/(?<![\w.])\(((?:[^()]|\([^()]*\))*)\)/g, (_whole, inside: string) => {
    // The name of what stands in parentheses only for the reader: "(MOD3GP-SY-120K)", "(10-Pack)", "(U.S.)".
    // "(only affected by CVE-…)" asks nothing of the device.
    if (/^\s*(?:all\s+)?(?:serial|s\/n|sn\b|lot\b)/i.test(inside) && /\d/.test(inside)) serials.push(inside);
    else if (asks.test(inside) && (!tellsOnly.test(inside) || /\b(?:excluding|except|without|unless)\b/i.test(inside)))
      conditions.push(featureOf(inside));
    return ' ';
  });
  // "(build 75.5387) and prior": what stands in parentheses is the version itself.
  if (!/\d|\*|\ball\b|\bany\b/i.test(rest) && /\d/.test(text) && serials.length === 0 && conditions.length === 0)
    rest = text.replace(/[()]/g, ' ');
  rest = rest.replace(
    /\s(?:only\s+)?(?:if|when|where|in con(?:nection|junction) with|installed on|with option|without|excluding|except)\s.*$|^(?:all\s+)?versions?\s+(?:with|using|including|in)\s(?!.*\b(?:prior|before|earlier|later|through|between|up to)\b)[^<>]*$/i,
    (phrase) => {
      conditions.push(featureOf(phrase));
      return '';
    },
  );
  const systems = takeSystems(rest);
  const regions = takeRegions(systems.rest);
  return { rest: regions.rest, serials, conditions: [...conditions, ...systems.conditions, ...regions.conditions] };
}

/** The bound is one of this part of the device; null where it is of the device itself. */
export function partOf(subject: string): VersionClause | null {
  const plain = subject.replace(/\b(?:with|all|any|the|of)\b/gi, ' ').trim();
  // "Firmware versions prior to": the device's own.
  if (ofTheDevice.test(plain)) return null;
  if (/^[A-Z]{2}$/.test(plain)) return { kind: 'condition', role: 'part', words: [plain.toLowerCase()] };
  return { ...featureOf(plain), role: 'part' };
}

const ofTheDevice =
  /^(?:(?:firmware|software|application|app|device|product|system|build|program|driver|communication|operating|main|current|minor|devices|units|models?|released|manufactured|produced|shipped|versions?|releases?|revisions?|os)\b\s*)*$/i;

/** What cannot be found in words ("without", "excluding") has no words: it stays unknown. */
function featureOf(phrase: string): VersionClause & { kind: 'condition' } {
  // Names only, which are written with a capital or a figure: "interface" or "configuration" is said of anything.
  const names = (phrase.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => /\p{Lu}|\d/u.test(word) && /\p{L}/u.test(word));
  const words = isNegative.test(phrase) ? [] : names.map(foldName).filter((word) => word.length > 2 && !filler.has(word));
  return { kind: 'condition', role: 'feature', words: [...new Set(words)] };
}

function takeSystems(text: string): Taken {
  const named = softwareWithin(text);
  const systems = named.flatMap(({ system }) => system ?? []);
  if (systems.length === 0) return { rest: text, conditions: [] };
  const beside = named.filter(({ system }) => system === null).map(({ name }) => name);
  const rest = withoutSoftware(foldName(text), named)
    .replace(/\b(?:used\s+(?:with|on)|running(?:\s+on)?|based\s+on|installed\s+on|on|with|and|for|using|a)\s*(?=,)/g, ' ')
    .replace(/,\s*(?:machines?|systems?|operating systems?|based|versions?)\b/g, ' , ')
    .replace(/(?:\s*,\s*)+/g, ' , ')
    .replace(/^[\s,]+|[\s,]+$/g, '');
  const feature: readonly VersionClause[] = beside.length === 0 ? [] : [{ kind: 'condition', role: 'feature', words: beside }];
  return { rest, conditions: [{ kind: 'operating-system', systems }, ...feature] };
}

/** "U.S. and Malaysian Releases": the release made for one of these. */
function takeRegions(text: string): Taken {
  const found =
    /(?:^|[\s,])((?:u\.?s\.?a?\.?|[a-z]{2,20}(?:an|ese|ish)|international|global)(?:(?:,|\s+and|\s+or)\s+(?:u\.?s\.?a?\.?|[a-z]{2,20}(?:an|ese|ish))){0,6})\s+releases?\b/i.exec(
      text,
    );
  if (found === null) return { rest: text, conditions: [] };
  const names = foldName(found[1] ?? '')
    .split(/,|\s+and\s+|\s+or\s+/)
    .map((name) => name.replaceAll('.', '').trim());
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.replace(/^[\s,]+|[\s,]+$/g, '');
  return { rest, conditions: [{ kind: 'condition', role: 'feature', words: [...new Set(names.filter((name) => name !== ''))] }] };
}
