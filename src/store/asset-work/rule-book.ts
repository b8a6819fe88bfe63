/** Reads assignment rules, for the fold and for people. */
import type { AssignedFacts, AssignmentRule, RuleBook } from '#core/assets/assignment-rules.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import type { Scope } from '../scope.ts';

export interface StoredRule {
  readonly id: Id;
  readonly name: string;
  readonly filter: string;
  readonly facts: AssignedFacts;
  readonly validFrom: Instant;
  /** Null: in force. */
  readonly validTo: Instant | null;
  /** The name of a principal: `account:<id>`, `token:<id>`, `local`. */
  readonly savedBy: string;
}

/** Every rule that was ever in force, in order of precedence. */
export async function listRules({ client, organisationId }: Scope): Promise<readonly StoredRule[]> {
  const { rows } = await client.query<StoredRule>(
    `select id, name, filter, facts, valid_from as "validFrom", nullif(valid_to, 'infinity') as "validTo", saved_by as "savedBy"
     from assignment_rule where organisation_id = $1 order by position, valid_from, id`,
    [organisationId],
  );
  return rows;
}

export function ruleOf({ name, filter, facts }: Pick<StoredRule, 'name' | 'filter' | 'facts'>): AssignmentRule {
  return { name, filter: parseFilter(filter, recordKinds.asset, recordKinds), facts };
}

export async function loadRuleBook(scope: Scope): Promise<RuleBook> {
  const stored = await listRules(scope);
  const rules = stored.map((one) => ({ ...one, rule: ruleOf(one) }));
  const bounds = new Set(stored.flatMap((one) => (one.validTo === null ? [one.validFrom] : [one.validFrom, one.validTo])));
  return [...bounds].toSorted().map((fromAt) => ({
    fromAt,
    rules: rules.filter((one) => one.validFrom <= fromAt && (one.validTo === null || fromAt < one.validTo)).map((one) => one.rule),
  }));
}
