/**
 * One row of Microsoft Defender Vulnerability Management → a machine, or a flaw of one. Three vocabularies name the same
 * things: vulnerabilities by machine (`machineId`), the assessment export (`deviceId`), advanced hunting (`DeviceId`).
 */
import type { AssetFacts, ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { parseInstant } from '#core/kernel/time.ts';
import { cveIdsIn, hostNameFacts, isIpAddress } from '../host-facts.ts';
import { checkIdOf, cvssOf, gradeOf, objectOf, solutionCharactersMax, textOf, titleCharactersMax } from '../json-facts.ts';
import type { JsonObject, JsonValue } from '../json-stream.ts';
import { cutText } from '../xml-stream.ts';

export type DefenderRow =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'machine-missing' }
  | { readonly kind: 'machine'; readonly machineId: string; readonly asset: AssetFacts; readonly observedAt: Instant | null }
  | {
      readonly kind: 'flaw';
      readonly machineId: string;
      /** Made when asked for: a machine has thousands of rows. */
      readonly asset: () => AssetFacts;
      readonly isSeverityAssumed: boolean;
      readonly facts: Pick<ImportedVulnerability, 'check' | 'severity' | 'cveIds' | 'cvss'>;
    };

export function readRow(value: JsonValue): DefenderRow {
  const row = foldKeys(objectOf(value) ?? {});
  const flaw = firstOf(row, 'cveid');
  const isMachine = flaw === undefined && firstOf(row, 'computerdnsname') !== undefined;
  // In a list of machines the machine is the row itself.
  const machineId = isMachine ? firstOf(row, 'id') : firstOf(row, 'machineid', 'deviceid');
  if (isMachine && machineId !== undefined) {
    const observedAt = parseInstant(firstOf(row, 'lastseen') ?? '') ?? null;
    return { kind: 'machine', machineId, asset: machineFacts(row, machineId), observedAt };
  }
  const product = firstOf(row, 'productname', 'softwarename');
  if (flaw === undefined || product === undefined) return { kind: 'incomplete' };
  if (machineId === undefined) return { kind: 'machine-missing' };
  const cvss = cvssOf(row.get('cvssscore'), row.get('cvssvector'));
  const { severity, isAssumed } = gradeOf(firstOf(row, 'severity', 'vulnerabilityseveritylevel'), cvss?.score);
  const vendor = firstOf(row, 'productvendor', 'softwarevendor') ?? null;
  const check = {
    scanner: 'ms-defender',
    nativeId: checkIdOf(flaw, vendor === null ? product : `${vendor}/${product}`),
    title: cutText(`${flaw} in ${product}`, titleCharactersMax),
    family: vendor,
    solution: solutionOf(row),
  };
  return {
    kind: 'flaw',
    machineId,
    asset: () => machineFacts(row, machineId),
    isSeverityAssumed: isAssumed,
    facts: { check, severity, cveIds: cveIdsIn([flaw]), cvss },
  };
}

/** The machine's number in Defender is what it is known by; a name comes with some layouts only. */
function machineFacts(row: ReadonlyMap<string, JsonValue>, machineId: string): AssetFacts {
  const named = hostNameFacts(firstOf(row, 'computerdnsname', 'devicename') ?? '');
  const address = firstOf(row, 'lastipaddress') ?? '';
  const operatingSystem = [firstOf(row, 'osplatform'), firstOf(row, 'osversion', 'version')].filter((part) => part !== undefined).join(' ');
  return {
    ...named,
    assetTag: machineId,
    ...(isIpAddress(address) ? { ipAddresses: [address] } : {}),
    ...(operatingSystem === '' ? {} : { operatingSystem }),
  };
}

function solutionOf(row: ReadonlyMap<string, JsonValue>): string | null {
  const named = firstOf(row, 'recommendedsecurityupdate');
  const number = firstOf(row, 'fixingkbid', 'recommendedsecurityupdateid')?.replace(/^KB/i, '');
  const update = number !== undefined && /^\d{4,9}$/.test(number) ? `KB${number}` : undefined;
  const parts = [named, update === undefined || named?.includes(update) === true ? undefined : update].filter((part) => part !== undefined);
  return parts.length === 0 ? null : cutText(`Install ${parts.join(', ')}.`, solutionCharactersMax);
}

/** The three vocabularies differ in capitals. */
function foldKeys(row: JsonObject): ReadonlyMap<string, JsonValue> {
  return new Map(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value]));
}

function firstOf(row: ReadonlyMap<string, JsonValue>, ...keys: readonly string[]): string | undefined {
  return keys.map((key) => textOf(row.get(key))).find((text) => text !== undefined);
}
