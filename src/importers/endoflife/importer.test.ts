import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseFile, recordsOf } from '#test/support/parse-file.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));
const productsOf = async (name: string) => recordsOf(await parse(name), 'support-product').map(({ product }) => product);

describe('the importer of endoflife.date', () => {
  it('reads one product per line, with its cycles', async () => {
    const parsed = await parse('lines.jsonl');
    expect(parsed.importer.id).toBe('endoflife');
    expect(parsed.headers).toEqual([{ observedAt: null, tool: 'endoflife.date', partial: false }]);
    expect(parsed.issues).toEqual([]);
    const [monitor, app] = recordsOf(parsed, 'support-product');
    expect(app).toMatchObject({ itemNumber: 2, product: { product: 'ward-app', isOperatingSystem: false } });
    expect(monitor?.product).toMatchObject({ title: 'Maker Monitor OS', names: ['maker monitor os', 'monitor os', 'mos'] });
    expect(monitor?.product.cycles.map(({ cycle, endOn, isEnded, extendedEndOn }) => [cycle, endOn, isEnded, extendedEndOn])).toEqual([
      ['4', '2027-06-30', false, '2029-06-30'],
      ['3', null, true, null],
    ]);
  });

  it('reads the same from the answer of the API', async () => {
    expect(await productsOf('api-full.json')).toEqual(await productsOf('lines.jsonl'));
  });

  it('reads a list, and the answer about one product', async () => {
    expect((await productsOf('list.json')).map(({ product }) => product)).toEqual(['monitor-os', 'pump-os']);
    expect((await productsOf('api-one.json')).map(({ product }) => product)).toEqual(['pump-os']);
  });

  it('refuses what is no product, a day that is none, a second place of a product and text that cannot be stored', async () => {
    const { issues, records } = await parse('refused-products.jsonl');
    expect(records).toHaveLength(1);
    expect(issues.map(({ code, itemNumber, line, severity }) => [code, itemNumber, line, severity])).toEqual([
      ['product-incomplete', 2, 2, 'refused'],
      ['product-incomplete', 3, 3, 'refused'],
      ['product-repeated', 4, 4, 'refused'],
      ['value-forbidden-characters', 5, 5, 'refused'],
      ['product-incomplete', 6, 6, 'refused'],
    ]);
  });

  it('keeps what stands before the place where a file ends', async () => {
    const { problem, records } = await parse('truncated.jsonl');
    expect(problem?.code).toBe('file-truncated');
    expect(records).toHaveLength(1);
  });
});
