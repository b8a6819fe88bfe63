/**
 * The dependency file of the hospital, as its continuity team keeps it: what its care processes rest on, and which devices and servers
 * each system has. Every system, supplier and service is invented.
 */

type Criticality = 'onmisbaar' | 'belangrijk' | 'ondersteunend';

interface DemoService {
  readonly name: string;
  readonly systems: readonly (readonly [system: string, criticality: Criticality])[];
}

const on = 'onmisbaar';
const much = 'belangrijk';
const some = 'ondersteunend';

/** Which assets a system has, as a filter over the registers. */
const systems: readonly (readonly [name: string, filters: readonly string[]])[] = [
  ['Zorgdossier Lindeplus', ['and(eq(class,server),eq(model,"Blade 12"))']],
  ['Medicatiebeheer Farmalinde', ['and(eq(class,server),eq(model,"R740"),eq(exposure,internal))']],
  ['Infuuspompen', ['in(model,("A3","A5"))']],
  ['Spuitpompen', ['eq(model,"S2")']],
  ['Pompserver Aurelia', []],
  ['Patiëntbewaking', ['in(model,("M50","M70"))']],
  ['Bewakingscentrale Kardeon', []],
  ['Beademing', ['eq(model,"V2")']],
  ['Anesthesie', ['eq(model,"AN-4")']],
  ['Dialyseapparatuur', ['eq(model,"D4")']],
  ['Defibrillatoren', ['eq(model,"D1")']],
  ['CTG-bewaking', ['eq(model,"F3")']],
  ['ECG-apparatuur', ['eq(model,"E12")']],
  ['Echografie', ['eq(model,"U9")']],
  ['Röntgen', ['eq(model,"X-200")']],
  ['CT', ['in(model,("CT-64","Tomelle CT console (64)"))']],
  ['MRI', ['in(model,("MR-3","MR3 console"))']],
  ['Beeldarchief Imagora', ['in(model,("Archive","Imagora Archive Server"))']],
  ['Beeldstations', ['eq(model,"View 4")']],
  ['Laboratoriumsysteem Hemolab', []],
  ['Analysers', ['eq(model,"700")']],
  ['Bloedgasanalyse', ['eq(model,"BG-2")']],
  ['Planning en opname', []],
  ['Patiëntenportaal', ['and(eq(class,server),eq(exposure,internet))']],
  ['Zorgtelefonie', ['eq(model,"Zorg 4")']],
  ['Zorgtablets', ['eq(model,"Slate 2")']],
  ['Werkplekken', ['and(eq(class,workstation),in(model,("Desk 7","Mini 3","Note 5")))']],
  ['Printen', ['eq(class,printer)']],
  ['Oproepsysteem', []],
  ['Verslaglegging Spraak', []],
  ['Apotheekrobot', []],
  ['Sterilisatiebeheer', []],
  ['Operatieplanning', []],
  ['Röntgenplanning', []],
  ['Cardiologisch archief', []],
  ['Koppelplatform Knoop', []],
  ['Landelijke uitwisseling', []],
  ['Klimaatregeling', ['eq(model,"K8")']],
  ['Toegangscontrole', ['eq(model,"T2")']],
];

const services: readonly DemoService[] = [
  {
    name: 'Zorgdossier',
    systems: [
      ['Zorgdossier Lindeplus', on],
      ['Werkplekken', much],
      ['Printen', some],
      ['Verslaglegging Spraak', some],
    ],
  },
  {
    name: 'Medicatie',
    systems: [
      ['Medicatiebeheer Farmalinde', on],
      ['Apotheekrobot', much],
      ['Zorgtablets', some],
    ],
  },
  {
    name: 'Infuustherapie',
    systems: [
      ['Infuuspompen', on],
      ['Spuitpompen', on],
      ['Pompserver Aurelia', some],
    ],
  },
  {
    name: 'Bewaking',
    systems: [
      ['Patiëntbewaking', on],
      ['Bewakingscentrale Kardeon', much],
      ['Oproepsysteem', much],
    ],
  },
  {
    name: 'Beeldvorming',
    systems: [
      ['Beeldarchief Imagora', on],
      ['CT', on],
      ['MRI', much],
      ['Röntgen', much],
      ['Echografie', some],
      ['Beeldstations', much],
      ['Röntgenplanning', some],
    ],
  },
  {
    name: 'Laboratorium',
    systems: [
      ['Laboratoriumsysteem Hemolab', on],
      ['Analysers', on],
      ['Bloedgasanalyse', much],
    ],
  },
  {
    name: 'Cardiologische diagnostiek',
    systems: [
      ['ECG-apparatuur', on],
      ['Cardiologisch archief', much],
    ],
  },
  {
    name: 'Bereikbaarheid',
    systems: [
      ['Zorgtelefonie', on],
      ['Oproepsysteem', much],
    ],
  },
  {
    name: 'Planning',
    systems: [
      ['Planning en opname', on],
      ['Operatieplanning', much],
      ['Patiëntenportaal', some],
    ],
  },
  {
    name: 'Gebouw',
    systems: [
      ['Klimaatregeling', on],
      ['Toegangscontrole', much],
    ],
  },
];

const processes: readonly (readonly [name: string, tier: number, rests: readonly (readonly [on: string, criticality: Criticality])[]])[] = [
  [
    'Spoedeisende hulp',
    1,
    [
      ['Zorgdossier', much],
      ['Bewaking', on],
      ['Beeldvorming', on],
      ['Laboratorium', on],
      ['Bereikbaarheid', on],
      ['Cardiologische diagnostiek', much],
    ],
  ],
  [
    'Intensieve zorg',
    1,
    [
      ['Bewaking', on],
      ['Infuustherapie', on],
      ['Medicatie', on],
      ['Laboratorium', much],
      ['Zorgdossier', much],
    ],
  ],
  [
    'Operaties',
    1,
    [
      ['Infuustherapie', on],
      ['Bewaking', on],
      ['Planning', much],
      ['Gebouw', on],
      ['Beeldvorming', much],
    ],
  ],
  [
    'Dialyse',
    2,
    [
      ['Zorgdossier', much],
      ['Laboratorium', some],
      ['Gebouw', on],
    ],
  ],
  [
    'Verloskunde',
    1,
    [
      ['Bereikbaarheid', on],
      ['Zorgdossier', much],
      ['Laboratorium', much],
    ],
  ],
  [
    'Verpleging',
    2,
    [
      ['Medicatie', on],
      ['Zorgdossier', on],
      ['Infuustherapie', much],
      ['Bereikbaarheid', much],
    ],
  ],
  [
    'Poliklinische zorg',
    3,
    [
      ['Planning', on],
      ['Zorgdossier', on],
      ['Beeldvorming', some],
    ],
  ],
];

/** Devices that a care process rests on without a service in between. */
const direct: readonly (readonly [system: string, process: string, criticality: Criticality])[] = [
  ['Beademing', 'Intensieve zorg', on],
  ['Anesthesie', 'Operaties', on],
  ['Sterilisatiebeheer', 'Operaties', much],
  ['Dialyseapparatuur', 'Dialyse', on],
  ['CTG-bewaking', 'Verloskunde', on],
  ['Defibrillatoren', 'Spoedeisende hulp', much],
];

/** What everything rests on; networks and sign-in need each other. */
const base: readonly (readonly [name: string, filters: readonly string[]])[] = [
  ['Netwerk', ['eq(class,network)']],
  ['Inloggen', []],
  ['Serverplatform', ['eq(model,"R540")']],
  ['Stroom', []],
];
const baseCarries: readonly (readonly [from: string, to: string])[] = [
  ['Stroom', 'Netwerk'],
  ['Stroom', 'Serverplatform'],
  ['Netwerk', 'Inloggen'],
  ['Inloggen', 'Netwerk'],
  ['Netwerk', 'Serverplatform'],
];
const onServers = [
  'Zorgdossier Lindeplus',
  'Medicatiebeheer Farmalinde',
  'Planning en opname',
  'Laboratoriumsysteem Hemolab',
  'Koppelplatform Knoop',
  'Patiëntenportaal',
];
const onNetwork = [
  'Bewakingscentrale Kardeon',
  'Beeldarchief Imagora',
  'Zorgtelefonie',
  'Zorgtablets',
  'Werkplekken',
  'Pompserver Aurelia',
];

const suppliers: readonly (readonly [supplier: string, system: string, criticality: Criticality])[] = [
  ['Lindeplus Zorgsoftware', 'Zorgdossier Lindeplus', much],
  ['Imagora', 'Beeldarchief Imagora', much],
  ['Kardeon', 'Bewakingscentrale Kardeon', some],
  ['Hemolyne', 'Laboratoriumsysteem Hemolab', much],
  ['Knoop Integratie', 'Koppelplatform Knoop', much],
];

type Row = readonly [from: string, kind: string, to: string, toKind: string, criticality: string, tier: string];

export function* dependencyText(): Generator<string> {
  yield 'Van;Soort;Naar;Soort naar;Kritikaliteit;Niveau\r\n';
  for (const row of rows()) yield `${row.map(quoted).join(';')}\r\n`;
}

function* rows(): Generator<Row> {
  for (const [name, tier] of processes) yield ['', '', name, 'zorgproces', '', String(tier)];
  for (const [name, , rests] of processes)
    for (const [service, criticality] of rests) yield [service, 'dienst', name, 'zorgproces', criticality, ''];
  for (const { name, systems: used } of services)
    for (const [system, criticality] of used) yield [system, 'systeem', name, 'dienst', criticality, ''];
  for (const [system, process, criticality] of direct) yield [system, 'systeem', process, 'zorgproces', criticality, ''];
  for (const [name, filters] of systems) for (const filter of filters) yield [filter, 'filter', name, 'systeem', '', ''];
  for (const [name, filters] of base) for (const filter of filters) yield [filter, 'filter', name, 'basisvoorziening', '', ''];
  for (const [from, to] of baseCarries) yield [from, 'basisvoorziening', to, 'basisvoorziening', on, ''];
  for (const system of onServers) yield ['Serverplatform', 'basisvoorziening', system, 'systeem', on, ''];
  for (const system of onNetwork) yield ['Netwerk', 'basisvoorziening', system, 'systeem', on, ''];
  for (const system of ['Zorgdossier Lindeplus', 'Werkplekken']) yield ['Inloggen', 'basisvoorziening', system, 'systeem', much, ''];
  for (const service of ['Laboratorium', 'Beeldvorming', 'Medicatie'])
    yield ['Koppelplatform Knoop', 'systeem', service, 'dienst', much, ''];
  yield ['Landelijke uitwisseling', 'systeem', 'Medicatie', 'dienst', some, ''];
  for (const [supplier, system, criticality] of suppliers) yield [supplier, 'leverancier', system, 'systeem', criticality, ''];
}

function quoted(cell: string): string {
  return /[;"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
