import { describe, expect, it } from 'vitest';
import { callings } from './callings.ts';
import { piecesOf, readDevice } from './device-names.ts';
import { otherForms } from './other-forms.ts';
import { layBeside, likeness } from './laying.ts';
import { runsOf, segmentsOf } from './text.ts';

/** How each piece of the asked name was answered; a dash: not at all. */
function laid(asked: string, offered: string): string {
  const pieces = piecesOf(offered);
  return layBeside(segmentsOf(asked), pieces, runsOf(pieces))
    .asked.map((answer) => answer?.fit ?? '-')
    .join(' ');
}

describe('layBeside', () => {
  it.each([
    ['FlowGuard 300', 'Flow Guard 300', 'same same same'],
    ['Telemetry Server', 'telemetrieserver', 'form form'],
    ['Infinite Kestrel', 'Infinte Kestrel', 'spelling same'],
    ['PrisMax', 'PrismMax', 'spelling spelling'],
    ['Pyxis', 'Pixys', 'spelling'],
    ['Defibrillator Dashboard', 'Defib Dashboard', 'shortened same'],
    ['Clinical Collaboration Platform', 'CCP', 'initials initials initials'],
    ['T1', 'MR1', '- -'],
    ['VS4', 'VS 4', 'same same'],
    ['TC50', 'TC 30', 'same -'],
    ['2100', '2101', '-'],
  ])('%s asked of %s', (asked, offered, fits) => {
    expect(laid(asked, offered)).toBe(fits);
  });
});

it('takes words for alike by a letter, and short or numbered ones never', () => {
  expect(likeness('monitors', 'monitor', true)).toBe('form');
  expect(likeness('delta', 'detla', true)).toBe('spelling');
  expect(likeness('vital', 'virus', true)).toBeNull();
  expect(likeness('ecg', 'eeg', true)).toBeNull();
});

describe('callings', () => {
  const names = (text: string): string[] => callings(text).map((segments) => segments.map((segment) => segment.text).join(' '));

  it('takes lists apart and leaves one thing with two functions whole', () => {
    expect(names('Accent/Anthem')).toEqual(['accent', 'anthem']);
    expect(names('Kestrel MX800/700/600')).toEqual(['kestrel mx 800', 'kestrel mx 700', 'kestrel mx 600']);
    expect(names('Writer TC10 TC20 TC30 carts')).toEqual(['writer tc 10 carts', 'writer tc 20 carts', 'writer tc 30 carts']);
    expect(names('PET/CT systems')).toEqual(['pet ct systems']);
  });

  it('takes codes and names with commas and a word between them apart', () => {
    expect(names('Kestrel monitors MX100, MX400-MX850, and MP2-MP90')).toEqual([
      'kestrel monitors mx 100',
      'kestrel monitors mx 400 through mx 850',
      'kestrel monitors mp 2 through mp 90',
    ]);
    expect(names('Infusor, Infusor XL and Linker')).toEqual(['infusor', 'infusor xl', 'linker', 'infusor infusor xl and linker']);
    expect(names('Track and Deliver')).toEqual(['track and deliver']);
  });

  it('drops what stands in brackets, and takes an abbreviation there as a name of its own', () => {
    expect(names('Kestrel Link (wireless, all models)')).toEqual(['kestrel link']);
    expect(names('Spot Monitor (CSM)')).toEqual(['spot monitor', 'csm']);
    expect(names('Central Station (CS)')).toEqual(['central station']);
  });

  it('finds a thing without what comes with it, where it still has a name', () => {
    expect(names('KestrelStation with Linker 2')).toEqual(['kestrel station with linker 2', 'kestrel station']);
    expect(names('Battery pack with Wi-Fi')).toEqual(['battery pack with wi fi']);
  });

  it('knows a family whose name begins anew', () => {
    expect(names('Kestrel MX100, MX400 and Kestrel X3')).toEqual([
      'kestrel mx 100',
      'kestrel mx 400',
      'kestrel x 3',
      'kestrel mx 100 mx 400 and kestrel x 3',
    ]);
  });
});

describe('readDevice', () => {
  const device = (product: string, vendor: string | null = 'Norda'): string =>
    readDevice({ id: 'a', vendor, product, version: null, description: null })
      .pieces.map((piece) => piece.text)
      .join(' ');

  it('takes versions, serial numbers, negations and the own vendor out of the name', () => {
    expect(device('Kestrel v2.3 SN 8000-113342')).toBe('kestrel');
    expect(device('Kestrel spuitenpomp (zonder WiFi-accu)')).toBe('kestrel spuitenpomp');
    expect(device('Philips Kestrel VC150', 'Philips')).toBe('kestrel vc 150');
  });

  it('reads Dutch words and compounds as English', () => {
    expect(otherForms('infuuspomp')).toEqual(['infusion', 'pump']);
    expect(otherForms('telemetrieserver')).toEqual(['telemetry', 'server']);
    expect(otherForms('kestrel')).toEqual([]);
  });

  it('knows an empty vendor from an unknown one', () => {
    expect(readDevice({ id: 'a', vendor: 'onbekend', product: 'Kestrel', version: null, description: null }).isVendorAbsent).toBe(true);
    expect(readDevice({ id: 'a', vendor: 'Zorgtech', product: 'Kestrel', version: null, description: null }).isVendorAbsent).toBe(false);
  });
});
