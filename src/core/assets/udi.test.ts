import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUdiDi } from './udi.ts';

describe('a UDI-DI', () => {
  it('of GS1 is a GTIN whose check digit holds, written in any length and with or without (01)', () => {
    const known = { kind: 'valid', agency: 'gs1', value: '09506000134352' };
    expect(readUdiDi('09506000134352')).toEqual(known);
    expect(readUdiDi('9506000134352')).toEqual(known);
    expect(readUdiDi(' (01)0950 6000 134352 ')).toEqual(known);
  });

  it('with a wrong check digit is told apart from one of another form', () => {
    expect(readUdiDi('09506000134353')).toEqual({ kind: 'wrong-check-digit' });
    expect(readUdiDi('00000000000000')).toEqual({ kind: 'wrong-check-digit' });
    expect(readUdiDi('12345')).toEqual({ kind: 'unreadable' });
    expect(readUdiDi('see label')).toEqual({ kind: 'unreadable' });
  });

  it('of HIBCC and ICCBA is accepted by its form', () => {
    expect(readUdiDi('+A999XYZ1000')).toMatchObject({ kind: 'valid', agency: 'hibcc', value: 'A999XYZ1000' });
    expect(readUdiDi('=/A9999XYZ100T0476')).toMatchObject({ kind: 'valid', agency: 'iccba' });
  });

  it('with one digit changed never has a right check digit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 13 }), fc.integer({ min: 1, max: 9 }), (place, step) => {
        const digits = '09506000134352'.split('');
        digits[place] = String((Number(digits[place]) + step) % 10);
        return readUdiDi(digits.join('')).kind === 'wrong-check-digit';
      }),
    );
  });
});
