import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../kernel/time.ts';
import { judgeVersion } from './judge-version.ts';
import { parseVersionClause } from './parse-clause.ts';
import { readDeviceVersion } from './read-device.ts';
import { printClause } from './version-clause.ts';

type Case = readonly [
  clause: string,
  version: string | null,
  status: 'affected' | 'fixed' | 'undetermined',
  product?: string,
  description?: string,
];

function statusOf([clause, version, , product = 'Device', description]: Case): string {
  return judgeVersion([parseVersionClause(clause)], readDeviceVersion({ version, product, description: description ?? null })).status;
}

function expectAll(cases: readonly Case[]): void {
  const wrong = cases.filter((one) => statusOf(one) !== one[2]).map((one) => [...one, `got ${statusOf(one)}`]);
  expect(wrong).toEqual([]);
}

describe('judging a version', () => {
  it('holds the fixtures of the grammar to the letter', () => {
    expectAll([
      ['< 3.2.1', '3.2.1', 'fixed'],
      ['<= 3.2.1', '3.2.1', 'affected'],
      ['14.1.x', '14.1.7', 'affected'],
      ['14.1.x', '14.10', 'fixed'],
      ['Rev B-M', 'Rev F', 'affected'],
      ['Rev B-M', 'Rev N', 'fixed'],
      ['2.X', '2.3', 'affected'],
      ['Xcelera 1.5', '1.5', 'affected'],
      ['F.0.G.0 | J.3', 'F.0.G.0', 'affected'],
      ['vers:all/*', null, 'affected'],
      ['', null, 'affected'],
      ['< august 28', '2016-01-01', 'undetermined'],
      ['< july 1 2017', '2016-11', 'affected'],
      ['< 012U000040', '012U000039', 'affected'],
      ['< 012U000040', '012U000040', 'fixed'],
      ['< 012U000040', '011L000039', 'undetermined'],
      ['<= 3.2', null, 'undetermined'],
    ]);
  });

  it('compares dotted parts as numbers and counts no trailing zeros', () => {
    expectAll([
      ['< 9.1', '10.2', 'fixed'],
      ['<= 3.11', '3.2', 'affected'],
      ['1.10', '1.1', 'fixed'],
      ['= 3.2', '3.2.0', 'affected'],
      ['<= 2.43.02', '2.43.2', 'affected'],
      ['<= 4107600010.23', '4107600010.24', 'fixed'],
    ]);
  });

  it('ranks service packs, updates, fixes, letters and betas around their release', () => {
    expectAll([
      ['prior to v1.8.4 Service Pack 01', '1.8.4', 'affected'],
      ['prior to v1.8.4 Service Pack 01', '1.8.4 SP1', 'fixed'],
      ['< V14 SP1 Update 2', '14 SP1', 'affected'],
      ['< V14 SP1', '14 Update 3', 'affected'],
      ['<= 2.4A', '2.4', 'affected'],
      ['<= 2.4A', '2.4B', 'fixed'],
      ['< 1.7.15', '1.7.15b', 'fixed'],
      ['< 3.2', '3.2 beta', 'affected'],
      ['<=2023.3_Build_9342', '2023.3 build 9343', 'fixed'],
      ['<=2023.3_Build_9342', '2023.3', 'undetermined'],
      ['< 3.2 foo', '3.2', 'undetermined'],
    ]);
  });

  it('takes a list as a list and a wildcard as a prefix', () => {
    expectAll([
      ['4.20 | 4.20 SR1 | 4.30', '4.20 SR1', 'affected'],
      ['4.20 | 4.20 SR1 | 4.30', '4.20 SR2', 'fixed'],
      ['<= 9.5 | 9.7', '9.6', 'fixed'],
      ['<= 9.5 | 9.7', '9.7', 'affected'],
      ['1.5 and 2.x', '2.7', 'affected'],
      ['1.5 and 2.x', '1.6', 'fixed'],
      ['<= 12.2.x.x', '12.2.8.400', 'affected'],
      ['< 3.x', '3.1', 'fixed'],
      ['< 3.x', '2.9', 'affected'],
      ['A.01 to C.0x and 4.0', 'C.05', 'affected'],
      ['A.01 to C.0x and 4.0', 'C.10', 'fixed'],
      ['5.09.02 | 5.89.05b', '5.89.05b', 'affected'],
    ]);
  });

  it('lets members of another series say nothing once one of the same series decides', () => {
    expectAll([
      ['<= U61 |<= L81', 'U62', 'fixed'],
      ['<= U61 |<= L81', 'L81', 'affected'],
      ['<= U61', 'L81', 'undetermined'],
      ['<= D25', '25', 'undetermined'],
      ['<= GEH-1.1', '1.0', 'affected'],
    ]);
  });

  it('calls a release above the ceiling of its own series unknown where another ceiling is higher', () => {
    expectAll([
      ['<= 4.2.21 | <= 5.0.27', '4.3', 'undetermined'],
      ['<= 4.2.21 | <= 5.0.27', '5.0.28', 'fixed'],
      ['<= 4.2.21 | <= 5.0.27', '4.2.20', 'affected'],
    ]);
  });

  it('never compares across kinds', () => {
    expectAll([
      ['<= 3.2', 'MX800', 'undetermined', 'Monitor MX800'],
      ['<= 3.2', '882438', 'undetermined'],
      ['<= 3.2', '2019', 'undetermined'],
      ['< 2017', '3.4', 'undetermined'],
      ['<= 3.2', 'Windows 10', 'undetermined'],
      ['<= 3.2', 'serienummer 12345', 'undetermined'],
      ['<= 3.2', 'build 120', 'undetermined'],
      ['Rev B-M', '3.1', 'undetermined'],
      ['< 012U000040', 'U61', 'undetermined'],
      ['MMT-1715 | MMT-1754', '4.11', 'undetermined'],
    ]);
  });

  it('compares dates by what they cover', () => {
    expectAll([
      ['<May 2018', 'april 2018', 'affected'],
      ['<May 2018', 'mei 2018', 'fixed'],
      ['<8/30/2024', '29-08-2024', 'affected'],
      ['<8/30/2024', '2024-08-30', 'fixed'],
      ['<8/30/2024', '08-2024', 'undetermined'],
      ['<April/17/2023', '16-04-2023', 'affected'],
      ['between November 2017 and November 2018', 'mei 2018', 'affected'],
      ['between November 2017 and November 2018', 'februari 2017', 'fixed'],
      ['< july 1 2017', null, 'affected', 'Machine', 'bouwjaar 2015'],
      ['< july 1 2017', 'productiejaar 2016', 'affected'],
      ['< july 1 2017', 'bouwjaar 2017', 'undetermined'],
      ['< july 1 2017', null, 'undetermined', 'Machine', 'aangeschaft 2015'],
    ]);
  });

  it('takes the year of an incomplete date from the day of publication, and from nothing else', () => {
    const clause = [parseVersionClause('< august 28')];
    const device = readDeviceVersion({ version: 'productiedatum 12-03-2016', product: 'Device', description: null });
    expect(judgeVersion(clause, device)).toMatchObject({ status: 'undetermined', reason: 'date-incomplete' });
    expect(judgeVersion(clause, device, { publishedOn: parseDay('2017-08-29') ?? null })).toMatchObject({
      status: 'affected',
      basis: 'range',
    });
    expect(judgeVersion(clause, device, { publishedOn: parseDay('2016-02-29') ?? null })).toMatchObject({ status: 'fixed' });
  });

  it('finds listed models in the version and in the product', () => {
    expectAll([
      ['2131 and 2141', null, 'affected', 'Bed 2131 wireless'],
      ['7100 | 7900 MRI', null, 'affected', 'Aestiva/5 7100'],
      ['620 | 650 | 650c', null, 'undetermined', 'Monitor B650'],
      ['MMT-1715 | MMT-1754', 'MMT1754', 'affected'],
      ['MMT-1715 | MMT-1754', 'MMT-1780', 'fixed'],
      ['CR-IR 357', null, 'affected', 'Reader CR-IR357'],
      ['882390 Gemini GXL 6 Slice', '882390', 'affected'],
      ['CS2  Avance | Amingo | Avance CS2', null, 'affected', 'Avance CS² anesthesia'],
      ['Product ID/Reorder number 19191 | 40160', '40160', 'affected'],
    ]);
  });

  it('asks for the operating system, the serial number and what is fitted', () => {
    expectAll([
      ['<=11.2 on Windows 8.1 with IIS 7.5', '11.2', 'affected', 'Client', 'Win 8.1 + IIS/7.5'],
      ['<=11.2 on Windows 8.1 with IIS 7.5', '11.2', 'undetermined'],
      ['<=11.2 on Windows 8.1 with IIS 7.5', '11.3', 'fixed'],
      ['<=11.2 on Windows 8.1', '11.2', 'fixed', 'Client', 'Windows 10'],
      ['< 03.06.00 (Serial number below 14000)', '03.05.12', 'affected', 'Meter', 'SN 13500'],
      ['< 03.06.00 (Serial number below 14000)', '03.05.12', 'fixed', 'Meter', 'serienr. 14500'],
      ['< 03.06.00 (Serial number below 14000)', '03.05.12', 'undetermined'],
      ['BIOS < V22.01', '21.0', 'undetermined'],
      ['BIOS < V22.01', 'BIOS 21.0', 'affected'],
      ['<= 4.03 (only if RS4E5000 is installed)', '4.02', 'undetermined'],
      ['<= 4.03 (only if RS4E5000 is installed)', '4.04', 'fixed'],
      ['Windows 10 Professional Operating System U.S. release', 'US release, Windows 10 Pro', 'affected'],
    ]);
  });

  it('reads the register as it was typed', () => {
    expectAll([
      ['<= 3.2', 'SW 3.2 / HW 2', 'affected'],
      ['<= 3.2', 'HW 2 / SW 3.3', 'fixed'],
      ['<= 3.2', 'HW 2', 'undetermined'],
      ['<= 3.2', '3.2 (upgrade gepland)', 'affected'],
      ['<= 3.2', 'ca. 3.1', 'affected'],
      ['<= 3.2', '3,1', 'affected'],
      ['<= 3.2', 'V. 3.2', 'affected'],
      ['<= 3.2', 'v3.3 / win10', 'fixed'],
      ['<= 3.2', '3.x', 'undetermined'],
      ['<= 3.2', 'n.v.t.', 'affected', 'Tool', 'software v3.0.1'],
      ['<= 3.2', null, 'fixed', 'Tool 3.3'],
      ['<= 3.2', null, 'undetermined', 'MAGNETOM 1.5T'],
      ['<= 3.2', null, 'undetermined', 'Alice 6'],
      ['<= 1.3', 'onbekend', 'undetermined', 'Tool', 'kamer 1.2'],
    ]);
  });

  it('tells a missing version from one that cannot be compared', () => {
    const of = (version: string | null) =>
      judgeVersion([parseVersionClause('<= 3.2')], readDeviceVersion({ version, product: 'Tool', description: null }));
    expect(of(null)).toMatchObject({ basis: 'version-missing', reason: 'device-version-missing' });
    expect(of('Windows 10')).toMatchObject({ basis: 'not-comparable', reason: 'other-kind' });
    expect(of('3.1')).toMatchObject({ basis: 'range', clauseText: '<=3.2', candidate: { text: '3.1', place: 'version' } });
    expect(judgeVersion([], readDeviceVersion({ version: '3', product: 'Tool', description: null }))).toMatchObject({
      status: 'affected',
      basis: 'all-versions',
      clauseText: null,
    });
  });
});

const dotted = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
const judged = (clause: string, version: string) =>
  judgeVersion([parseVersionClause(clause)], readDeviceVersion({ version, product: 'Device', description: null })).status;

describe('judging any version', () => {
  it('is inside or outside, never both and never neither, for whole dotted numbers', () => {
    fc.assert(
      fc.property(dotted, dotted, (bound, version) => {
        for (const [below, above] of [
          ['<=', '>'],
          ['<', '>='],
        ]) {
          expect([judged(`${below} ${bound}`, `v${version}`), judged(`${above} ${bound}`, `v${version}`)].toSorted()).toEqual([
            'affected',
            'fixed',
          ]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('gives one answer for a union in any order', () => {
    const member = fc.oneof(
      dotted,
      dotted.map((one) => `<= ${one}`),
      dotted.map((one) => `${one}.x`),
      fc.constantFrom('Rev F', 'U61', 'MMT-1715', '2019-03', '012U000040'),
    );
    fc.assert(
      fc.property(
        fc.array(member, { minLength: 1, maxLength: 4 }),
        fc.oneof(dotted, fc.constantFrom('Rev F', 'U62', '2019')),
        (members, version) => {
          expect(judged(members.toReversed().join(' | '), version)).toBe(judged(members.join(' | '), version));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('answers for any texts whatever, and the printed clause answers the same', () => {
    const fragment = fc.constantFrom(
      ...'<= < > >= | , ; and or prior to through up not including excluding except != other than but ! (excluding not:( earlier x .x * 3.2 1.0 v R8 Rev B - ( ) SP1 build 17 august 28 2017 vers:all/ &lt; serial number 012U000040 Windows XP with if " \\ && (a part:["x"] release:"'.split(
        ' ',
      ),
    );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(fragment, { maxLength: 10 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.option(text), text, fc.option(text), (clauseText, version, product, description) => {
        const clause = parseVersionClause(clauseText);
        const device = readDeviceVersion({ version, product, description });
        const { status } = judgeVersion([clause], device);
        expect(judgeVersion([parseVersionClause(printClause(clause))], device).status).toBe(status);
      }),
      { numRuns: 600 },
    );
  });
});
