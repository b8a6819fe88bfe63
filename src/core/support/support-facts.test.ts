import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, lines, on, registers, says } from '../../../test/support/asset-evidence.ts';
import { readListedProduct, type ListedProduct } from './endoflife-list.ts';
import { endsOverTime, readSupport, supportBookOf, type ListedStatement, type OwnStatement } from './support-facts.ts';

function system(product: string, title: string, ends: Readonly<Record<string, string | boolean>>): ListedProduct {
  const releases = Object.entries(ends).map(([releaseCycle, eol]) => ({ releaseCycle, eol }));
  const read = readListedProduct({ product, title, category: 'os', releases });
  if (typeof read === 'string') throw new Error(read);
  return read;
}
const listed = (day: string, product: ListedProduct): ListedStatement => ({ statedAt: on(day), product });
const monitorOs = (end: string | boolean) => system('monitor-os', 'Monitor OS', { '4': end, '3': '2020-01-01' });
const states = (day: string, changes: Partial<OwnStatement> = {}): OwnStatement => ({
  statedAt: on(day),
  product: 'Monitor OS',
  cycle: '4',
  endOn: null,
  extendedEndOn: null,
  isWithdrawn: false,
  ...changes,
});
const monitor = { name: 'Monitor 1', operatingSystem: 'Maker Monitor OS 4.2' };
const foldWith = (facts: Parameters<typeof says>[2], support: ReturnType<typeof supportBookOf>) =>
  fold({ claims: [says('cmdb', '01-01', facts)], sightings: registers('cmdb', '01-01'), support });

describe('the support of an operating system', () => {
  it('reaches an asset from the instant the list was stated, and follows a newer list', () => {
    const book = supportBookOf([listed('02-01', monitorOs('2027-06-30')), listed('05-01', monitorOs('2028-06-30'))], []);
    expect(lines(foldWith(monitor, book).versions, 'supportEndOn')).toEqual([
      '2026-01-01 2026-02-01 null',
      '2026-02-01 2026-05-01 2027-06-30',
      '2026-05-01 … 2028-06-30',
    ]);
  });

  it('never overrules what a source says of the asset itself', () => {
    const book = supportBookOf([listed('02-01', monitorOs('2027-06-30'))], []);
    const folded = foldWith({ ...monitor, supportEndOn: '2030-01-01' }, book);
    expect(lines(folded.versions, 'supportEndOn')).toEqual(['2026-01-01 … 2030-01-01']);
    expect(folded.conflicts).toEqual([]);
    expect(folded.hasSaidSupportEnd).toBe(true);
  });

  it('makes up no day where it ended on a day nobody knows', () => {
    const book = supportBookOf([listed('02-01', monitorOs(true))], []);
    expect(lines(foldWith(monitor, book).versions, 'supportEndOn')).toEqual(['2026-01-01 … null']);
    expect(readSupport(monitor.operatingSystem, book)?.match).toMatchObject({ cycles: ['4'], isEnded: true, endOn: null });
  });

  it('is not looked for in the words of another product', () => {
    const app: ListedProduct = { ...monitorOs('2027-06-30'), isOperatingSystem: false };
    expect(readSupport(monitor.operatingSystem, supportBookOf([listed('02-01', app)], []))).toBeNull();
  });
});

describe('the support of firmware', () => {
  const pump = { name: 'Pump 1', vendor: 'Maker', model: 'IP-20', version: '3.2.1' };
  const word = (day: string, endOn: string) => states(day, { product: 'IP-20', cycle: '3', endOn: endOn as OwnStatement['endOn'] });

  it('is what the hospital states of vendor, model and version', () => {
    expect(lines(foldWith(pump, supportBookOf([], [word('03-01', '2027-01-01')])).versions, 'supportEndOn')).toEqual([
      '2026-01-01 2026-03-01 null',
      '2026-03-01 … 2027-01-01',
    ]);
  });

  it('and that of the operating system: the first end counts, whichever was stated first', () => {
    const both = { ...monitor, ...pump };
    const list = listed('02-01', monitorOs('2027-06-30'));
    expect(
      lines(foldWith(both, supportBookOf([list], [word('03-01', '2027-01-01'), word('05-01', '2029-01-01')])).versions, 'supportEndOn'),
    ).toEqual([
      '2026-01-01 2026-02-01 null',
      '2026-02-01 2026-03-01 2027-06-30',
      '2026-03-01 2026-05-01 2027-01-01',
      '2026-05-01 … 2027-06-30',
    ]);
  });

  it('is never read out of the public list, which knows no devices', () => {
    const list = listed('02-01', system('ip', 'IP-20', { '3': '2020-01-01' }));
    expect(lines(foldWith(pump, supportBookOf([list], [])).versions, 'supportEndOn')).toEqual(['2026-01-01 … null']);
  });
});

describe('what the hospital states of a cycle', () => {
  const list = listed('02-01', monitorOs('2027-06-30'));

  it('goes before the list, until it is withdrawn', () => {
    const own = [states('03-01', { endOn: '2029-01-01' as OwnStatement['endOn'] }), states('04-01', { isWithdrawn: true })];
    expect(lines(foldWith(monitor, supportBookOf([list], own)).versions, 'supportEndOn')).toEqual([
      '2026-01-01 2026-02-01 null',
      '2026-02-01 2026-03-01 2027-06-30',
      '2026-03-01 2026-04-01 2029-01-01',
      '2026-04-01 … 2027-06-30',
    ]);
  });

  it('stays its word when a newer list says otherwise', () => {
    const own = states('03-01', { endOn: '2029-01-01' as OwnStatement['endOn'] });
    const book = supportBookOf([list, listed('06-01', monitorOs('2031-01-01'))], [own]);
    expect(readSupport(monitor.operatingSystem, book)).toMatchObject({ match: { endOn: '2029-01-01' }, ownCycles: ['4'] });
  });

  it('may be about a product that no list has', () => {
    const own = states('03-01', { product: 'Röntgen System', cycle: 'VX 3', endOn: '2026-12-31' as OwnStatement['endOn'] });
    const book = supportBookOf([list], [own]);
    expect(readSupport('Rontgen system VX 3', book)?.match).toMatchObject({ title: 'Röntgen System', endOn: '2026-12-31' });
  });

  it('names the same cycle with a space or a hyphen', () => {
    const windows = system('windows', 'Windows', { '10-22h2': '2025-10-14' });
    const own = states('03-01', { product: 'Windows', cycle: '10 22H2', endOn: '2028-10-10' as OwnStatement['endOn'] });
    expect(readSupport('Windows 10 22H2', supportBookOf([listed('02-01', windows)], [own]))?.match.endOn).toBe('2028-10-10');
  });
});

describe('the order in which lists and own words arrive', () => {
  const days = ['01-10', '02-10', '03-10', '04-10'];
  const statement = fc.record({ day: fc.constantFrom(...days), year: fc.integer({ min: 2026, max: 2030 }) });

  it('changes neither the history nor what holds now', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(statement, { selector: ({ day }) => day, maxLength: 4 }),
        fc.uniqueArray(statement, { selector: ({ day }) => day, maxLength: 3 }),
        fc.infiniteStream(fc.nat()),
        (lists, owns, chance) => {
          const listed_ = lists.map(({ day, year }) => listed(day, monitorOs(`${year}-06-30`)));
          const own = owns.map(({ day, year }) => states(day, { endOn: `${year}-12-31` as OwnStatement['endOn'] }));
          const order = new Map<unknown, number>();
          const chanceOf = (item: unknown) => {
            const known = order.get(item);
            if (known !== undefined) return known;
            const drawn = chance.next().value ?? 0;
            order.set(item, drawn);
            return drawn;
          };
          const byChance = (left: unknown, right: unknown) => chanceOf(left) - chanceOf(right);
          const [one, other] = [supportBookOf(listed_, own), supportBookOf(listed_.toSorted(byChance), own.toSorted(byChance))];
          expect(foldWith(monitor, other).versions).toEqual(foldWith(monitor, one).versions);
          expect(endsOverTime(monitor.operatingSystem, other)).toBe(endsOverTime(monitor.operatingSystem, one));
        },
      ),
    );
  });
});
