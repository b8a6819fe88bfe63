import { describe, expect, it } from 'vitest';
import { signsOfData } from './header-evidence.ts';

const looks = (row: readonly string[], ...below: readonly (readonly string[])[]) => signsOfData(row, below)?.looksLike ?? null;

describe('a row that stands where headers should', () => {
  it.each([
    [['Infuuspomp 3', '10.20.1.7', 'SN-00412'], 'an IP address'],
    [['Infuuspomp 3', '00:1b:44:11:3a:b7'], 'a MAC address'],
    [['Infuuspomp 3', '31-12-2029'], 'a date'],
    [['Infuuspomp 3', 'beheer@zkh.example'], 'an e-mail address'],
    [['Infuuspomp 3', 'SN-00412'], 'a serial or asset number'],
    [['Infuuspomp 3', '17'], 'a number'],
    [['', '', 'Pomp'], 'an empty cell'],
  ])('%j looks like data: %s', (row, expected) => {
    expect(looks(row)).toBe(expected);
  });

  it.each([
    [['Naam', 'IP-adres', 'Serienummer']],
    [['Naam', 'IP-adres', '2024', '2025']],
    [['Naam', 'Bedrag 2024', 'Q1', '1', '2', '3']],
    [['Kenmerk', 'Wat het is', 'Waar het staat']],
    [['Kenmerk', '2024', '2025']],
    [['Naam', '', 'Kleur']],
    [['Naam', 'Naam']],
  ])('%j may be headers', (row) => {
    expect(looks(row, ['a', 'b', 'c', 'd', 'e', 'f'])).toBeNull();
  });

  it('takes a number for one where the cells below are alike, and for a header where they are not', () => {
    expect(looks(['Pomp', 'PC-7'], ['Bed', 'PC-8'], ['Lamp', 'PC-12'])).toBe('a serial or asset number');
    expect(looks(['Kenmerk', 'Veld-7'], ['Bed', 'rood'], ['Lamp', 'groen'])).toBeNull();
  });

  it('takes a word that the rows below have too for one of the data', () => {
    expect(looks(['Pomp', 'Radiologie'], ['Bed', 'radiologie'])).toBe('in the rows below as well');
    expect(looks(['Pomp', 'Radiologie'], ['Bed', 'Chirurgie'])).toBeNull();
  });

  it('is not fooled by one cell that happens to be a known header', () => {
    expect(looks(['apparaat', '10.0.0.5', 'SN-22'], ['lamp', '10.0.0.6', 'SN-23'])).toBe('an IP address');
    expect(looks(['Naam', 'Serienummer', '10.0.0.0'], ['a', 'b', 'c'])).toBeNull();
  });

  it('counts what shows it, and cuts a long cell', () => {
    expect(signsOfData(['Pomp', '10.0.0.1', ''], [])).toEqual({ signs: 2, cells: 3, cell: '10.0.0.1', looksLike: 'an IP address' });
    expect(signsOfData([`${'x'.repeat(80)}@zkh.example`], [])?.cell).toHaveLength(60);
  });
});
