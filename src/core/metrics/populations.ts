/**
 * Populations that several metrics count in, once: so that AST-02 and AST-03 are about the same assets as AST-01.
 */
import { asset } from '../assets/asset.ts';
import { and, filtersOf, not, or } from '../query/filter-builder.ts';
import type { Exclusion } from './define-metric.ts';

const assets = filtersOf(asset);

const outOfUse = assets.in('lifecycle', ['planned', 'retired']);

/** In the register or seen lately, and neither planned nor retired. */
export const isInUse = not(outOfUse);
export const isRegistered = assets.eq('registered', true);
export const isSeen = assets.eq('seen', true);
export const isKnown = or(isRegistered, isSeen);
export const knownAssets = and(isKnown, isInUse);
export const registeredAssets = and(isRegistered, isInUse);
export const seenAssets = and(isSeen, isInUse);
export const scannableAssets = and(assets.eq('scannable', true), isKnown, isInUse);

export const outOfUseExcluded = {
  of: 'asset',
  exclusion: {
    rule: { en: 'planned and retired assets', nl: 'geplande en afgevoerde middelen' },
    reason: {
      en: 'They are not on the network by intent; counting them would call good administration an error.',
      nl: 'Ze staan met opzet niet op het netwerk; ze meetellen zou goede administratie een fout noemen.',
    },
    filter: and(isKnown, outOfUse),
  },
} as const satisfies { readonly of: 'asset'; readonly exclusion: Exclusion };

/** Why the charts of this slice have one point a month, also where values are asked for weekly. */
export const monthlyChartReason = {
  en: 'A period must be able to hold a whole round of the sources; registers and scans commonly come once a month, and weekly points would chart their calendar.',
  nl: 'Een periode moet een hele ronde van de bronnen kunnen bevatten; registers en scans komen meestal eens per maand, en weekpunten zouden hun rooster tekenen.',
} as const;

export const fileUploadCost = {
  en: 'estimate: handing in the files; to be replaced by the measured hours after two quarters',
  nl: 'schatting: de bestanden aanleveren; na twee kwartalen te vervangen door de gemeten uren',
} as const;
