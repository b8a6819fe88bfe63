/** Ends of support: the cycles that lists and people state, what people state, and how many assets are past them. */
import { z } from 'zod';
import { forecastStages, softwareStages } from '#core/support/forecast.ts';
import { supportCycle } from '#core/support/support-cycle-kind.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, ListQuery, NoParams, NoQuery, pageOf, recordOf } from '../records.ts';

export const SupportDetail = z.object({
  record: recordOf(supportCycle),
  texts: z
    .array(
      z.object({
        text: z.string(),
        filter: z.string().describe('RQL of the assets on which it stands'),
        assetCount: z.int(),
        cycles: z.array(z.string()).describe('more than one: the words leave several'),
      }),
    )
    .describe('how sources write an operating system that means this cycle, and devices whose firmware is it; at most 200'),
  statements: z
    .array(
      z.object({
        endOn: z.iso.date().nullable(),
        extendedEndOn: z.iso.date().nullable(),
        withdrawn: z.boolean(),
        statedAt: z.iso.datetime(),
        statedBy: z.string().nullable().describe('name; null: the owner of the node, or somebody who is no longer known'),
      }),
    )
    .describe('what people stated of it, newest first'),
});
export type SupportDetail = z.infer<typeof SupportDetail>;

const counts = z.object(
  Object.fromEntries(forecastStages.map((stage) => [stage, z.int()])) as Record<(typeof forecastStages)[number], z.ZodInt>,
);
const Row = z.object({
  name: z.string().nullable(),
  filter: z.string().nullable().describe('RQL of its assets; null: written in more ways than one filter can name'),
  counts,
});

export const SupportForecast = z.object({
  today: z.iso.date(),
  population: z.string().describe('RQL of every asset counted'),
  total: counts,
  byClass: z.array(Row),
  byProduct: z
    .array(
      Row.extend({
        isFirmware: z.boolean().describe('true: no system is read as a product; vendor, model and version are, by a word of the hospital'),
      }),
    )
    .describe('by the product that the operating system or else the firmware is read as; null: none that is known'),
  software: z
    .object({
      counts: z.object(
        Object.fromEntries(softwareStages.map((stage) => [stage, z.int()])) as Record<(typeof softwareStages)[number], z.ZodInt>,
      ),
      filter: z.string().describe('RQL of every component counted'),
      assets: z.object({ count: z.int(), filter: z.string() }).describe('those with a component of which support has ended'),
    })
    .describe('what stands in bills of materials'),
  stages: z
    .object(Object.fromEntries(forecastStages.map((stage) => [stage, z.string()])) as Record<(typeof forecastStages)[number], z.ZodString>)
    .describe('RQL of each stage, to be joined with that of a row'),
  statedAt: z.iso.datetime().nullable().describe('when a list or a person last stated anything'),
  waiting: z.int().describe('assets whose end of support is still being worked out'),
});
export type SupportForecast = z.infer<typeof SupportForecast>;

const Name = z.string().trim().min(1).max(200);

export const SupportWord = z.strictObject({
  product: Name.describe('as lists or sources name it'),
  cycle: Name.describe('the version, as people write it: 22.04, 10 22H2'),
  endOn: z.iso.date().nullable().describe('last day of support; null: supported, and no end is set'),
  extendedEndOn: z.iso.date().nullable().optional(),
});

const changed = z.object({ id: z.string(), waiting: z.int().describe('assets that are being worked out again') });

export const listSupport = defineEndpoint({
  id: 'support.list',
  method: 'GET',
  path: '/support-cycles',
  summary: 'Support cycles that a filter selects, page by page',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(recordOf(supportCycle)),
  problems: ['filter-invalid', 'sort-invalid', 'cursor-invalid', 'filter-too-broad', 'request-invalid'],
});

export const getSupport = defineEndpoint({
  id: 'support.get',
  method: 'GET',
  path: '/support-cycles/{id}',
  summary: 'One support cycle with the words that mean it and what people stated of it',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: SupportDetail,
  problems: ['not-found'],
});

export const stateSupportCycle = defineEndpoint({
  id: 'support.state',
  method: 'POST',
  path: '/support-cycles',
  summary: 'States until when a release is supported; it goes before every list, for assets whose own sources say nothing',
  access: access.work,
  params: NoParams,
  query: NoQuery,
  body: SupportWord,
  response: changed,
  problems: ['request-invalid'],
});

export const withdrawSupportCycle = defineEndpoint({
  id: 'support.withdraw',
  method: 'DELETE',
  path: '/support-cycles/{id}',
  summary: 'Withdraws what people stated of a cycle; the list counts again',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: changed,
  problems: ['not-found'],
});

export const getForecast = defineEndpoint({
  id: 'support.forecast',
  method: 'GET',
  path: '/support-forecast',
  summary: 'How many assets are past support now, in 12 and in 24 months, by class and by product',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: SupportForecast,
  problems: ['filter-too-broad'],
});

export const supportEndpoints = [listSupport, getSupport, stateSupportCycle, withdrawSupportCycle, getForecast] as const;
