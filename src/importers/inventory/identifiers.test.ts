import { describe, expect, test } from 'vitest';
import { readInventory, type Inventory } from './read-inventory.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const read = (content: string): Promise<Inventory> => readInventory([{ name: 'inventory', bytes: once(Buffer.from(content)) }]);
const plain = { id: 'A1', vendor: 'Maker', product: 'Pump', version: '3.2', description: null };

describe('what identifies a device beside its names', () => {
  test('is read from lines of JSON under its usual names, numbers as they are written, several CPE names from a list', async () => {
    const line = {
      ...plain,
      gtin: 9506000140445,
      udi_di: '(01)09506000140445',
      model_number: 'MX-800',
      serialNumber: 'SN 0012',
      cpe: ['cpe:/a:x:y', 'cpe:/o:z:w'],
    };
    const { lines, refused } = await read(JSON.stringify(line));
    expect(refused).toEqual([]);
    expect(lines).toEqual([
      {
        ...plain,
        cpe: 'cpe:/a:x:y cpe:/o:z:w',
        udiDi: '(01)09506000140445',
        gtin: '9506000140445',
        modelNumber: 'MX-800',
        serial: 'SN 0012',
      },
    ]);
  });

  test('is left out where a line has none of it, or something else in its place', async () => {
    const { lines, refused } = await read(`${JSON.stringify({ ...plain, cpe: null, gtin: '', serial: { nr: 1 }, modelNumber: true })}\n`);
    expect(refused).toEqual([]);
    expect(lines).toEqual([plain]);
  });

  test('tells two lines of one id apart', async () => {
    const { lines, refused } = await read(`${JSON.stringify({ ...plain, serial: '1' })}\n${JSON.stringify({ ...plain, serial: '2' })}`);
    expect([lines, refused.map(({ code }) => code)]).toEqual([[], ['id-double', 'id-double']]);
  });

  test('is read from the columns of a table, and never twice as a name', async () => {
    const { lines } = await read(
      'Inventarisnummer;Merk;Type;Versie;Artikelnummer;Serienummer;GTIN;CPE\nA1;Maker;Pump;3.2;MX-800;SN 0012;9506000140445;cpe:/h:x:y\n',
    );
    expect(lines).toEqual([{ ...plain, cpe: 'cpe:/h:x:y', gtin: '9506000140445', modelNumber: 'MX-800', serial: 'SN 0012' }]);
    const named = await read('Inventarisnummer;Merk;Modelnummer;Versie\nA1;Maker;Pump;3.2\n');
    expect(named.lines).toEqual([plain]);
  });

  test('may be the number of the device too', async () => {
    const { lines } = await read('Serienummer;Merk;Model\nSN 0012;Maker;Pump\n');
    expect(lines).toMatchObject([{ id: 'SN 0012', serial: 'SN 0012', product: 'Pump' }]);
  });
});
