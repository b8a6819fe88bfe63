/**
 * How many assets are past support now, in a year and in two when nothing is replaced: the filters behind each number, so
 * that it opens down to its rows. About the assets that AST-05 counts; support still holds on its last day. Days are
 * written out, because a link must find the same rows tomorrow.
 */
import { asset } from '../assets/asset.ts';
import { addDays, type Day } from '../kernel/time.ts';
import { isCompensated, knownAssets } from '../metrics/populations.ts';
import { and, filtersOf, not } from '../query/filter-builder.ts';
import type { Filter } from '../query/filter.ts';
import type { FirmwareNames } from './support-facts.ts';

/** `in12`: runs out within 365 days; `in24`: in the 365 after; `uncompensated`: of those ended, without anything instead. */
export const forecastStages = ['ended', 'in12', 'in24', 'later', 'unknown', 'uncompensated'] as const;
export type ForecastStage = (typeof forecastStages)[number];
export type ForecastCounts = { readonly [Stage in ForecastStage]: number };

const assets = filtersOf(asset);

export const forecastPopulation: Filter = knownAssets;

/** To be asked of `forecastPopulation`. Every asset of it is in one of the first five. */
export function forecastFilters(today: Day): { readonly [Stage in ForecastStage]: Filter } {
  const [inAYear, inTwoYears] = [addDays(today, 365), addDays(today, 730)];
  const ended = assets.lt('supportEndOn', today);
  return {
    ended,
    in12: and(assets.ge('supportEndOn', today), assets.lt('supportEndOn', inAYear)),
    in24: and(assets.ge('supportEndOn', inAYear), assets.lt('supportEndOn', inTwoYears)),
    later: assets.ge('supportEndOn', inTwoYears),
    unknown: assets.unknown('supportEndOn'),
    uncompensated: and(ended, not(isCompensated)),
  };
}

/** Lists take filters of 8,000 characters; the condition of a stage comes beside that of a row. */
export const rowFilterCharactersMax = 7_000;

/** What stands in the newest bill of its product. */
export const softwarePopulation: Filter = { op: 'eq', field: 'present', value: true };
export const softwareStages = ['ended', 'in12', 'in24', 'later', 'unknown'] as const satisfies readonly ForecastStage[];
export type SoftwareCounts = { readonly [Stage in (typeof softwareStages)[number]]: number };

/** Assets with software of which support has ended. */
export function hasEndedSoftware(today: Day): Filter {
  const ended = and(softwarePopulation, assets.lt('supportEndOn', today));
  return and(forecastPopulation, { op: 'exists', child: 'components', where: ended });
}

/** Assets whose operating system is written in one of these ways. */
export function isWritten(texts: readonly string[]): Filter {
  return assets.in('operatingSystem', texts);
}

/** Assets of which vendor, model and version are written so. */
export function isFirmware({ vendor, model, version }: FirmwareNames): Filter {
  const parts = Object.entries({ vendor, model, version }).map(([field, value]): Filter =>
    value === null || value === undefined ? { op: 'unknown', field } : { op: 'eq', field, value },
  );
  return and(...parts);
}

export function isOfClass(value: string | null): Filter {
  return value === null ? assets.unknown('class') : { op: 'eq', field: 'class', value };
}
