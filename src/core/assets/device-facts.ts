/**
 * What medical technology and building technology know of a device beyond the register: kind, safety class, who may
 * reach and patch it, what protects it. Every fact is optional and unknown is never "no". Modalities take the codes of
 * DICOM PS3.3 C.7.3.1.1.1 where there is one; safety classes are those of Regulation (EU) 2017/745 annex VIII and
 * (EU) 2017/746 annex VIII. Not here: how strongly a source is believed (`effective-facts.ts`).
 */
import type { AssetFacts } from '../imports/imported-record.ts';

export const modalities = [
  { value: 'ct', label: { en: 'CT scanner', nl: 'CT-scanner' } },
  { value: 'mr', label: { en: 'MRI scanner', nl: 'MRI-scanner' } },
  { value: 'us', label: { en: 'ultrasound', nl: 'echografie' } },
  { value: 'dx', label: { en: 'X-ray', nl: 'röntgen' } },
  { value: 'mg', label: { en: 'mammography', nl: 'mammografie' } },
  { value: 'xa', label: { en: 'angiography', nl: 'angiografie' } },
  { value: 'rf', label: { en: 'fluoroscopy', nl: 'doorlichting' } },
  { value: 'nm', label: { en: 'nuclear medicine', nl: 'nucleaire geneeskunde' } },
  { value: 'pt', label: { en: 'PET', nl: 'PET' } },
  { value: 'es', label: { en: 'endoscopy', nl: 'endoscopie' } },
  { value: 'op', label: { en: 'eye imaging', nl: 'oogbeeldvorming' } },
  { value: 'ecg', label: { en: 'electrocardiography', nl: 'elektrocardiografie' } },
  { value: 'image-archive', label: { en: 'image archive or viewer', nl: 'beeldarchief of -station' } },
  { value: 'infusion', label: { en: 'infusion', nl: 'infusie' } },
  { value: 'monitoring', label: { en: 'patient monitoring', nl: 'patiëntbewaking' } },
  { value: 'ventilation', label: { en: 'ventilation', nl: 'beademing' } },
  { value: 'anaesthesia', label: { en: 'anaesthesia', nl: 'anesthesie' } },
  { value: 'dialysis', label: { en: 'dialysis', nl: 'dialyse' } },
  { value: 'defibrillation', label: { en: 'defibrillation', nl: 'defibrillatie' } },
  { value: 'surgery', label: { en: 'surgery', nl: 'chirurgie' } },
  { value: 'radiotherapy', label: { en: 'radiotherapy', nl: 'radiotherapie' } },
  { value: 'therapy', label: { en: 'other therapy', nl: 'overige therapie' } },
  { value: 'laboratory', label: { en: 'laboratory', nl: 'laboratorium' } },
  { value: 'pharmacy', label: { en: 'pharmacy', nl: 'apotheek' } },
  { value: 'sterilisation', label: { en: 'cleaning and sterilisation', nl: 'reiniging en sterilisatie' } },
  { value: 'nurse-call', label: { en: 'nurse call', nl: 'verpleegoproep' } },
  { value: 'medical-gas', label: { en: 'medical gas', nl: 'medische gassen' } },
  { value: 'hvac', label: { en: 'heating and ventilation of the building', nl: 'klimaatbeheersing' } },
  { value: 'building-management', label: { en: 'building management', nl: 'gebouwbeheer' } },
  { value: 'access-control', label: { en: 'access control', nl: 'toegangscontrole' } },
  { value: 'video-surveillance', label: { en: 'video surveillance', nl: 'camerabewaking' } },
  { value: 'pneumatic-tube', label: { en: 'pneumatic tube', nl: 'buizenpost' } },
  { value: 'power', label: { en: 'power supply', nl: 'elektriciteitsvoorziening' } },
  { value: 'lift', label: { en: 'lift', nl: 'lift' } },
  { value: 'other', label: { en: 'other', nl: 'overig' } },
] as const;
export type Modality = (typeof modalities)[number]['value'];

export const safetyClasses = [
  { value: 'mdr-i', label: { en: 'MDR class I', nl: 'MDR klasse I' } },
  { value: 'mdr-is', label: { en: 'MDR class I, sterile', nl: 'MDR klasse I, steriel' } },
  { value: 'mdr-im', label: { en: 'MDR class I, measuring', nl: 'MDR klasse I, meetfunctie' } },
  { value: 'mdr-ir', label: { en: 'MDR class I, reusable surgical', nl: 'MDR klasse I, herbruikbaar chirurgisch' } },
  { value: 'mdr-iia', label: { en: 'MDR class IIa', nl: 'MDR klasse IIa' } },
  { value: 'mdr-iib', label: { en: 'MDR class IIb', nl: 'MDR klasse IIb' } },
  { value: 'mdr-iii', label: { en: 'MDR class III', nl: 'MDR klasse III' } },
  { value: 'ivdr-a', label: { en: 'IVDR class A', nl: 'IVDR klasse A' } },
  { value: 'ivdr-b', label: { en: 'IVDR class B', nl: 'IVDR klasse B' } },
  { value: 'ivdr-c', label: { en: 'IVDR class C', nl: 'IVDR klasse C' } },
  { value: 'ivdr-d', label: { en: 'IVDR class D', nl: 'IVDR klasse D' } },
] as const;
export type SafetyClass = (typeof safetyClasses)[number]['value'];

export const vendorAccesses = [
  { value: 'none', label: { en: 'none', nl: 'geen' } },
  { value: 'on-request', label: { en: 'on request', nl: 'op verzoek' } },
  { value: 'permanent', label: { en: 'permanent', nl: 'permanent' } },
] as const;
export type VendorAccess = (typeof vendorAccesses)[number]['value'];

export const patchConstraints = [
  { value: 'none', label: { en: 'none', nl: 'geen' } },
  { value: 'vendor-approval', label: { en: 'with approval of the vendor', nl: 'met goedkeuring van de leverancier' } },
  { value: 'vendor-only', label: { en: 'by the vendor only', nl: 'alleen door de leverancier' } },
  { value: 'not-patchable', label: { en: 'cannot be patched', nl: 'niet te patchen' } },
] as const;
export type PatchConstraint = (typeof patchConstraints)[number]['value'];

/** `not-possible` leaves a device out of "capable assets" (AST-13); unknown is counted apart. */
export const safeguardStates = [
  { value: 'active', label: { en: 'active', nl: 'actief' } },
  { value: 'missing', label: { en: 'missing', nl: 'ontbreekt' } },
  { value: 'not-possible', label: { en: 'not possible', nl: 'niet mogelijk' } },
] as const;
export type SafeguardState = (typeof safeguardStates)[number]['value'];

/** What stands in for a patch that will not come (AST-06). */
export const compensatingControls = [
  { value: 'none', label: { en: 'none', nl: 'geen' } },
  { value: 'segmentation', label: { en: 'segmentation', nl: 'segmentatie' } },
  { value: 'virtual-patch', label: { en: 'virtual patch', nl: 'virtuele patch' } },
  { value: 'exception', label: { en: 'recorded exception', nl: 'vastgelegde uitzondering' } },
  { value: 'several', label: { en: 'several', nl: 'meerdere' } },
] as const;
export type CompensatingControl = (typeof compensatingControls)[number]['value'];

/** The kept facts of a device; null = nobody says. */
export interface DeviceFacts {
  readonly modality: Modality | null;
  readonly safetyClass: SafetyClass | null;
  readonly softwareVersion: string | null;
  readonly firmwareVersion: string | null;
  readonly vendorAccess: VendorAccess | null;
  readonly patchConstraint: PatchConstraint | null;
  readonly networked: boolean | null;
  readonly endpointProtection: SafeguardState | null;
  readonly logging: SafeguardState | null;
  readonly compensatingControl: CompensatingControl | null;
  readonly baselineMet: boolean | null;
  readonly mds2: boolean | null;
}

export const deviceFactNames = [
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
] as const satisfies readonly (keyof DeviceFacts)[];

/** Of the most assets nobody says any: they share this one, which costs them neither memory nor comparing. */
export const noDeviceFacts: DeviceFacts = Object.freeze({
  modality: null,
  safetyClass: null,
  softwareVersion: null,
  firmwareVersion: null,
  vendorAccess: null,
  patchConstraint: null,
  networked: null,
  endpointProtection: null,
  logging: null,
  compensatingControl: null,
  baselineMet: null,
  mds2: null,
});

export function deviceFactsOf(facts: AssetFacts): DeviceFacts {
  if (!deviceFactNames.some((name) => facts[name] !== undefined)) return noDeviceFacts;
  return {
    modality: facts.modality ?? null,
    safetyClass: facts.safetyClass ?? null,
    softwareVersion: facts.softwareVersion ?? null,
    firmwareVersion: facts.firmwareVersion ?? null,
    vendorAccess: facts.vendorAccess ?? null,
    patchConstraint: facts.patchConstraint ?? null,
    networked: facts.networked ?? null,
    endpointProtection: facts.endpointProtection ?? null,
    logging: facts.logging ?? null,
    compensatingControl: facts.compensatingControl ?? null,
    baselineMet: facts.baselineMet ?? null,
    mds2: facts.mds2 ?? null,
  };
}

export function areSameDeviceFacts(left: DeviceFacts, right: DeviceFacts): boolean {
  return left === right || deviceFactNames.every((name) => left[name] === right[name]);
}

/** The version that an asset goes by: what a source calls its version, else that of its software, else of its firmware. */
export function writtenVersion({ version, softwareVersion, firmwareVersion }: AssetFacts): string | undefined {
  return version ?? softwareVersion ?? firmwareVersion;
}
