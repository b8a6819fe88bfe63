import { describe, expect, it } from 'vitest';
import { serialKey, tradeItemKey } from './numbers.ts';

describe('trade item numbers', () => {
  it('are one whatever their length, alone or inside the code of a label', () => {
    for (const text of [
      '9506000140445',
      '09506000140445',
      '0950-6000-140445',
      '(01)09506000140445(21)12345',
      '0109506000140445 2112345',
      '01 09506000140445',
    ])
      expect([text, tradeItemKey(text)]).toEqual([text, 'gtin:09506000140445']);
    expect(tradeItemKey('96385074')).toBe('gtin:00000096385074');
  });

  it('are none with a wrong check digit, another length, zeros alone, or letters', () => {
    for (const text of ['9506000140446', '950600014044', '00000000', '12345', 'MX800', ''])
      expect([text, tradeItemKey(text)]).toEqual([text, null]);
  });

  it('of other agencies are compared as they stand, without what follows the device', () => {
    expect(tradeItemKey('+H123PARTNO1234567890120')).toBe('udi:+H123PARTNO1234567890120');
    expect(tradeItemKey('+h123partno1234567890120/$$420020216LOT123456789012345C')).toBe('udi:+H123PARTNO1234567890120');
    expect(tradeItemKey('+H1')).toBeNull();
  });
});

describe('serial numbers', () => {
  it('are their letters and digits, and none with too few or none that tell', () => {
    expect(['sn-123 456', 'ABC12', 'abcdef', '1234', '000000', ''].map(serialKey)).toEqual(['SN123456', 'ABC12', null, null, null, null]);
  });
});
