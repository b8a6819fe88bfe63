/**
 * What the CMMS knows of a medical device beyond its register row, with the gaps such columns have: they were added later,
 * and nobody went back for the old rows. The same device says the same in every file.
 */
import type { DemoAsset } from '../hospital/generate-hospital.ts';
import { shareOf, wordOf } from '../random.ts';

type Cell = string | number | null;

export const deviceHeaders =
  'Modaliteit;Risicoklasse;Leverancierstoegang;Patchbeperking;Netwerkverbonden;EDR;Compenserende maatregel;MDS2;UDI-DI';
export const deviceHeaderCount = deviceHeaders.split(';').length;

/** Word of the product → modality as this register writes it, and the class of its label. */
const kinds: Readonly<Record<string, readonly [modality: string, safetyClass: string]>> = {
  Infuuspomp: ['infuus', 'IIb'],
  Spuitpomp: ['infuus', 'IIb'],
  Patiëntmonitor: ['bewaking', 'IIb'],
  Beademingsapparaat: ['beademing', 'IIb'],
  Anesthesietoestel: ['anesthesie', 'IIb'],
  Dialyseapparaat: ['dialyse', 'IIb'],
  Defibrillator: ['defibrillatie', 'III'],
  'CTG-apparaat': ['bewaking', 'IIb'],
  'ECG-apparaat': ['ECG', 'IIa'],
  Echoapparaat: ['echografie', 'IIa'],
  Röntgenapparaat: ['röntgen', 'IIb'],
  'CT-scanner': ['CT', 'IIb'],
  'MRI-scanner': ['MRI', 'IIa'],
  Beeldstation: ['PACS-werkstation', 'IIa'],
  'PACS-node': ['PACS', 'IIb'],
  Analyser: ['laboratorium', 'IVDR B'],
  Bloedgasanalyser: ['bloedgasanalyser', 'IVDR B'],
};

export function deviceCells(seed: number, { product, index }: DemoAsset): Cell[] {
  const share = (what: string): number => shareOf(seed, what, index);
  const [modality, safetyClass] = kinds[product.word] ?? [null, null];
  // A vendor treats all devices of a model alike.
  const vendor = shareOf(seed, 'vendor-ways', product.vendor);
  const isComputer = product.system !== null;
  return [
    share('no-modality') < 0.15 ? null : modality,
    share('no-safety-class') < 0.45 ? null : safetyClass,
    share('no-vendor-access') < 0.5 ? null : vendor < 0.3 ? 'permanent' : vendor < 0.8 ? 'op verzoek' : 'geen',
    share('no-patch-limit') < 0.4 ? null : vendor < 0.5 ? 'alleen leverancier' : isComputer ? 'na goedkeuring' : 'niet patchbaar',
    share('no-networked') < 0.2 ? null : share('networked') < 0.9 ? 'ja' : 'nee',
    share('no-edr') < 0.6 ? null : isComputer ? (share('edr') < 0.35 ? 'ja' : 'nee') : 'niet mogelijk',
    share('no-control') < 0.85 ? null : share('control') < 0.7 ? 'segmentatie' : 'risicoacceptatie',
    shareOf(seed, 'mds2', product.vendor, product.model) < 0.55 && share('no-mds2') < 0.8 ? '2019' : null,
    share('no-udi') < 0.35 ? null : udiDiOf(seed, product, share('udi-slip') < 0.01),
  ];
}

/** A GTIN with the prefix 952, which GS1 keeps for examples. */
function udiDiOf(seed: number, { vendor, model }: DemoAsset['product'], isSlip: boolean): string {
  const digits = `0952${String(wordOf(seed, 'udi', vendor, model) % 1_000_000_000).padStart(9, '0')}`;
  const sum = digits.split('').reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  const check = (10 - (sum % 10)) % 10;
  return `${digits}${isSlip ? (check + 1) % 10 : check}`;
}
