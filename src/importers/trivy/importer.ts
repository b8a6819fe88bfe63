/**
 * Trivy's JSON report (image, file system, SBOM, Kubernetes) → the artifact as an asset, the flaws of its packages, and
 * how well it was looked at. An item is one element of `Vulnerabilities`, `Misconfigurations`, `Secrets` or `Licenses`;
 * only the first are flaws to store. It streams: an item goes out as soon as its artifact is named.
 * Followed: Trivy, "Reporting" (JSON, schema version 2, the list of before, and the Kubernetes report). What is read
 * and dropped: README.md.
 */
import type { ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { parseInstant } from '#core/kernel/time.ts';
import type { FileHead, ImporterLimits, ParseEvent } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { objectOf, textOf } from '../json-facts.ts';
import type { JsonInterest, JsonOutput, JsonValue, JsonVisitor } from '../json-stream.ts';
import { jsonPathsIn, readJson } from '../json-stream.ts';
import type { ResultKind } from './artifact.ts';
import { Artifact } from './artifact.ts';
import { readVulnerability } from './vulnerability.ts';

const limits: ImporterLimits = {
  bytesMax: 4 * 1024 ** 3,
  itemsMax: 5_000_000,
  depthMax: 64,
  fieldCharactersMax: 1_000_000,
  issuesMax: 1_000,
};

/** Items held back while the artifact is not named yet. */
const heldItemsMax = 200_000;

export const trivy = defineImporter({
  id: 'trivy',
  version: 2,
  title: 'Trivy (JSON)',
  itemName: { en: 'result', nl: 'resultaat' },
  produces: ['discovery', 'findings'],
  limits,
  accepts,
  parse: (bytes) => readJson(bytes, limits, (output) => new TrivyVisitor(output)),
});

function accepts(head: FileHead): boolean {
  const paths = jsonPathsIn(head);
  const has = (...names: readonly string[]): boolean => names.some((name) => paths.has(name));
  if (has('/ArtifactName', '/ArtifactType')) return has('/SchemaVersion', '/Results', '/Metadata');
  if (has('/ClusterName')) return has('/Resources', '/Vulnerabilities', '/Misconfigurations', '/Findings');
  return has('/*/Target') && has('/*/Type', '/*/Class', '/*/Vulnerabilities');
}

/** Lists of resources in a report of a cluster; the names changed over the versions. */
const resourcePath = /^\/(?:Resources|Vulnerabilities|Misconfigurations|Findings)\/\*(?=\/|$)/;
const itemKinds: Readonly<Record<string, string>> = {
  Misconfigurations: 'misconfiguration',
  Secrets: 'secret',
  Licenses: 'license',
};
const keptOfArtifact = new Set(['ArtifactName', 'ArtifactType', 'Namespace', 'Kind', 'Name']);

class TrivyVisitor implements JsonVisitor {
  private readonly output: JsonOutput;
  private isHeaderGiven = false;
  private createdAt: Instant | null = null;
  private tool = 'Trivy';
  private cluster: string | undefined;
  private artifacts = 0;
  private artifact = new Artifact(false);
  /** Of a cluster, by name: one resource may stand in several lists. */
  private readonly resources = new Map<string, Artifact>();
  /** Items that wait for the name of their artifact. */
  private held: ((assetKey: string | undefined) => ParseEvent)[] = [];
  private target: { name?: string | undefined; class?: string | undefined; type?: string | undefined } = {};
  private readonly noted = new Set<string>();

  constructor(output: JsonOutput) {
    this.output = output;
  }

  enter(written: string): JsonInterest {
    const path = this.normalised(written);
    if (written === '') this.artifact = new Artifact(false);
    if (resourcePath.test(written) && path === '') this.artifact = new Artifact(true, this.cluster);
    if (path === '' || /^\/(Metadata|Metadata\/\*|Results)$/.test(path)) return 'children';
    if (path === '/Results/*') {
      this.target = {};
      return 'children';
    }
    const list = /^\/Results\/\*\/(\w+)(\/\*)?$/.exec(path);
    if (list?.[1] !== undefined) return this.enterResult(list[1], list[2] !== undefined);
    if (/^\/Metadata(\/\*)?\/(OS|RepoTags)$/.test(path)) return 'value';
    if (['/CreatedAt', '/ClusterName', '/Trivy'].includes(written) || keptOfArtifact.has(path.slice(1))) return 'value';
    return /^\/(Resources|Vulnerabilities|Misconfigurations|Findings)$/.test(written) ? 'children' : 'skip';
  }

  value(written: string, value: JsonValue): void {
    const path = this.normalised(written);
    if (path === '/Results/*/Vulnerabilities/*') this.takeVulnerability(value);
    else if (path === '/Results/*/Target') this.target.name = textOf(value);
    else if (path === '/Results/*/Class') this.target.class = textOf(value);
    else if (path === '/Results/*/Type') this.target.type = textOf(value);
    else if (written === '/CreatedAt') this.createdAt = parseInstant(textOf(value) ?? '') ?? null;
    else if (written === '/ClusterName') this.cluster = textOf(value);
    else if (written === '/Trivy')
      this.tool = ['Trivy', textOf(objectOf(value)?.['Version'])].filter((part) => part !== undefined).join(' ');
    else this.artifact.set(path.slice(path.lastIndexOf('/') + 1), value);
  }

  leave(written: string): void {
    const path = this.normalised(written);
    if (path === '/Results/*') {
      this.artifact.results.add(this.resultKind());
      this.nameByTarget();
    } else if (path === '' && written !== '') this.closeResource();
    else if (written === '') this.closeDocument();
  }

  end(): void {
    this.giveHeader();
  }

  /** Paths below the artifact: of a cluster's resource without its list, of the list of before as if under `Results`. */
  private normalised(path: string): string {
    if (path === '/*' || path.startsWith('/*/')) return `/Results${path}`;
    return path.replace(resourcePath, '');
  }

  private enterResult(key: string, isElement: boolean): JsonInterest {
    if (!isElement && ['Target', 'Class', 'Type'].includes(key)) return 'value';
    if (key === 'Vulnerabilities') {
      if (isElement) return 'value';
      this.nameByTarget();
      return 'children';
    }
    const kind = Object.hasOwn(itemKinds, key) ? itemKinds[key] : undefined;
    if (kind === undefined) return 'skip';
    if (!isElement) return 'children';
    this.takeOther(kind);
    return 'skip';
  }

  private resultKind(): ResultKind {
    const { class: word } = this.target;
    // Reports of before have no class: they hold packages only.
    if (word === undefined || word.endsWith('-pkgs')) return 'packages';
    return word === 'secret' ? 'secrets' : 'other';
  }

  private nameByTarget(): void {
    if (this.resultKind() === 'packages' && this.target.class !== 'lang-pkgs') this.artifact.offerTarget(this.target.name);
    // A resource without software of its own (a service, a role) is no asset.
    if (!this.artifact.isResource || this.resultKind() === 'packages') this.openArtifact();
  }

  /** Says the asset as soon as it has a name, and lets go what waited for it. */
  private openArtifact(): void {
    const { artifact } = this;
    const name = artifact.assetKey === undefined ? artifact.name() : undefined;
    if (name === undefined) return;
    const known = this.resources.get(name);
    const assetKey = known?.assetKey ?? `artifact-${(this.artifacts += 1)}`;
    artifact.assetKey = assetKey;
    if (known === undefined) {
      if (artifact.isResource) this.resources.set(name, artifact);
      const { createdAt: observedAt } = this;
      this.record({ kind: 'asset', itemNumber: null, assetKey, role: 'discovery', observedAt, facts: artifact.facts(name) });
    }
    this.release(assetKey);
  }

  private release(assetKey: string | undefined): void {
    const waiting = this.held;
    this.held = [];
    for (const make of waiting) this.emit(make(assetKey));
  }

  private closeResource(): void {
    if (this.artifact.results.has('packages')) this.openArtifact();
    this.release(this.artifact.assetKey);
    const known = this.resources.get(this.artifact.name() ?? '');
    for (const kind of this.artifact.results) known?.results.add(kind);
    this.artifact = new Artifact(false);
  }

  private closeDocument(): void {
    const { artifact } = this;
    if (this.resources.size === 0) this.openArtifact();
    this.release(artifact.assetKey);
    for (const one of [artifact, ...this.resources.values()]) this.giveCoverage(one);
    this.resources.clear();
    this.cluster = undefined;
    this.createdAt = null;
  }

  /** What ran shows only in what was found: packages; or nothing but secrets, as when no package has a flaw. */
  private giveCoverage({ assetKey, isResource, results }: Artifact): void {
    const isPackages = results.has('packages');
    const isOpen = !isResource && !results.has('other');
    if (assetKey === undefined || (!isPackages && !isOpen)) return;
    const checkSet = isPackages ? 'trivy' : null;
    const { createdAt: observedAt } = this;
    this.record({ kind: 'coverage', assetKey, observedAt, scanner: 'trivy', depth: 'authenticated', checkSet, complete: true });
  }

  private takeVulnerability(value: JsonValue): void {
    const itemNumber = this.output.nextItem();
    const place = { path: this.output.path(), line: this.output.line() };
    const statement = readVulnerability(value, this.target.type ?? null);
    if (statement.kind === 'flaw' && statement.isSeverityAssumed) {
      this.note('severity-assumed', 'Some vulnerabilities carry neither severity nor score; they were read as medium. This is said once.');
    }
    const observedAt = this.createdAt;
    this.hold((assetKey) => {
      if (statement.kind === 'incomplete') {
        const message = 'A vulnerability without identifier or package was refused: there is nothing to know it by.';
        return refusal('vulnerability-incomplete', message, place, itemNumber);
      }
      if (assetKey === undefined) {
        const message =
          'The report does not name what it looked at (or only as "."), so its items cannot be known again; scan it by its name.';
        return refusal('artifact-unnamed', message, place, itemNumber);
      }
      if (statement.kind === 'not-affected') return asRecord({ kind: 'nothing', itemNumber, reason: 'not-affected' });
      const base = { itemNumber, assetKey, observedAt, epss: null, kev: null, protocol: null, port: null };
      return asRecord({ kind: 'vulnerability', ...base, ...statement.facts });
    });
  }

  private takeOther(reason: string): void {
    const itemNumber = this.output.nextItem();
    this.note(
      `${reason}-dropped`,
      `The report holds items of the kind "${reason}"; they are no vulnerabilities of software and were not stored. This is said once.`,
    );
    this.hold(() => asRecord({ kind: 'nothing', itemNumber, reason }));
  }

  private hold(make: (assetKey: string | undefined) => ParseEvent): void {
    const { assetKey } = this.artifact;
    if (assetKey !== undefined) this.emit(make(assetKey));
    else this.held.push(make);
    // Nothing names it so late: what waits is let go as refused.
    if (this.held.length > heldItemsMax) this.release(undefined);
  }

  private note(code: string, message: string): void {
    if (this.noted.has(code)) return;
    this.noted.add(code);
    const issue: ImportIssue = { code, message, path: this.output.path(), line: this.output.line(), severity: 'note', itemNumber: null };
    this.output.emit({ kind: 'issue', issue });
  }

  private giveHeader(): void {
    if (this.isHeaderGiven) return;
    this.isHeaderGiven = true;
    this.output.emit({ kind: 'header', header: { observedAt: this.createdAt, tool: this.tool, partial: false } });
  }

  private record(record: ImportedRecord): void {
    this.emit(asRecord(record));
  }

  private emit(event: ParseEvent): void {
    this.giveHeader();
    this.output.emit(event);
  }
}

function asRecord(record: ImportedRecord): ParseEvent {
  return { kind: 'record', record };
}

function refusal(code: string, message: string, place: { path: string; line: number }, itemNumber: number): ParseEvent {
  return { kind: 'issue', issue: { code, message, ...place, severity: 'refused', itemNumber } };
}
