import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReleases, readRelease } from './release.ts';
import type { Release } from './version-value.ts';

const order = (left: string, right: string) => {
  const a = readRelease(left);
  const b = readRelease(right);
  return a === null || b === null ? 'unread' : compareReleases(a, b).order;
};

describe('releases', () => {
  it('are ordered as their makers count', () => {
    const rising = [
      '3.2 alpha',
      '3.2 beta 2',
      '3.2-rc1',
      '3.2',
      '3.2 HF1',
      '3.2 patch 2',
      '3.2 Update 1',
      '3.2 Update 1 HF 3',
      '3.2 SP1',
      '3.2 SP1 Update 2',
      '3.2 R2',
      '3.10',
    ];
    for (const [at, one] of rising.entries())
      for (const [other, text] of rising.entries()) expect([one, text, order(one, text)]).toEqual([one, text, Math.sign(at - other)]);
  });

  it('have no order where a word, a series or a build is only known to one side', () => {
    for (const [left, right] of [
      ['D25', 'U25'],
      ['D25', '25'],
      ['3.2', '3.2 NL'],
      ['3.2', '3.2 build 4'],
      ['3.2', 'F.2'],
      ['4.20 SR1', '4.20 SP1'],
      ['1.4.2', '1.4.2.0-9d9eff4'],
      ['build 4', '3.2'],
      ['SP2', '3.2'],
    ] as const) {
      expect([left, right, order(left, right)]).toEqual([left, right, null]);
    }
  });

  it('are the same however their marker is written', () => {
    for (const text of [
      '3.2',
      'v3.2',
      'V 3.2',
      'Version 3.2',
      'versie: 3.2',
      'R3.2',
      'release 3.2.0',
      'SW 3.2',
      'Ver.3.2',
      '03.02',
      'ISP 3.2',
      'T4APP 3.2',
    ]) {
      expect([text, order(text, '3.2')]).toEqual([text, 0]);
    }
  });

  it('are not read from names, places and sentences', () => {
    for (const text of ['', 'onbekend', 'Avance CS2', 'all BIOS versions of the controller', '3.x.14', '?'])
      expect([text, readRelease(text)]).toEqual([text, null]);
  });

  it('keep their order: turned around it turns, and it runs through', () => {
    const part = fc.oneof(fc.integer({ min: 0, max: 12 }).map(String), fc.constantFrom('a', 'b', 'F', '0', '00', '01'));
    const mark = fc.constantFrom('', '', ' SP1', ' SP2', ' SR1', ' Update 2', ' HF1', ' beta', ' build 3', ' build 4', 'b', ' R2');
    const text = fc
      .tuple(fc.constantFrom('', '', '', 'v', 'D', 'U', 'GEH-', 'Rev '), fc.array(part, { minLength: 1, maxLength: 4 }), mark)
      .map(([prefix, parts, end]) => `${prefix}${parts.join('.')}${end}`);
    const release = text.map(readRelease).filter((one): one is Release => one !== null);
    fc.assert(
      fc.property(release, release, release, (a, b, c) => {
        const [ab, ba, bc, ac] = [compareReleases(a, b), compareReleases(b, a), compareReleases(b, c), compareReleases(a, c)];
        expect(compareReleases(a, a).order).toBe(0);
        expect(ab.order === null ? null : -ab.order + 0).toBe(ba.order === null ? null : ba.order + 0);
        expect(ab.relation).toBe(ba.relation);
        if (ab.order === null || bc.order === null || ac.order === null) return;
        if (ab.order <= 0 && bc.order <= 0) expect(ac.order).toBeLessThanOrEqual(0);
        if (ab.order < 0 && bc.order <= 0) expect(ac.order).toBeLessThan(0);
      }),
      { numRuns: 4000 },
    );
  });
});
