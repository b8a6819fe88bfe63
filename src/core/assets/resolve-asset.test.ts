import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetFacts } from '../imports/imported-record.ts';
import type { Instant } from '../kernel/time.ts';
import { addMilliseconds } from '../kernel/time.ts';
import { explainJoin } from './explain-join.ts';
import type { Identifier } from './identifiers.ts';
import { identifierKey, identifierKinds, identifiersOf } from './identifiers.ts';
import { conflictOn, type Question } from './match-identifiers.ts';
import type { Candidate, Resolution } from './resolve-asset.ts';
import { isShared, resolveAsset } from './resolve-asset.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);
const noon = '2026-03-10T12:00:00.000Z' as Instant;
const hours = (count: number): Instant => addMilliseconds(noon, count * 3_600_000);

function ask(facts: AssetFacts, source = 'scanner', observedAt = noon): Question {
  return { source, observedAt, identifiers: identifiersOf(facts, source).usable };
}

function known(assetId: string, facts: AssetFacts, source = 'cmdb', lastObservedAt = noon): Candidate {
  return { assetId, identifiers: identifiersOf(facts, source).usable.map((one) => ({ ...one, source, lastObservedAt })) };
}

function resolve(question: Question, candidates: Candidate[], disabled: Identifier[] = []): Resolution {
  return resolveAsset(question, candidates, new Set(disabled.map(identifierKey)));
}

/** `joined A by mac`, `new: blocked`. */
function inShort(resolution: Resolution): string {
  return resolution.kind === 'joined' ? `joined ${resolution.assetId} by ${resolution.rule}` : `new: ${resolution.explanation.outcome}`;
}

const dell = { vendor: 'Dell Inc.' };
const macA = '00:1b:21:00:00:0a';
const macB = '00:1b:21:00:00:0b';
const dock = '00:50:b6:00:00:01';

describe('resolveAsset joins', () => {
  it.each<[string, AssetFacts, AssetFacts, string]>([
    [
      'by serial number and vendor, however the vendor is spelled',
      { ...dell, serialNumber: 'abc 1234' },
      { vendor: 'DELL', serialNumber: 'ABC1234' },
      'serial',
    ],
    ['by MAC address', { macAddresses: ['00-1B-21-00-00-0A'] }, { macAddresses: [macB, macA] }, 'mac'],
    ['by host name and domain', { hostName: 'PUMP12.zh.example' }, { hostName: 'pump12', domain: 'zh.example' }, 'host'],
    ['by host name where neither names a domain', { hostName: 'PUMP12' }, { hostName: 'pump12' }, 'host'],
    ['by host name where only one names its domain', { hostName: 'PUMP12' }, { hostName: 'pump12.zh.example' }, 'host-without-domain'],
  ])('%s', (_case, asked, stored, rule) => {
    expect(inShort(resolve(ask(asked), [known('A', stored), known('Z', { hostName: 'other' })]))).toBe(`joined A by ${rule}`);
    expect(inShort(resolve(ask(stored), [known('A', asked), known('Z', { hostName: 'other' })]))).toBe(`joined A by ${rule}`);
  });

  it('by the asset number of the same register, and not by that of another', () => {
    expect(inShort(resolve(ask({ assetTag: 'MT-7' }, 'cmdb'), [known('A', { assetTag: 'mt-7' }, 'cmdb')]))).toBe('joined A by tag');
    expect(inShort(resolve(ask({ assetTag: 'MT-7' }, 'ultimo'), [known('A', { assetTag: 'mt-7' }, 'cmdb')]))).toBe('new: nothing-matched');
  });

  it('by IP address within one source and 24 hours, and not a minute later', () => {
    const seen = known('A', { ipAddresses: ['10.1.2.3'] }, 'nmap', noon);
    expect(inShort(resolve(ask({ ipAddresses: ['10.1.2.3'] }, 'nmap', hours(24)), [seen]))).toBe('joined A by ip');
    expect(inShort(resolve(ask({ ipAddresses: ['10.1.2.3'] }, 'nmap', hours(-24)), [seen]))).toBe('joined A by ip');
    expect(inShort(resolve(ask({ ipAddresses: ['10.1.2.3'] }, 'nmap', hours(24 + 1 / 60)), [seen]))).toBe('new: nothing-matched');
    expect(inShort(resolve(ask({ ipAddresses: ['10.1.2.3'] }, 'nessus', noon), [seen]))).toBe('new: nothing-matched');
  });

  it('by the strongest rule that holds, and says what else agrees', () => {
    const facts: AssetFacts = { ...dell, serialNumber: 'ABC1234', macAddresses: [macA], hostName: 'pump12.zh.example' };
    const resolution = resolve(ask(facts), [known('A', facts)]);
    expect(resolution.kind === 'joined' && [resolution.rule, resolution.alsoAgree.map((one) => one.kind)]).toEqual([
      'serial',
      ['mac', 'host'],
    ]);
  });
});

describe('resolveAsset keeps apart (worked examples)', () => {
  it('two pumps with the same filler for a serial number', () => {
    const pump = { vendor: 'B. Braun', model: 'Infusomat', serialNumber: 'To be filled by O.E.M.' };
    expect(inShort(resolve(ask({ ...pump, hostName: 'pump-1' }), [known('A', { ...pump, hostName: 'pump-2' })]))).toBe(
      'new: nothing-matched',
    );
    expect(inShort(resolve(ask(pump), [known('A', pump)]))).toBe('new: no-usable-identifier');
  });

  it('two devices of one model: a UDI-DI never joins', () => {
    const pump = { udiDi: '04046963443210', vendor: 'B. Braun', model: 'Infusomat' };
    expect(inShort(resolve(ask(pump), [known('A', pump)]))).toBe('new: no-usable-identifier');
  });

  it('but not a device whose mainboard was replaced: same serial number and host, new MAC address', () => {
    const before: AssetFacts = { ...dell, serialNumber: 'ABC1234', hostName: 'ws-77', macAddresses: [macA] };
    expect(inShort(resolve(ask({ ...before, macAddresses: [macB] }), [known('A', before)]))).toBe('joined A by serial');
  });

  it('a host name that was given to new hardware', () => {
    const old = known('A', { ...dell, serialNumber: 'ABC1234', hostName: 'ws-77' });
    const resolution = resolve(ask({ ...dell, serialNumber: 'XYZ9876', hostName: 'ws-77' }), [old]);
    expect(inShort(resolution)).toBe('new: blocked');
    expect(resolution.kind === 'new' && resolution.blocked).toEqual([
      {
        assetId: 'A',
        rule: 'host',
        identifier: { kind: 'host', scope: '', value: 'ws-77' },
        by: {
          asked: { kind: 'serial', scope: 'dell', value: 'xyz9876' },
          known: { kind: 'serial', scope: 'dell', value: 'abc1234' },
        },
      },
    ]);
    const byMac = resolve(ask({ hostName: 'ws-77', macAddresses: [macB] }), [known('A', { hostName: 'ws-77', macAddresses: [macA] })]);
    expect(inShort(byMac)).toBe('new: blocked');
  });

  it('another host on the same DHCP address within 24 hours', () => {
    const seen = known('A', { hostName: 'laptop-1', ipAddresses: ['10.1.2.3'] }, 'nmap');
    expect(inShort(resolve(ask({ hostName: 'laptop-2', ipAddresses: ['10.1.2.3'] }, 'nmap', hours(2)), [seen]))).toBe('new: blocked');
    expect(inShort(resolve(ask({ ipAddresses: ['10.1.2.3'] }, 'nmap', hours(2)), [seen]))).toBe('joined A by ip');
  });

  it('five laptops seen through one docking station', () => {
    const laptop = (number: number): AssetFacts => ({ ...dell, serialNumber: `LAP000${String(number)}`, macAddresses: [dock] });
    const assets: Candidate[] = [];
    for (const number of [1, 2, 3, 4, 5]) {
      expect(inShort(resolve(ask(laptop(number)), assets))).toBe(number === 1 ? 'new: nothing-matched' : 'new: blocked');
      assets.push(known(`L${String(number)}`, laptop(number)));
    }
    expect([3, 4].map(isShared)).toEqual([false, true]);
    const dockOnly: Identifier = { kind: 'mac', scope: '', value: '0050b6000001' };
    expect(inShort(resolve(ask({ macAddresses: [dock] }), assets, [dockOnly]))).toBe('new: no-usable-identifier');
    expect(inShort(resolve(ask(laptop(3)), assets, [dockOnly]))).toBe('joined L3 by serial');
  });

  it('two rows of one register, though everything else is the same', () => {
    const row: AssetFacts = { ...dell, serialNumber: 'ABC1234', macAddresses: [macA], hostName: 'ws-77' };
    expect(inShort(resolve(ask({ ...row, assetTag: '100' }, 'cmdb'), [known('A', { ...row, assetTag: '101' }, 'cmdb')]))).toBe(
      'new: blocked',
    );
    expect(inShort(resolve(ask({ ...row, assetTag: '100' }, 'ultimo'), [known('A', { ...row, assetTag: '101' }, 'cmdb')]))).toBe(
      'joined A by serial',
    );
  });

  it('the same host name in two domains', () => {
    const assets = [known('A', { hostName: 'ws-77.north.example' }), known('B', { hostName: 'ws-77.south.example' })];
    expect(inShort(resolve(ask({ hostName: 'ws-77.south.example' }), assets))).toBe('joined B by host');
    expect(inShort(resolve(ask({ hostName: 'ws-77.west.example' }), assets))).toBe('new: nothing-matched');
    const ambiguous = resolve(ask({ hostName: 'ws-77' }), assets);
    expect(inShort(ambiguous)).toBe('new: ambiguous');
    expect(ambiguous.explanation.assetIds).toEqual(['A', 'B']);
  });
});

describe('resolveAsset among several', () => {
  const two = [known('A', { hostName: 'ws-77', macAddresses: [macA] }), known('B', { hostName: 'ws-77', macAddresses: [macB] })];

  it('lets a stronger identifier decide', () => {
    expect(inShort(resolve(ask({ hostName: 'ws-77', macAddresses: [macB] }), two))).toBe('joined B by mac');
  });

  it('takes the only one that nothing forbids', () => {
    const withSerial = [known('A', { ...dell, serialNumber: 'ABC1234', hostName: 'ws-77' }), known('B', { hostName: 'ws-77' })];
    const resolution = resolve(ask({ ...dell, serialNumber: 'XYZ9876', hostName: 'ws-77' }), withSerial);
    expect(inShort(resolution)).toBe('joined B by host');
    expect(resolution.explanation.blocked.map((block) => block.assetId)).toEqual(['A']);
  });

  it('does not ask a weaker rule when a stronger one finds two', () => {
    const question = ask({ macAddresses: [macA, macB], hostName: 'ws-1' });
    expect(inShort(resolve(question, [known('A', { macAddresses: [macA], hostName: 'ws-1' }), known('B', { macAddresses: [macB] })]))).toBe(
      'new: ambiguous',
    );
  });

  it('finds what this source said before, so that a repeated file makes nothing new', () => {
    const own = known('C', { hostName: 'ws-77' }, 'scanner');
    expect(inShort(resolve(ask({ hostName: 'ws-77' }), two))).toBe('new: ambiguous');
    expect(inShort(resolve(ask({ hostName: 'ws-77' }), [...two, own]))).toBe('joined C by host');
  });
});

const identifier = fc.oneof(
  fc.record({ kind: fc.constant('tag' as const), scope: fc.constantFrom('cmdb', 'ultimo'), value: fc.constantFrom('1', '2') }),
  fc.record({ kind: fc.constant('serial' as const), scope: fc.constantFrom('dell', 'hp'), value: fc.constantFrom('s1', 's2', 's3') }),
  fc.record({ kind: fc.constant('mac' as const), scope: fc.constant(''), value: fc.constantFrom('m1', 'm2', 'm3') }),
  fc.record({
    kind: fc.constant('host' as const),
    scope: fc.constantFrom('', 'a.example', 'b.example'),
    value: fc.constantFrom('h1', 'h2'),
  }),
  fc.record({ kind: fc.constant('ip' as const), scope: fc.constantFrom('nmap', 'cmdb'), value: fc.constantFrom('10.0.0.1', '10.0.0.2') }),
);
const identifiers = fc.uniqueArray(identifier, { maxLength: 6, selector: identifierKey });
const arbitraryCandidates = fc
  .array(
    fc.array(fc.record({ one: identifier, source: fc.constantFrom('cmdb', 'nmap'), hour: fc.integer({ min: -48, max: 0 }) }), {
      minLength: 1,
      maxLength: 6,
    }),
    { maxLength: 5 },
  )
  .map((assets) =>
    assets.map((parts, index): Candidate => ({
      assetId: `asset-${String(index)}`,
      identifiers: parts.map(({ one, source, hour }) => ({ ...one, source, lastObservedAt: hours(hour) })),
    })),
  );
const arbitraryQuestion = fc.record({ source: fc.constantFrom('cmdb', 'nmap'), observedAt: fc.constant(noon), identifiers });

const runs = { numRuns: 3000, seed };

describe('resolveAsset for any question', () => {
  it('answers the same whatever the order of candidates and identifiers', () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(arbitraryQuestion, arbitraryCandidates, fc.infiniteStream(fc.nat()), (question, candidates, keys) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, key: keys.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const expected = resolve(question, candidates);
        outcomes.set(expected.explanation.outcome, (outcomes.get(expected.explanation.outcome) ?? 0) + 1);
        const other = shuffled(candidates).map((one) => ({ ...one, identifiers: shuffled(one.identifiers) }));
        const again = resolve({ ...question, identifiers: shuffled(question.identifiers) }, other);
        expect(inShort(again)).toBe(inShort(expected));
        expect(again.explanation.assetIds).toEqual(expected.explanation.assetIds);
        expect(again.explanation.blocked.map((block) => [block.assetId, block.rule])).toEqual(
          expected.explanation.blocked.map((block) => [block.assetId, block.rule]),
        );
      }),
      runs,
    );
    for (const outcome of ['joined', 'blocked', 'ambiguous', 'nothing-matched']) expect(outcomes.get(outcome) ?? 0).toBeGreaterThan(50);
  });

  it('never joins on a disabled identifier: it answers as if nobody had ever said it', () => {
    fc.assert(
      fc.property(arbitraryQuestion, arbitraryCandidates, identifiers, (question, candidates, disabled) => {
        const keys = new Set(disabled.map(identifierKey));
        const isKept = (one: Identifier): boolean => !keys.has(identifierKey(one));
        const without = candidates.map((one) => ({ ...one, identifiers: one.identifiers.filter(isKept) }));
        const answer = resolve(question, candidates, disabled);
        expect(answer).toEqual(resolve({ ...question, identifiers: question.identifiers.filter(isKept) }, without));
        expect(answer.kind === 'joined' && keys.has(identifierKey(answer.identifier))).toBe(false);
      }),
      runs,
    );
  });

  it('joins only assets that share the identifier and disagree on nothing stronger', () => {
    fc.assert(
      fc.property(arbitraryQuestion, arbitraryCandidates, (question, candidates) => {
        const answer = resolve(question, candidates);
        if (answer.kind === 'new') return;
        const chosen = candidates.find((one) => one.assetId === answer.assetId)?.identifiers ?? [];
        expect(chosen.some((one) => one.kind === answer.identifier.kind && one.value === answer.identifier.value)).toBe(true);
        const stronger = identifierKinds.slice(0, identifierKinds.indexOf(answer.identifier.kind));
        expect(stronger.flatMap((kind) => conflictOn(kind, question.identifiers, chosen) ?? [])).toEqual([]);
      }),
      runs,
    );
  });

  it('does not join a blocked asset when something weaker than what forbade it is added', () => {
    let blocks = 0;
    fc.assert(
      fc.property(arbitraryQuestion, arbitraryCandidates, identifier, (question, candidates, added) => {
        for (const block of resolve(question, candidates).explanation.blocked) {
          if (!('asked' in block.by) || identifierKinds.indexOf(added.kind) <= identifierKinds.indexOf(block.by.asked.kind)) continue;
          blocks += 1;
          const answer = resolve({ ...question, identifiers: [...question.identifiers, added] }, candidates);
          expect(answer.kind === 'joined' && answer.assetId === block.assetId).toBe(false);
        }
      }),
      runs,
    );
    expect(blocks).toBeGreaterThan(100);
  });

  it('sees a disagreement from both sides alike', () => {
    fc.assert(
      fc.property(identifiers, identifiers, fc.constantFrom(...identifierKinds), (left, right, kind) => {
        expect(conflictOn(kind, left, right) === null).toBe(conflictOn(kind, right, left) === null);
        expect(conflictOn(kind, left, left)).toBeNull();
      }),
      runs,
    );
  });
});

describe('explainJoin', () => {
  const asset = known('A', { ...dell, serialNumber: 'ABC1234', hostName: 'ws-77.zh.example', macAddresses: [macA] });
  const cases: [string, Resolution, string, string][] = [
    [
      'a join',
      resolve(ask({ hostName: 'ws-77.zh.example', macAddresses: [macA] }), [asset]),
      'Joined because both have MAC address 00:1b:21:00:00:0a. Also the same: host name ws-77.zh.example.',
      'Samengevoegd omdat beide MAC-adres 00:1b:21:00:00:0a hebben. Ook gelijk: hostnaam ws-77.zh.example.',
    ],
    [
      'a join without domain',
      resolve(ask({ hostName: 'ws-77' }), [asset]),
      'Joined because both have host name ws-77. One of the two does not name its domain, and only one known asset fits.',
      'Samengevoegd omdat beide hostnaam ws-77 hebben. Een van de twee noemt zijn domein niet, en maar één bekend middel past.',
    ],
    [
      'a block',
      resolve(ask({ ...dell, serialNumber: 'XYZ9876', hostName: 'ws-77.zh.example' }), [asset]),
      'Kept apart: a stronger identifier disagrees. Not joined with asset A, which shares host name ws-77.zh.example: this one has serial number xyz9876 (dell) and that one abc1234 (dell).',
      'Apart gehouden: een sterker kenmerk spreekt het tegen. Niet samengevoegd met asset A, dat hostnaam ws-77.zh.example deelt: dit heeft serienummer xyz9876 (dell) en dat heeft abc1234 (dell).',
    ],
    [
      'an ambiguity',
      resolve(ask({ hostName: 'ws-77' }), [asset, known('B', { hostName: 'ws-77.elsewhere.example' })]),
      'Kept apart: several assets (asset A, asset B) share host name ws-77 and nothing stronger tells them apart.',
      'Apart gehouden: meerdere middelen (asset A, asset B) delen hostnaam ws-77 en niets sterkers onderscheidt ze.',
    ],
    [
      'a new asset',
      resolve(ask({ hostName: 'ws-1' }), [asset]),
      'New: no known asset has any of its identifiers.',
      'Nieuw: geen bekend middel heeft een van deze kenmerken.',
    ],
    [
      'an asset nobody could recognise',
      resolve(ask({ hostName: 'localhost' }), [asset]),
      'New: it has no identifier that can be trusted to name one device.',
      'Nieuw: er is geen kenmerk dat met zekerheid één apparaat aanwijst.',
    ],
  ];
  it.each(cases)('tells %s in English and Dutch', (_case, resolution, english, dutch) => {
    const nameOf = (assetId: string): string => `asset ${assetId}`;
    expect(explainJoin(resolution.explanation, 'en', nameOf)).toBe(english);
    expect(explainJoin(resolution.explanation, 'nl', nameOf)).toBe(dutch);
  });

  it('works on an explanation that was stored as JSON', () => {
    const [, resolution, english] = cases[0] ?? [];
    expect(explainJoin(JSON.parse(JSON.stringify(resolution?.explanation)), 'en')).toBe(english);
  });
});
