/**
 * The record kind "support cycle": until when a release of a product is supported, as the newest list or the hospital itself
 * says. What it means for assets is said by the words of their operating system (`support-facts.ts`).
 */
import { defineRecordKind } from '../query/record-kind.ts';

export const supportOrigins = [
  { value: 'own', label: { en: 'stated here', nl: 'zelf vastgelegd' } },
  { value: 'list', label: { en: 'public list', nl: 'openbare lijst' } },
] as const;

export const supportCycle = defineRecordKind({
  name: 'support-cycle',
  plural: 'support-cycles',
  label: { en: 'support cycle', nl: 'ondersteuningsperiode' },
  labelPlural: { en: 'support cycles', nl: 'ondersteuningsperioden' },
  defaultSort: 'title,cycle',
  personal: false,
  children: {},
  fields: {
    id: { type: 'id', history: 'latest', label: { en: 'id', nl: 'id' } },
    title: { type: 'name', history: 'latest', column: true, label: { en: 'product', nl: 'product' } },
    cycle: { type: 'text', history: 'latest', column: true, label: { en: 'version', nl: 'versie' } },
    codename: { type: 'text', history: 'latest', label: { en: 'code name', nl: 'codenaam' } },
    endOn: { type: 'day', history: 'latest', column: true, label: { en: 'end of support', nl: 'einde ondersteuning' } },
    ended: {
      type: 'boolean',
      history: 'latest',
      label: { en: 'ended, day unknown', nl: 'geëindigd, dag onbekend' },
    },
    extendedEndOn: {
      type: 'day',
      history: 'latest',
      column: true,
      label: { en: 'end of extended support', nl: 'einde verlengde ondersteuning' },
      help: { en: 'for those who pay for it', nl: 'voor wie ervoor betaalt' },
    },
    operatingSystem: {
      type: 'boolean',
      history: 'latest',
      label: { en: 'is an operating system', nl: 'is een besturingssysteem' },
      help: {
        en: 'unknown: stated by the hospital, which says it of firmware and software too',
        nl: 'onbekend: zelf vastgelegd, wat ook van firmware en software kan zijn',
      },
    },
    origin: { type: 'choice', history: 'latest', column: true, choices: supportOrigins, label: { en: 'stated by', nl: 'vastgelegd door' } },
    product: { type: 'text', history: 'latest', label: { en: 'product in the list', nl: 'product in de lijst' } },
    statedAt: { type: 'instant', history: 'latest', column: true, label: { en: 'last stated', nl: 'laatst vastgelegd' } },
  },
});
