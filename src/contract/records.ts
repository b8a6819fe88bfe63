/** Wire schemas derived from the record kinds: one object per kind with every field nullable, and the list around it. */
import { z } from 'zod';
import type { Field, RecordKind } from '#core/query/record-kind.ts';

/** One field's value on the wire; null = unknown, or not known as of that day. */
export function fieldValue(field: Field): z.ZodType {
  const base: Record<Field['type'], () => z.ZodType> = {
    text: () => z.string(),
    name: () => z.string(),
    id: () => z.string(),
    choice: () => z.enum((field.choices ?? []).map((choice) => choice.value) as [string, ...string[]]),
    boolean: () => z.boolean(),
    integer: () => z.int(),
    number: () => z.number(),
    day: () => z.iso.date(),
    instant: () => z.iso.datetime(),
  };
  return base[field.type]().nullable().describe(field.label.en);
}

type FieldJson<F extends Field> = F extends { type: 'boolean' }
  ? boolean
  : F extends { type: 'integer' | 'number' }
    ? number
    : F extends { type: 'choice'; choices: readonly { value: infer V }[] }
      ? V
      : string;

/** A record of a kind as it crosses the wire. */
export type RecordJson<K extends RecordKind> = {
  readonly [F in keyof K['fields'] as F extends 'id' ? never : F]: FieldJson<K['fields'][F]> | null;
} & {
  readonly id: string;
};

export function recordOf<const K extends RecordKind>(kind: K): z.ZodType<RecordJson<K>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(kind.fields)) shape[name] = name === 'id' ? z.string() : fieldValue(field);
  return z.object(shape) as unknown as z.ZodType<RecordJson<K>>;
}

export const ListQuery = z.strictObject({
  filter: z.string().max(8000).optional().describe('RQL, e.g. and(eq(class,medical),gt(age(firstSeenAt),P30D)); see docs/records.md'),
  sort: z.string().max(200).optional().describe('field names with commas, - for descending: -severity,name'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z.string().max(2000).optional().describe('cursor: `next` of the page before'),
  asOf: z.iso.date().optional().describe('the end of this day in the organisation’s time zone; default: now'),
});
export type ListQuery = z.infer<typeof ListQuery>;

export const Total = z.object({ count: z.int(), exact: z.boolean().describe('false: more than `count`') });

export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly total: { readonly count: number; readonly exact: boolean };
  readonly asOf: string;
}

export function pageOf<Item>(item: z.ZodType<Item>): z.ZodType<ListPage<Item>> {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: Total, asOf: z.iso.date() });
}

// What comes in is strict: a misspelt parameter that is passed over would answer another question than the one asked.
export const IdParams = z.strictObject({ id: z.string().max(100) });
export const NoParams = z.strictObject({});
export const NoQuery = z.strictObject({});
