/**
 * What stands in the invented hospital: kinds of devices with invented makers and models, how many of each in 6,000,
 * where they stand, how they are reached and whether a scan may touch them. No maker or model here exists.
 */
import type { AssetClass } from '#core/assets/asset.ts';
import type { DepartmentName } from './departments.ts';

/** What kind of flaws a device has, and who scans it. */
export type Platform =
  | 'desktop'
  | 'windows-server'
  | 'linux-server'
  | 'network'
  | 'printer'
  | 'appliance'
  | 'imaging'
  | 'laboratory'
  | 'none';

export interface Product {
  readonly count: number;
  readonly class: AssetClass;
  /** As the registers call it. */
  readonly word: string;
  /** In host names. */
  readonly short: string;
  readonly vendor: string;
  readonly model: string;
  readonly version: string;
  readonly system: string | null;
  readonly tier: 1 | 2 | 3 | 4;
  readonly platform: Platform;
  /** False: a scan could disturb it or cannot reach it. */
  readonly scannable: boolean;
  readonly segment: string;
  /** Second part of 10.x.0.0. */
  readonly network: number;
  /** Open ports with their service; a device has each with the given share. */
  readonly ports: readonly (readonly [port: number, service: string, share: number])[];
  /** Where it stands; empty: anywhere, by the weight of the departments. */
  readonly departments: readonly DepartmentName[];
  /** Days after the last day that the maker's support ends, at the earliest and at the latest; null: by `figures.medicalUnsupported`. */
  readonly supportLeft: readonly [number, number] | null;
  /** Also in the register of the other department, under another model name. */
  readonly otherModel?: string;
}

type Place = Pick<Product, 'segment' | 'network'>;
const places = {
  bedside: { segment: 'MED-BED', network: 40 },
  imaging: { segment: 'MED-BEELD', network: 41 },
  laboratory: { segment: 'MED-LAB', network: 42 },
  servers: { segment: 'SRV', network: 10 },
  office: { segment: 'KANTOOR', network: 60 },
  printers: { segment: 'PRINT', network: 70 },
  network: { segment: 'BEHEER-NET', network: 5 },
  mobile: { segment: 'WIFI-ZORG', network: 80 },
  building: { segment: 'GEBOUW', network: 90 },
} as const satisfies Record<string, Place>;

const wards: readonly DepartmentName[] = [
  'Intensive care',
  'Verpleegafdelingen',
  'Verpleegafdelingen',
  'Operatiekamers',
  'Spoedeisende hulp',
  'Verloskunde',
];
const none = null;

function bedside(
  [count, word, short]: readonly [number, string, string],
  [vendor, model, version]: readonly [string, string, string],
  rest: Pick<Product, 'tier' | 'departments'> & Partial<Product>,
): Product {
  const device = { class: 'medical', system: none, platform: 'none', scannable: false, supportLeft: null } as const;
  return { count, word, short, vendor, model, version, ...device, ...places.bedside, ports: [[443, 'https', 0.35]], ...rest };
}

function medicalComputer(
  [count, word, short]: readonly [number, string, string],
  [vendor, model, version]: readonly [string, string, string],
  rest: Pick<Product, 'tier' | 'departments' | 'platform'> & Partial<Product>,
): Product {
  const place = rest.platform === 'laboratory' ? places.laboratory : places.imaging;
  const device = { class: 'medical', system: 'Castellum Desktop 10 Embedded', scannable: true, supportLeft: null } as const;
  return {
    count,
    word,
    short,
    vendor,
    model,
    version,
    ...device,
    ...place,
    ports: [
      [104, 'dicom', 0.7],
      [3389, 'ms-wbt-server', 0.3],
    ],
    ...rest,
  };
}

function computer(
  [count, word, short]: readonly [number, string, string],
  [vendor, model, version]: readonly [string, string, string],
  rest: Omit<Product, 'count' | 'word' | 'short' | 'vendor' | 'model' | 'version' | 'ports' | 'scannable' | 'supportLeft'> &
    Partial<Product>,
): Product {
  return { count, word, short, vendor, model, version, ports: [], scannable: true, supportLeft: [60, 1900], ...rest };
}

/** 1,900 of 6,000; 38 in 100 of them are infusion pumps (`figures.pumpShare`). */
export const medicalProducts: readonly Product[] = [
  bedside([500, 'Infuuspomp', 'pmp'], ['Aurelia Medical', 'A3', '4.2.1'], { tier: 1, departments: wards }),
  bedside([222, 'Infuuspomp', 'pmp'], ['Aurelia Medical', 'A5', '6.0.3'], { tier: 1, departments: wards }),
  bedside([140, 'Spuitpomp', 'spt'], ['Velmora', 'S2', '2.11'], {
    tier: 1,
    departments: ['Intensive care', 'Operatiekamers', 'Verpleegafdelingen'],
  }),
  bedside([208, 'Patiëntmonitor', 'mon'], ['Kardeon', 'M50', '3.8.0'], { tier: 1, departments: wards, ports: [[2575, 'hl7', 0.6]] }),
  bedside([80, 'Patiëntmonitor', 'mon'], ['Kardeon', 'M70', '5.1'], {
    tier: 1,
    departments: ['Intensive care', 'Cardiologie'],
    ports: [[2575, 'hl7', 0.9]],
  }),
  bedside([62, 'Beademingsapparaat', 'bea'], ['Spirovale', 'V2', '1.9.4'], { tier: 1, departments: ['Intensive care', 'Operatiekamers'] }),
  bedside([30, 'Anesthesietoestel', 'ane'], ['Spirovale', 'AN-4', '2.2'], { tier: 1, departments: ['Operatiekamers'] }),
  bedside([58, 'Dialyseapparaat', 'dia'], ['Nefrolux', 'D4', '7.30'], { tier: 1, departments: ['Dialyse', 'Intensive care'] }),
  bedside([55, 'Defibrillator', 'def'], ['Pulsenta', 'D1', '1.4'], {
    tier: 1,
    departments: ['Spoedeisende hulp', 'Cardiologie', 'Verpleegafdelingen'],
  }),
  bedside([25, 'CTG-apparaat', 'ctg'], ['Nataline', 'F3', '3.0'], { tier: 2, departments: ['Verloskunde'] }),
  medicalComputer([120, 'ECG-apparaat', 'ecg'], ['Kardeon', 'E12', '2.6.1'], {
    tier: 2,
    platform: 'imaging',
    departments: ['Cardiologie', 'Poliklinieken', 'Spoedeisende hulp'],
  }),
  medicalComputer([110, 'Echoapparaat', 'ech'], ['Echolume', 'U9', '8.4'], {
    tier: 2,
    platform: 'imaging',
    departments: ['Radiologie', 'Verloskunde', 'Cardiologie', 'Poliklinieken'],
  }),
  medicalComputer([30, 'Röntgenapparaat', 'xra'], ['Lumigraaf', 'X-200', '5.0.2'], {
    tier: 2,
    platform: 'imaging',
    departments: ['Radiologie', 'Spoedeisende hulp'],
  }),
  medicalComputer([8, 'CT-scanner', 'ctc'], ['Tomelle', 'CT-64', '12.1'], {
    tier: 1,
    platform: 'imaging',
    departments: ['Radiologie'],
    otherModel: 'Tomelle CT console (64)',
  }),
  medicalComputer([6, 'MRI-scanner', 'mri'], ['Tomelle', 'MR-3', '12.0'], {
    tier: 2,
    platform: 'imaging',
    departments: ['Radiologie'],
    otherModel: 'MR3 console',
  }),
  medicalComputer([110, 'Beeldstation', 'bst'], ['Imagora', 'View 4', '4.3.7'], {
    tier: 2,
    platform: 'imaging',
    departments: ['Radiologie', 'Radiologie', 'Poliklinieken', 'Operatiekamers'],
  }),
  medicalComputer([16, 'PACS-node', 'pac'], ['Imagora', 'Archive', '9.2'], {
    tier: 1,
    platform: 'imaging',
    departments: ['Radiologie'],
    otherModel: 'Imagora Archive Server',
    system: 'Castellum Server 2019',
  }),
  medicalComputer([70, 'Analyser', 'ana'], ['Hemolyne', '700', '6.5.0'], {
    tier: 2,
    platform: 'laboratory',
    departments: ['Laboratorium'],
    ports: [
      [22, 'ssh', 0.5],
      [2575, 'hl7', 0.6],
    ],
    system: 'Marlin Linux 8',
  }),
  medicalComputer([50, 'Bloedgasanalyser', 'bga'], ['Hemolyne', 'BG-2', '3.1'], {
    tier: 1,
    platform: 'laboratory',
    departments: ['Intensive care', 'Laboratorium', 'Spoedeisende hulp'],
    ports: [[2575, 'hl7', 0.7]],
    system: 'Marlin Linux 8',
  }),
];

/** 4,100 of 6,000. */
export const otherProducts: readonly Product[] = [
  computer([140, 'Server', 'app'], ['Castellum Systems', 'R740', '2022'], {
    class: 'server',
    system: 'Castellum Server 2022',
    tier: 2,
    platform: 'windows-server',
    departments: ['ICT'],
    ...places.servers,
  }),
  computer([60, 'Server', 'app'], ['Castellum Systems', 'R540', '2016'], {
    class: 'server',
    system: 'Castellum Server 2016',
    tier: 3,
    platform: 'windows-server',
    departments: ['ICT'],
    supportLeft: [-150, 200],
    ...places.servers,
  }),
  computer([120, 'Server', 'lnx'], ['Orbitalis', 'Blade 12', '9.3'], {
    class: 'server',
    system: 'Marlin Linux 9',
    tier: 2,
    platform: 'linux-server',
    departments: ['ICT'],
    ...places.servers,
  }),
  computer([520, 'Werkplek', 'ws'], ['Castellum Systems', 'Desk 7', '11'], {
    class: 'workstation',
    system: 'Castellum Desktop 11',
    tier: 4,
    platform: 'desktop',
    departments: [],
    ...places.office,
  }),
  computer([300, 'Laptop', 'lt'], ['Castellum Systems', 'Note 5', '11'], {
    class: 'workstation',
    system: 'Castellum Desktop 11',
    tier: 4,
    platform: 'desktop',
    departments: [],
    ...places.office,
  }),
  computer([160, 'Werkplek', 'ws'], ['Orbitalis', 'Mini 3', '10'], {
    class: 'workstation',
    system: 'Castellum Desktop 10',
    tier: 4,
    platform: 'desktop',
    departments: [],
    supportLeft: [-300, 10],
    ...places.office,
  }),
  computer([150, 'Switch', 'sw'], ['Netwerf', 'S48', '15.2'], {
    class: 'network',
    system: 'Netwerf OS 15',
    tier: 2,
    platform: 'network',
    departments: ['ICT'],
    ...places.network,
  }),
  computer([270, 'Access point', 'ap'], ['Netwerf', 'W6', '8.10'], {
    class: 'network',
    system: 'Netwerf OS 8',
    tier: 3,
    platform: 'network',
    departments: ['ICT'],
    ...places.network,
  }),
  computer([10, 'Firewall', 'fw'], ['Walmuur', 'F900', '7.2.5'], {
    class: 'network',
    system: 'Walmuur OS 7',
    tier: 1,
    platform: 'network',
    departments: ['ICT'],
    ...places.network,
  }),
  computer([240, 'Printer', 'prt'], ['Drukwerf', 'P410', '2409A'], {
    class: 'printer',
    system: null,
    tier: 4,
    platform: 'printer',
    departments: [],
    ...places.printers,
  }),
  computer([810, 'Smartphone', 'tel'], ['Mobivo', 'Zorg 4', '14'], {
    class: 'mobile',
    system: 'Mobivo OS 14',
    tier: 3,
    platform: 'none',
    scannable: false,
    departments: [],
    ...places.mobile,
  }),
  computer([430, 'Tablet', 'tab'], ['Mobivo', 'Slate 2', '13'], {
    class: 'mobile',
    system: 'Mobivo OS 13',
    tier: 3,
    platform: 'none',
    scannable: false,
    departments: [],
    ...places.mobile,
  }),
  computer([210, 'Klimaatregelaar', 'klm'], ['Klimora', 'K8', '3.4'], {
    class: 'operational',
    system: null,
    tier: 3,
    platform: 'none',
    scannable: false,
    departments: ['Facilitair bedrijf'],
    ports: [[47808, 'bacnet', 0.4]],
    ...places.building,
  }),
  computer([280, 'Toegangslezer', 'toe'], ['Deurwacht', 'T2', '1.8'], {
    class: 'operational',
    system: null,
    tier: 3,
    platform: 'none',
    scannable: false,
    departments: ['Facilitair bedrijf'],
    ...places.building,
  }),
  computer([250, 'IP-camera', 'cam'], ['Deurwacht', 'C5', '5.5.1'], {
    class: 'operational',
    system: null,
    tier: 4,
    platform: 'none',
    scannable: false,
    departments: ['Facilitair bedrijf'],
    ports: [[554, 'rtsp', 0.5]],
    ...places.building,
  }),
  computer([150, 'Informatiescherm', 'scr'], ['Orbitalis', 'Panel 2', '6'], {
    class: 'other',
    system: 'Marlin Linux 9',
    tier: 4,
    platform: 'appliance',
    departments: [],
    ...places.office,
  }),
];

export const productTotal = [...medicalProducts, ...otherProducts].reduce((sum, product) => sum + product.count, 0);
