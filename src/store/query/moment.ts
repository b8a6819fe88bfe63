/** The moment a question is asked about: now, or the end of a past day, for which only kept fields are known. */
import { Problem } from '#core/kernel/problem.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { endOfDay } from '#core/kernel/time.ts';
import { hasHistory } from '#core/query/columns.ts';
import { firstLatestField } from '#core/query/filter-fields.ts';
import type { Filter, SortKey } from '#core/query/filter.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import { recordKinds } from '#core/records/registry.ts';
import type { Scope } from '#store/scope.ts';
import type { Moment } from './compile.ts';

export interface AskedMoment {
  /** The end of this day in the organisation's time zone; absent or today: now. */
  readonly asOf?: Day | undefined;
  readonly now: Instant;
  /** The day of `now` in the organisation's time zone. */
  readonly today: Day;
}

export interface ResolvedMoment extends Moment {
  /** Latest fields are unknown: the moment has passed. */
  readonly past: boolean;
}

/** @throws Problem `request-invalid`: a day to come, or a past day of a kind without history. */
export function resolveMoment(scope: Scope, kind: RecordKind, { asOf, now, today }: AskedMoment): ResolvedMoment {
  const { organisationId, timeZone } = scope;
  if (asOf === undefined || asOf === today) return { organisationId, timeZone, asOf: today, now, past: false };
  if (asOf > today) {
    throw new Problem('request-invalid', `The day ${asOf} has not been yet: ask as of ${today} or before.`, { asOf, today });
  }
  if (!hasHistory(kind)) {
    throw new Problem('request-invalid', `Records of kind "${kind.name}" keep no history: leave out the as-of day.`, {
      asOf,
      kind: kind.name,
    });
  }
  return { organisationId, timeZone, asOf, now: endOfDay(asOf, timeZone), past: true };
}

/** @throws Problem `filter-invalid` or `sort-invalid` where a past day is asked about a field of which only the newest value is known. */
export function refuseLatestFields(kind: RecordKind, moment: ResolvedMoment, filter: Filter, sort: readonly SortKey[] = []): void {
  if (!moment.past) return;
  const filtered = firstLatestField(filter, kind, recordKinds);
  if (filtered !== null) throw new Problem('filter-invalid', latestOnly(filtered, moment), refusal(filtered, kind));
  const sorted = sort.find((key) => kind.fields[key.field]?.history !== 'kept');
  if (sorted !== undefined) throw new Problem('sort-invalid', latestOnly(sorted.field, moment), refusal(sorted.field, kind));
}

function latestOnly(field: string, { asOf }: ResolvedMoment): string {
  return `Only the newest value of "${field}" is known, so it cannot be asked as of ${asOf}. Leave out the as-of day, or use a field with history.`;
}

function refusal(found: string, kind: RecordKind): Record<string, unknown> {
  const expected = Object.keys(kind.fields).filter((name) => kind.fields[name]?.history === 'kept');
  return { position: 0, found, expected };
}
