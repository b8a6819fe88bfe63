/**
 * One vulnerability of Wazuh, in the layout of its API (4.7 and before) or of its index (4.8 and after) → the agent and
 * what the record says of the flaw.
 */
import type { AssetFacts, ImportedVulnerability } from '#core/imports/imported-record.ts';
import { aliasesIn, cveIdsIn, hostNameFacts, isIpAddress } from '../host-facts.ts';
import { checkIdOf, cvssOf, gradeOf, objectOf, solutionCharactersMax, textOf, textsOf, titleCharactersMax } from '../json-facts.ts';
import type { JsonObject, JsonValue } from '../json-stream.ts';
import { cutText } from '../xml-stream.ts';

export type WazuhRow =
  | { readonly kind: 'incomplete' }
  /** The row does not say which agent, or by nothing that can be known again. */
  | { readonly kind: 'agent-missing' }
  /** Wazuh itself no longer counts it. */
  | { readonly kind: 'obsolete' }
  | {
      readonly kind: 'flaw';
      /** Names the agent within the file. */
      readonly agent: string;
      readonly asset: AssetFacts;
      readonly isSeverityAssumed: boolean;
      readonly facts: Pick<ImportedVulnerability, 'check' | 'severity' | 'cveIds' | 'aliases' | 'cvss'>;
    };

interface Flaw {
  readonly id: string | undefined;
  readonly packageName: string | undefined;
  readonly family: string | undefined;
  readonly title: string | undefined;
  readonly condition: string | undefined;
  readonly severity: string | undefined;
  readonly cvss: ImportedVulnerability['cvss'];
}

export function readRow(value: JsonValue): WazuhRow {
  const written = objectOf(value);
  const row = objectOf(written?.['_source']) ?? written;
  if (row === undefined) return { kind: 'incomplete' };
  const flaw = objectOf(row['vulnerability']) === undefined ? flawOfApi(row) : flawOfIndex(row);
  if (flaw.id === undefined || flaw.packageName === undefined) return { kind: 'incomplete' };
  if (textOf(row['status'])?.toUpperCase() === 'OBSOLETE') return { kind: 'obsolete' };
  const asset = agentFacts(row);
  if (asset === undefined) return { kind: 'agent-missing' };
  const { severity, isAssumed } = gradeOf(flaw.severity, flaw.cvss?.score);
  const check = {
    scanner: 'wazuh',
    nativeId: checkIdOf(flaw.id, flaw.packageName),
    title: cutText(flaw.title ?? `${flaw.id} in ${flaw.packageName}`, titleCharactersMax),
    family: flaw.family ?? null,
    solution: solutionOf(flaw.condition, flaw.packageName),
  };
  const agent = [
    textOf(objectOf(row['agent'])?.['id']) ?? textOf(row['agent_id']),
    asset.name ?? asset.hostName,
    ...(asset.ipAddresses ?? []),
  ].join('|');
  const cveIds = cveIdsIn([flaw.id]);
  const facts = { check, severity, cveIds, ...aliasesIn([flaw.id], cveIds), cvss: flaw.cvss };
  return { kind: 'flaw', agent, asset, isSeverityAssumed: isAssumed, facts };
}

function flawOfApi(row: JsonObject): Flaw {
  return {
    id: textOf(row['cve']),
    packageName: textOf(row['name']),
    family: textOf(row['type'])?.toLowerCase(),
    title: textOf(row['title']),
    condition: textOf(row['condition']),
    severity: textOf(row['severity']),
    cvss: cvssOf(row['cvss3_score'], undefined) ?? cvssOf(row['cvss2_score'], undefined, '2.0'),
  };
}

function flawOfIndex(row: JsonObject): Flaw {
  const flaw = objectOf(row['vulnerability']) ?? {};
  const score = objectOf(flaw['score']);
  const installed = objectOf(row['package']);
  return {
    id: textOf(flaw['id']),
    // A flaw of the operating system itself names no package.
    packageName: textOf(installed?.['name']) ?? textOf(objectOf(objectOf(row['host'])?.['os'])?.['name']),
    family: textOf(installed?.['type']),
    title: undefined,
    condition: textOf(objectOf(flaw['scanner'])?.['condition']),
    severity: textOf(flaw['severity']),
    cvss: cvssOf(score?.['base'], undefined, textOf(score?.['version'])),
  };
}

/** Only where the condition names the first version without the flaw. */
function solutionOf(condition: string | undefined, packageName: string): string | null {
  const version = /^Package less than (?!or equal)(\S{1,200})$/i.exec(condition ?? '')?.[1];
  return version === undefined ? null : cutText(`Update ${packageName} to ${version} or later.`, solutionCharactersMax);
}

function agentFacts(row: JsonObject): AssetFacts | undefined {
  const agent = objectOf(row['agent']);
  const host = objectOf(row['host']);
  const name = textOf(agent?.['name']) ?? textOf(row['agent_name']) ?? textOf(host?.['hostname']);
  const named = hostNameFacts(textOf(host?.['hostname']) ?? name ?? '');
  const texts = [
    ...textsOf(agent?.['ip']),
    ...textsOf(row['agent_ip']),
    ...textsOf(objectOf(agent?.['host'])?.['ip']),
    ...textsOf(host?.['ip']),
  ];
  const addresses = [...new Set(texts.filter((text) => isIpAddress(text)))];
  if (named === undefined && addresses.length === 0) return undefined;
  const operatingSystem = textOf(objectOf(host?.['os'])?.['full']);
  return {
    ...(named ?? (name === undefined ? {} : { name })),
    ...(addresses.length === 0 ? {} : { ipAddresses: addresses }),
    ...(operatingSystem === undefined ? {} : { operatingSystem }),
  };
}
