import { describe, expect, test } from 'vitest';
import { readEpssScores } from './read-scores.ts';

const head = '#model_version:v2026.06.15,score_date:2026-09-29T12:00:22Z\ncve,epss,percentile\n';
const read = (text: string) => readEpssScores(Buffer.from(text));

describe('readEpssScores', () => {
  test('gives the scores with the model and the moment they are of', () => {
    const edition = read(`${head}CVE-2026-0001,0.00281,0.18541\nCVE-2026-00022,9e-05,1.0\n`);
    expect(edition).toMatchObject({
      model: 'v2026.06.15',
      scoredAt: '2026-09-29T12:00:22.000Z',
      cveIds: ['CVE-2026-0001', 'CVE-2026-00022'],
    });
    expect([...edition.scores, ...edition.percentiles]).toEqual([0.00281, 0.000_09, 0.185_41, 1]);
  });

  test.each([
    ['2025-03-14T00:00:00+0000', '2025-03-14T00:00:00.000Z'],
    ['2025-03-14', '2025-03-14T00:00:00.000Z'],
  ])('a date written as %s is read', (written, scoredAt) => {
    expect(read(`#model_version:v2025.03.14,score_date:${written}\r\ncve,epss,percentile\r\nCVE-2026-0001,0.1,0.2\r\n`).scoredAt).toBe(
      scoredAt,
    );
  });

  test.each([
    ['without its model', 'cve,epss,percentile\nCVE-2026-0001,0.1,0.2\n', 'file-format-mismatch'],
    ['with other columns', `${head.replace(',percentile', '')}CVE-2026-0001,0.1\n`, 'file-format-mismatch'],
    ['that ends within a line', `${head}CVE-2026-0001,0.1,0.2\nCVE-2026-00`, 'file-truncated'],
    ['without scores', head, 'file-truncated'],
    ['with a score above one', `${head}CVE-2026-0001,1.5,0.2\n`, 'file-malformed'],
    ['with a score that is none', `${head}CVE-2026-0001,,0.2\n`, 'file-malformed'],
    ['with a CVE twice', `${head}CVE-2026-0001,0.1,0.2\nCVE-2026-0001,0.1,0.2\n`, 'file-malformed'],
  ])('a file %s is refused whole', (_, text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });
});
