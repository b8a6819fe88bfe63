/**
 * Whether a CSAF document follows its standard, told by rule: the schema and the mandatory tests of section 6.1 decide, the
 * recommended tests of 6.2 only warn. The rules are those of the validator library of the German BSI; nothing here repairs or
 * reads a document, and a document that fails can still be read. The informative tests of 6.3 are not run: they ask the
 * network and a spelling program.
 * Followed: OASIS CSAF 2.0 section 6. Of 2.1 only the rules of which the library agrees with the committee's own test documents.
 */
import { objectOf } from '#importers/json-facts.ts';
import type { JsonValue } from '#importers/json-stream.ts';

export interface CsafFailure {
  /** `schema`, or the number of the test in the standard: `6.1.27.5`. */
  readonly ruleId: string;
  /** JSON pointer as the library tells it; empty for the whole document. */
  readonly path: string;
  readonly message: string;
}

export interface CsafVerdict {
  readonly version: '2.0' | '2.1';
  /** Of the schema and of mandatory tests; none = valid. In the order of the rules. */
  readonly failures: readonly CsafFailure[];
  /** Of recommended tests; only when asked for. */
  readonly warnings: readonly CsafFailure[];
}

type Rule = (document: unknown) => RuleOutcome | Promise<RuleOutcome>;
interface RuleOutcome {
  readonly isValid?: boolean;
  readonly errors?: readonly { readonly message: string; readonly instancePath: string }[];
  readonly warnings?: readonly { readonly message: string; readonly instancePath: string }[];
}
type Rules = ReadonlyMap<string, Rule>;

/**
 * Rules of 2.1 that the library (2.0.10) still holds as an older draft had them: they refuse documents that the committee's
 * test documents of August 2026 call valid, so they decide nothing here.
 */
const olderRulesOf21: ReadonlySet<string> = new Set(['schema', '6.1.1', '6.1.2', '6.1.8', '6.1.9', '6.1.21', '6.1.26', '6.1.30', '6.1.37']);
/** A document that breaks one rule in ten thousand places says no more than one that breaks it in ten. */
const failuresPerRuleMax = 10;

/**
 * @param json one parsed document. The library is loaded at the first call: it takes a second or more.
 * @returns undefined when it is no CSAF 2.0 or 2.1 document.
 */
export async function validateCsafDocument(
  json: unknown,
  options: { readonly withRecommended?: boolean } = {},
): Promise<CsafVerdict | undefined> {
  const version = objectOf(objectOf(json as JsonValue)?.['document'])?.['csaf_version'];
  if (version !== '2.0' && version !== '2.1') return undefined;
  const mandatory = await mandatoryRules(version);
  const failures = await failuresOf(json, mandatory);
  const warnings = options.withRecommended === true ? await failuresOf(json, await recommendedRules(version)) : [];
  return { version, failures, warnings };
}

async function failuresOf(json: unknown, rules: Rules): Promise<CsafFailure[]> {
  const failures: CsafFailure[] = [];
  for (const [ruleId, rule] of rules) {
    const told = await toldBy(rule, json);
    for (const { message, instancePath } of told.slice(0, failuresPerRuleMax)) failures.push({ ruleId, path: instancePath, message });
  }
  return failures;
}

/** What a rule has against a document. A rule that stumbles over a document that the schema refuses counts as failed. */
async function toldBy(rule: Rule, json: unknown): Promise<readonly { readonly message: string; readonly instancePath: string }[]> {
  try {
    const outcome = await rule(json);
    const told = [...(outcome.errors ?? []), ...(outcome.warnings ?? [])];
    return outcome.isValid === false && told.length === 0 ? [{ message: 'the rule is broken', instancePath: '' }] : told;
  } catch (cause) {
    return [{ message: cause instanceof Error ? cause.message : 'the rule could not be tried', instancePath: '' }];
  }
}

/** The mandatory ones, for a process that will not be able to read the library later. Seconds of a processor each. */
export async function loadCsafRules(versions: readonly CsafVerdict['version'][]): Promise<void> {
  await Promise.all(versions.map(mandatoryRules));
}

const loaded = new Map<string, Promise<Rules>>();

function mandatoryRules(version: '2.0' | '2.1'): Promise<Rules> {
  return once(`mandatory ${version}`, async () =>
    version === '2.0'
      ? rulesOf(await import('@secvisogram/csaf-validator-lib/basic.js'), new Set())
      : rulesOf(await import('@secvisogram/csaf-validator-lib/csaf_2_1/mandatoryTests.js'), olderRulesOf21),
  );
}

function recommendedRules(version: '2.0' | '2.1'): Promise<Rules> {
  return once(`recommended ${version}`, async () =>
    version === '2.0'
      ? rulesOf(await import('@secvisogram/csaf-validator-lib/optionalTests.js'), new Set())
      : rulesOf(await import('@secvisogram/csaf-validator-lib/csaf_2_1/recommendedTests.js'), new Set()),
  );
}

function once(key: string, load: () => Promise<Rules>): Promise<Rules> {
  const known = loaded.get(key) ?? load();
  loaded.set(key, known);
  return known;
}

/** The exports of the library's lists, by the number in their names: `mandatoryTest_6_1_1`, `csaf_2_0_strict`. */
function rulesOf(tests: Readonly<Record<string, Rule>>, without: ReadonlySet<string>): Rules {
  const rules = new Map<string, Rule>();
  for (const [name, rule] of Object.entries(tests)) {
    const number = /Test_(\d+(?:_\d+)*)$/.exec(name)?.[1];
    const ruleId = number?.replaceAll('_', '.') ?? (name.startsWith('csaf_2_') ? 'schema' : undefined);
    if (ruleId !== undefined && typeof rule === 'function' && !without.has(ruleId)) rules.set(ruleId, rule);
  }
  return rules;
}
