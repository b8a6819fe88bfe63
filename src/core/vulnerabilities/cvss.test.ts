import { describe, expect, it } from 'vitest';
import { scoreOfVector } from './cvss.ts';

describe('the score of a CVSS vector', () => {
  it.each([
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C', '2.0', 10, null, 'high'],
    ['(AV:L/AC:H/Au:M/C:N/I:N/A:N)', '2.0', 0, null, 'low'],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '3.0', 9.8, null, 'critical'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N/MC:N/MI:N/MA:N', '3.1', 7.5, 0, 'high'],
    ['CVSS:3.1/S:U/AV:N/AC:L/PR:N/UI:N/C:N/I:N/A:N', '3.1', 0, null, 'none'],
    ['CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', '4.0', 7.3, null, 'high'],
    ['CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/CR:H/IR:H/AR:M', '4.0', 7.3, 7.2, 'high'],
  ])('%s', (vector, version, base, environmental, severity) => {
    expect(scoreOfVector(vector)).toEqual({ kind: 'score', version, base, environmental, severity });
  });

  it('takes metrics that say "not defined" for none', () => {
    expect(scoreOfVector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N/CR:X/MC:X')).toMatchObject({ base: 7.5, environmental: null });
  });

  it('of 4.0 gives the base score as if nothing else were said', () => {
    expect(scoreOfVector('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U')).toMatchObject({ base: 9.3 });
  });

  it.each([
    ['', '', /"" is no metric of CVSS 2\.0/],
    ['CVSS:3.2/AV:N', 'CVSS:3.2', /not known/],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H', '', /"A" is missing/],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:Q', 'A:Q', /one of the values H L N/],
    ['CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'AV:N', /twice/],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/', '', /is no metric/],
    ['CVSS:4.0/AV:N/AC:L/PR:N/UI:N/C:H/I:H/A:H', 'C:H', /"C" is no metric of CVSS 4\.0/],
    [`CVSS:3.1/${'AV:N/'.repeat(200)}`, '', /longer than/],
    ['AV:N/AC:L/Au:N/C:C/I:C/A:__proto__', 'A:__proto__', /one of the values/],
  ])('%s is broken', (vector, at, message) => {
    const said = scoreOfVector(vector);
    expect(said).toMatchObject({ kind: 'broken', at });
    expect(said.kind === 'broken' ? said.message : '').toMatch(message);
  });
});
