import { describe, expect, it } from 'vitest';
import { modelKeyOf } from './model-key.ts';

describe('the key of a device model', () => {
  it('is the same for spellings that differ in nothing but spelling', () => {
    const spellings: readonly (readonly [string, string])[] = [
      ['Voorbeeld Medical B.V.', 'PX-800'],
      ['voorbeeld medical', 'PX 800'],
      ['VOORBEELD MEDICAL GmbH', 'px800'],
      ['Voorbeeld® Medical', 'Voorbeeld Medical PX800™'],
      ['Voorbéeld Medical', 'PX800'],
    ];
    expect(new Set(spellings.map(([vendor, model]) => modelKeyOf(vendor, model))).size).toBe(1);
  });

  it('keeps apart what a sign keeps apart', () => {
    const models = ['PX800', 'PX700', 'PX800+', 'PX 2.1', 'PX 21', 'PX'];
    expect(new Set(models.map((model) => modelKeyOf('Voorbeeld', model))).size).toBe(models.length);
    expect(modelKeyOf('Voorbeeld', 'PX800')).not.toBe(modelKeyOf('Anders', 'PX800'));
  });

  it('is none where vendor or model says nothing', () => {
    expect(modelKeyOf(null, 'PX800')).toBeNull();
    expect(modelKeyOf('Voorbeeld', undefined)).toBeNull();
    expect(modelKeyOf('N/A', 'PX800')).toBeNull();
    expect(modelKeyOf('Voorbeeld', '---')).toBeNull();
    expect(modelKeyOf('Voorbeeld', '®')).toBeNull();
  });
});
