import { describe, expect, it } from 'vitest';
import { on, registers, says, scans, timeZone } from '../../../test/support/asset-evidence.ts';
import type { AssetFacts } from '../imports/imported-record.ts';
import { foldAsset } from '../assets/fold-asset.ts';
import type { Day } from '../kernel/time.ts';
import { modelBookOf, type KnownForm, type ModelFacts } from './model-facts.ts';
import { modelKeyOf } from './model-key.ts';

const key = modelKeyOf('Voorbeeld', 'PX800') ?? '';
const pump: AssetFacts = { name: 'Pump 1', vendor: 'Voorbeeld B.V.', model: 'PX-800', softwareVersion: '3.2' };
const stated = (day: string, facts: ModelFacts) => ({ modelId: 'm', statedAt: on(day), facts });
const form = (changes: Partial<KnownForm> = {}): KnownForm => ({
  modelId: 'm',
  version: '',
  statedAt: on('03-01'),
  withdrawnAt: null,
  ...changes,
});
const bookOf = (statements: readonly ReturnType<typeof stated>[], forms: readonly KnownForm[] = []) =>
  modelBookOf(new Map([[key, 'm']]), statements, forms);
const fold = (facts: AssetFacts, models: ReturnType<typeof bookOf>) =>
  foldAsset({
    claims: [says('cmdb', '01-01', facts)],
    sightings: registers('cmdb', '01-01'),
    snapshots: [],
    timeZone,
    models,
  });

describe('what is stated of a device model', () => {
  it('reaches an asset from the instant it was stated, and is taken back by null', () => {
    const { versions } = fold(pump, bookOf([stated('02-01', { modality: 'infusion' }), stated('04-01', { modality: null })]));
    expect(versions.map((one) => [one.validFromOn, one.device.modality])).toEqual([
      ['2026-01-01', null],
      ['2026-02-01', 'infusion'],
      ['2026-04-01', null],
    ]);
  });

  it('says the end of support of its assets, from the day it was stated', () => {
    const { versions } = fold(pump, bookOf([stated('02-01', { supportEndOn: '2027-06-30' as Day })]));
    expect(versions.map((one) => [one.validFromOn, one.supportEndOn])).toEqual([
      ['2026-01-01', null],
      ['2026-02-01', '2027-06-30'],
    ]);
  });

  it('never overrules a source of the asset itself, and is no conflict with it', () => {
    const { versions, conflicts } = fold({ ...pump, modality: 'monitoring' }, bookOf([stated('01-01', { modality: 'infusion' })]));
    expect(versions.map((one) => one.device.modality)).toEqual(['monitoring']);
    expect(conflicts).toEqual([]);
  });

  it('does not reach another model', () => {
    const { versions } = fold({ ...pump, model: 'PX700' }, bookOf([stated('01-01', { modality: 'infusion' })]));
    expect(versions.map((one) => one.device.modality)).toEqual([null]);
  });

  it('keeps earlier statements of other fields', () => {
    const book = bookOf([stated('01-01', { safetyClass: 'mdr-iib' }), stated('01-01', { modality: 'infusion' })]);
    expect(fold(pump, book).fromModel).toEqual({ safetyClass: 'mdr-iib', modality: 'infusion' });
  });

  it('counts an MDS2 form for the versions it is about, until it is withdrawn', () => {
    expect(fold(pump, bookOf([], [form()])).fromModel).toEqual({ mds2: true });
    expect(fold(pump, bookOf([], [form({ version: '3.2' })])).fromModel).toEqual({ mds2: true });
    expect(fold(pump, bookOf([], [form({ version: '4.0' })])).fromModel).toEqual({});
    const { versions } = fold(pump, bookOf([], [form({ withdrawnAt: on('05-01') })]));
    expect(versions.map((one) => [one.validFromOn, one.device.mds2])).toEqual([
      ['2026-01-01', null],
      ['2026-03-01', true],
      ['2026-05-01', null],
    ]);
  });

  it('leaves the seen state of an asset alone', () => {
    const input = {
      claims: [says('cmdb', '01-01', pump)],
      sightings: [...registers('cmdb', '01-01'), ...scans('nmap', 'unknown', '01-10')],
      snapshots: [],
      timeZone,
    };
    const without = foldAsset(input);
    const withBook = foldAsset({ ...input, models: bookOf([stated('01-20', { modality: 'infusion' })]) });
    expect(withBook.presence).toEqual(without.presence);
    expect(withBook.latest).toEqual(without.latest);
  });
});
