import { expect, it } from 'vitest';
import type { Advisory, AdvisoryScore } from '#core/advisories/advisory.ts';
import { checkScores } from './check-scores.ts';

const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N';

function checked(score: Partial<AdvisoryScore>) {
  const whole: AdvisoryScore = { version: '3.1', vector, baseScore: 7.5, productIds: ['a'], ...score };
  const flaw = { cveId: 'CVE-2026-10001', otherIds: [], title: null, cweIds: [], statuses: [], scores: [whole], remediations: [] };
  const dates = { revision: null, publisher: null, publishedAt: null, modifiedAt: null };
  const given: Advisory = { kind: 'osv', documentId: 'x', title: 'x', ...dates, notes: [], products: [], flaws: [flaw] };
  const { advisory, remarks } = checkScores(given);
  return { isSame: advisory === given, score: advisory.flaws[0]?.scores[0], remarks: remarks.map(({ message }) => message) };
}

it('a score that its vector gives stays as it is', () => expect(checked({})).toMatchObject({ isSame: true, remarks: [] }));

it('a score that is missing is computed, and marked so', () => {
  expect(checked({ baseScore: null, version: '3.0' })).toMatchObject({
    score: { baseScore: 7.5, version: '3.1', computed: true },
    remarks: [],
  });
});

it('a score that differs from its vector stands, and what the vector gives beside it', () => {
  const said = checked({ baseScore: 9.1 });
  expect(said.score).toMatchObject({ baseScore: 9.1, vectorScore: 7.5 });
  expect(said.remarks).toEqual(['The CVSS score of CVE-2026-10001 is 9.1 and its vector gives 7.5; the score was kept as it is written.']);
});

it('a vector that is none is remarked with what is wrong, and nothing is computed', () => {
  const said = checked({ vector: 'CVSS:3.1/AV:Q', baseScore: null });
  expect(said.score?.baseScore).toBeNull();
  expect(said.remarks).toEqual(['The CVSS vector of CVE-2026-10001 cannot be read at "AV:Q": "AV" has one of the values N A L P.']);
});
