/** The fields that a column of a table may be read as, by the role of the table: names, labels, and what a value must be. */
import { asset } from '#core/assets/asset.ts';
import type { MappingField, TableRole } from '#core/imports/mapping-profile.ts';
import type { Localised } from '#core/kernel/text.ts';
import type { Field } from '#core/query/record-kind.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { findingHeaders, identityTargets, registerHeaders } from './headers.ts';

/** Fields that are no field of a record kind have a label here. */
const ownLabels: Readonly<Record<string, Localised>> = {
  ipAddresses: { en: 'IP addresses', nl: 'IP-adressen' },
  macAddresses: { en: 'MAC addresses', nl: 'MAC-adressen' },
  domain: { en: 'network domain', nl: 'netwerkdomein' },
  host: { en: 'host', nl: 'host' },
  netbiosName: { en: 'NetBIOS name', nl: 'NetBIOS-naam' },
  cveIds: { en: 'CVE', nl: 'CVE' },
  riskFactor: { en: 'risk', nl: 'risico' },
  family: { en: 'family of checks', nl: 'soort controle' },
  solution: { en: 'solution', nl: 'oplossing' },
  type: { en: 'type of the row', nl: 'soort regel' },
};

const hostTargets: ReadonlySet<string> = new Set(['host', 'hostName', 'netbiosName', 'ipAddresses']);
const assetTargets: ReadonlySet<string> = new Set(identityTargets);
const registerFields = Object.keys(registerHeaders).map((target) => fieldOf(target, asset.fields, assetTargets));
const findingFields = Object.keys(findingHeaders).map((target) => fieldOf(target, { ...asset.fields, ...finding.fields }, hostTargets));

export function fieldsOfRole(role: TableRole): readonly MappingField[] {
  return role === 'findings' ? findingFields : registerFields;
}

function fieldOf(target: string, fields: Readonly<Record<string, Field>>, identities: ReadonlySet<string>): MappingField {
  const field = fields[target];
  return {
    field: target,
    label: ownLabels[target] ?? field?.label ?? { en: target, nl: target },
    kind: kindOf(target, field),
    choices: field?.type === 'choice' ? (field.choices ?? []) : [],
    isIdentity: identities.has(target),
  };
}

function kindOf(target: string, field: Field | undefined): MappingField['kind'] {
  if (target === 'tier') return 'tier';
  if (field?.type === 'choice' || field?.type === 'boolean' || field?.type === 'day') return field.type;
  return 'text';
}
