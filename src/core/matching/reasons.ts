/**
 * Why a line and an advisory were put together, and what the version said: rule by rule, for people to read and to answer.
 * Texts are facts with a rule id; the words around them are written where they are shown. Source: domain/medical-advisories.md 4.5.
 */
import type { Advisory } from '../advisories/advisory.ts';
import type { GroupHit, ModelMatch } from './match-model.ts';
import type { EntryJudgement } from './judge-entries.ts';
import type { VersionJudgement } from './versions/judge-version.ts';

export interface MatchReason {
  /** Stable id of the rule. */
  readonly rule: string;
  /** What the rule found, as written on the sides. */
  readonly detail: string;
}

export function reasonsOf(match: ModelMatch, judgement: EntryJudgement): MatchReason[] {
  const best = match.hits[0];
  const reasons: MatchReason[] = best === undefined ? [] : [...identityOf(best)];
  reasons.push(...versionReasons(judgement), documentReason(match.advisory));
  return reasons;
}

const documentMemory = new WeakMap<Advisory, MatchReason>();

function documentReason(advisory: Advisory): MatchReason {
  const known = documentMemory.get(advisory);
  if (known !== undefined) return known;
  const { documentId, revision } = advisory;
  const reason = { rule: 'document', detail: revision === null ? documentId : `${documentId} revision ${revision}` };
  documentMemory.set(advisory, reason);
  return reason;
}

const identityMemory = new WeakMap<GroupHit, readonly MatchReason[]>();

/** The same for each version. */
function identityOf(hit: GroupHit): readonly MatchReason[] {
  const known = identityMemory.get(hit);
  if (known !== undefined) return known;
  const reasons = identityReasons(hit);
  identityMemory.set(hit, reasons);
  return reasons;
}

/** What the version said, and of which clause. */
export function versionReasons({ judgement }: EntryJudgement): readonly MatchReason[] {
  if (judgement === null) return [];
  const known = versionMemory.get(judgement);
  if (known !== undefined) return known;
  const said = judgement.candidate === null ? '' : `${judgement.candidate.text} against `;
  const reasons = [{ rule: `version-${judgement.reason}`, detail: `${said}${judgement.clauseText ?? 'all versions'}` }];
  versionMemory.set(judgement, reasons);
  return reasons;
}

/** The same for all products that write the clause. */
const versionMemory = new WeakMap<VersionJudgement, readonly MatchReason[]>();

/** Why a product of an advisory was put beside a device. */
export function identityReasons({ comparison, modelNumber, identifiers = [] }: GroupHit): MatchReason[] {
  const reasons: MatchReason[] = [...identifiers];
  if (modelNumber !== null && !identifiers.some(({ rule }) => rule === 'model-number'))
    reasons.push({ rule: 'model-number', detail: modelNumber });
  if (comparison === null) return reasons;
  const { laying, called, features, vendor } = comparison;
  reasons.push({ rule: `vendor-${vendor}`, detail: vendorDetail(vendor) });
  const hit = called.segments.filter((_, at) => laying.asked[at] !== null).map((segment) => segment.text);
  const missed = called.segments.filter((_, at) => laying.asked[at] === null).map((segment) => segment.text);
  if (hit.length > 0) reasons.push({ rule: called.isFromTitle ? 'words-of-title' : 'words-of-name', detail: hit.join(' ') });
  if (missed.length > 0) reasons.push({ rule: 'words-missed', detail: missed.join(' ') });
  const guessed = laying.asked.flatMap((answer, at) =>
    answer !== null && answer.fit !== 'same' ? [`${called.segments[at]?.text ?? ''} = ${answer.by} (${answer.fit})`] : [],
  );
  if (guessed.length > 0) reasons.push({ rule: 'words-read-as', detail: [...new Set(guessed)].join(', ') });
  for (const feature of [
    'number-agrees',
    'number-conflicts',
    'number-missing',
    'number-extra',
    'code-conflicts',
    'function-conflicts',
    'class-named',
  ] as const) {
    if (features[feature] > 0) reasons.push({ rule: feature, detail: called.segments.map((segment) => segment.text).join(' ') });
  }
  return reasons;
}

function vendorDetail(vendor: string): string {
  const details: Readonly<Record<string, string>> = {
    same: 'the same firm',
    group: 'one firm became part of the other',
    sister: 'both firms became part of a third',
    alike: 'names a letter or a word apart',
    mentioned: 'named in product, title or description',
    absent: 'the register names no vendor',
    other: 'another or an unknown firm',
  };
  return details[vendor] ?? vendor;
}
