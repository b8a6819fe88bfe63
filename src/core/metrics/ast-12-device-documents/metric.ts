/**
 * AST-12: share of the networked medical devices whose security properties are on paper: the maker's MDS2 form, or a
 * software bill of materials. Not: whether what stands in them is good.
 */
import { asset } from '../../assets/asset.ts';
import { component } from '../../software/component.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { assetShare } from '../asset-share.ts';
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import { comparableReason, fileUploadCost, isInUse, isKnown, monthlyChartReason, outOfUseExcluded, unknownApart } from '../populations.ts';

const assets = filtersOf(asset);
const medicalDevices = and(isKnown, isInUse, assets.eq('class', 'medical'));
const networkedDevices = and(isKnown, isInUse, assets.eq('class', 'medical'), assets.eq('networked', true));

export const deviceDocuments = defineMetric({
  id: 'AST-12',
  version: '1.0.0',
  title: { en: 'MDS2 and bills of materials', nl: 'MDS2 en stuklijsten' },
  question: {
    en: "For what share of the networked medical devices is the maker's security form at hand?",
    nl: 'Voor welk deel van de medische apparaten aan het netwerk is het beveiligingsformulier van de fabrikant aanwezig?',
  },
  audience: ['medical-technology-manager', 'ciso'],
  decision: {
    en: 'Ask the makers with most devices for the missing forms, and make both documents a condition of the next purchase.',
    nl: 'Vraag de fabrikanten met de meeste apparaten om de ontbrekende formulieren en maak beide documenten voorwaarde bij de volgende aankoop.',
  },
  domain: 'AST',
  layer: 'process',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'networked medical devices with an MDS2 form (beside it: with a software bill of materials) / networked medical devices',
    nl: 'medische apparaten aan het netwerk met een MDS2-formulier (daarnaast: met een softwarestuklijst) / medische apparaten aan het netwerk',
  },
  population: {
    en: 'medical devices in the register or seen lately, in use, that are said to be on a network',
    nl: 'medische apparaten in het register of onlangs gezien, in gebruik, waarvan gezegd is dat ze aan een netwerk zitten',
  },
  inclusions: [
    {
      rule: { en: 'devices of which nobody states whether there is a form', nl: 'apparaten waarvan niemand zegt of er een formulier is' },
      reason: { en: 'A form nobody knows of is not at hand.', nl: 'Een formulier waar niemand van weet, is niet aanwezig.' },
    },
  ],
  exclusions: [
    outOfUseExcluded,
    {
      of: 'asset',
      exclusion: {
        rule: {
          en: 'medical devices of which nobody says whether they are on a network',
          nl: 'medische apparaten waarvan niemand zegt of ze aan een netwerk zitten',
        },
        reason: unknownApart,
        filter: and(medicalDevices, assets.unknown('networked')),
      },
    },
  ],
  cadenceDays: 92,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 2, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: { is: true, reason: comparableReason },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'calling devices not networked', nl: 'apparaten niet aan het netwerk noemen' },
      signal: {
        en: 'devices that are not networked are seen by scans',
        nl: 'apparaten die niet aan het netwerk zouden zitten, worden door scans gezien',
      },
      counterMetric: 'AST-01',
    },
    {
      how: { en: 'counting a form of another version of the device', nl: 'een formulier van een andere versie meetellen' },
      signal: { en: 'the version on the form and of the device differ', nl: 'de versie op het formulier en van het apparaat verschillen' },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-d', 'nis2-21-2-e'],
  knownGaps: [
    {
      en: 'A bill of materials counts where its product was matched to the device; one that nobody linked is not seen here.',
      nl: 'Een stuklijst telt waar haar product aan het apparaat is gekoppeld; wat niemand koppelde, is hier niet te zien.',
    },
    {
      en: 'Neither document is judged by its age or content.',
      nl: 'Geen van beide documenten wordt op ouderdom of inhoud beoordeeld.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    assetShare({
      name: 'with-mds2',
      title: { en: 'With an MDS2 form', nl: 'Met MDS2-formulier' },
      direction: 'up',
      headline: true,
      part: assets.eq('mds2', true),
      of: networkedDevices,
    }),
    assetShare({
      name: 'with-sbom',
      title: { en: 'With a software bill of materials', nl: 'Met softwarestuklijst' },
      direction: 'up',
      part: assets.exists('components', filtersOf(component).eq('present', true)),
      of: networkedDevices,
    }),
    assetShare({
      name: 'networked-unknown',
      title: { en: 'Nobody says whether on a network', nl: 'Niemand zegt of aan een netwerk' },
      direction: 'down',
      part: assets.unknown('networked'),
      of: medicalDevices,
    }),
  ],
});
