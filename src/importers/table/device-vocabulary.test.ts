import { describe, expect, it } from 'vitest';
import {
  readCompensatingControl,
  readModality,
  readPatchConstraint,
  readPresence,
  readSafeguard,
  readSafetyClass,
  readVendorAccess,
} from './device-vocabulary.ts';

describe('words for the facts of a device', () => {
  it.each([
    ['IIa', 'mdr-iia'],
    ['klasse 2a', 'mdr-iia'],
    ['MDR IIb', 'mdr-iib'],
    ['Class III', 'mdr-iii'],
    ['3', 'mdr-iii'],
    ['I', 'mdr-i'],
    ['Is', 'mdr-is'],
    ['risicoklasse 1m', 'mdr-im'],
    ['I, steriel', 'mdr-is'],
    ['IVDR C', 'ivdr-c'],
    ['klasse D', 'ivdr-d'],
    ['B', 'ivdr-b'],
    ['mdr-iib', 'mdr-iib'],
    ['ivdr-a', 'ivdr-a'],
  ])('%s is the safety class %s', (text, expected) => {
    expect(readSafetyClass(text)).toBe(expected);
  });

  it.each(['2', 'II', 'IV', 'IIc', 'MDR C', 'IVDR III', 'zeer hoog', 'klasse', ''])('does not guess a safety class from %j', (text) => {
    expect(readSafetyClass(text)).toBeUndefined();
  });

  it('knows modalities by their code and their names in two languages', () => {
    expect(['CT', 'MRI', 'echografie', 'Röntgen', 'infuuspomp', 'patient monitor', 'Klimaatbeheersing'].map(readModality)).toEqual([
      'ct',
      'mr',
      'us',
      'dx',
      'infusion',
      'monitoring',
      'hvac',
    ]);
    expect(readModality('apparaat')).toBeUndefined();
  });

  it('reads access, limits and protection', () => {
    expect(['geen', 'op aanvraag', 'Continu'].map(readVendorAccess)).toEqual(['none', 'on-request', 'permanent']);
    expect(['vrij', 'na goedkeuring', 'alleen leverancier', 'nee'].map(readPatchConstraint)).toEqual([
      'none',
      'vendor-approval',
      'vendor-only',
      'not-patchable',
    ]);
    expect(['ja', 'nee', 'niet mogelijk'].map(readSafeguard)).toEqual(['active', 'missing', 'not-possible']);
    expect(['ja', 'MDS2 2019', '2019', 'aanwezig', 'nee', 'misschien'].map(readPresence)).toEqual([
      true,
      true,
      true,
      true,
      false,
      undefined,
    ]);
  });

  it('reads several compensating controls as several, and none of them where one is not known', () => {
    expect(readCompensatingControl('segmentatie')).toBe('segmentation');
    expect(readCompensatingControl('segmentatie; IPS')).toBe('several');
    expect(readCompensatingControl('eigen VLAN + segmentatie')).toBe('segmentation');
    expect(readCompensatingControl('segmentatie; gebed')).toBeUndefined();
    expect(readCompensatingControl('geen')).toBe('none');
  });
});
