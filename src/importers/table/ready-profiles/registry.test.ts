/** Ready profiles on small files of our own, in the shape their products export. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkMappingSettings, settingsOf, slugOfName } from '#core/imports/mapping-profile.ts';
import { csv } from '../../csv/importer.ts';
import { fieldsOfRole } from '../fields.ts';
import { matchReadyProfile, readyProfiles } from './registry.ts';

test('every file of the folder is registered under its own name', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => !/^(define-ready-profile|registry)|\.test\.ts$/.test(name));
  expect(readyProfiles.map(({ slug }) => `${slug}.ts`).toSorted()).toEqual(files.toSorted());
});

describe.each(readyProfiles.map((ready) => [ready.slug, ready] as const))('%s', (slug, ready) => {
  test('is a profile without a fault, that says where its names come from', () => {
    expect(checkMappingSettings(settingsOf(ready.profile), fieldsOfRole(ready.profile.role))).toEqual([]);
    expect(slugOfName(ready.product)).toBe(slug);
    expect(ready.documentation.every((address) => address.startsWith('https://'))).toBe(true);
    expect(ready.remark.nl).not.toBe(ready.remark.en);
  });
});

const exports = {
  'snipe-it': {
    text:
      'ID,Company,Asset Name,Asset Tag,Serial,Model,Category,Status,Checked Out To,Location,Manufacturer,Purchase Date,EOL Date\n' +
      '7,Oost,werkplek-12,A-0012,SN-12,Notebook 5,Laptop,Deployed,J. Jansen,K2,Maker,2024-03-01,2029-03-01\n' +
      '8,Oost,,A-0013,SN-13,Notebook 5,Laptop,Ready to Deploy,,Magazijn,Maker,2024-03-01,2029-03-01\n',
    facts: [
      {
        name: 'werkplek-12',
        assetTag: 'A-0012',
        serialNumber: 'SN-12',
        model: 'Notebook 5',
        class: 'workstation',
        vendor: 'Maker',
        lifecycle: 'in-use',
        location: 'K2',
        supportEndOn: '2029-03-01',
      },
      {
        assetTag: 'A-0013',
        serialNumber: 'SN-13',
        model: 'Notebook 5',
        class: 'workstation',
        vendor: 'Maker',
        lifecycle: 'in-store',
        location: 'Magazijn',
        supportEndOn: '2029-03-01',
      },
    ],
  },
  netbox: {
    text:
      'Name,Status,Tenant,Site,Location,Rack,Role,Manufacturer,Type,IP Address,Serial number\n' +
      'sw-kern-1,Active,ICT,Oost,SER 1,R4,Switch,Maker,SW-48,10.1.0.2/24,FX1\n' +
      'sw-oud,Decommissioning,ICT,Oost,,,Switch,Maker,SW-24,,FX0\n',
    facts: [
      {
        name: 'sw-kern-1',
        lifecycle: 'in-use',
        department: 'ICT',
        location: 'SER 1',
        class: 'network',
        vendor: 'Maker',
        model: 'SW-48',
        ipAddresses: ['10.1.0.2'],
        serialNumber: 'FX1',
      },
      { name: 'sw-oud', lifecycle: 'retired', department: 'ICT', class: 'network', vendor: 'Maker', model: 'SW-24', serialNumber: 'FX0' },
    ],
  },
  glpi: {
    text:
      '"Name";"Entity";"Status";"Manufacturer";"Serial number";"Type";"Model";"Operating system - Name";"Location";"Last update"\n' +
      '"WP-0012";"Ziekenhuis";"In gebruik";"Maker";"SN-12";"Laptop";"Notebook 5";"Windows 11";"Gebouw A > K2";"2026-01-10 10:00"\n',
    facts: [
      {
        name: 'WP-0012',
        hostName: 'WP-0012',
        lifecycle: 'in-use',
        vendor: 'Maker',
        serialNumber: 'SN-12',
        class: 'workstation',
        model: 'Notebook 5',
        operatingSystem: 'Windows 11',
        location: 'Gebouw A > K2',
      },
    ],
  },
  topdesk: {
    text:
      'Asset-ID;Middelsoort;Merk;Model;Serienummer;Status;Vestiging;Locatie;Behandelaar\n' +
      'PMP001;Infuuspomp;Maker;P-3;SN-1;In gebruik;Oost;IC-2;Team MT\n',
    facts: [
      {
        assetTag: 'PMP001',
        class: 'medical',
        vendor: 'Maker',
        model: 'P-3',
        serialNumber: 'SN-1',
        lifecycle: 'in-use',
        location: 'IC-2',
        owner: 'Team MT',
      },
    ],
  },
  ultimo: {
    text:
      'Id;Description;EquipmentType;Manufacturer;TypeNumber;Serialnumber;Department;Space;ProgressStatus;CostCenter\n' +
      'MT-100;Spuitpomp IC;Spuitpomp;Maker;S-7;SN-7;IC;IC-2.01;In gebruik;4100\n',
    facts: [
      {
        assetTag: 'MT-100',
        name: 'Spuitpomp IC',
        class: 'medical',
        vendor: 'Maker',
        model: 'S-7',
        serialNumber: 'SN-7',
        department: 'IC',
        location: 'IC-2.01',
        lifecycle: 'in-use',
      },
    ],
  },
} as const;

describe.each(Object.entries(exports))('an export of %s', (slug, { text, facts }) => {
  const headers = (text.split('\n')[0] ?? '').replaceAll('"', '').split(/[;,]/);

  test('is recognised by its headers', () => {
    const match = matchReadyProfile(headers);
    expect(match?.ready.slug).toBe(slug);
    expect((match?.matched ?? 0) / (match?.headers ?? 1)).toBeGreaterThanOrEqual(0.9);
  });

  test('is read without a single remark on a value', async () => {
    const ready = readyProfiles.find((each) => each.slug === slug);
    const found: unknown[] = [];
    const remarks: string[] = [];
    const bytes = async function* () {
      yield Buffer.from(text);
    };
    for await (const event of csv.parse(bytes(), ready === undefined ? {} : { settings: settingsOf(ready.profile) })) {
      if (event.kind === 'record' && event.record.kind === 'asset') found.push(event.record.facts);
      if (event.kind === 'issue' && event.issue.line !== null) remarks.push(event.issue.message);
    }
    expect(found).toEqual(facts);
    expect(remarks).toEqual([]);
  });
});

test('an own list in plain words is nobody’s export', () => {
  expect(matchReadyProfile(['Naam', 'Merk', 'Model', 'Serienummer', 'Afdeling', 'Locatie', 'Status'])).toBeUndefined();
  expect(matchReadyProfile(['Asset ID', 'Naam'])).toBeUndefined();
  expect(matchReadyProfile([])).toBeUndefined();
});
