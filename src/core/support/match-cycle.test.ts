import { describe, expect, it } from 'vitest';
import { readListedProduct, type ListedProduct } from './endoflife-list.ts';
import { cycleBookOf, matchCycle } from './match-cycle.ts';

function listed(value: unknown): ListedProduct {
  const product = readListedProduct(value);
  if (typeof product === 'string') throw new Error(product);
  return product;
}

const windows = listed({
  product: 'windows',
  title: 'Maker Windows',
  category: 'os',
  releases: [
    { releaseCycle: '11-23h2-e', eol: '2026-11-10', latest: '10.0.22631' },
    { releaseCycle: '11-23h2-w', eol: '2025-11-11', latest: '10.0.22631' },
    { releaseCycle: '10-22h2', eol: '2025-10-14', eoes: '2028-10-10', latest: '10.0.19045' },
    { releaseCycle: '10-1607-e', eol: '2019-04-09', latest: '10.0.14393' },
    { releaseCycle: '10-1809-e-lts', eol: '2029-01-09', latest: '10.0.17763' },
    { releaseCycle: '8.1', eol: '2023-01-10' },
    { releaseCycle: '8', eol: '2016-01-12' },
    { releaseCycle: '5-sp3', releaseLabel: 'XP SP3', eol: '2014-04-08' },
  ],
});
const server = listed({
  product: 'windows-server',
  title: 'Maker Windows Server',
  category: 'os',
  releases: [
    { releaseCycle: '2019', eol: '2029-01-09' },
    { releaseCycle: '2012-r2', eol: '2023-10-10' },
    { releaseCycle: '2012', eol: '2023-10-09' },
  ],
});
const ubuntu = listed({
  product: 'ubuntu',
  title: 'Ubuntu',
  category: 'os',
  releases: [
    { releaseCycle: '24.04', codename: 'Noble Numbat', eol: false },
    { releaseCycle: '22.04', codename: 'Jammy Jellyfish', eol: '2027-04-01' },
  ],
});
const suse = listed({
  product: 'sles',
  title: 'Maker Linux Enterprise Server',
  category: 'os',
  releases: [
    { releaseCycle: '12.5', eol: '2024-10-31' },
    { releaseCycle: '12.4', eol: '2020-06-30' },
  ],
});
const telephone = listed({ product: 'ios', title: 'Fruit iOS', category: 'os', releases: [{ releaseCycle: '15', eol: '2026-01-01' }] });
const kernel = listed({
  product: 'linux-kernel',
  title: 'Linux Kernel',
  category: 'os',
  releases: [{ releaseCycle: '5.15', eol: '2026-12-31' }],
});
const ended = listed({ product: 'oldos', title: 'Old OS', category: 'os', releases: [{ releaseCycle: '3', eol: true }] });
const book = cycleBookOf([windows, server, ubuntu, suse, telephone, kernel, ended]);
const found = (text: string) => {
  const match = matchCycle(text, book);
  return match === null ? null : [match.product, match.cycles, match.endOn];
};

describe('the words of an operating system', () => {
  it.each([
    ['Maker Windows Server 2012 R2 Standard', ['windows-server', ['2012-r2'], '2023-10-10']],
    ['Windows Server 2012 Standard', ['windows-server', ['2012'], '2023-10-09']],
    ['Windows Server 2019 Datacenter', ['windows-server', ['2019'], '2029-01-09']],
    ['Windows 11 23H2 Pro', ['windows', ['11-23h2-w'], '2025-11-11']],
    ['Windows 11 Enterprise 23H2', ['windows', ['11-23h2-e'], '2026-11-10']],
    ['Windows 10 22H2 (19045.3570)', ['windows', ['10-22h2'], '2025-10-14']],
    ['Windows 10 Pro 10.0.19045.3570', ['windows', ['10-22h2'], '2025-10-14']],
    ['cpe:/o:maker:windows_10:1607', ['windows', ['10-1607-e'], '2019-04-09']],
    ['Windows 8.1', ['windows', ['8.1'], '2023-01-10']],
    ['Windows 8', ['windows', ['8'], '2016-01-12']],
    ['Windows XP Professional', ['windows', ['5-sp3'], '2014-04-08']],
    ['Ubuntu 22.04.3 LTS', ['ubuntu', ['22.04'], '2027-04-01']],
    ['Linux Kernel 5.15 on Ubuntu 22.04 (jammy)', ['ubuntu', ['22.04'], '2027-04-01']],
    ['Maker Linux Enterprise Server 12 SP5', ['sles', ['12.5'], '2024-10-31']],
    ['Fruit iOS 15.7', ['ios', ['15'], '2026-01-01']],
    ['Linux Kernel 5.15', ['linux-kernel', ['5.15'], '2026-12-31']],
  ])('"%s" mean one cycle', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('that leave several cycles give all of them and the latest end', () => {
    expect(found('Windows 11 23H2')).toEqual(['windows', ['11-23h2-e', '11-23h2-w'], '2026-11-10']);
    expect(found('Windows 10 Enterprise')).toEqual(['windows', ['10-1607-e', '10-22h2'], '2025-10-14']);
  });

  it('that speak of long-term servicing mean only such cycles', () => {
    expect(found('Windows 10 Enterprise LTSC')).toEqual(['windows', ['10-1809-e-lts'], '2029-01-09']);
  });

  it.each(['Windows', 'Windows CE 5.0', 'Windows 22.04', 'Ubuntux 22.04', 'Ubuntu 22.045', 'N/A', '', 'Server 2019', 'Cisco IOS 15.2'])(
    '"%s" mean no cycle that is known',
    (text) => {
      expect(found(text)).toBeNull();
    },
  );

  it('of a cycle without a day are told apart: supported, or ended nobody knows when', () => {
    expect(matchCycle('Ubuntu 24.04', book)).toMatchObject({ endOn: null, isEnded: false });
    expect(matchCycle('Old OS 3', book)).toMatchObject({ endOn: null, isEnded: true });
  });
});

describe('a product of the public list', () => {
  it.each([
    [[], 'title'],
    [{ product: 'a', title: 'A', releases: {} }, 'releases is no list'],
    [{ product: 'a', title: 'A', releases: [{ eol: false }] }, 'releaseCycle is missing'],
    [{ product: 'a', title: 'A', releases: [{ releaseCycle: '1', eol: 'soon' }] }, 'eol or eoes of 1'],
  ])('%j says what is wrong with it', (value, wrong) => {
    const read = readListedProduct(value);
    expect(typeof read === 'string' ? read : '').toContain(wrong === 'title' ? 'product is' : wrong);
  });
});
