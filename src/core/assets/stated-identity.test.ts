import { describe, expect, it } from 'vitest';
import type { AssetFacts } from '../imports/imported-record.ts';
import type { Day, Instant } from '../kernel/time.ts';
import { explainJoin } from './explain-join.ts';
import { identifiersOf } from './identifiers.ts';
import type { Question } from './match-identifiers.ts';
import { resolveAsset, type Candidate, type Resolution } from './resolve-asset.ts';
import { lastingAnchors, withoutCommon, type Anchor, type IdentityDecision } from './stated-identity.ts';

const noon = '2026-03-10T12:00:00.000Z' as Instant;
const stated = { decisionId: 'd1', statedOn: '2026-02-01' as Day, reason: 'zelf gezien' };
const anchors = (facts: AssetFacts, source: string, isSaidBySource = false): Anchor[] =>
  identifiersOf(facts, source).usable.map((one) => ({ ...one, source: isSaidBySource ? source : '' }));
const ask = (facts: AssetFacts, source: string): Question => ({
  source,
  observedAt: noon,
  identifiers: identifiersOf(facts, source).usable,
});
const known = (assetId: string, ...said: [AssetFacts, string][]): Candidate => ({
  assetId,
  identifiers: said.flatMap(([facts, source]) =>
    identifiersOf(facts, source).usable.map((one) => ({ ...one, source, lastObservedAt: noon })),
  ),
});
const same = (left: Anchor[], right: Anchor[]): IdentityDecision => ({ kind: 'same', left, right, stated });
const different = (left: Anchor[], right: Anchor[]): IdentityDecision => ({ kind: 'different', left, right, stated });
const inShort = (resolution: Resolution): string =>
  resolution.kind === 'joined' ? `${resolution.assetId} by ${resolution.rule}` : `new: ${resolution.explanation.outcome}`;
const resolve = (question: Question, candidates: Candidate[], ...decisions: IdentityDecision[]): Resolution =>
  resolveAsset(question, candidates, new Set(), decisions);

const tag = { assetTag: 'MT-7' };
const host = { hostName: 'pomp7.zh.example' };
const mac = { macAddresses: ['00:1b:21:00:00:0a'] };
const otherMac = { macAddresses: ['00:1b:21:00:00:0b'] };

describe('what a person said is one', () => {
  const pumpIsHost = same(anchors(tag, 'ultimo'), anchors(host, 'nessus'));

  it('joins what no rule would, from either side, and says so in words', () => {
    const answer = resolve(ask(host, 'nessus'), [known('A', [tag, 'ultimo'])], pumpIsHost);
    expect(inShort(answer)).toBe('A by stated');
    expect(inShort(resolve(ask(tag, 'ultimo'), [known('A', [host, 'nessus'])], pumpIsHost))).toBe('A by stated');
    expect(explainJoin(answer.explanation, 'en')).toBe(
      'Joined because a person stated on 2026-02-01 that they are one and the same: “zelf gezien”',
    );
    expect(explainJoin(answer.explanation, 'nl')).toBe(
      'Samengevoegd omdat een mens op 2026-02-01 heeft gezegd dat het een en hetzelfde is: “zelf gezien”',
    );
  });

  it('joins over a stronger identifier of which the rules say that it forbids', () => {
    const question = ask({ ...host, ...otherMac }, 'nessus');
    const candidate = known('A', [{ ...host, ...mac }, 'ultimo']);
    expect(inShort(resolve(question, [candidate]))).toBe('new: blocked');
    const swapped = same(anchors({ ...host, ...mac }, 'ultimo'), anchors({ ...host, ...otherMac }, 'nessus'));
    expect(inShort(resolve(question, [candidate], swapped))).toBe('A by stated');
  });

  it('tells by what the rules went where they come to the same', () => {
    const both = known('A', [tag, 'ultimo'], [host, 'nessus']);
    expect(inShort(resolve(ask(host, 'nessus'), [both], pumpIsHost))).toBe('A by host');
  });

  it('does not hold for new hardware under the old name, nor for a device with a number of its own', () => {
    const withSerial = same(anchors(tag, 'ultimo'), anchors({ ...host, ...mac }, 'nessus'));
    expect(inShort(resolve(ask({ ...host, ...otherMac }, 'nessus'), [known('A', [tag, 'ultimo'])], withSerial))).toBe(
      'new: nothing-matched',
    );
    const another = known('B', [{ assetTag: 'MT-8' }, 'ultimo']);
    expect(inShort(resolve(ask({ assetTag: 'MT-8', ...host }, 'ultimo'), [known('A', [tag, 'ultimo']), another], pumpIsHost))).toBe(
      'B by tag',
    );
  });

  it('does not choose among several', () => {
    const candidates = [known('A', [tag, 'ultimo']), known('B', [tag, 'ultimo'])];
    expect(inShort(resolve(ask(host, 'nessus'), candidates, pumpIsHost))).toBe('new: nothing-matched');
  });
});

describe('what a person said is not one', () => {
  const apart = different(anchors({ ...tag, ...host }, 'ultimo', true), anchors(host, 'nessus', true));

  it('is not joined by what both are called, and the other one is found', () => {
    const register = known('A', [{ ...tag, ...host }, 'ultimo']);
    const answer = resolve(ask(host, 'nessus'), [register], apart);
    expect(inShort(answer)).toBe('new: blocked');
    expect(explainJoin(answer.explanation, 'en', () => 'Pomp 7')).toBe(
      'Kept apart: a person stated that it is another. ' +
        'Not joined with Pomp 7, which shares host name pomp7.zh.example: a person stated on 2026-02-01 that they are not the same: “zelf gezien”',
    );
    expect(inShort(resolve(ask(host, 'nessus'), [register, known('B', [host, 'nessus'])], apart))).toBe('B by host');
    expect(inShort(resolve(ask({ ...tag, ...host }, 'ultimo'), [register, known('B', [host, 'nessus'])], apart))).toBe('A by tag');
  });

  it('says nothing of what a third source calls so', () => {
    expect(inShort(resolve(ask(host, 'nmap'), [known('A', [{ ...tag, ...host }, 'ultimo'])], apart))).toBe('A by host');
  });

  it('goes before what a person said is one', () => {
    const joined = same(anchors(tag, 'ultimo'), anchors(host, 'nessus'));
    expect(inShort(resolve(ask(host, 'nessus'), [known('A', [{ ...tag, ...host }, 'ultimo'])], joined, apart))).toBe('new: blocked');
  });
});

describe('what a word hangs on', () => {
  it('is what lasts, and an address only where nothing else is known', () => {
    expect(lastingAnchors(anchors({ ...host, ipAddresses: ['10.1.2.3'] }, 'nessus')).map((one) => one.kind)).toEqual(['host']);
    expect(lastingAnchors(anchors({ ipAddresses: ['10.1.2.3'] }, 'nessus')).map((one) => one.kind)).toEqual(['ip']);
  });

  it('is not what one source says of both', () => {
    const sides = withoutCommon(anchors({ ...tag, ...mac }, 'ultimo', true), anchors({ ...tag, ...otherMac }, 'ultimo', true));
    expect([sides.left, sides.right].map((side) => side.map((one) => one.kind))).toEqual([['mac'], ['mac']]);
  });
});
