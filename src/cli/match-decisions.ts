/** The decisions that `match` is given: read line by line, and which of them meet nothing in this inventory and these advisories. */
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { foldName, type Language } from '#core/kernel/text.ts';
import type { DecidedCandidate } from '#core/matching/decided-candidates.ts';
import { productKeyOf, readDecision, type MatchDecision } from '#core/matching/decisions.ts';
import type { MatchCandidate } from '#core/matching/match.ts';
import { linesOf } from '#importers/inventory/json-lines.ts';
import { openFile } from '#importers/read-head.ts';
import { decodeStream } from '#importers/text-decoding.ts';
import { openLocalFile } from './local-file.ts';
import type { Refused } from './match-input.ts';

export interface PlacedDecision {
  readonly line: number;
  readonly decision: MatchDecision;
}

interface ReadDecisions {
  readonly decisions: readonly PlacedDecision[];
  readonly refused: readonly Refused[];
}

/** So many lines without one that could be a decision: it is another file. */
const foreignLinesMax = 100;

/** One decision per line (NDJSON), also gzipped. A file of something else is refused once. @param name as it was given */
export async function readDecisionFile(path: string, name: string): Promise<ReadDecisions> {
  const decisions: PlacedDecision[] = [];
  const refused: Refused[] = [];
  let isOfDecisions = false;
  const refuse = (line: number | null, problem: Problem): void => void refused.push({ path: name, sheet: null, line, problem });
  const source = await openLocalFile(path);
  try {
    const { bytes } = await openFile(source, path);
    for await (const { number, text } of linesOf(decodeStream(bytes))) {
      if (text?.trim() === '') continue;
      const json = text === null ? undefined : jsonOf(text);
      isOfDecisions ||= ['kind', 'answer'].some((key) => typeof json === 'object' && json !== null && Object.hasOwn(json, key));
      const read = readDecision(json);
      if (read.kind === 'read') decisions.push({ line: number, decision: read.decision });
      else if (text === null) refuse(number, new Problem('file-too-large', 'The line is longer than a decision is.'));
      else if (json === undefined) {
        const message = 'The line is no JSON. Write one decision per line, and look whether the file was cut off here.';
        refuse(number, new Problem('file-malformed', message));
      } else refuse(number, new Problem('file-malformed', `The line is no decision: ${read.field} should be ${read.expected}.`));
      if (!isOfDecisions && refused.length >= foreignLinesMax) break;
    }
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    refuse(null, cause);
    return { decisions, refused };
  }
  if (isOfDecisions || refused.length === 0) return { decisions, refused };
  const message =
    'The file is no file of decisions: no line of it is one. Write one decision per line, as JSON with kind, deviceKey, productKey and answer.';
  return { decisions: [], refused: [{ path: name, sheet: null, line: null, problem: new Problem('file-format-unknown', message) }] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Watches the candidates go by, and knows at the end which decisions met none. */
export class DecisionUses {
  private readonly decisions: readonly PlacedDecision[];
  private readonly devices: ReadonlySet<string>;
  private readonly used = new Set<string>();

  constructor(decisions: readonly PlacedDecision[]) {
    this.decisions = decisions;
    this.devices = new Set(decisions.map(({ decision }) => decision.deviceKey));
  }

  /** @param found before the decisions, @param decided after them; all of one line */
  see(found: readonly MatchCandidate[], decided: readonly DecidedCandidate[]): void {
    const deviceKey = decided[0]?.deviceKey ?? null;
    if (deviceKey === null || !this.devices.has(deviceKey)) return;
    const groups = found.flatMap(({ origin }) => origin.hits.map(({ group }) => group));
    const products = new Set([
      ...groups.flatMap(({ reading, entries }) => entries.map(({ product }) => productKeyOf(product, reading))),
      ...decided.map(({ productKey }) => productKey),
    ]);
    const reasons = decided.flatMap((candidate) => candidate.reasons).filter(({ rule }) => rule.startsWith('decided-'));
    for (const { decision } of this.decisions) {
      if (decision.deviceKey !== deviceKey || !products.has(decision.productKey)) continue;
      // The version of a product that is another one is asked no more.
      const isApplied =
        decision.kind === 'identity' ||
        reasons.some(({ rule, detail }) =>
          rule === 'decided-denied'
            ? detail.startsWith(`${decision.productKey}: `)
            : detail.includes(' against ') && detail.includes(`${decision.person}, ${decision.at}`),
        );
      if (isApplied) this.used.add(questionOf(decision));
    }
  }

  /** Lines of the file. An older answer to a question that was met is history, and not idle. */
  idleLines(): readonly number[] {
    return this.decisions.filter(({ decision }) => !this.used.has(questionOf(decision))).map(({ line }) => line);
  }
}

function questionOf(decision: MatchDecision): string {
  const { kind, deviceKey, productKey } = decision;
  return [kind, deviceKey, productKey, ...(kind === 'version' ? [foldName(decision.deviceVersion ?? '')] : [])].join('\u001f');
}

const linesShown = 10;

export function idleText(lines: readonly number[], language: Language): string {
  const shown = lines.slice(0, linesShown).join(', ');
  const others = lines.length - linesShown;
  const isOne = lines.length === 1;
  if (language === 'nl') {
    const said = isOne
      ? '1 beslissing is nergens op van toepassing: regel'
      : `${lines.length} beslissingen zijn nergens op van toepassing: regels`;
    return `${said} ${shown}${others > 0 ? ` + ${others} meer` : ''}`;
  }
  const said = isOne ? '1 decision applies to nothing: line' : `${lines.length} decisions apply to nothing: lines`;
  return `${said} ${shown}${others > 0 ? ` + ${others} more` : ''}`;
}
