import { describe, expect, it } from 'vitest';
import { isPlaceholder, isPlaceholderTag, saysNothing } from './placeholder.ts';

describe('isPlaceholder', () => {
  it.each([
    '',
    '   ',
    '-',
    '--',
    '?',
    'N/A',
    'n.a.',
    'NA',
    'None',
    'UNKNOWN',
    'Onbekend',
    'nvt',
    'N.v.t.',
    'Niet van toepassing',
    'To be filled by O.E.M.',
    'To Be Filled By O.E.M',
    'System Serial Number',
    'Default string',
    'Not Specified',
    'not available',
    '0',
    '00000000',
    '0000-0000',
    '1111111',
    'xxxxx',
    '0123456789',
    '123456789',
    '#N/B',
    '#REF!',
    'Ônbékend',
  ])('holds for %j', (written) => {
    expect(isPlaceholder(written)).toBe(true);
  });

  it.each(['SN-48213', '10', 'A1', '00012', 'CZC1234567', 'nao-robot', 'unknown-7', 'VMware-56 4d 1f'])(
    'does not hold for %j',
    (written) => {
      expect(isPlaceholder(written)).toBe(false);
    },
  );
});

describe('isPlaceholderTag', () => {
  it.each(['7', '11', '111', '1234', '55555', 'MT-0007'])('lets a register count to %s', (written) => {
    expect(isPlaceholderTag(written)).toBe(false);
  });

  it.each(['0', '000', 'n.v.t.', '999999', '123456789', 'Asset Tag', 'No Asset Tag'])('holds for %j', (written) => {
    expect(isPlaceholderTag(written)).toBe(true);
  });
});

describe('saysNothing', () => {
  it('keeps short numbers and letters, which are versions and departments', () => {
    expect(['1', '111', '1234', 'A', 'xx', '3'].filter(saysNothing)).toEqual([]);
  });

  it('holds for fillers', () => {
    expect(['N/A', 'onbekend', '-', '', '#N/A', 'To be filled by O.E.M.'].filter((text) => !saysNothing(text))).toEqual([]);
  });
});
