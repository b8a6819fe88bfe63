/**
 * VUL-06: how long a patch waits between its release and its installation. The records know when a finding opened and closed, not
 * when the patch came out or was installed; a person enters what the tool that installs patches reports. Not: how long a finding
 * stays open (findings, closing times).
 */
import type { Localised } from '../../kernel/text.ts';
import type { EnteredMeasure } from '../define-metric.ts';
import { defineMetric } from '../define-metric.ts';
import { enteredCost, enteredGap, enteredLeftOut, selfDeclared } from '../entered-words.ts';
import { monthlyChartReason } from '../populations.ts';

function latency(name: string, title: Localised, numerator: Localised, headline: boolean): EnteredMeasure {
  return {
    name,
    title,
    kind: 'duration',
    unit: 'days',
    direction: 'down',
    headline,
    entered: {
      numerator,
      denominator: null,
      evidence: { en: 'the report of the tool that installs patches', nl: 'het rapport van het hulpmiddel dat patches installeert' },
    },
    scopes: ['organisation'],
    chart: { form: 'level' },
    whenEmpty: 'not-applicable',
  };
}

export const patchLatency = defineMetric({
  id: 'VUL-06',
  version: '1.0.0',
  title: { en: 'Patch latency', nl: 'Wachttijd van patches' },
  question: {
    en: 'How many days after its release is a security patch installed on half of the systems that need it?',
    nl: 'Hoeveel dagen na het uitkomen staat een beveiligingspatch op de helft van de systemen die hem nodig hebben?',
  },
  audience: ['vulnerability-manager', 'ciso'],
  decision: {
    en: 'When it grows: look which ring or window makes patches wait, and move that, not the people.',
    nl: 'Als het langer wordt: kijk welke ring of welk onderhoudsvenster patches laat wachten, en verplaats dat, niet de mensen.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'the 50th and 90th percentile of (installed − released) over security patches, in days',
    nl: 'het 50e en 90e percentiel van (geïnstalleerd − uitgekomen) over beveiligingspatches, in dagen',
  },
  population: {
    en: 'security patches and the systems that need them, those still without counted as waiting',
    nl: 'beveiligingspatches en de systemen die ze nodig hebben; wie er nog op wacht, telt als wachtend',
  },
  inclusions: [
    {
      rule: { en: 'systems that still lack the patch', nl: 'systemen die de patch nog missen' },
      reason: {
        en: 'Left out, the figure falls while the backlog rots: it would only count what was easy.',
        nl: 'Zonder hen daalt het cijfer terwijl de achterstand groeit: dan telt alleen wat makkelijk was.',
      },
    },
  ],
  exclusions: [],
  cadenceDays: 31,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: { hoursPerQuarter: 2, class: 'M', basis: enteredCost },
  automationLevel: 0,
  benchmarkable: { is: false, reason: selfDeclared },
  target: {
    value: 30,
    source: {
      en: 'Default of the catalogue, after the remediation target of CISO Assistant; change it to your own policy',
      nl: 'Standaard van de catalogus, naar het herstelstreven van CISO Assistant; pas het aan het eigen beleid aan',
    },
  },
  goalposts: { leftOut: enteredLeftOut },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'counting only patches that were installed', nl: 'alleen geïnstalleerde patches tellen' },
      signal: { en: 'it falls while VUL-12 rises', nl: 'het daalt terwijl VUL-12 stijgt' },
      counterMetric: 'VUL-12',
    },
  ],
  obligations: ['nis2-21-2-e'],
  knownGaps: [
    enteredGap,
    {
      en: 'A percentile has no interval here, because the waiting times beneath it are not entered',
      nl: 'Een percentiel heeft hier geen interval, omdat de wachttijden eronder niet worden ingevoerd',
    },
  ],
  lifecycle: 'specified',
  measures: [
    latency(
      'latency-median',
      { en: 'Half is installed within', nl: 'De helft staat erop binnen' },
      { en: 'days after which half of the systems had the patch', nl: 'dagen waarna de helft van de systemen de patch had' },
      true,
    ),
    latency(
      'latency-p90',
      { en: 'Nine of ten within', nl: 'Negen van de tien binnen' },
      { en: 'days after which nine of ten systems had the patch', nl: 'dagen waarna negen van de tien systemen de patch hadden' },
      false,
    ),
  ],
});
