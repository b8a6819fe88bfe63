/**
 * Saving a list of assignment rules, and telling beforehand what it would change. From that instant the new list holds; the
 * assets that the difference between the lists can reach are found by SQL and folded, the others are not looked at.
 */
import {
  assignableFields,
  checkRules,
  differingFilters,
  withoutFields,
  type AssignableField,
  type AssignmentRule,
} from '#core/assets/assignment-rules.ts';
import { heldStatements } from '#core/assets/stated-facts.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Filter } from '#core/query/filter.ts';
import { lockImports } from '../imports.ts';
import type { AskedMoment } from '../query/moment.ts';
import type { Scope } from '../scope.ts';
import { foldNowOrLater } from './fold-again.ts';
import { loadStatements } from './load-statements.ts';
import { matchingAssets } from './matching-assets.ts';
import { listRules, ruleOf, type StoredRule } from './rule-book.ts';

export type GivenRule = Pick<StoredRule, 'name' | 'filter' | 'facts'>;

export interface RuleCounts {
  /** One per rule of the list: the assets that would get a value from it that they do not have now. */
  readonly changes: readonly number[];
}

/** @throws Problem `filter-invalid`, or `request-invalid` where a rule asks what it cannot know */
export async function previewRules(scope: Scope, given: readonly GivenRule[], moment: AskedMoment): Promise<RuleCounts> {
  const rules = given.map(ruleOf);
  checkRules(rules);
  const changes: number[] = [];
  for (const [index, rule] of rules.entries()) {
    const changed = new Set<Id>();
    for (const field of assignableFields) {
      if (rule.facts[field] === undefined) continue;
      for (const id of await changedBy(scope, { rule, field, before: rules.slice(0, index) }, moment)) changed.add(id);
    }
    changes.push(changed.size);
  }
  return { changes };
}

interface Setting {
  readonly rule: AssignmentRule;
  readonly field: AssignableField;
  readonly before: readonly AssignmentRule[];
}

/** Found by the rule and by none before it that sets the field, of another value now, and not stated by a person. */
async function changedBy(scope: Scope, { rule, field, before }: Setting, moment: AskedMoment): Promise<readonly Id[]> {
  const value = rule.facts[field];
  if (value === undefined) return [];
  const taken = before.filter((one) => one.facts[field] !== undefined).map((one): Filter => ({ op: 'not', of: one.filter }));
  const filter: Filter = { op: 'and', of: [rule.filter, ...taken, { op: 'not', of: { op: 'eq', field, value } }] };
  const found = await matchingAssets(scope, { filter, ...moment });
  if (found.length === 0) return [];
  const statements = await loadStatements(scope, found);
  return found.filter((assetId) => !heldStatements(statements.get(assetId) ?? []).has(field));
}

export interface Saving extends AskedMoment {
  readonly by: string;
  readonly newId: NewId;
}

/**
 * From `now` on these hold, the first of the list first.
 * @returns how many assets wait for the worker. @throws as `previewRules`
 */
export async function replaceRules(
  scope: Scope,
  given: readonly GivenRule[],
  { by, newId, ...moment }: Saving,
): Promise<{ readonly waiting: number }> {
  const { client, organisationId } = scope;
  const { now } = moment;
  const rules = given.map(ruleOf);
  checkRules(rules);
  await lockImports(scope);
  const before = (await listRules(scope)).filter((one) => one.validTo === null).map(ruleOf);
  const reached = await reachedAssets(scope, { before, after: rules }, moment);
  await client.query('update assignment_rule set valid_to = $2 where organisation_id = $1 and valid_to > $2 and valid_from < $2', [
    organisationId,
    now,
  ]);
  await client.query('delete from assignment_rule where organisation_id = $1 and valid_from >= $2', [organisationId, now]);
  await client.query(
    `insert into assignment_rule (organisation_id, id, position, name, filter, facts, valid_from, saved_by)
     select $1, id, position, name, filter, facts::jsonb, $2, $3
     from unnest($4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[]) as given (id, position, name, filter, facts)`,
    [
      organisationId,
      now,
      by,
      given.map(() => newId()),
      given.map((_, index) => index + 1),
      given.map((one) => one.name),
      given.map((one) => one.filter),
      given.map((one) => JSON.stringify(one.facts)),
    ],
  );
  return { waiting: await foldNowOrLater(scope, reached, { now, newId, since: now }) };
}

interface Lists {
  readonly before: readonly AssignmentRule[];
  readonly after: readonly AssignmentRule[];
}

async function reachedAssets(scope: Scope, { before, after }: Lists, moment: AskedMoment): Promise<Id[]> {
  const hidden = new Set<string>(before.flatMap((rule) => Object.keys(rule.facts)));
  const of = differingFilters(before, after).map((filter) => withoutFields(filter, hidden));
  return of.length === 0 ? [] : matchingAssets(scope, { filter: { op: 'or', of }, ...moment });
}
