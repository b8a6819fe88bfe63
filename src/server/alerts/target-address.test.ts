import { describe, expect, test } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import { mayReach, requireTarget } from './target-address.ts';

describe('where a webhook may lead', () => {
  test.each(['127.0.0.1', '10.1.2.3', '172.31.0.9', '192.168.1.20', '100.64.0.9', '::1', 'fd12:3456::9', '::ffff:10.1.2.3'])(
    '%s lies within the house: with TLS and without',
    (address) => {
      expect([mayReach(address, 'https:'), mayReach(address, 'http:')]).toEqual([true, true]);
    },
  );

  test.each(['93.184.216.34', '172.32.0.1', '2606:4700::1111', '::ffff:93.184.216.34'])('%s lies beyond: only with TLS', (address) => {
    expect([mayReach(address, 'https:'), mayReach(address, 'http:')]).toEqual([true, false]);
  });

  test.each([
    ['link-local', '169.254.169.254'],
    ['link-local, written as IPv6', '::ffff:169.254.169.254'],
    ['link-local, written in hexadecimal', '::ffff:a9fe:a9fe'],
    ['link-local, by NAT64', '64:ff9b::169.254.169.254'],
    ['link-local, by 6to4', '2002:a9fe:a9fe::1'],
    ['link-local of IPv6', 'fe80::1'],
    ['a zone of a link', 'fe80::1%eth0'],
    ['metadata of a cloud', 'fd00:ec2::254'],
    ['nobody', '0.0.0.0'],
    ['nobody of IPv6', '::'],
    ['everybody', '255.255.255.255'],
    ['multicast', 'ff02::1'],
    ['no address', 'localhost'],
  ])('%s is refused', (_, address) => {
    expect([mayReach(address, 'https:'), mayReach(address, 'http:')]).toEqual([false, false]);
  });

  test.each([
    'nonsense',
    'ftp://files.example/a',
    'https://user:secret@host.example/',
    'http://169.254.169.254/latest',
    'http://2852039166/latest',
    'http://0xa9fea9fe/latest',
    'http://[::ffff:169.254.169.254]/',
    'http://93.184.216.34/hook',
  ])('%s is refused when the rule is made', (url) => {
    let thrown: unknown;
    try {
      requireTarget(url);
    } catch (cause) {
      thrown = cause;
    }
    expect(isProblem(thrown) && thrown.code).toBe('request-invalid');
    expect(isProblem(thrown) && JSON.stringify([thrown.message, thrown.data])).not.toContain('secret');
  });

  test.each(['https://chat.example/hooks/1', 'http://10.0.0.5:8080/in', 'http://localhost:9000/'])('%s is taken', (url) => {
    expect(requireTarget(url).href).toBe(url);
  });
});
