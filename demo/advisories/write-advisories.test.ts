import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsafDocument } from '#advisory-sources/csaf/read-document.ts';
import { validateCsafDocument } from '#advisory-sources/csaf/validate-document.ts';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { Day } from '#core/kernel/time.ts';
import { prepareMatcher } from '#core/matching/match-model.ts';
import { matchLines } from '#core/matching/match.ts';
import { medicalProducts, otherProducts } from '../hospital/products.ts';
import { writeDemoAdvisories } from './write-advisories.ts';

const options = { seed: 20_260, lastDay: '2026-11-22' as Day };
let folder: string;
let documents: unknown[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-advisories-'));
  const files = await writeDemoAdvisories(folder, options);
  documents = await Promise.all(files.map(async (file): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'))));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function advisories(): Advisory[] {
  return documents.map((document) => {
    const read = readCsafDocument(document);
    if (read.kind !== 'read') throw new Error(read.problem.message);
    return read.advisory;
  });
}

describe('the advisories of the demonstration', () => {
  it('follow their standard', async () => {
    for (const document of documents) expect(await validateCsafDocument(document)).toMatchObject({ failures: [] });
  });

  it('speak of the devices of the hospital, misspelt makers and near misses among them', () => {
    const lines = [...medicalProducts, ...otherProducts].map(({ vendor, model, version, word }) => ({
      id: `${vendor} ${model}`,
      vendor,
      product: model,
      version,
      description: word,
    }));
    const found = matchLines(lines, prepareMatcher(advisories(), lines)).map(({ id, status }) => `${id} ${status}`);
    expect(found).toEqual([
      'Aurelia Medical A3 affected',
      'Aurelia Medical A5 fixed',
      'Deurwacht C5 affected',
      'Echolume U9 affected',
      'Hemolyne 700 affected',
      'Imagora Archive affected',
      'Imagora View 4 fixed',
      'Kardeon M50 affected',
      'Kardeon M70 fixed',
      'Klimora K8 affected',
      'Nefrolux D4 affected',
      'Spirovale V2 affected',
      'Tomelle CT-64 affected',
      'Tomelle MR-3 fixed',
      'Velmora S2 affected',
    ]);
  });
});
