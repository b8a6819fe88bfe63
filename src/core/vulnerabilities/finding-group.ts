/**
 * Findings gathered by the scanner's check: how a reader works through them, since one repair closes them together.
 * Not a record kind of its own (nothing stores it, no filter asks it): its fields are what the grouped list sorts by
 * and shows. Filters of the grouped list are filters of `finding`.
 */
import { defineRecordKind } from '../query/record-kind.ts';
import { finding } from './finding.ts';

const { fields } = finding;

export const findingGroup = defineRecordKind({
  name: 'finding group',
  plural: 'finding groups',
  label: { en: 'findings of one check', nl: 'bevindingen van één controle' },
  labelPlural: { en: 'findings by check', nl: 'bevindingen per controle' },
  defaultSort: '-severity,-assetCount',
  personal: false,
  children: {},
  fields: {
    title: { ...fields.title, column: true },
    scanner: { ...fields.scanner },
    checkId: { ...fields.checkId },
    severity: { ...fields.severity, label: { en: 'highest severity', nl: 'hoogste ernst' } },
    assetCount: { type: 'integer', history: 'kept', unit: 'count', column: true, label: { en: 'assets', nl: 'middelen' } },
    findingCount: { type: 'integer', history: 'kept', unit: 'count', column: true, label: { en: 'findings', nl: 'bevindingen' } },
    epss: { ...fields.epss, label: { en: 'highest EPSS', nl: 'hoogste EPSS' } },
    kev: { ...fields.kev },
    dueOn: { ...fields.dueOn, label: { en: 'first due', nl: 'eerste termijn' } },
    openedAt: { ...fields.openedAt, label: { en: 'first opened', nl: 'eerst geopend' } },
  },
});
