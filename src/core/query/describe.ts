/**
 * A filter as a sentence, for the filter chips of the web and the headings of exports: "class is medical device and
 * end of support is more than 30 days ago". For reading only: nothing parses it back.
 */
import { invariant } from '../kernel/invariant.ts';
import type { Language } from '../kernel/text.ts';
import type { Period } from '../kernel/time.ts';
import type { CompareOperator, Filter, Literal } from './filter.ts';
import type { Field, RecordKind, RecordKinds } from './record-kind.ts';

interface Words {
  readonly and: string;
  readonly or: string;
  readonly everything: string;
  readonly nothing: string;
  readonly not: (part: string) => string;
  readonly unknown: string;
  readonly oneOf: string;
  readonly contains: string;
  readonly startsWith: string;
  readonly yes: string;
  readonly no: string;
  readonly has: (children: string) => string;
  readonly where: string;
  readonly compare: Readonly<Record<'quantity' | 'time' | 'order', Readonly<Record<CompareOperator, string>>>>;
  readonly age: Readonly<Record<CompareOperator, (period: string) => string>>;
  /** Of a negative period; what has passed already is nearer than any time ahead. */
  readonly ahead: Readonly<Record<CompareOperator, (period: string) => string>>;
  readonly units: Readonly<Record<'week' | 'day' | 'hour', readonly [one: string, many: string]>>;
}

const english: Words = {
  and: 'and',
  or: 'or',
  everything: 'everything',
  nothing: 'nothing',
  not: (part) => `not (${part})`,
  unknown: 'is unknown',
  oneOf: 'is one of',
  contains: 'contains',
  startsWith: 'starts with',
  yes: 'yes',
  no: 'no',
  has: (children) => `has ${children}`,
  where: 'where',
  compare: {
    quantity: { eq: 'is', ne: 'is not', lt: 'is below', le: 'is at most', gt: 'is above', ge: 'is at least' },
    time: { eq: 'is', ne: 'is not', lt: 'is before', le: 'is on or before', gt: 'is after', ge: 'is on or after' },
    order: { eq: 'is', ne: 'is not', lt: 'is before', le: 'is up to', gt: 'is after', ge: 'is from' },
  },
  age: {
    eq: (period) => `is exactly ${period} ago`,
    ne: (period) => `is not exactly ${period} ago`,
    lt: (period) => `is less than ${period} ago`,
    le: (period) => `is at most ${period} ago`,
    gt: (period) => `is more than ${period} ago`,
    ge: (period) => `is at least ${period} ago`,
  },
  ahead: {
    eq: (period) => `is in exactly ${period}`,
    ne: (period) => `is not in exactly ${period}`,
    lt: (period) => `is more than ${period} ahead`,
    le: (period) => `is at least ${period} ahead`,
    gt: (period) => `is past or less than ${period} ahead`,
    ge: (period) => `is past or at most ${period} ahead`,
  },
  units: { week: ['week', 'weeks'], day: ['day', 'days'], hour: ['hour', 'hours'] },
};

const dutch: Words = {
  and: 'en',
  or: 'of',
  everything: 'alles',
  nothing: 'niets',
  not: (part) => `niet (${part})`,
  unknown: 'is onbekend',
  oneOf: 'is een van',
  contains: 'bevat',
  startsWith: 'begint met',
  yes: 'ja',
  no: 'nee',
  has: (children) => `heeft ${children}`,
  where: 'waarvan',
  compare: {
    quantity: { eq: 'is', ne: 'is niet', lt: 'is lager dan', le: 'is hoogstens', gt: 'is hoger dan', ge: 'is minstens' },
    time: { eq: 'is', ne: 'is niet', lt: 'is voor', le: 'is op of voor', gt: 'is na', ge: 'is op of na' },
    order: { eq: 'is', ne: 'is niet', lt: 'komt voor', le: 'is tot en met', gt: 'komt na', ge: 'is vanaf' },
  },
  age: {
    eq: (period) => `is precies ${period} geleden`,
    ne: (period) => `is niet precies ${period} geleden`,
    lt: (period) => `is minder dan ${period} geleden`,
    le: (period) => `is hoogstens ${period} geleden`,
    gt: (period) => `is meer dan ${period} geleden`,
    ge: (period) => `is minstens ${period} geleden`,
  },
  ahead: {
    eq: (period) => `is over precies ${period}`,
    ne: (period) => `is niet over precies ${period}`,
    lt: (period) => `is over meer dan ${period}`,
    le: (period) => `is over minstens ${period}`,
    gt: (period) => `is voorbij of over minder dan ${period}`,
    ge: (period) => `is voorbij of over hoogstens ${period}`,
  },
  units: { week: ['week', 'weken'], day: ['dag', 'dagen'], hour: ['uur', 'uur'] },
};

const wordsOf: Readonly<Record<Language, Words>> = { en: english, nl: dutch };

interface Telling {
  readonly kinds: RecordKinds;
  readonly language: Language;
  readonly words: Words;
}

export function describeFilter(filter: Filter, kind: RecordKind, kinds: RecordKinds, language: Language): string {
  return tell(filter, kind, { kinds, language, words: wordsOf[language] });
}

function tell(filter: Filter, kind: RecordKind, telling: Telling): string {
  const { words, language } = telling;
  switch (filter.op) {
    case 'and':
    case 'or':
      return tellGroup(filter, kind, telling);
    case 'not':
      return words.not(tell(filter.of, kind, telling));
    case 'exists':
      return tellExists(filter, kind, telling);
    default:
      break;
  }
  const field = kind.fields['ageOf' in filter ? filter.ageOf : filter.field];
  invariant(field !== undefined, `${kind.name} has the fields of its filters`);
  const label = field.label[language];
  if ('ageOf' in filter) {
    const said = filter.period.startsWith('-') ? words.ahead : words.age;
    return `${label} ${said[filter.op](periodText(filter.period, words))}`;
  }
  switch (filter.op) {
    case 'unknown':
      return `${label} ${words.unknown}`;
    case 'in':
      return `${label} ${words.oneOf} ${filter.values.map((value) => literalText(field, value, telling)).join(', ')}`;
    case 'contains':
      return `${label} ${words.contains} “${filter.value}”`;
    case 'startsWith':
      return `${label} ${words.startsWith} “${filter.value}”`;
    default:
      return `${label} ${words.compare[comparing(field)][filter.op]} ${literalText(field, filter.value, telling)}`;
  }
}

function tellGroup(filter: Extract<Filter, { op: 'and' | 'or' }>, kind: RecordKind, telling: Telling): string {
  const { words } = telling;
  if (filter.of.length === 0) return filter.op === 'and' ? words.everything : words.nothing;
  return filter.of
    .map((part) => {
      const text = tell(part, kind, telling);
      const mixed = (part.op === 'and' || part.op === 'or') && part.op !== filter.op && part.of.length > 1;
      return mixed && filter.of.length > 1 ? `(${text})` : text;
    })
    .join(` ${words[filter.op]} `);
}

function tellExists(filter: Extract<Filter, { op: 'exists' }>, kind: RecordKind, telling: Telling): string {
  const relation = kind.children[filter.child];
  const childKind = relation === undefined ? undefined : telling.kinds[relation.kind];
  invariant(relation !== undefined && childKind !== undefined, `${kind.name} has the children of its filters`);
  const has = telling.words.has(relation.label[telling.language]);
  return filter.where === null ? has : `${has} ${telling.words.where} (${tell(filter.where, childKind, telling)})`;
}

function comparing(field: Field): 'quantity' | 'time' | 'order' {
  if (field.type === 'day' || field.type === 'instant') return 'time';
  return field.type === 'text' || field.type === 'name' ? 'order' : 'quantity';
}

function literalText(field: Field, value: Literal, { language, words }: Telling): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return new Intl.NumberFormat(language, { maximumFractionDigits: 12, useGrouping: false }).format(value);
  if (field.type === 'choice') return field.choices?.find((choice) => choice.value === value)?.label[language] ?? value;
  if (field.type === 'instant') return `${value.slice(0, 10)} ${value.slice(11, 16)} UTC`;
  return field.type === 'text' || field.type === 'name' ? `“${value}”` : value;
}

function periodText(period: Period, words: Words): string {
  const parts: string[] = [];
  for (const [pattern, unit] of [
    [/(\d+)W/, 'week'],
    [/(\d+)D/, 'day'],
    [/(\d+)H/, 'hour'],
  ] as const) {
    const digits = pattern.exec(period)?.[1];
    if (digits !== undefined) parts.push(`${Number(digits)} ${words.units[unit][Number(digits) === 1 ? 0 : 1]}`);
  }
  return parts.join(` ${words.and} `);
}
