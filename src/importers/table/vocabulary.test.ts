import { describe, expect, it } from 'vitest';
import { isBlank, readBoolean, readClass, readExposure, readLifecycle, readSeverity, readTier } from './vocabulary.ts';

describe('words of a table', () => {
  it('knows classes in both languages, whatever the case and punctuation', () => {
    const words = [
      'Medisch apparaat',
      'MEDICAL DEVICE',
      'infuus-pomp',
      'Werkplekken',
      'laptop',
      'Switch',
      'gebouwbeheer',
      'CT scanner',
      'stoel',
    ];
    expect(words.map(readClass)).toEqual([
      'medical',
      'medical',
      'medical',
      'workstation',
      'workstation',
      'network',
      'operational',
      'medical',
      undefined,
    ]);
  });

  it('knows a medical device by each of its Dutch names', () => {
    const words = [
      'medisch apparaat',
      'Medische apparaten',
      'Medische apparatuur',
      'medisch hulpmiddel',
      'Medische hulpmiddelen',
      'medisch toestel',
    ];
    expect(words.filter((word) => readClass(word) !== 'medical')).toEqual([]);
  });

  it('knows lifecycles and exposures', () => {
    expect(['In gebruik', 'afgevoerd', 'magazijn', 'Ready to Deploy', 'kapot'].map(readLifecycle)).toEqual([
      'in-use',
      'retired',
      'in-store',
      'in-store',
      undefined,
    ]);
    expect(['geïsoleerd', 'GEISOLEERD', 'eigen segment', 'LAN', 'internet-facing', 'dmz'].map(readExposure)).toEqual([
      'isolated',
      'isolated',
      'segmented',
      'internal',
      'internet',
      undefined,
    ]);
  });

  it('reads tiers as numbers and as words, and nothing outside 1 to 4', () => {
    expect(['1', 'Tier 1', 'tier-2', 'niveau 3', 'klasse 4', '2,0', 'T1'].map(readTier)).toEqual([1, 1, 2, 3, 4, 2, 1]);
    expect(['9', '0', '1.5', 'tier', 'tier 12', 'hoog'].map(readTier)).toEqual(Array.from({ length: 6 }, () => undefined));
  });

  it('reads yes and no', () => {
    expect(['ja', 'Nee', 'yes', 'NO', 'true', 'false', '1', '0', 'x', 'misschien'].map(readBoolean)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      undefined,
    ]);
  });

  it('tells severities from information', () => {
    expect(['None', 'info', 'Laag', 'medium', 'HOOG', 'Kritiek', '3', ''].map(readSeverity)).toEqual([
      'informational',
      'informational',
      'low',
      'medium',
      'high',
      'critical',
      undefined,
      undefined,
    ]);
  });

  it('takes words for "not known" as empty, and no name that contains them', () => {
    expect(['', '-', 'N/A', 'n.v.t.', 'Onbekend', '#N/B'].every(isBlank)).toBe(true);
    expect(['0', 'Onbekend apparaat', 'NA-1', 'geen'].some(isBlank)).toBe(false);
  });
});
