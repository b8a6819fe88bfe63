/**
 * What the versions of an advisory's products say of one line, with all that identifies it: its CPE names answer what
 * configurations ask (platforms, editions), its serial number answers ranges of serial numbers.
 */
import type { Advisory } from '../../advisories/advisory.ts';
import type { ProductEntry } from '../advisory-index.ts';
import type { InventoryLine } from '../device-names.ts';
import { judgeEntries, type EntryJudgement } from '../judge-entries.ts';
import type { MatchReason } from '../reasons.ts';
import { readSerial } from '../versions/clause-values.ts';
import { readDeviceVersion, type DeviceVersion } from '../versions/read-device.ts';
import { judgeApplicability, writtenVersionOf } from './applicability.ts';
import { softwareOfLine } from './identifier-index.ts';
import { gravest } from './judge-stated.ts';

export function judgeLine(line: InventoryLine, advisory: Advisory, entries: readonly ProductEntry[]): EntryJudgement {
  const software = softwareOfLine(line);
  const isConfigured = software.length > 0 && advisory.flaws.some(({ applicability }) => applicability !== undefined);
  if (!isConfigured) return judgeEntries(entries, versionOfLine(line));
  // `affected[]` is the maker's own word: configurations only say what it leaves open.
  if (advisory.flaws.some(({ affected = [] }) => affected.length > 0)) {
    const stated = judgeEntries(entries, versionOfLine(line));
    if (stated.status !== 'undetermined') return stated;
  }
  const judgement = gravest(advisory.flaws.flatMap(({ applicability = [] }) => judgeApplicability(applicability, software) ?? []));
  if (judgement === null) return judgeEntries(entries, versionOfLine(line));
  return { status: judgement.status, basis: judgement.basis, judgement, decidedBy: entries };
}

const memory = new WeakMap<InventoryLine, DeviceVersion>();

/** The version as the register writes it; where it writes none, that of its CPE name. With its serial number. */
export function versionOfLine(line: InventoryLine): DeviceVersion {
  const known = memory.get(line);
  if (known !== undefined) return known;
  const texts = { product: line.product ?? '', description: line.description };
  const written = readDeviceVersion({ version: line.version, ...texts });
  const ofCpe = written.isMissing ? writtenVersionOf(line.cpe ?? '') : null;
  const read = ofCpe === null ? written : readDeviceVersion({ version: ofCpe, ...texts });
  const serial = (line.serial ?? '').trim() === '' ? null : readSerial(`sn ${line.serial ?? ''}`);
  const text = line.serial?.trim() ?? '';
  const version =
    serial === null
      ? read
      : { ...read, candidates: [...read.candidates, { place: 'version' as const, label: 'serial' as const, text, readings: [serial] }] };
  memory.set(line, version);
  return version;
}

/** That a range of serial numbers decided, where the line has its serial number in a field of its own. */
export function serialReasons({ serial }: InventoryLine, { judgement }: EntryJudgement): MatchReason[] {
  const candidate = judgement?.candidate ?? null;
  if (serial === null || serial === undefined || candidate?.label !== 'serial' || judgement === null) return [];
  return [{ rule: 'serial-range', detail: `${candidate.text} against ${judgement.clauseText ?? ''}` }];
}
