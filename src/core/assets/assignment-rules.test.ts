import { describe, expect, it } from 'vitest';
import { fold, lines, on, registers, says, timeZone } from '../../../test/support/asset-evidence.ts';
import type { Filter } from '../query/filter.ts';
import { parseFilter } from '../query/rql-parse.ts';
import { recordKinds } from '../records/registry.ts';
import { checkRules, differingFilters, ruleNames, withoutFields, type AssignedFacts, type AssignmentRule } from './assignment-rules.ts';

const filterOf = (text: string): Filter => parseFilter(text, recordKinds.asset, recordKinds);
const rule = (filter: string, facts: AssignedFacts): AssignmentRule => ({ name: filter, filter: filterOf(filter), facts });
const known = {
  claims: [
    says('cmdb', '01-05', { name: 'Pump 1', class: 'medical', department: 'IC', tier: 3 }),
    says('cmdb', '04-01', { name: 'Pump 1', class: 'medical', department: 'SEH', tier: 3 }),
  ],
  sightings: registers('cmdb', '01-05', '04-01'),
};
const atTier = [rule('eq(department,IC)', { tier: 1 }), rule('eq(class,medical)', { tier: 2, owner: 'MT' })];

describe('assignment rules', () => {
  it('set each field by the first rule that finds the asset, from the day the list was saved, as the sources go on', () => {
    const { versions } = fold({ ...known, rules: [{ fromAt: on('02-01'), rules: atTier }] });
    expect(lines(versions, 'department', 'tier', 'owner')).toEqual([
      '2026-01-05 2026-02-01 IC 3 null',
      '2026-02-01 2026-04-01 IC 1 MT',
      '2026-04-01 … SEH 2 MT',
    ]);
  });

  it('hold until the next list, and days before keep what held then', () => {
    const rules = [
      { fromAt: on('02-01'), rules: atTier },
      { fromAt: on('05-01'), rules: [] },
    ];
    expect(lines(fold({ ...known, rules }).versions, 'tier')).toEqual([
      '2026-01-05 2026-02-01 3',
      '2026-02-01 2026-04-01 1',
      '2026-04-01 2026-05-01 2',
      '2026-05-01 … 3',
    ]);
  });

  it('go after what a person stated, which they do see', () => {
    const statements = [
      { batchId: '1', statedAt: on('02-10'), facts: { tier: 4 } },
      { batchId: '2', statedAt: on('03-10'), facts: { department: 'OK', tier: null } },
    ];
    const { versions } = fold({ ...known, statements, rules: [{ fromAt: on('02-01'), rules: atTier }] });
    expect(lines(versions, 'department', 'tier').slice(1)).toEqual([
      '2026-02-01 2026-02-10 IC 1',
      '2026-02-10 2026-03-10 IC 4',
      '2026-03-10 … OK 2',
    ]);
  });

  it('tell which of them sets a field now', () => {
    const book = [{ fromAt: on('02-01'), rules: atTier }];
    expect(ruleNames({ class: 'medical', department: 'IC' }, book, timeZone)).toEqual({
      tier: 'eq(department,IC)',
      owner: 'eq(class,medical)',
    });
    expect(ruleNames({ class: 'server' }, book, timeZone)).toEqual({});
    expect(ruleNames({ class: 'medical' }, [...book, { fromAt: on('05-01'), rules: [] }], timeZone)).toEqual({});
  });

  it.each([
    ['children', 'exists(findings,eq(kev,true))', 'about findings'],
    ['an age', 'gt(age(supportEndOn),P30D)', 'how long ago supportEndOn'],
    ['a sighting', 'and(eq(class,medical),not(eq(seen,true)))', 'about seen'],
    ['what the store works out', 'gt(conflictCount,0)', 'about conflictCount'],
    ['a field that the list sets', 'eq(owner,MT)', 'which rule 2 of the list sets'],
  ])('are refused where they ask about %s', (_, filter, text) => {
    expect(() => checkRules([rule(filter, { department: 'X' }), rule('eq(class,medical)', { owner: 'MT' })])).toThrow(text);
  });

  it('are refused where they set nothing, and accepted where they ask what sources say', () => {
    expect(() => checkRules([rule('and()', {})])).toThrow('which value it sets');
    expect(() => checkRules([...atTier, rule('or(startsWith(hostName,ok-),unknown(location))', { segment: 'OK' })])).not.toThrow();
  });

  it('of two lists differ from the first rule that is another', () => {
    const [first, second] = atTier;
    if (first === undefined || second === undefined) throw new Error('two rules');
    expect(differingFilters(atTier, atTier)).toEqual([]);
    expect(differingFilters([first], atTier)).toEqual([second.filter]);
    expect(differingFilters(atTier, [second, first])).toHaveLength(4);
    expect(differingFilters(atTier, [])).toHaveLength(2);
  });

  it('find no less once a field is left out, also beneath a not', () => {
    const without = (text: string) => withoutFields(filterOf(text), new Set(['tier']));
    expect(without('and(eq(class,medical),eq(tier,1))')).toEqual({ op: 'and', of: [filterOf('eq(class,medical)'), { op: 'and', of: [] }] });
    expect(without('not(eq(tier,1))')).toEqual({ op: 'not', of: { op: 'or', of: [] } });
  });
});
