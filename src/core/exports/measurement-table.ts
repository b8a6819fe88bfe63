/** Measurements as a table: one row a day, with what a reader needs to know how far it may be trusted. */
import type { TableHead } from './table.ts';

export const measurementTable = {
  name: 'measurements',
  columns: [
    { name: 'metric', label: { en: 'metric', nl: 'metriek' }, type: 'text' },
    { name: 'version', label: { en: 'version of the metric', nl: 'versie van de metriek' }, type: 'text' },
    { name: 'measure', label: { en: 'measure', nl: 'maat' }, type: 'text' },
    { name: 'unit', label: { en: 'unit', nl: 'eenheid' }, type: 'text' },
    { name: 'scopeKind', label: { en: 'kind of part', nl: 'soort deel' }, type: 'text' },
    { name: 'scope', label: { en: 'part', nl: 'deel' }, type: 'text' },
    { name: 'scopeName', label: { en: 'name of the part', nl: 'naam van het deel' }, type: 'text' },
    { name: 'day', label: { en: 'day', nl: 'dag' }, type: 'day' },
    { name: 'state', label: { en: 'state', nl: 'toestand' }, type: 'text' },
    { name: 'value', label: { en: 'value', nl: 'waarde' }, type: 'number' },
    {
      name: 'atLeast',
      label: { en: 'value is a bound: what was measured is more', nl: 'waarde is een grens: wat gemeten is, is meer' },
      type: 'boolean',
    },
    { name: 'numerator', label: { en: 'numerator', nl: 'teller' }, type: 'number' },
    { name: 'denominator', label: { en: 'denominator', nl: 'noemer' }, type: 'number' },
    { name: 'lower', label: { en: 'lower bound', nl: 'ondergrens' }, type: 'number' },
    { name: 'upper', label: { en: 'upper bound', nl: 'bovengrens' }, type: 'number' },
    { name: 'reasons', label: { en: 'reasons', nl: 'redenen' }, type: 'text' },
  ],
} as const satisfies TableHead;
