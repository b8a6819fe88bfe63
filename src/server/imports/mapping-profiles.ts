/** Mapping profiles as a node knows them: saved ones of the organisation, and ready ones of the release. */
import type { MappingProfileHead, MappingProfileJson, ProfileSuggestion } from '#contract/endpoints/mapping-profiles.ts';
import {
  checkMappingSettings,
  MappingSettings,
  mappingProfileSchemaId,
  settingsOf,
  type UsedProfile,
} from '#core/imports/mapping-profile.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import { headerIn } from '#importers/table/columns.ts';
import { fieldsOfRole } from '#importers/table/fields.ts';
import type { ReadyProfile } from '#importers/table/ready-profiles/define-ready-profile.ts';
import { matchReadyProfile, readyProfiles } from '#importers/table/ready-profiles/registry.ts';
import type { Database } from '#store/database.ts';
import { findMappingProfile, type SavedProfile } from '#store/mapping-profiles.ts';
import { readingOrganisation, type Scope } from '#store/scope.ts';

/** By slug, or by the product's name however it is written. */
export function readyProfileOf(slugOrName: string): ReadyProfile | undefined {
  return (
    readyProfiles.find(({ slug }) => slug === slugOrName) ?? readyProfiles.find(({ product }) => foldName(product) === foldName(slugOrName))
  );
}

/** A saved profile of the same slug stands in for a ready one. */
export function shownReadyProfiles(saved: readonly SavedProfile[]): readonly ReadyProfile[] {
  const taken = new Set(saved.map(({ slug }) => slug));
  return readyProfiles.filter(({ slug }) => !taken.has(slug));
}

/** A saved profile, else a ready one. @throws Problem `not-found` with the profiles there are. */
export async function requireProfile(scope: Scope, slugOrName: string): Promise<UsedProfile> {
  const saved = await findMappingProfile(scope, slugOrName);
  if (saved !== undefined) return { slug: saved.slug, name: saved.name, revision: saved.revision, settings: saved.settings };
  const ready = readyProfileOf(slugOrName);
  if (ready !== undefined) return { slug: ready.slug, name: ready.product, revision: null, settings: settingsOf(ready.profile) };
  throw new Problem('not-found', `There is no mapping profile "${slugOrName}"; \`cybermetrics profiles list\` names them.`, {
    profile: slugOrName,
  });
}

/** What a request says of how a table is read: a profile by name, or settings for this file alone. */
export async function usedProfileOf(
  database: Database,
  organisationId: OrganisationId,
  { profile, settings }: { readonly profile?: string | undefined; readonly settings?: string | undefined },
): Promise<UsedProfile | null> {
  if (profile !== undefined && settings !== undefined) {
    throw new Problem('request-invalid', 'profile and settings were both given; give the one that counts.');
  }
  if (settings !== undefined) return { slug: null, name: null, revision: null, settings: parseSettings(settings) };
  if (profile === undefined) return null;
  return readingOrganisation(database, organisationId, (scope) => requireProfile(scope, profile));
}

function parseSettings(text: string): MappingSettings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Problem('request-invalid', 'settings is no valid JSON.', {}, cause);
  }
  const parsed = MappingSettings.safeParse(value);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => ({ path: ['settings', ...path].join('.'), message }));
    throw new Problem('request-invalid', `${wrong[0]?.path ?? 'settings'}: ${wrong[0]?.message ?? 'not valid'}.`, { wrong });
  }
  return parsed.data;
}

/** @throws Problem `request-invalid` with every fault and its place. */
export function requireFaultless(settings: MappingSettings): void {
  const wrong = checkMappingSettings(settings, fieldsOfRole(settings.role));
  const first = wrong[0];
  if (first === undefined) return;
  const more = wrong.length === 1 ? '' : ` (and ${wrong.length - 1} more)`;
  throw new Problem('request-invalid', `${first.path}: ${first.message}${more}.`, { wrong });
}

export function describeSaved({ slug, name, revision, settings, changedAt }: SavedProfile): MappingProfileJson {
  return {
    slug,
    name,
    kind: 'saved',
    role: settings.role,
    source: settings.source,
    columnCount: settings.columns.length,
    revision,
    changedAt,
    verified: null,
    remark: null,
    documentation: [],
    profile: { $schema: mappingProfileSchemaId, name, ...settings },
  };
}

export function describeReady({ slug, product, verified, remark, documentation, profile }: ReadyProfile): MappingProfileJson {
  return {
    slug,
    name: product,
    kind: 'ready',
    role: profile.role,
    source: profile.source,
    columnCount: profile.columns.length,
    revision: null,
    changedAt: null,
    verified,
    remark,
    documentation: [...documentation],
    profile,
  };
}

export function headOf({ profile: _profile, ...head }: MappingProfileJson): MappingProfileHead {
  return head;
}

/** Below this share of its fields a saved profile was made for another file. */
const fittingFieldRatioMin = 0.8;

/** Profiles that fit a header row, the best first: own ones before a ready one. */
export function suggestProfiles(headers: readonly string[], saved: readonly SavedProfile[]): readonly ProfileSuggestion[] {
  const filled = headers.filter((header) => header.trim() !== '');
  const own = saved.flatMap(({ slug, name, settings }): readonly ProfileSuggestion[] => {
    const there = settings.columns.filter(({ header }) => headerIn(filled, header) !== undefined);
    const fields = new Set(settings.columns.map(({ field }) => field));
    const fits = new Set(there.map(({ field }) => field)).size >= fields.size * fittingFieldRatioMin;
    const lacks = settings.columns.some(({ header, required }) => required && headerIn(filled, header) === undefined);
    const matched = new Set(there.map(({ header }) => headerIn(filled, header))).size;
    if (!fits || lacks || matched < 2) return [];
    return [{ slug, name, kind: 'saved', verified: null, remark: null, matched, headers: filled.length }];
  });
  const match = matchReadyProfile(filled);
  if (match === undefined || saved.some(({ slug }) => slug === match.ready.slug)) return own.toSorted((a, b) => b.matched - a.matched);
  const { slug, product, verified, remark } = match.ready;
  return [
    ...own.toSorted((left, right) => right.matched - left.matched),
    { slug, name: product, kind: 'ready', verified, remark, matched: match.matched, headers: match.headers },
  ];
}
