import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitVersionFromName } from './split-name.ts';
import { printClause } from './version-clause.ts';

const split = (text: string) => {
  const { name, clauses } = splitVersionFromName(text);
  return [name, ...clauses.map(printClause)];
};

describe('a name with a version in it', () => {
  it('is parted from dotted numbers, wildcards and announced versions', () => {
    expect(split('IntelliSpace Portal 8.0.x')).toEqual(['IntelliSpace Portal', 'release:"8.0.x"']);
    expect(split('Xcelera 1.5')).toEqual(['Xcelera', 'release:"1.5.x"']);
    expect(split('Image Vault 3.x')).toEqual(['Image Vault', 'release:"3.x"']);
    expect(split('Xper 1.5 and 2.x')).toEqual(['Xper', 'release:"1.5.x" | release:"2.x"']);
    expect(split('Review 2.0/2.5 Workstation')).toEqual(['Review Workstation', 'release:"2.0.x" | release:"2.5.x"']);
    expect(split('Telemetry Server: Versions 4.2 and prior')).toEqual(['Telemetry Server', '<=4.2']);
    expect(split('Pump v6.x model 35700')).toEqual(['Pump model 35700', 'release:"v6.x"']);
    expect(split('Software version 2.4 or earlier of Pump')).toEqual(['of Pump', '<=2.4']);
  });

  it('tells of systems, serial numbers, what is fitted and parts', () => {
    expect(split('SPECT Systems Windows XP-Based')).toEqual(['SPECT Systems', 'os:["windows xp"]']);
    expect(split('Utility used with Windows XP systems')).toEqual(['Utility', 'os:["windows xp"]']);
    expect(split('Bed (enabled with iBed Wireless)')).toEqual(['Bed', 'feature:["ibed","wireless"]']);
    expect(split('Meter (Serial number below 14000)')).toEqual(['Meter', '<serial:"serial number 14000"']);
    expect(split('Monitor MX800 WLAN')[0]).toBe('Monitor MX800 WLAN');
    expect(split('Monitor MX800 WLAN')[1]).toMatch(/^part:/);
  });

  it('stays whole where the number is of the model', () => {
    for (const name of [
      'MX800',
      'Alice 6',
      'IntelliVue MP2',
      'Neuron 2',
      'HAMILTON-T1',
      'CARESCAPE B650',
      'Aestiva/5 7100',
      'Link+',
      'Brilliance 64',
      'Windows XP',
      'Version',
      'Ingenia 1.5T',
      'CareLink 2090',
      '24950 Monitor',
      'S3 Bed',
      'FT10',
      'Hawkeye 4',
      '',
    ]) {
      expect(split(name)).toEqual([name]);
    }
  });

  it('never throws and never leaves a named product without a name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(splitVersionFromName(text).name === '').toBe(text.trim() === '');
      }),
      { numRuns: 400 },
    );
  });
});
