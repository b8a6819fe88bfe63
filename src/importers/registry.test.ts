import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { itemNumbersOf, parseFile } from '#test/support/parse-file.ts';
import { importers } from './registry.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const importerFolders = readdirSync(folder, { withFileTypes: true })
  // A folder without one holds what several importers share.
  .filter((entry) => entry.isDirectory() && existsSync(`${folder}${entry.name}/importer.ts`))
  .map((entry) => entry.name);

function sourcesOf(id: string): string {
  const files = readdirSync(`${folder}${id}`).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return files.map((file) => readFileSync(`${folder}${id}/${file}`, 'utf8')).join('\n');
}

describe('the registry of importers', () => {
  it('lists every folder once, by its id', () => {
    expect(importers.map((importer) => importer.id).toSorted()).toEqual(importerFolders.toSorted());
  });

  it.each(importers.map((importer) => [importer.id, importer] as const))(
    '%s declares limits, items and what it produces',
    (_id, importer) => {
      const { bytesMax, itemsMax, depthMax, fieldCharactersMax, issuesMax } = importer.limits;
      for (const limit of [bytesMax, itemsMax, fieldCharactersMax, issuesMax]) expect(limit).toBeGreaterThan(0);
      expect(depthMax).toBeGreaterThanOrEqual(0);
      expect(Number.isInteger(importer.version) && importer.version > 0).toBe(true);
      expect(importer.produces.length).toBeGreaterThan(0);
      expect(importer.itemName.en !== '' && importer.itemName.nl !== '').toBe(true);
    },
  );

  it.each(importerFolders)('%s says in its README what is read and dropped and why, and names every issue code', (id) => {
    const readme = readFileSync(`${folder}${id}/README.md`, 'utf8');
    expect(readme).toMatch(/^\|.*\bread\b.*\bdropped\b.*\bwhy\b.*\|$/m);
    const codes = [...sourcesOf(id).matchAll(/\b(?:code|reason): '([a-z]+(?:-[a-z]+)+)'/g)].map((match) => match[1] ?? '');
    expect(codes.filter((code) => !readme.includes(`\`${code}\``))).toEqual([]);
  });

  it.each(importerFolders)('%s has fixtures, and each goes through the registry and counts every item once', async (id) => {
    const fixtures = `${folder}${id}/fixtures`;
    expect(existsSync(fixtures)).toBe(true);
    const files = readdirSync(fixtures);
    expect(files.length).toBeGreaterThan(3);
    let ownFiles = 0;
    for (const file of files) {
      const parsed = await parseFile(`${fixtures}/${file}`).catch(() => undefined);
      if (parsed?.importer.id !== id) continue;
      ownFiles += 1;
      const numbers = itemNumbersOf(parsed);
      expect(numbers, file).toEqual(numbers.map((_, at) => at + 1));
      // A killed import goes on after the last stored item, so items may not step back.
      const order = parsed.records.map((record) => ('itemNumber' in record ? record.itemNumber : null)).filter((number) => number !== null);
      expect(order, file).toEqual(order.toSorted((a, b) => a - b));
      expect(parsed.headers.length, file).toBeLessThanOrEqual(1);
      const refused = parsed.issues.filter((issue) => issue.severity === 'refused').map((issue) => issue.itemNumber);
      expect(new Set(refused).size, file).toBe(refused.length);
    }
    expect(ownFiles).toBeGreaterThan(3);
  });
});
