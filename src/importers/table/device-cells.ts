/** The cells of a row that tell of a medical or building device. All optional; a word that is not known is reported, never guessed. */
import type { AssetFacts } from '#core/imports/imported-record.ts';
import { readUdiDi } from '#core/assets/udi.ts';
import type { Cells } from './cells.ts';
import {
  readCompensatingControl,
  readModality,
  readPatchConstraint,
  readPresence,
  readSafeguard,
  readSafetyClass,
  readVendorAccess,
} from './device-vocabulary.ts';
import { readBoolean } from './vocabulary.ts';

type DeviceDraft = { -readonly [Target in keyof AssetFacts]?: AssetFacts[Target] | undefined };

const targets = [
  'modality',
  'safetyClass',
  'softwareVersion',
  'firmwareVersion',
  'vendorAccess',
  'patchConstraint',
  'networked',
  'endpointProtection',
  'logging',
  'compensatingControl',
  'baselineMet',
  'mds2',
] as const;

const nothing: DeviceDraft = {};

export function readDeviceFacts(cells: Cells): DeviceDraft {
  if (!targets.some((target) => cells.raw(target) !== undefined)) return nothing;
  return {
    modality: cells.word('modality', readModality),
    safetyClass: cells.value('safetyClass', readSafetyClass, 'a class of the MDR (I, Is, Im, Ir, IIa, IIb, III) or the IVDR (A to D)'),
    softwareVersion: cells.text('softwareVersion'),
    firmwareVersion: cells.text('firmwareVersion'),
    vendorAccess: cells.word('vendorAccess', readVendorAccess),
    patchConstraint: cells.word('patchConstraint', readPatchConstraint),
    networked: cells.value('networked', readBoolean, 'yes or no'),
    endpointProtection: cells.word('endpointProtection', readSafeguard),
    logging: cells.word('logging', readSafeguard),
    compensatingControl: cells.word('compensatingControl', readCompensatingControl),
    baselineMet: cells.value('baselineMet', readBoolean, 'yes or no'),
    mds2: cells.value('mds2', readPresence, 'yes or no'),
  };
}

/**
 * Kept as written, whatever its form: it is what the register says. Of a whole GS1 UDI `(01)09506000134352(21)…` the device
 * identifier is the GTIN after (01); the rest names one piece.
 */
export function readUdi(cells: Cells): string | undefined {
  const written = cells.identifier('udiDi');
  if (written === undefined) return undefined;
  const udi = /^\(01\)\s*(\d{14})(?!\d)/.exec(written)?.[1] ?? written;
  if (readUdiDi(udi).kind === 'wrong-check-digit') {
    const message = `"${udi}" has a wrong check digit for a GTIN; it is kept as written and supports no match.`;
    cells.report('warning', 'udi-check-digit', message, cells.header('udiDi'));
  }
  return udi;
}
