/** Mapping profiles: how the tables of one source are read; saved ones, and ready ones for products that many have. */
import { z } from 'zod';
import { MappingProfile, tableRoles } from '#core/imports/mapping-profile.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { NoParams, NoQuery } from '../records.ts';

const Localised = z.object({ en: z.string(), nl: z.string() });

export const MappingFieldJson = z.object({
  field: z.string(),
  label: Localised,
  kind: z.enum(['text', 'choice', 'boolean', 'tier', 'day']),
  choices: z.array(z.object({ value: z.string(), label: Localised })),
  isIdentity: z.boolean().describe('tells one asset from another'),
});

const ProfileHead = z.object({
  slug: z.string(),
  name: z.string(),
  kind: z.enum(['saved', 'ready']),
  role: z.enum(tableRoles),
  source: z.string().nullable(),
  columnCount: z.int(),
  revision: z.int().nullable().describe('counts the changes of a saved profile; null for a ready one'),
  changedAt: z.iso.datetime().nullable(),
  verified: z.boolean().nullable().describe('of a ready profile: the names of its columns are confirmed'),
  remark: Localised.nullable(),
  documentation: z.array(z.string()).describe('where the names of the columns of a ready profile come from'),
});

export const ProfileSuggestion = z.object({
  slug: z.string(),
  name: z.string(),
  kind: z.enum(['saved', 'ready']),
  verified: z.boolean().nullable(),
  remark: Localised.nullable(),
  matched: z.int().describe('headers of the file that the profile knows'),
  headers: z.int().describe('headers of the file'),
});
export type ProfileSuggestion = z.infer<typeof ProfileSuggestion>;

export const MappingProfileHead = ProfileHead;
export type MappingProfileHead = z.infer<typeof ProfileHead>;
export const MappingProfileJson = ProfileHead.extend({
  profile: MappingProfile.describe('the file: hand it to another organisation as it is'),
});
export type MappingProfileJson = z.infer<typeof MappingProfileJson>;

const SlugParams = z.strictObject({ slug: z.string().min(1).max(100) });

export const listProfiles = defineEndpoint({
  id: 'profiles.list',
  method: 'GET',
  path: '/mapping-profiles',
  summary: 'Every mapping profile: the saved ones by name, then the ready ones that no saved one stands in for',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(ProfileHead) }),
  problems: [],
});

export const getProfile = defineEndpoint({
  id: 'profiles.get',
  method: 'GET',
  path: '/mapping-profiles/{slug}',
  summary: 'One mapping profile, with its file',
  access: access.read,
  params: SlugParams,
  query: NoQuery,
  body: null,
  response: MappingProfileJson,
  problems: ['not-found'],
});

export const saveProfile = defineEndpoint({
  id: 'profiles.save',
  method: 'PUT',
  path: '/mapping-profiles/{slug}',
  summary: 'Make a mapping profile or change one; the slug of a new one is made of its name and stays when the name changes',
  access: access.work,
  params: SlugParams,
  query: NoQuery,
  body: MappingProfile,
  response: MappingProfileJson,
  problems: ['request-invalid', 'conflict'],
});

export const deleteProfile = defineEndpoint({
  id: 'profiles.delete',
  method: 'DELETE',
  path: '/mapping-profiles/{slug}',
  summary: 'Delete a saved mapping profile; imports that were read with it keep their mapping',
  access: access.work,
  params: SlugParams,
  query: NoQuery,
  body: null,
  response: null,
  status: 204,
  problems: ['not-found'],
});

export const profileEndpoints = [listProfiles, getProfile, saveProfile, deleteProfile] as const;
