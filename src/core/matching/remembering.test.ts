import { describe, expect, it } from 'vitest';
import { remembering } from './remembering.ts';

describe('remembering', () => {
  it('reads a text once, and again only after more texts came than are kept', () => {
    const asked: string[] = [];
    const read = remembering(2, (text) => {
      asked.push(text);
      return { text };
    });
    const first = read('a');
    expect(read('a')).toBe(first);
    read('b');
    expect(read('a')).toBe(first);
    read('c');
    expect(read('a')).toEqual(first);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });
});
