/** SLA policies: which findings must be closed within how many days; the first whose filter finds a finding holds. */
import { z } from 'zod';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { NoParams, NoQuery } from '../records.ts';

const Name = z.string().trim().min(1).max(120);
const Filter = z.string().min(1).max(8000).describe('RQL over findings, such as and(eq(severity,critical),eq(tier,1))');
const Days = z.int().min(1).max(3650);

export const SlaPolicyJson = z.object({
  id: z.string(),
  name: Name,
  filter: Filter,
  days: Days,
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime().nullable().describe('null: in force'),
});

export type SlaPolicyJson = z.infer<typeof SlaPolicyJson>;

export const SlaPolicies = z.object({ items: z.array(SlaPolicyJson) });

const SlaPolicyBody = z.strictObject({ name: Name, filter: Filter, days: Days });
export type SlaPolicyBody = z.infer<typeof SlaPolicyBody>;

export const listSlaPolicies = defineEndpoint({
  id: 'sla.list',
  method: 'GET',
  path: '/sla-policies',
  summary: 'Every SLA policy that was ever in force, in order of precedence',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: SlaPolicies,
  problems: [],
});

export const replaceSlaPolicies = defineEndpoint({
  id: 'sla.replace',
  method: 'PUT',
  path: '/sla-policies',
  summary: 'From now on these policies hold, the first of the list first; deadlines that were set stay set',
  access: access.manage,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ items: z.array(SlaPolicyBody).max(100) }),
  response: SlaPolicies,
  problems: ['filter-invalid', 'request-invalid'],
});

export const slaEndpoints = [listSlaPolicies, replaceSlaPolicies] as const;
