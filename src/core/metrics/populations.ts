/**
 * Populations that several metrics count in, once: so that AST-02 and AST-03 are about the same assets as AST-01.
 */
import { asset } from '../assets/asset.ts';
import { and, filtersOf, not, or } from '../query/filter-builder.ts';
import type { Filter } from '../query/filter.ts';
import { finding } from '../vulnerabilities/finding.ts';
import type { Exclusion } from './define-metric.ts';

const assets = filtersOf(asset);
const findings = filtersOf(finding);

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

/**
 * A deadline of today has not passed before midnight. More than a day, not at least one: at the end of a day what was due
 * on it is exactly one day old.
 */
export const hasPassedDeadline = findings.age('gt', 'dueOn', 'P1D');

/** domain/metrics.md 4.4: an accepted risk is still open, a false positive never was one. */
export const isFalsePositive = findings.eq('decision', 'false-positive');
export const isAccepted = findings.eq('decision', 'accepted');
export const isOpen = and(findings.eq('state', 'open'), not(isFalsePositive));
/** Somebody decided to wait, until a day: then the deadline waits as well. */
export const isUndecided = findings.unknown('decision');
export const isOverdue = and(findings.eq('state', 'open'), hasPassedDeadline, isUndecided);

export function falsePositivesExcluded(among: Filter): { readonly of: 'finding'; readonly exclusion: Exclusion } {
  return {
    of: 'finding',
    exclusion: {
      rule: { en: 'findings decided to be false positives', nl: 'bevindingen waarvan besloten is dat ze onterecht gemeld zijn' },
      reason: {
        en: 'The flaw is not there; who decided so, when and why stands with each of them.',
        nl: 'De zwakte is er niet; wie dat besloot, wanneer en waarom staat bij elk ervan.',
      },
      filter: and(among, isFalsePositive),
    },
  };
}

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

/** The gate on scan coverage knows one figure a day. */
export const wholeCoverageGap = {
  en: 'The warning about scan coverage goes by the coverage of the whole organisation, also for a department, a class or a tier.',
  nl: 'De waarschuwing over scandekking gaat uit van de dekking van de hele organisatie, ook bij een afdeling, een klasse of een niveau.',
} as const;

/** Support may still be asked for on its last day. */
export const supportHasEnded = assets.age('gt', 'supportEndOn', 'P1D');
export const isSupportEndKnown = assets.known('supportEndOn');
export const unsupportedAssets = and(isKnown, isInUse, supportHasEnded);

/** Reached only through a boundary that somebody keeps: isolated, or in a segment of its own. */
export const isRestricted = assets.in('exposure', ['isolated', 'segmented']);
/** Something stands in for the patch that will not come. */
export const isCompensated = or(assets.in('compensatingControl', ['segmentation', 'virtual-patch', 'exception', 'several']), isRestricted);

export const comparableReason = {
  en: 'Both counts are defined the same way for everyone.',
  nl: 'Beide tellingen zijn voor iedereen hetzelfde bepaald.',
} as const;

/** Why assets of which nobody states a fact are a measure of their own. */
export const unknownApart = {
  en: 'Unknown is neither good nor bad: a share that took it for either would praise or blame without evidence.',
  nl: 'Onbekend is goed noch slecht: een aandeel dat het voor een van beide aanziet, prijst of verwijt zonder bewijs.',
} as const;

export const isNoFalsePositive = not(isFalsePositive);
