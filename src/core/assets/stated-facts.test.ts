import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, lines, on, registers, says } from '../../../test/support/asset-evidence.ts';
import { heldStatements, type AssetStatement, type StatedFacts } from './stated-facts.ts';

const states = (batchId: string, day: string, facts: StatedFacts): AssetStatement => ({ batchId, statedAt: on(day), facts });
const known = {
  claims: [
    says('cmdb', '01-05', { name: 'Pump 1', department: 'IC', tier: 3 }),
    says('cmdb', '04-01', { name: 'Pump 1', department: 'SEH' }),
  ],
  sightings: registers('cmdb', '01-05', '04-01'),
};

describe('what people state of an asset', () => {
  it('goes before every source from its instant on, also when the source says something new', () => {
    const { versions } = fold({ ...known, statements: [states('1', '02-10', { department: 'OK' })] });
    expect(lines(versions, 'department', 'tier')).toEqual([
      '2026-01-05 2026-02-10 IC 3',
      '2026-02-10 2026-04-01 OK 3',
      '2026-04-01 … OK null',
    ]);
  });

  it('gives the word back to the sources where it is taken back', () => {
    const { versions } = fold({
      ...known,
      statements: [states('1', '02-10', { department: 'OK', tier: 1 }), states('2', '05-01', { department: null })],
    });
    expect(lines(versions, 'department', 'tier').slice(1)).toEqual(['2026-02-10 2026-05-01 OK 1', '2026-05-01 … SEH 1']);
  });

  it('begins no version before the asset was known, nor one where nothing differs', () => {
    const { versions } = fold({ ...known, statements: [states('1', '01-01', { department: 'IC' }), states('2', '02-01', { tier: 3 })] });
    expect(lines(versions, 'department', 'tier')).toEqual(['2026-01-05 … IC 3']);
  });

  it('is enough where no source says anything of the asset', () => {
    const { versions } = fold({ sightings: known.sightings, statements: [states('1', '02-10', { owner: 'J. Smit' })] });
    expect(lines(versions, 'owner')).toEqual(['2026-01-05 2026-02-10 null', '2026-02-10 … J. Smit']);
  });

  it('is no conflict between sources, and not what a device model adds', () => {
    const folded = fold({ ...known, statements: [states('1', '02-10', { department: 'OK' })] });
    expect(folded.conflicts).toEqual([]);
    expect(folded.fromModel).toEqual({});
  });

  it('of two at one instant the later batch holds, whatever the order in which they are read', () => {
    const both = [states('2', '02-10', { tier: 2 }), states('1', '02-10', { tier: 1 })];
    expect(lines(fold({ ...known, statements: both }).versions, 'tier')[1]).toContain(' 2');
    expect(heldStatements(both).get('tier')?.batchId).toBe('2');
    expect([...heldStatements([...both, states('3', '03-01', { tier: null })]).keys()]).toEqual([]);
  });

  it('folds to the same whatever the order in which statements become known', () => {
    const day = fc.constantFrom('01-01', '01-05', '02-10', '03-10', '04-01', '06-01');
    const facts = fc.record({ tier: fc.constantFrom(1, 2, null), department: fc.constantFrom('OK', null) }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.array(fc.tuple(day, facts), { maxLength: 5 }), (made) => {
        const statements = made.map(([on, said], index) => states(String(index), on, said));
        expect(fold({ ...known, statements: statements.toReversed() })).toEqual(fold({ ...known, statements }));
      }),
    );
  });
});
