/**
 * Words for the choices of an asset, in Dutch and English: class, lifecycle, exposure, tier, yes and no, "not known".
 * Generic words only, no brands or model names. The choices' own values and labels count as well. A word that is not
 * here is not guessed: the row keeps its other values and the word is reported.
 */
import { assetClasses, exposures, lifecycles } from '#core/assets/asset.ts';
import type { AssetClass, Exposure, Lifecycle } from '#core/assets/asset.ts';
import { severities } from '#core/vulnerabilities/finding.ts';
import type { Severity } from '#core/vulnerabilities/finding.ts';
import { foldHeader } from './headers.ts';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: { readonly en: string; readonly nl: string };
}

const classWords: Readonly<Record<AssetClass, readonly string[]>> = {
  medical: phrases(
    'medical, medisch, medical equipment, medische apparatuur, medisch hulpmiddel, medical devices, medische apparaten, ' +
      'medische hulpmiddelen, medisch toestel, medische toestellen, medisch systeem, medische systemen, medisch device, ' +
      'medische technologie, medisch technologie, biomedical, clinical device, iomt, infuuspomp, infusion pump, spuitpomp, ' +
      'syringe pump, patientmonitor, patient monitor, bewakingsmonitor, defibrillator, beademingsapparaat, echoapparaat, ' +
      'ultrasound, ct-scanner, mri-scanner, mri, röntgenapparaat, x-ray, dialyseapparaat, ecg-apparaat, anesthesietoestel',
  ),
  operational: phrases(
    'ot, operational technology, gebouwbeheer, gebouwbeheersysteem, gebouwtechniek, building management, bms, gbs, plc, ' +
      'building automation, gebouwautomatisering, klimaatbeheersing, hvac, toegangscontrole, access control, scada, liften, ' +
      'procestechniek, ip-camera, camera, industrial',
  ),
  server: phrases('servers, virtual server, virtuele server, virtual machine, vm, hypervisor, storage, nas, san, databaseserver'),
  workstation: phrases(
    'workstations, werkplekken, werkstation, desktop, desktops, laptop, laptops, notebook, pc, computer, computers, ' +
      'thin client, thinclient, vaste werkplek, client, all-in-one',
  ),
  network: phrases(
    'netwerk, network, network device, netwerkcomponent, switch, switches, router, routers, firewall, access point, ' +
      'accesspoint, wireless access point, wlan controller, load balancer, gateway, modem',
  ),
  mobile: phrases('mobiel, mobile, smartphone, smartphones, tablet, tablets, telefoon, mobiele telefoon, mobile phone, phone, handheld'),
  printer: phrases('printers, labelprinter, label printer, mfp, multifunctional, plotter'),
  other: phrases('overige, others, anders, diversen, misc, miscellaneous'),
};

const lifecycleWords: Readonly<Record<Lifecycle, readonly string[]>> = {
  planned: phrases('gepland, besteld, ordered, on order, in bestelling, staged, aangevraagd, requested'),
  'in-use': phrases(
    'in gebruik, gebruik, active, actief, operational, operationeel, deployed, uitgegeven, in productie, productie, ' +
      'production, in production, live, in bedrijf, in operation, installed, in service',
  ),
  'in-store': phrases(
    'magazijn, voorraad, op voorraad, in magazijn, opslag, reserve, in stock, stock, spare, storage, inventory, ' +
      'ready to deploy, deployable, in storage',
  ),
  retired: phrases(
    'disposed, decommissioned, decommissioning, scrapped, archived, gearchiveerd, verkocht, sold, vernietigd, verwijderd, ' +
      'buiten gebruik, buiten gebruik gesteld, uit gebruik, out of use, afgeschreven en afgevoerd, gesloopt',
  ),
};

const exposureWords: Readonly<Record<Exposure, readonly string[]>> = {
  isolated: phrases('air gapped, airgapped, offline, standalone, stand-alone, niet aangesloten, not connected, geen netwerk, none'),
  segmented: phrases('segment, gesegmenteerd, in eigen segment, dedicated segment, apart segment, afgeschermd, vlan'),
  internal: phrases('intern, lan, kantoornetwerk, internal only, intranet'),
  internet: phrases('internet facing, extern, external, public, publiek, vanaf internet, openbaar, exposed'),
};

const severityWords: Readonly<Record<Severity, readonly string[]>> = {
  low: phrases('lage'),
  medium: phrases('moderate, gemiddeld, matig'),
  high: phrases('hoge, important, serious'),
  critical: phrases('urgent, kritisch'),
};

export const readClass = choiceReader(assetClasses, classWords);
export const readLifecycle = choiceReader(lifecycles, lifecycleWords);
export const readExposure = choiceReader(exposures, exposureWords);
const readSeverityWord = choiceReader(severities, severityWords);

const informational = new Set(['none', 'info', 'informational', 'information', 'informatief', 'informatie', 'log', 'geen']);

/** `informational` is no severity: such an item is a detection. Undefined: a word or number that is not known. */
export function readSeverity(text: string): Severity | 'informational' | undefined {
  return informational.has(foldHeader(text)) ? 'informational' : readSeverityWord(text);
}

/** 1–4, as a number or with a word before it: `1`, `1,0`, `Tier 1`, `niveau 2`. */
export function readTier(text: string): number | undefined {
  const match = /^(?:(?:clinical )?tier|(?:klinisch )?niveau|klasse|class|level|t)?[\s:-]*([1-4])(?:[.,]0+)?$/i.exec(text);
  return match === null ? undefined : Number(match[1]);
}

const yesWords = new Set(['ja', 'yes', 'true', 'waar', '1', 'x', 'j', 'y']);
const noWords = new Set(['nee', 'no', 'false', 'onwaar', '0', 'n', 'neen']);

export function readBoolean(text: string): boolean | undefined {
  const key = foldHeader(text);
  return yesWords.has(key) ? true : noWords.has(key) ? false : undefined;
}

const blankWords = new Set(
  phrases(
    "'-, " +
      '-, --, ?, ., n/a, na, n.a., nvt, n.v.t., null, (null), nil, #n/a, #n/b, #verw!, #ref!, #value!, #waarde!, unknown, ' +
      'onbekend, not applicable, niet van toepassing, not available, niet beschikbaar, tbd, nnb, n.n.b.',
  ),
);

/** True where the cell says nothing: empty, or a word for "not known". */
export function isBlank(trimmed: string): boolean {
  return trimmed === '' || (trimmed.length <= 20 && blankWords.has(trimmed.toLowerCase()));
}

export function choiceReader<Value extends string>(
  choices: readonly Choice<Value>[],
  words: Readonly<Record<Value, readonly string[]>>,
): (text: string) => Value | undefined {
  const values = new Map<string, Value>();
  for (const { value, label } of choices) {
    for (const word of [value, label.en, label.nl, ...words[value]]) values.set(foldHeader(word), value);
  }
  return (text) => values.get(foldHeader(text));
}

export function phrases(text: string): readonly string[] {
  return text.split(', ');
}
