import { describe, expect, it } from 'vitest';
import type { OrganisationId } from '#core/kernel/id.ts';
import { Remembered } from './remembered.ts';

const one = '019a0000-0000-7000-8000-000000000001' as OrganisationId;
const other = '019a0000-0000-7000-8000-000000000002' as OrganisationId;

/** Counts how often it was asked to make an answer. */
function maker(): { made: number; make: () => Promise<string> } {
  const maker = {
    made: 0,
    make: () => {
      maker.made += 1;
      return Promise.resolve(`answer ${maker.made}`);
    },
  };
  return maker;
}

describe('a remembered answer', () => {
  it('is made once for one stamp, and again for another', async () => {
    const remembered = new Remembered();
    const work = maker();
    const key = { organisationId: one, question: 'overview' };
    expect(await remembered.answer(key, '1', work.make)).toBe('answer 1');
    expect(await remembered.answer(key, '1', work.make)).toBe('answer 1');
    expect(await remembered.answer(key, '2', work.make)).toBe('answer 2');
    expect(await remembered.answer(key, '1', work.make)).toBe('answer 3');
  });

  it('belongs to one organisation and one question', async () => {
    const remembered = new Remembered();
    const work = maker();
    await remembered.answer({ organisationId: one, question: 'overview' }, '1', work.make);
    expect(await remembered.answer({ organisationId: other, question: 'overview' }, '1', work.make)).toBe('answer 2');
    expect(await remembered.answer({ organisationId: one, question: 'signs' }, '1', work.make)).toBe('answer 3');
  });

  it('is not kept when making it failed', async () => {
    const remembered = new Remembered();
    const key = { organisationId: one, question: 'overview' };
    await expect(remembered.answer(key, '1', () => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
    expect(await remembered.answer(key, '1', () => Promise.resolve('there'))).toBe('there');
  });

  it('is forgotten first when it was asked for longest ago', async () => {
    const remembered = new Remembered(2);
    const work = maker();
    const ask = (question: string) => remembered.answer({ organisationId: one, question }, '1', work.make);
    await ask('a');
    await ask('b');
    await ask('a');
    await ask('c');
    expect(await ask('a')).toBe('answer 1');
    expect(await ask('b')).toBe('answer 4');
  });
});
