/** Saved views of lists: one’s own, and those of everybody. */
import { z } from 'zod';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

const viewFields = {
  kind: z.enum(['asset', 'finding']),
  name: z.string().trim().min(1).max(80),
  filter: z.string().max(8000).default('').describe('RQL; empty: everything'),
  sort: z.string().max(200).default('').describe('as the list takes it; empty: its own order'),
  grouped: z.boolean().default(false).describe('findings by cause'),
  shared: z.boolean().default(false).describe('for everybody; only owners and security officers'),
};

export const SavedViewJson = z.object({ id: z.string(), ...viewFields });
export type SavedViewJson = z.infer<typeof SavedViewJson>;

export const listViews = defineEndpoint({
  id: 'views.list',
  method: 'GET',
  path: '/views',
  summary: 'Saved views of lists: one’s own and those of everybody',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(SavedViewJson) }),
  problems: [],
});

export const saveView = defineEndpoint({
  id: 'views.save',
  method: 'POST',
  path: '/views',
  summary: 'Save a view of a list; one of the same name takes its place',
  access: access.personal,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject(viewFields),
  response: SavedViewJson,
  status: 201,
  problems: ['request-invalid', 'filter-invalid', 'sort-invalid', 'not-allowed'],
});

export const deleteView = defineEndpoint({
  id: 'views.delete',
  method: 'DELETE',
  path: '/views/{id}',
  summary: 'Delete a saved view',
  access: access.personal,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: null,
  status: 204,
  problems: ['not-found', 'not-allowed'],
});

export const viewEndpoints = [listViews, saveView, deleteView] as const;
