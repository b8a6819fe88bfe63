/** English texts of assignment rules. */
const many = (n: number, one: string, more: string) => (n === 1 ? one : more);

export const enRules = {
  rules: {
    title: 'Assignment rules',
    lead: 'What an asset gets by what it is. Of each field, the first rule that finds the asset sets it: before what sources say, and after what a person stated of the asset itself. A change holds from now on; past days stay as they were.',
    list: 'Rules, the first that fits sets a field',
    none: 'There is no rule: assets have what sources and people say.',
    name: 'Rule',
    which: 'Assets',
    whichHelp: 'By what sources and people say of them: not by findings or sightings, nor by a field that a rule of the list sets.',
    sets: 'Gets',
    changes: 'Would change now',
    add: 'New rule',
    edit: 'Change the rule',
    notSet: 'not set by this rule',
    save: 'Save the rules',
    nameMissing: 'Give the rule a name.',
    filterMissing: 'Say which assets it is about: add at least one condition.',
    valueMissing: 'Say at least one value that the rule gives.',
    waiting: (n: string, count: number) => `${n} ${many(count, 'asset is', 'assets are')} looked at in a moment.`,
    ended: (n: string, count: number) => `${n} earlier ${many(count, 'rule', 'rules')}`,
  },
};
