import { describe, expect, it } from 'vitest';
import { addressRefusal, normaliseAddress } from './address.ts';

describe('normaliseAddress', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    [' 010.001.002.003 ', '10.1.2.3'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8::0001', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['::ffff:0a01:0203', '10.1.2.3'],
    ['::', '::'],
    ['1::', '1::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8'],
  ])('writes %s as %s', (written, expected) => {
    expect(normaliseAddress(written)).toBe(expected);
  });

  it.each(['', '10.1.2', '10.1.2.256', 'pump-12', '1:2:3', '1::2::3', '12345::', ':::', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8:9', 'N/A'])(
    'says that %j is no address',
    (written) => {
      expect(normaliseAddress(written)).toBeNull();
    },
  );
});

describe('addressRefusal', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['169.254.7.9', 'link-local'],
    ['fe80::1', 'link-local'],
    ['febf::1', 'link-local'],
    ['255.255.255.255', 'placeholder'],
    ['239.255.255.250', 'multicast'],
    ['ff02::1', 'multicast'],
    ['10.1.2.3', null],
    ['fec0::1', null],
    ['2001:db8::1', null],
  ])('of %s is %s', (address, reason) => {
    expect(addressRefusal(address)).toBe(reason);
  });
});
