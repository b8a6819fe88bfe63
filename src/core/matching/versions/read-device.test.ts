import { describe, expect, it } from 'vitest';
import { readDeviceVersion } from './read-device.ts';

const found = (version: string | null, product = 'Device', description: string | null = null) =>
  readDeviceVersion({ version, product, description }).candidates.map(({ place, label, text, readings }) => [
    place,
    label,
    text,
    readings.map(({ kind }) => kind).join(),
  ]);

describe('the version of a register line', () => {
  it('is read from the version field in all its parts', () => {
    expect(found('SW 3.2 / HW 2')).toEqual([
      ['version', 'software', '3.2', 'release'],
      ['version', 'hardware', '2', 'release'],
    ]);
    expect(found('software 11-2021')).toEqual([['version', 'date', '11-2021', 'date']]);
    expect(found('2014')).toEqual([['version', null, '2014', 'release,date']]);
    expect(found('MMT-1710')).toEqual([['version', null, 'mmt-1710', 'release,code']]);
    expect(found('012U000039')).toEqual([['version', null, '012u000039', 'release,serial,code']]);
    expect(found('nog niet zo goed')).toEqual([['version', null, 'nog niet zo goed', 'text']]);
  });

  it('is no version where the product is called so', () => {
    expect(found('MX800', 'Monitor MX800').filter(([place]) => place === 'version')).toEqual([['version', null, 'mx800', 'code']]);
  });

  it('is missing where the field says that nobody knows', () => {
    for (const text of [null, '', ' - ', 'n.v.t.', 'NVT', 'onbekend', 'unknown', '?', 'geen', 'n/a', 'niet bekend', 'tbd']) {
      expect([text, readDeviceVersion({ version: text, product: 'x', description: null }).isMissing]).toEqual([text, true]);
    }
  });

  it('is found in the product and the description where it is announced', () => {
    expect(found(null, 'WorkSpot release 1.3.2')).toEqual([['product', null, '1.3.2', 'release']]);
    expect(found(null, 'RIS Client Build 11.1')).toEqual([['product', null, '11.1', 'release']]);
    expect(found(null, 'Monitor rev. F')).toEqual([['product', null, 'f', 'release']]);
    expect(found(null, 'Portal', 'versie 3.2, kamer 1.5')).toEqual([['description', null, '3.2', 'release']]);
    expect(found(null, 'Portal', 'sw 2.0')).toEqual([['description', 'software', '2.0', 'release']]);
    expect(found(null, 'Portal', 'bouwjaar 2011')).toEqual([['description', 'date', '2011', 'date']]);
    expect(found(null, 'Portal', 'buiten gebruik 2021, contract 12-03-2020')).toEqual([]);
    expect(found(null, 'Portal', 'SN 2131-0098')).toEqual([['description', 'serial', '2131-0098', 'serial']]);
    expect(found(null, 'Ingenia 1.5T, 3.0 T')).toEqual([]);
  });

  it('keeps the numbers of other software apart', () => {
    const device = readDeviceVersion({ version: null, product: 'Client', description: 'Win 8.1 + IIS/7.5' });
    expect(device.candidates).toEqual([]);
    expect(device.systems).toEqual([{ family: 'windows', release: '8.1' }]);
    const systems = (text: string) =>
      readDeviceVersion({ version: text, product: 'x', description: null }).systems.map(({ release }) => release);
    expect(systems('Windows XP SP3')).toEqual(['xp']);
    expect(systems('WinXP')).toEqual(['xp']);
    expect(systems('XP-laptop')).toEqual(['xp']);
    expect(systems('Windows Server 2012 R2')).toEqual(['server 2012 r2']);
    expect(systems('Windows 10 Pro')).toEqual(['10']);
  });
});
