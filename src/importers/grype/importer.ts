/**
 * Grype's JSON report → the scanned image, folder or SBOM as an asset, the flaws of its packages, and how well it was
 * looked at. An item is one element of `matches`. The report names its source after its matches, so these are held,
 * shortened to what is stored, until it is named.
 * Followed: Grype, "Output formats" (json), with the layouts of database schema 3 to 6. What is read and dropped: README.md.
 */
import { isPlaceholderTag } from '#core/assets/placeholder.ts';
import type { AssetFacts, ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { parseInstant } from '#core/kernel/time.ts';
import type { FileHead, ImporterLimits, ParseEvent } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { fingerprintOf } from '../host-facts.ts';
import { objectOf, textOf, textsOf } from '../json-facts.ts';
import type { JsonInterest, JsonOutput, JsonValue, JsonVisitor } from '../json-stream.ts';
import { jsonPathsIn, readJson } from '../json-stream.ts';
import type { Match } from './match.ts';
import { readMatch } from './match.ts';

/** Items are held until the end of their report, so fewer than of a format that streams. */
const limits: ImporterLimits = {
  bytesMax: 4 * 1024 ** 3,
  itemsMax: 250_000,
  depthMax: 64,
  fieldCharactersMax: 1_000_000,
  issuesMax: 1_000,
};

const nameCharactersMax = 500;

export const grype = defineImporter({
  id: 'grype',
  version: 2,
  title: 'Grype (JSON)',
  itemName: { en: 'match', nl: 'treffer' },
  produces: ['discovery', 'findings'],
  limits,
  accepts,
  parse: (bytes) => readJson(bytes, limits, (output) => new GrypeVisitor(output)),
});

function accepts(head: FileHead): boolean {
  const paths = jsonPathsIn(head);
  const isMatch = paths.has('/matches/*/vulnerability') || paths.has('/matches/*/artifact');
  const isReport = paths.has('/matches') && paths.has('/source') && paths.has('/descriptor');
  // With sorted keys a long configuration may stand before everything else.
  const isDescribed = paths.has('/descriptor') && /"name"\s*:\s*"grype"/.test(head.text);
  return isMatch || isReport || isDescribed;
}

/** Settings of the run that decide which flaws are listed. */
const decidingSettings = ['only-fixed', 'only-notfixed', 'ignore-wontfix', 'ignore', 'exclude', 'search', 'match', 'by-cve'];
const keptPaths = new Set([
  '/matches/*',
  '/source/type',
  '/source/target/userInput',
  '/source/target/tags',
  '/distro',
  '/descriptor/name',
  '/descriptor/version',
  '/descriptor/timestamp',
  ...decidingSettings.map((name) => `/descriptor/configuration/${name}`),
]);
/** `/source/target` is an object of an image, and the path itself of a folder or file. */
const visitedPaths = new Set(['', '/matches', '/source', '/source/target', '/descriptor', '/descriptor/configuration']);

interface Held {
  readonly itemNumber: number;
  readonly line: number;
  readonly path: string;
  readonly match: Match | undefined;
}

class GrypeVisitor implements JsonVisitor {
  private readonly output: JsonOutput;
  private isHeaderGiven = false;
  private isSeverityNoted = false;
  private documents = 0;
  private held: Held[] = [];
  private values = new Map<string, JsonValue>();

  constructor(output: JsonOutput) {
    this.output = output;
  }

  enter(path: string): JsonInterest {
    return keptPaths.has(path) ? 'value' : visitedPaths.has(path) ? 'children' : 'skip';
  }

  value(path: string, value: JsonValue): void {
    if (path !== '/matches/*') {
      this.values.set(path, value);
      return;
    }
    const { output } = this;
    this.held.push({ itemNumber: output.nextItem(), line: output.line(), path: output.path(), match: readMatch(value) });
  }

  leave(path: string): void {
    if (path === '') this.closeReport();
  }

  end(): void {
    this.giveHeader();
  }

  private closeReport(): void {
    const { held } = this;
    this.giveHeader();
    this.documents += 1;
    const assetKey = `artifact-${this.documents}`;
    const observedAt = this.observedAt();
    const facts = this.facts();
    if (facts !== undefined) this.record({ kind: 'asset', itemNumber: null, assetKey, role: 'discovery', observedAt, facts });
    for (const item of held) this.giveItem(item, facts === undefined ? undefined : assetKey);
    if (facts !== undefined) {
      const checkSet = this.checkSet();
      this.record({ kind: 'coverage', assetKey, observedAt, scanner: 'grype', depth: 'authenticated', checkSet, complete: true });
    }
    this.held = [];
    this.values = new Map();
  }

  private giveItem({ itemNumber, line, path, match }: Held, assetKey: string | undefined): void {
    if (match === undefined) {
      const message = 'A match without vulnerability identifier or package was refused: there is nothing to know it by.';
      this.issue({ code: 'match-incomplete', message, path, line, severity: 'refused', itemNumber });
    } else if (assetKey === undefined) {
      const message =
        'The report does not name what it looked at (or only as "."), so its items cannot be known again; keep `source` in it.';
      this.issue({ code: 'artifact-unnamed', message, path, line, severity: 'refused', itemNumber });
    } else {
      if (match.isSeverityAssumed) this.noteSeverity(path, line);
      const observedAt = this.observedAt();
      this.record({ kind: 'vulnerability', itemNumber, assetKey, observedAt, protocol: null, port: null, ...match.facts });
    }
  }

  private noteSeverity(path: string, line: number): void {
    if (this.isSeverityNoted) return;
    this.isSeverityNoted = true;
    const message = 'Some matches carry neither severity nor score; they were read as medium. This is said once.';
    this.issue({ code: 'severity-assumed', message, path, line, severity: 'note', itemNumber: null });
  }

  /** Undefined where nothing names the source, or only as `.`, which may be any folder. */
  private facts(): AssetFacts | undefined {
    const target = [this.text('/source/target'), this.text('/source/target/userInput'), ...textsOf(this.values.get('/source/target/tags'))];
    const name = target.find((one) => one !== undefined && one.length <= nameCharactersMax && !isPlaceholderTag(one));
    if (name === undefined) return undefined;
    const distro = objectOf(this.values.get('/distro'));
    const operatingSystem = [textOf(distro?.['name']), textOf(distro?.['version'])].filter((part) => part !== undefined).join(' ');
    // A folder may be the root of a server; an image and a file are no device.
    const isDevice = this.text('/source/type') === 'directory';
    return {
      name,
      assetTag: name,
      ...(isDevice ? {} : { class: 'other' }),
      ...(operatingSystem === '' ? {} : { operatingSystem }),
    };
  }

  /** Other settings list other flaws: an absence then means less. */
  private checkSet(): string {
    const settings = decidingSettings.map((name) => this.values.get(`/descriptor/configuration/${name}`) ?? null);
    return settings.every((value) => value === null) ? 'grype' : `grype#${fingerprintOf(JSON.stringify(settings))}`;
  }

  private observedAt(): Instant | null {
    return parseInstant(this.text('/descriptor/timestamp') ?? '') ?? null;
  }

  private text(path: string): string | undefined {
    return textOf(this.values.get(path));
  }

  private giveHeader(): void {
    if (this.isHeaderGiven) return;
    this.isHeaderGiven = true;
    const tool = ['Grype', this.text('/descriptor/version')].filter((part) => part !== undefined).join(' ');
    this.output.emit({ kind: 'header', header: { observedAt: this.observedAt(), tool, partial: false } });
  }

  private record(record: ImportedRecord): void {
    const event: ParseEvent = { kind: 'record', record };
    this.output.emit(event);
  }

  private issue(issue: ImportIssue): void {
    this.output.emit({ kind: 'issue', issue });
  }
}
