/**
 * `new importer`: a format that is read from its first byte to its records, with fixtures for the cases that every format
 * has (a plain file, nothing found, refused items, a file that is cut), its README and its lines in the lists.
 */
import { intoRegistry, nameOf, ScaffoldRefusal, type Name, type Plan } from './plan.ts';

export function planImporter(plan: Plan, [id]: readonly string[]): readonly string[] {
  const name = nameOf(id, 'The id of an importer', 'ward-scanner');
  const folder = `src/importers/${name.kebab}`;
  if (plan.has(folder)) throw new ScaffoldRefusal(`${folder} is there already; choose another id, or work on from it.`);
  plan.create(`${folder}/importer.ts`, importerText(name));
  plan.create(`${folder}/importer.test.ts`, testText(name));
  plan.create(`${folder}/README.md`, readmeText(name));
  for (const [file, text] of fixturesOf(name.kebab)) plan.create(`${folder}/fixtures/${file}`, text);
  plan.change('src/importers/registry.ts', (text) =>
    // At the head of the list: it accepts only files that name it, so nobody else's are taken.
    intoRegistry(text, {
      name: name.camel,
      from: `./${name.kebab}/importer.ts`,
      siblings: /^import \{ ([^}]+) \} from '(\.\/[^']+\/importer\.ts)';$/gm,
      list: /^export const importers[^=]*= \[\n/m,
      isFirst: true,
    }),
  );
  plan.change('src/contract/dutch/fragments.ts', (text) =>
    text.replace(/^ {2}\/\/ formats: .*\n/m, (line) => `${line}  ['${name.words} (JSON)', 'rapport van ${name.words} (JSON)'],\n`),
  );
  plan.change('src/contract/dutch/remarks.ts', (text) => {
    const missing = remarks.filter(([english]) => !text.includes(english));
    const lines = missing.map(([english, dutch]) => `  ['${english}', '${dutch}'],\n`).join('');
    // A second importer says the same, until its words are its own.
    return missing.length === 0 ? `${text}\n` : text.replace(/^\];$/m, `${lines}];`);
  });
  return [
    `It reads the format that ${folder}/README.md describes. Replace that by the real one: fixtures first, then the test, then the reading.`,
    `npx vitest run src/importers/${name.kebab} src/importers/registry.test.ts`,
    'npm run generate   writes docs/importers.md',
    'The order is explained in docs/guides/add-an-importer.md.',
  ];
}

/** What the importer says of a file, and the same in Dutch: the pages say it in the language of the reader. */
const remarks = [
  [
    'A flaw of a host without IP address was refused: there is nothing to know the host by.',
    'Een zwakte van een host zonder IP-adres is geweigerd: er is niets om de host aan te herkennen.',
  ],
  [
    'A flaw without title was refused: nobody could tell what it is.',
    'Een zwakte zonder titel is geweigerd: niemand zou weten wat het is.',
  ],
  [
    'Some flaws carry no severity that is known; they were read as medium. This is said once.',
    'Sommige zwakten hebben geen ernst die bekend is; ze zijn als midden gelezen. Dit wordt één keer gezegd.',
  ],
] as const;

const importerText = ({ kebab, camel, pascal, words }: Name) => `/**
 * ${words}'s JSON report → hosts as assets, their flaws, and how well they were looked at. An item is one element of a
 * host's \`flaws\`. One host is held in memory at a time. What is read and dropped, and why: README.md.
 */
import type { ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { parseInstant } from '#core/kernel/time.ts';
import type { FileHead, ImporterLimits } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { cveIdsIn, hostNameFacts, isIpAddress, portOf } from '../host-facts.ts';
import { checkIdOf, gradeOf, objectOf, objectsOf, textOf, titleCharactersMax } from '../json-facts.ts';
import type { JsonInterest, JsonObject, JsonOutput, JsonValue, JsonVisitor } from '../json-stream.ts';
import { jsonPathsIn, readJson } from '../json-stream.ts';
import { cutText } from '../xml-stream.ts';

/** What a larger file says of itself is that it is no report of one scan. */
const limits: ImporterLimits = { bytesMax: 1024 ** 3, itemsMax: 1_000_000, depthMax: 16, fieldCharactersMax: 10_000, issuesMax: 1_000 };

export const ${camel} = defineImporter({
  id: '${kebab}',
  version: 1,
  title: '${words} (JSON)',
  itemName: { en: 'flaw', nl: 'zwakte' },
  produces: ['discovery', 'findings'],
  limits,
  accepts,
  parse: (bytes) => readJson(bytes, limits, (output) => new ${pascal}Visitor(output)),
});

/** By content, never by the name of the file; and by more than one sign, so that no other format's file is taken. */
function accepts(head: FileHead): boolean {
  return jsonPathsIn(head).has('/format') && /"format"\\s*:\\s*"${kebab}"/.test(head.text);
}

class ${pascal}Visitor implements JsonVisitor {
  private readonly output: JsonOutput;
  private isHeaderGiven = false;
  private isSeverityNoted = false;
  private startedAt: Instant | null = null;

  constructor(output: JsonOutput) {
    this.output = output;
  }

  enter(path: string): JsonInterest {
    if (path === '' || path === '/hosts') return 'children';
    return path === '/hosts/*' || path === '/startedAt' ? 'value' : 'skip';
  }

  value(path: string, value: JsonValue): void {
    if (path === '/startedAt') this.startedAt = parseInstant(textOf(value) ?? '') ?? null;
    else this.host(objectOf(value) ?? {});
  }

  leave(): void {
    // Hosts come one by one; nothing waits for an object to close.
  }

  end(): void {
    this.header();
  }

  private host(host: JsonObject): void {
    this.header();
    const address = textOf(host['address']);
    const isKnown = address !== undefined && isIpAddress(address);
    if (isKnown) {
      const facts = { ipAddresses: [address], ...hostNameFacts(textOf(host['name']) ?? '') };
      this.record({ kind: 'asset', itemNumber: null, assetKey: address, role: 'discovery', observedAt: this.startedAt, facts });
    }
    for (const flaw of objectsOf(host['flaws'])) this.flaw(flaw, isKnown ? address : undefined);
    // Last: only now is it sure that the whole host was read, so that what was not found may close.
    if (isKnown)
      this.record({
        kind: 'coverage',
        assetKey: address,
        observedAt: this.startedAt,
        scanner: '${kebab}',
        depth: 'unknown',
        checkSet: null,
        complete: true,
      });
  }

  private flaw(flaw: JsonObject, assetKey: string | undefined): void {
    const itemNumber = this.output.nextItem();
    const title = textOf(flaw['title']);
    const cveIds = cveIdsIn([textOf(flaw['cve']) ?? '']);
    if (assetKey === undefined) {
      this.refuse(itemNumber, 'host-without-address', '${remarks[0][0]}');
      return;
    }
    if (title === undefined) {
      this.refuse(itemNumber, 'flaw-without-title', '${remarks[1][0]}');
      return;
    }
    const { severity, isAssumed } = gradeOf(textOf(flaw['severity']), undefined);
    if (isAssumed) this.noteSeverity();
    const port = portOf(textOf(flaw['port'])) ?? null;
    this.record({
      kind: 'vulnerability',
      itemNumber,
      assetKey,
      observedAt: this.startedAt,
      check: {
        scanner: '${kebab}',
        nativeId: checkIdOf(cveIds[0] ?? 'check', title),
        title: cutText(title, titleCharactersMax),
        family: null,
        solution: null,
      },
      severity,
      cveIds,
      cvss: null,
      epss: null,
      kev: null,
      protocol: port === null ? null : 'tcp',
      port,
    });
  }

  private header(): void {
    if (this.isHeaderGiven) return;
    this.isHeaderGiven = true;
    this.output.emit({ kind: 'header', header: { observedAt: this.startedAt, tool: '${words}', partial: false } });
  }

  private noteSeverity(): void {
    if (this.isSeverityNoted) return;
    this.isSeverityNoted = true;
    const message = '${remarks[2][0]}';
    this.issue({ code: 'severity-assumed', message, severity: 'note', itemNumber: null });
  }

  private refuse(itemNumber: number, code: string, message: string): void {
    this.issue({ code, message, severity: 'refused', itemNumber });
  }

  private issue(issue: Omit<ImportIssue, 'path' | 'line'>): void {
    this.output.emit({ kind: 'issue', issue: { ...issue, path: this.output.path(), line: this.output.line() } });
  }

  private record(record: ImportedRecord): void {
    this.output.emit({ kind: 'record', record });
  }
}
`;

const testText = ({ kebab, words }: Name) => `import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { attempt } from '#test/support/damaged-file.ts';
import { itemNumbersOf, parseFile, recordsOf } from '#test/support/parse-file.ts';

const pathOf = (name: string) => fileURLToPath(new URL(\`fixtures/\${name}\`, import.meta.url));
const parse = (name: string) => parseFile(pathOf(name));

describe('the ${words} importer', () => {
  it('reads hosts, their flaws in order, and that they were looked at', async () => {
    const parsed = await parse('two-hosts.json');
    expect(parsed.importer.id).toBe('${kebab}');
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toEqual([{ observedAt: '2026-03-10T08:00:00.000Z', tool: '${words}', partial: false }]);
    expect(parsed.records.map(({ kind }) => kind)).toEqual(['asset', 'vulnerability', 'vulnerability', 'coverage', 'asset', 'coverage']);
    expect(recordsOf(parsed, 'asset')[0]?.facts).toEqual({ ipAddresses: ['192.0.2.10'], hostName: 'pump-1', domain: 'ziekenhuis.example' });
  });

  it('reads a flaw with its CVE, severity and port', async () => {
    const [first] = recordsOf(await parse('two-hosts.json'), 'vulnerability');
    expect(first).toMatchObject({ itemNumber: 1, assetKey: '192.0.2.10', severity: 'high', cveIds: ['CVE-2026-50001'], protocol: 'tcp', port: 443 });
  });

  it('says that a host was looked at even when nothing was found', async () => {
    expect((await parse('nothing-found.json')).records.map(({ kind }) => kind)).toEqual(['asset', 'coverage']);
  });

  it('refuses what it cannot know again, one by one, and goes on', async () => {
    const parsed = await parse('refused-flaws.json');
    expect(parsed.issues.map(({ code, severity, itemNumber }) => [code, severity, itemNumber])).toEqual([
      ['host-without-address', 'refused', 1],
      ['flaw-without-title', 'refused', 2],
      ['severity-assumed', 'note', null],
    ]);
    expect(itemNumbersOf(parsed)).toEqual([1, 2, 3]);
  });

  it('keeps the hosts before a cut, and says that the file is cut', async () => {
    const parsed = await parse('truncated.json');
    expect(parsed.problem?.code).toBe('file-truncated');
    expect(recordsOf(parsed, 'coverage').map(({ assetKey }) => assetKey)).toEqual(['192.0.2.10']);
  });

  it('cut anywhere ends in a Problem, and what it gave before the cut is true', async () => {
    const whole = readFileSync(pathOf('two-hosts.json'));
    const { parsed: complete } = await attempt(whole, 64);
    for (let cutAt = 1; cutAt < whole.lastIndexOf('}'); cutAt += 7) {
      const { code, parsed } = await attempt(whole.subarray(0, cutAt), 64);
      // Without what the head says of the format it is not known whose report it is.
      expect(code).toBe(parsed === undefined ? 'file-format-unknown' : 'file-truncated');
      expect(parsed?.records ?? []).toEqual(complete?.records.slice(0, parsed?.records.length ?? 0));
    }
  });
});
`;

const readmeText = ({ kebab, words }: Name) => `# ${words} (JSON)

Reads a JSON object with \`"format": "${kebab}"\`, when the scan began, and a list of hosts with their flaws; also gzipped. The
item is one element of \`flaws\`. A host becomes an asset (seen, not registered).

| element                        | read as                        | dropped | why                                            |
| ------------------------------ | ------------------------------ | ------- | ---------------------------------------------- |
| \`format\`                       | whose file it is               |         | recognised by content, not by the file's name  |
| \`startedAt\`                    | when everything was observed   |         | missing: the day of the file                   |
| \`hosts\`: \`address\`, \`name\`     | IP address, host name, domain  |         | without an address the host is not known again |
| \`flaws\`: \`title\`, \`cve\`        | the check and its CVE          |         | without a title nobody could tell what it is   |
| \`flaws\`: \`severity\`, \`port\`    | severity, TCP port             |         |                                                |
| whatever else                  |                                | all     | no question uses it                            |

| code                      | severity      | meaning                                        |
| ------------------------- | ------------- | ---------------------------------------------- |
| \`host-without-address\`    | refused       | a flaw of a host that cannot be known again    |
| \`flaw-without-title\`      | refused       | a flaw that says nothing                       |
| \`severity-assumed\`        | note          | no severity that is known: read as medium      |
| \`value-cut\`, \`encoding-…\` | warning, note | from the reading of JSON and text              |

A file that is cut ends in \`file-truncated\`; the hosts before the cut stay.
`;

/** Invented: documentation addresses (RFC 5737), names under .example, CVE numbers that nobody has. */
function fixturesOf(id: string): readonly (readonly [string, string])[] {
  const head = { format: id, startedAt: '2026-03-10T08:00:00Z' };
  const first = {
    address: '192.0.2.10',
    name: 'pump-1.ziekenhuis.example',
    flaws: [
      { title: 'Old web server', cve: 'CVE-2026-50001', severity: 'high', port: 443 },
      { title: 'Login without password', severity: 'critical' },
    ],
  };
  const second = { address: '192.0.2.11', name: 'monitor-1', flaws: [] };
  const refused = [
    { name: 'somewhere', flaws: [{ title: 'Of a host without address', severity: 'low' }] },
    { address: '192.0.2.12', flaws: [{ severity: 'low' }, { title: 'Graded in words of its own', severity: 'spicy' }] },
  ];
  const text = (hosts: readonly unknown[]) => `${JSON.stringify({ ...head, hosts }, null, 2)}\n`;
  const whole = text([first, second]);
  return [
    ['two-hosts.json', whole],
    ['nothing-found.json', text([second])],
    ['refused-flaws.json', text(refused)],
    ['truncated.json', whole.slice(0, whole.indexOf('monitor-1') + 4)],
  ];
}
