import { describe, expect, it } from 'vitest';
import { isTypeNumber } from './type-numbers.ts';
import { splitVersionFromName } from './versions/split-name.ts';
import { readDeviceVersion } from './versions/read-device.ts';

describe('a V with a whole number', () => {
  it('is what the device is called beside words of the trade and firms, in both languages', () => {
    for (const rest of ['', 'Ventilator', ' beademing', 'Philips Respironics Ventilator'])
      expect(isTypeNumber('V60', rest), rest).toBe(true);
    expect(splitVersionFromName('V60 Ventilator')).toMatchObject({ name: 'V60 Ventilator', clauses: [] });
  });

  it('is a version beside a name, with a point, and where it is announced', () => {
    expect(isTypeNumber('V8', 'Spectrum Infusion')).toBe(false);
    expect(isTypeNumber('V8.1', '')).toBe(false);
    expect(splitVersionFromName('WinCC V15')).toMatchObject({ name: 'WinCC', clauseText: 'V15' });
  });

  it('of a device is no version of it', () => {
    expect(readDeviceVersion({ version: null, product: 'Philips V60', description: null }).candidates).toEqual([]);
    expect(readDeviceVersion({ version: null, product: 'Spectrum V8', description: null }).candidates).toMatchObject([{ text: '8' }]);
  });
});
