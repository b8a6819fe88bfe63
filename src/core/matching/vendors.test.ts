import { describe, expect, it } from 'vitest';
import { segmentsOf } from './text.ts';
import { vendorPack } from './vendor-pack.ts';
import { placesOfFirms, readVendor, relateVendors, relatedFirms } from './vendors.ts';

const relate = (left: string, right: string): string => relateVendors(readVendor(left), readVendor(right));

describe('relateVendors', () => {
  it.each([
    ['Philips Medical Systems Nederland B.V.', 'Phillips', 'same'],
    ['Draeger Medical Systems', 'Dräger', 'same'],
    ['GE', 'General Electric (GE)', 'same'],
    ['Becton, Dickinson and Company (BD)', 'BD Alaris', 'same'],
    ['Gambro', 'Baxter', 'group'],
    ['Welch Allyn (Hillrom)', 'Baxter', 'group'],
    ['Respironics', 'Capsule Technologies', 'sister'],
    ['Acme Medical B.V.', 'ACME Medical Systems Inc.', 'same'],
    ['Zenosense', 'Zenosence', 'alike'],
    ['Siemens', 'Philips', 'other'],
    ['Gemini Instruments', 'GE Healthcare', 'other'],
  ])('%s and %s: %s', (left, right, relation) => {
    expect(relate(left, right)).toBe(relation);
    expect(relate(right, left)).toBe(relation);
  });

  it('says nothing of an empty name', () => {
    expect(readVendor('  ').core).toBeNull();
    expect(relate('', 'Philips')).toBe('other');
  });
});

it('finds a firm only at the edges of written words', () => {
  expect(placesOfFirms(segmentsOf('GEMINI'))).toEqual([]);
  expect(placesOfFirms(segmentsOf('GE Welch Allyn')).map((place) => place.name)).toEqual(['GE Healthcare', 'Welch Allyn']);
});

it('relates a firm to what it became part of and to what became part of it', () => {
  expect(relatedFirms('Hillrom')).toEqual(expect.arrayContaining(['Hillrom', 'Baxter', 'Welch Allyn']));
  expect(relatedFirms('Hillrom')).not.toContain('Gambro');
});

describe('the pack', () => {
  it('names every firm once and refers only to firms it names, with a year', () => {
    const names = vendorPack.map((firm) => firm.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { partOf } of vendorPack) {
      for (const step of partOf?.split(', ') ?? []) {
        const [, name, year] = /^(.+) (\d{4})$/u.exec(step) ?? [];
        expect(names).toContain(name);
        expect(Number(year)).toBeGreaterThan(1950);
      }
    }
  });
});
