import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cveIdsIn,
  fingerprintOf,
  hostNameFacts,
  instantOfScannerDate,
  instantOfUnixSeconds,
  isIpAddress,
  macAddressesIn,
  portOf,
  scoreOf,
} from './host-facts.ts';

describe('isIpAddress', () => {
  it('knows every IPv4 and IPv6 address', () => {
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => isIpAddress(address)));
  });

  it.each(['::', '::1', 'fe80::1%eth0', '::ffff:10.1.2.3', '1:2:3:4:5:6:7:8'])('takes %j for an address', (text) => {
    expect(isIpAddress(text)).toBe(true);
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.4.',
    'ws-12',
    'ab',
    'cafe',
    '12',
    'a.b.c.d',
    '00:1B:44:11:3A:B7',
    '1::2::3',
    '1:2:3:4:5:6:7',
    ':',
    ':::',
  ])('does not take %j for an address', (text) => {
    expect(isIpAddress(text)).toBe(false);
  });
});

describe('hostNameFacts', () => {
  it.each([
    ['ws-12.zuiderhof.example', { hostName: 'ws-12', domain: 'zuiderhof.example' }],
    [' ws-12.zuiderhof.example. ', { hostName: 'ws-12', domain: 'zuiderhof.example' }],
    ['PRINTER_3', { hostName: 'PRINTER_3' }],
    ['10.1.2.3', undefined],
    ['fe80::1', undefined],
    ['', undefined],
    ['two words', undefined],
    ['http://site', undefined],
  ])('reads %j', (name, expected) => {
    expect(hostNameFacts(name)).toEqual(expected);
  });
});

describe('instantOfScannerDate', () => {
  it.each([
    ['Sat Mar 29 11:46:56 2014', '2014-03-29T10:46:56.000Z'],
    ['Tue Jun  3 09:05:00 2025', '2025-06-03T07:05:00.000Z'],
    // The hour that is skipped, and the hour that comes twice.
    ['Sun Mar 29 02:30:00 2026', '2026-03-29T01:30:00.000Z'],
    ['Sun Oct 25 02:30:00 2026', '2026-10-25T00:30:00.000Z'],
  ])('reads %j on the clock of Amsterdam', (text, at) => {
    expect(instantOfScannerDate(text, 'Europe/Amsterdam')).toEqual({ at, isZoneAssumed: true });
  });

  it('takes an offset that is written', () => {
    expect(instantOfScannerDate('2021-03-12T12:34:30.12031+02:00')).toEqual({ at: '2021-03-12T10:34:30.120Z', isZoneAssumed: false });
  });

  it.each(['', 'yesterday', 'Sat Xyz 29 11:46:56 2014', 'Mon Feb 30 11:46:56 2026', 'Mon Feb 12 25:00:00 2026'])(
    'reads no date from %j',
    (text) => {
      expect(instantOfScannerDate(text)).toBeUndefined();
    },
  );
});

describe('small readings', () => {
  it('reads seconds since 1970 and refuses zero, text and the far future', () => {
    expect(instantOfUnixSeconds('1773140400')).toBe('2026-03-10T11:00:00.000Z');
    expect(['0', '', 'x', '9999999999', undefined].map(instantOfUnixSeconds)).toEqual(Array.from({ length: 5 }, () => undefined));
  });

  it('finds MAC addresses as written, each once', () => {
    expect(macAddressesIn('00:1B:44:11:3A:B7\n00-1b-44-11-3a-b8 00:1B:44:11:3A:B7 00:1B:44')).toEqual([
      '00:1B:44:11:3A:B7',
      '00-1b-44-11-3a-b8',
    ]);
  });

  it('keeps CVE identifiers, upper case, each once', () => {
    expect(cveIdsIn([' cve-2021-1675 ', 'CVE-2021-1675', 'CAN-2001-1', 'CVE-21-1'])).toEqual(['CVE-2021-1675']);
  });

  it('takes 0 for no score, and a port only in its range', () => {
    expect(['0.0', '9.8', '10', '10.1', '-1', 'high', undefined].map(scoreOf)).toEqual([
      undefined,
      9.8,
      10,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(['0', '65535', '65536', '-1', '', undefined].map(portOf)).toEqual([0, 65_535, undefined, undefined, undefined, undefined]);
  });

  it('gives the published FNV-1a values', () => {
    expect([fingerprintOf(''), fingerprintOf('a'), fingerprintOf('foobar')]).toEqual(['811c9dc5', 'e40c292c', 'bf9cf968']);
  });
});
