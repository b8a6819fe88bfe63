import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { itemNumbersOf, parseFile, recordsOf } from '#test/support/parse-file.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));

describe('the Wazuh importer', () => {
  it('reads an answer of the API with its agents', async () => {
    const parsed = await parse('api-with-agent.json');
    expect(parsed.importer.id).toBe('wazuh');
    expect(parsed.headers).toEqual([{ observedAt: null, tool: 'Wazuh', partial: false }]);
    expect(recordsOf(parsed, 'asset').map(({ facts }) => facts)).toEqual([
      { hostName: 'ws-0412', domain: 'zuiderhof.example', ipAddresses: ['10.20.1.5'] },
      { name: 'ws 0413', ipAddresses: ['10.20.1.6'] },
    ]);
    expect(recordsOf(parsed, 'vulnerability')[0]).toEqual({
      kind: 'vulnerability',
      itemNumber: 1,
      assetKey: 'agent-1',
      observedAt: null,
      check: {
        scanner: 'wazuh',
        nativeId: 'CVE-2026-60001 openssl',
        title: 'CVE-2026-60001 affects openssl',
        family: 'package',
        solution: 'Update openssl to 4.3.2 or later.',
      },
      severity: 'critical',
      cveIds: ['CVE-2026-60001'],
      cvss: { score: 5.5, vector: null, version: null },
      epss: null,
      kev: null,
      protocol: null,
      port: null,
    });
  });

  it('grades by the score where the word says nothing, and names no repair that the condition does not', async () => {
    const parsed = await parse('api-with-agent.json');
    expect(recordsOf(parsed, 'vulnerability').map(({ severity, cvss, check }) => [severity, cvss?.version, check.solution])).toEqual([
      ['critical', null, 'Update openssl to 4.3.2 or later.'],
      ['medium', '2.0', null],
      ['medium', undefined, null],
    ]);
    expect(recordsOf(parsed, 'nothing')).toEqual([{ kind: 'nothing', itemNumber: 3, reason: 'obsolete' }]);
    expect(parsed.issues.map(({ code }) => code)).toEqual(['severity-assumed']);
  });

  it('refuses rows that do not say which agent, or which flaw', async () => {
    const parsed = await parse('api-without-agent.json');
    expect(parsed.records).toEqual([]);
    expect(parsed.issues.map(({ code, severity, itemNumber }) => [code, severity, itemNumber])).toEqual([
      ['agent-missing', 'refused', 1],
      ['row-incomplete', 'refused', 2],
    ]);
  });

  it('reads an answer of the index, a flaw of the operating system itself included', async () => {
    const parsed = await parse('index-answer.json');
    expect(recordsOf(parsed, 'asset').map(({ facts }) => facts)).toEqual([
      { hostName: 'srv-lis', operatingSystem: 'Ubuntu 24.04.2 LTS' },
      { hostName: 'srv-ris', operatingSystem: 'Ubuntu 24.04.2 LTS' },
    ]);
    expect(
      recordsOf(parsed, 'vulnerability').map(({ assetKey, check, severity, cvss }) => [assetKey, check.nativeId, severity, cvss]),
    ).toEqual([
      ['agent-1', 'CVE-2026-61001 openssl', 'high', { score: 7.5, vector: null, version: '3.1' }],
      ['agent-2', 'CVE-2026-61001 openssl', 'high', { score: 7.5, vector: null, version: '3.1' }],
      ['agent-1', 'CVE-2026-61002 Ubuntu', 'critical', { score: 9.1, vector: null, version: '3.1' }],
    ]);
    expect(parsed.issues).toEqual([]);
  });

  it.each([
    ['the answer holds all that it says there is', 'index-answer.json', [true, true], []],
    ['the answer of the API holds all', 'api-with-agent.json', [true, true], []],
    ['the answer holds fewer', 'index-answer-cut.json', [false, false], ['warning']],
    ['lines do not say how many there are', 'index-lines.ndjson', [false, false], ['note']],
    ['a list does not say how many there are', 'index-list.json', [false], ['note']],
    ['nothing was found, and so no agent is named', 'api-nothing-found.json', [], []],
  ])('takes an absence only as far as the file allows: %s', async (_case, name, complete, severities) => {
    const parsed = await parse(name);
    const coverage = recordsOf(parsed, 'coverage');
    expect(coverage.map((one) => one.complete)).toEqual(complete);
    for (const one of coverage) expect(one).toMatchObject({ scanner: 'wazuh', depth: 'authenticated', checkSet: null, observedAt: null });
    const remarks = parsed.issues.filter(({ code }) => code === 'answer-incomplete');
    expect(remarks.map(({ severity }) => severity)).toEqual(severities);
  });

  it('reads documents of the index as lines, with and without what the index says around them', async () => {
    const parsed = await parse('index-lines.ndjson');
    expect(itemNumbersOf(parsed)).toEqual([1, 2]);
    expect(recordsOf(parsed, 'vulnerability').map(({ assetKey }) => assetKey)).toEqual(['agent-1', 'agent-2']);
  });
});
