import { describe, expect, it } from 'vitest';
import { readIpAddresses, readMacAddresses } from './addresses.ts';

describe('readIpAddresses', () => {
  it('reads several, whatever separates them, each once', () => {
    expect(readIpAddresses('10.0.0.1, 10.0.0.2;10.0.0.1 fe80::1%eth0\n2001:DB8::7/64').valid).toEqual([
      '10.0.0.1',
      '10.0.0.2',
      'fe80::1',
      '2001:db8::7',
    ]);
  });

  it.each(['1::', '::', '::1', '1:2:3:4:5:6:7:8', '::ffff:10.0.0.1', '1:2:3:4:5:6:10.0.0.1', '0.0.0.0', '255.255.255.255'])(
    'takes %s',
    (text) => {
      expect(readIpAddresses(text)).toEqual({ valid: [text], invalid: [] });
    },
  );

  it.each([
    '10.0.0',
    '10.0.0.256',
    '10.0.0.01',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '1:2:3:4:5:6:7::8',
    'g::1',
    ':',
    '12345::',
  ])('refuses %s', (text) => {
    expect(readIpAddresses(text)).toEqual({ valid: [], invalid: [text] });
  });
});

describe('readMacAddresses', () => {
  it.each(['00:1B:44:11:3A:B7', '00-1b-44-11-3a-b7', '001b.4411.3ab7', '001B44113AB7', '001b44-113ab7'])('writes %s one way', (text) => {
    expect(readMacAddresses(text)).toEqual({ valid: ['00:1b:44:11:3a:b7'], invalid: [] });
  });

  it.each(['00:1B:44:11:3A', '00:1B:44:11:3A:B7:01', 'zz:1b:44:11:3a:b7', '00:1b-44:11:3a'])('refuses %s', (text) => {
    expect(readMacAddresses(text)).toEqual({ valid: [], invalid: [text] });
  });
});
