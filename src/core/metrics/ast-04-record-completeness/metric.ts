/**
 * AST-04: share of the register in which every field somebody needs in an emergency is filled in. Not: whether what is
 * filled in is right (AST-01, AST-02).
 */
import type { Localised } from '../../kernel/text.ts';
import { asset } from '../../assets/asset.ts';
import { and, filtersOf, or } from '../../query/filter-builder.ts';
import type { Filter } from '../../query/filter.ts';
import { assetShare } from '../asset-share.ts';
import type { CountedMeasure } from '../define-metric.ts';
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import {
  comparableReason,
  fileUploadCost,
  isSupportEndKnown,
  monthlyChartReason,
  outOfUseExcluded,
  registeredAssets,
} from '../populations.ts';

const assets = filtersOf(asset);
const hasVersion = or(assets.known('version'), assets.known('softwareVersion'), assets.known('firmwareVersion'));
const isComplete = and(
  assets.known('owner'),
  assets.known('department'),
  assets.known('class'),
  assets.known('tier'),
  hasVersion,
  isSupportEndKnown,
);

function filledIn(name: string, title: Localised, part: Filter): CountedMeasure {
  return assetShare({ name, title, direction: 'up', part, of: registeredAssets });
}

export const recordCompleteness = defineMetric({
  id: 'AST-04',
  version: '1.0.0',
  title: { en: 'Record completeness', nl: 'Volledigheid van gegevens' },
  question: {
    en: 'What share of the registered assets has every field filled in that an emergency needs?',
    nl: 'Van welk deel van de geregistreerde middelen is alles ingevuld wat in nood nodig is?',
  },
  audience: ['medical-technology-manager', 'data-engineer', 'ciso'],
  decision: {
    en: 'Where it is low: fill the field that is missing most often first, at its source, and only then the next.',
    nl: 'Waar het laag is: vul eerst het veld dat het vaakst ontbreekt, bij de bron, en dan pas het volgende.',
  },
  domain: 'AST',
  layer: 'process',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'registered assets with owner, department, class, clinical tier, a version (as written, of the software or of the firmware) and end of support / registered assets',
    nl: 'geregistreerde middelen met eigenaar, afdeling, klasse, klinisch niveau, een versie (zoals geschreven, van software of firmware) en einde ondersteuning / geregistreerde middelen',
  },
  population: { en: 'assets in the register, in use', nl: 'middelen in het register, in gebruik' },
  inclusions: [
    {
      rule: {
        en: 'a field filled in by any source, by hand or by an assignment rule',
        nl: 'een veld dat door welke bron ook, met de hand of door een toewijsregel is ingevuld',
      },
      reason: { en: 'What counts is that it can be looked up.', nl: 'Het gaat erom dat het op te zoeken is.' },
    },
  ],
  exclusions: [outOfUseExcluded],
  cadenceDays: 31,
  graceDays: 7,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 0.5, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: { is: true, reason: comparableReason },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'filling fields with placeholders', nl: 'velden vullen met opvulwaarden' },
      signal: {
        en: 'one value fills a field in most of the register',
        nl: 'één waarde vult een veld in het grootste deel van het register',
      },
      counterMetric: 'AST-11',
    },
    {
      how: { en: 'removing incomplete assets from the register', nl: 'onvolledige middelen uit het register halen' },
      signal: { en: 'AST-03 rises', nl: 'AST-03 stijgt' },
      counterMetric: 'AST-03',
    },
  ],
  obligations: ['nis2-21-2-i'],
  knownGaps: [
    {
      en: 'Which field is missing is told for department, tier and version; owners are AST-11, ends of support AST-05.',
      nl: 'Welk veld ontbreekt, is te zien voor afdeling, niveau en versie; eigenaren staan bij AST-11, einde ondersteuning bij AST-05.',
    },
    {
      en: 'Of the place only the department is asked: the location as written has no history, so no past day could be told.',
      nl: 'Van de plaats wordt alleen de afdeling gevraagd: de locatie zoals geschreven heeft geen historie, dus over een eerdere dag viel niets te zeggen.',
    },
    {
      en: 'A version of the software or firmware stands in for the operating system, whose name has no history; an asset of which only that name is known counts as incomplete.',
      nl: 'Een versie van software of firmware staat in voor het besturingssysteem, waarvan de naam geen historie heeft; een middel waarvan alleen die naam bekend is, telt als onvolledig.',
    },
    {
      en: 'All fields weigh the same, and are asked of every class alike.',
      nl: 'Alle velden wegen even zwaar en worden van elke klasse gevraagd.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    assetShare({
      name: 'complete',
      title: { en: 'Every field filled in', nl: 'Alle velden ingevuld' },
      direction: 'up',
      headline: true,
      part: isComplete,
      of: registeredAssets,
    }),
    filledIn('with-department', { en: 'With a department', nl: 'Met afdeling' }, assets.known('department')),
    filledIn('with-tier', { en: 'With a clinical tier', nl: 'Met klinisch niveau' }, assets.known('tier')),
    filledIn('with-version', { en: 'With a version', nl: 'Met versie' }, hasVersion),
  ],
});
