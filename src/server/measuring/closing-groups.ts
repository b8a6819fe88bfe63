/** Lives of findings by a field of theirs: one group for each of its values that occurs. Not here: the curves (`core/vulnerabilities/time-to-close.ts`). */
import { assetClasses } from '#core/assets/asset.ts';
import type { Filter } from '#core/query/filter.ts';
import { severities } from '#core/vulnerabilities/finding.ts';
import type { ClosingGroup } from '#core/vulnerabilities/time-to-close.ts';
import type { GroupedSpell } from '#store/query/finding-spells.ts';

export interface SpellGroup {
  /** Of the field; null: unknown. */
  readonly value: string | null;
  /** What its findings have in common. */
  readonly filter: Filter;
  readonly spells: readonly GroupedSpell[];
}

/** In the order in which the choices are listed, the worst of ordered ones first; unknown last. */
export function closingGroupsOf(spells: readonly GroupedSpell[], by: ClosingGroup): readonly SpellGroup[] {
  const values = by === 'severity' ? severities.map(({ value }) => value).toReversed() : assetClasses.map(({ value }) => value);
  const valueOf = ({ group }: GroupedSpell) => (typeof group === 'number' ? (severities[group - 1]?.value ?? null) : group);
  return [...values, null].flatMap((value) => {
    const own = spells.filter((spell) => valueOf(spell) === value);
    const filter: Filter = value === null ? { op: 'unknown', field: by } : { op: 'eq', field: by, value };
    return own.length === 0 ? [] : [{ value, filter, spells: own }];
  });
}
