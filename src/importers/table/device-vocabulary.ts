/**
 * Words for the choices of a device, in Dutch and English: modality, safety class, access of the vendor, limits on
 * patching, protection. Generic words and the codes of DICOM; no brands. The choices' own values and labels count as well.
 */
import {
  compensatingControls,
  modalities,
  patchConstraints,
  safeguardStates,
  vendorAccesses,
  type CompensatingControl,
  type Modality,
  type PatchConstraint,
  type SafeguardState,
  type SafetyClass,
  type VendorAccess,
} from '#core/assets/device-facts.ts';
import { choiceReader, phrases, readBoolean } from './vocabulary.ts';

const modalityWords: Readonly<Record<Modality, readonly string[]>> = {
  ct: phrases('computed tomography, computertomografie, ct scan, ct-scan'),
  mr: phrases('mri, mrt, magnetic resonance, mri scan, mri-scan'),
  us: phrases('echo, echoapparaat, echografie-apparaat, ultrageluid, ultrasound system, sonografie'),
  dx: phrases('cr, dr, xr, xray, x-ray system, röntgenapparaat, radiografie, radiography, digital radiography, bucky'),
  mg: phrases('mammo, mammograaf, mammography system'),
  xa: phrases('angio, angiografiesysteem, cathlab, hartkatheterisatie, x-ray angiography'),
  rf: phrases('fluoroscopie, c-boog, c-arm, röntgendoorlichting'),
  nm: phrases('spect, gammacamera, gamma camera'),
  pt: phrases('pet-ct, pet/ct, pet scanner'),
  es: phrases('endoscoop, endoscope, endoscopiesysteem, videoendoscopie'),
  op: phrases('oct, ophthalmic photography, funduscamera, fundus camera, oogheelkundige beeldvorming'),
  ecg: phrases('ecg-apparaat, ekg, electrocardiograph, elektrocardiograaf'),
  'image-archive': phrases('pacs, pacs-werkstation, pacs workstation, vna, beeldstation, viewing station'),
  infusion: phrases('infuus, infuuspomp, infusion pump, spuitpomp, spuitenpomp, syringe pump, voedingspomp, feeding pump, volumetric pump'),
  monitoring: phrases('monitor, patiëntmonitor, patientmonitor, patient monitor, bewakingsmonitor, telemetrie, telemetry, bewaking, ctg'),
  ventilation: phrases('ventilator, beademingsapparaat, beademingstoestel, cpap'),
  anaesthesia: phrases('anesthesietoestel, anesthesiewerkstation, anesthesia, anesthesia machine, anaesthesia machine'),
  dialysis: phrases('dialyseapparaat, dialysis machine, hemodialyse, haemodialysis'),
  defibrillation: phrases('defibrillator, aed, defib'),
  surgery: phrases('ok, operatiekamer, operatierobot, surgical robot, elektrochirurgie, electrosurgery, operatietafel, laser'),
  radiotherapy: phrases('lineaire versneller, linac, linear accelerator, brachytherapie, brachytherapy, bestraling'),
  therapy: phrases('therapie, therapy, fysiotherapie, physiotherapy, incubator, couveuse, lichttherapie'),
  laboratory: phrases(
    'lab, laboratory analyser, laboratory analyzer, analyser, analyzer, analyseapparaat, bloedgasanalyser, blood gas analyser, poct',
  ),
  pharmacy: phrases('medicatiekast, medication cabinet, apotheekrobot, pharmacy robot'),
  sterilisation: phrases('sterilisatie, sterilization, autoclaaf, autoclave, wasmachine, desinfector, washer disinfector, csa'),
  'nurse-call': phrases('zusteroproep, zusteroproepsysteem, verpleegoproepsysteem, vos, nurse call system'),
  'medical-gas': phrases('medisch gas, gassen, medical gases, zuurstof, oxygen'),
  hvac: phrases('klimaat, klimaatregeling, luchtbehandeling, air handling, ventilatie gebouw, verwarming, koeling'),
  'building-management': phrases('gbs, bms, gebouwbeheersysteem, building automation, gebouwautomatisering, plc, scada'),
  'access-control': phrases('toegangscontrolesysteem, badgelezer, badge reader, deurcontroller, door controller, slagboom'),
  'video-surveillance': phrases('camera, cctv, ip-camera, bewakingscamera, videobewaking'),
  'pneumatic-tube': phrases('buizenpostsysteem, pneumatic tube system, buispost'),
  power: phrases('ups, noodstroom, emergency power, aggregaat, generator, energie, energy'),
  lift: phrases('liften, elevator, elevators, lifts'),
  other: phrases('overige, anders, others'),
};

const vendorAccessWords: Readonly<Record<VendorAccess, readonly string[]>> = {
  none: phrases('nee, no, geen toegang, no access, niet, not allowed, false, 0'),
  'on-request': phrases(
    'aanvraag, op aanvraag, na aanvraag, request, by request, na toestemming, with approval, tijdelijk, temporary, on demand',
  ),
  permanent: phrases('vast, continu, altijd, always, always on, continuous, vpn, permanente verbinding, permanent connection'),
};

const patchConstraintWords: Readonly<Record<PatchConstraint, readonly string[]>> = {
  none: phrases('vrij, geen beperking, no constraint, unrestricted, zelf, self, hospital, ziekenhuis, ja, yes, patchable, patchbaar'),
  'vendor-approval': phrases(
    'na goedkeuring, goedkeuring leverancier, vendor approval, after approval, na akkoord leverancier, approved only, vrijgave leverancier',
  ),
  'vendor-only': phrases('leverancier, vendor, vendor only, alleen leverancier, by vendor, door leverancier, fabrikant, manufacturer'),
  'not-patchable': phrases('nee, no, niet, niet patchbaar, unpatchable, not patchable, onmogelijk, impossible, niet mogelijk'),
};

const safeguardWords: Readonly<Record<SafeguardState, readonly string[]>> = {
  active: phrases('ja, yes, true, waar, 1, j, y, x, aan, on, actief, aanwezig, present, installed, geïnstalleerd, enabled, aangesloten'),
  missing: phrases(
    'nee, no, false, onwaar, 0, n, neen, uit, off, inactief, inactive, afwezig, absent, not installed, disabled, niet aanwezig',
  ),
  'not-possible': phrases('onmogelijk, impossible, not supported, niet ondersteund, unsupported, not allowed by vendor, niet toegestaan'),
};

const compensatingWords: Readonly<Record<CompensatingControl, readonly string[]>> = {
  none: phrases('nee, no, geen maatregel, false'),
  segmentation: phrases(
    'segment, gesegmenteerd, segmented, microsegmentatie, microsegmentation, eigen vlan, own vlan, isolatie, isolation, firewall',
  ),
  'virtual-patch': phrases('virtual patching, virtueel patchen, ips, ips-regel, ips rule'),
  exception: phrases('uitzondering, risicoacceptatie, risk acceptance, geaccepteerd, accepted, risk accepted, waiver'),
  several: phrases('meer, multiple, verschillende, combinatie, combination'),
};

export const readModality = choiceReader(modalities, modalityWords);
export const readVendorAccess = choiceReader(vendorAccesses, vendorAccessWords);
export const readPatchConstraint = choiceReader(patchConstraints, patchConstraintWords);
export const readSafeguard = choiceReader(safeguardStates, safeguardWords);
const readOneControl = choiceReader(compensatingControls, compensatingWords);

/** Two different measures in one cell, parted by `;`, `,`, `+` or `/`, are several. An unknown word among them leaves all unknown. */
export function readCompensatingControl(text: string): CompensatingControl | undefined {
  const whole = readOneControl(text);
  if (whole !== undefined) return whole;
  const parts = text.split(/[;,+/&]/).map((part) => readOneControl(part.trim()));
  const [first, ...more] = parts;
  if (first === undefined || more.includes(undefined) || parts.includes('none')) return undefined;
  return more.some((part) => part !== first) ? 'several' : first;
}

/** `ja`, `2019`, `MDS2 2019`, `aanwezig`: a year says that the form is there. */
export function readPresence(text: string): boolean | undefined {
  if (/^(?:mds2|mds²)?[\s-]*(?:20\d\d)$/i.test(text)) return true;
  const safeguard = readBoolean(text) === undefined ? readSafeguard(text) : undefined;
  return safeguard === 'active' ? true : safeguard === 'missing' ? false : readBoolean(text);
}

/** `IIa`, `klasse 2a`, `MDR IIb`, `class III`, `IVDR C`, `C`. A bare `2` could be IIa or IIb and is not read. */
export function readSafetyClass(text: string): SafetyClass | undefined {
  const match =
    /^(?:(mdr|mdd|aimdd|ivdr|ivdd?)[\s:/-]*)?(?:(?:risico)?klasse|(?:risk )?class|cl\.?)?[\s:-]*(i{1,3}|[123]|[a-d])?[\s-]?([abmrs])?$/i.exec(
      text.replace(/,\s*(steriel|sterile)$/i, 's').trim(),
    );
  if (match === null) return undefined;
  const [, law = '', level = '', suffix = ''] = match.map((part) => part?.toLowerCase() ?? '');
  if (/^[a-d]$/.test(level))
    return suffix === '' && !law.startsWith('md') && law !== 'aimdd' ? (`ivdr-${level}` as SafetyClass) : undefined;
  // A letter alone lands in the suffix.
  if (level === '' && /^[ab]$/.test(suffix) && !law.startsWith('md') && law !== 'aimdd') return `ivdr-${suffix}` as SafetyClass;
  if (law.startsWith('iv')) return undefined;
  const roman = { 1: 'i', 2: 'ii', 3: 'iii' }[level] ?? level;
  const known = ['mdr-i', 'mdr-is', 'mdr-im', 'mdr-ir', 'mdr-iia', 'mdr-iib', 'mdr-iii'] as const;
  return known.find((value) => value === `mdr-${roman}${suffix}`);
}
