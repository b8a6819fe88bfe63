/**
 * Nessus v2 XML (`.nessus`) → discovered hosts, findings, informational detections and how well each host was looked at.
 * An item is a `<ReportItem>`: severity 1–4 is a vulnerability, 0 an informational detection and never a finding.
 * It streams: a host's properties stand before its items, so nothing but one item is held.
 * Followed: Tenable, "Nessus v2 File Format" (NessusClientData_v2). What is read and dropped: README.md.
 */
import type { CredentialDepth, ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { defaultTimeZone } from '#core/kernel/time.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { ImporterLimits, ParseEvent } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import type { XmlAttributes, XmlInterest, XmlOutput, XmlVisitor } from '../xml-stream.ts';
import { readXml, rootNameOf } from '../xml-stream.ts';
import { CheckSetReading } from './check-set.ts';
import type { ReadHost } from './host-properties.ts';
import { keptTags, readHost } from './host-properties.ts';
import { isKeptChild, ReportItem } from './report-item.ts';

const limits: ImporterLimits = {
  bytesMax: 8 * 1024 ** 3,
  itemsMax: 20_000_000,
  depthMax: 32,
  fieldCharactersMax: 1_000_000,
  issuesMax: 1_000,
};

const root = 'NessusClientData_v2';
/** The plugin in which the scanner reports on the scan itself. */
const scanInformationId = '19506';

export const nessus = defineImporter({
  id: 'nessus',
  version: 1,
  title: 'Nessus (.nessus)',
  itemName: { en: 'ReportItem', nl: 'ReportItem' },
  produces: ['discovery', 'findings'],
  limits,
  accepts: (head) => rootNameOf(head.text) === root,
  parse: (bytes, options) => readXml(bytes, limits, (output) => new NessusVisitor(output, options.timeZone ?? defaultTimeZone)),
});

class NessusVisitor implements XmlVisitor {
  private readonly output: XmlOutput;
  private readonly timeZone: string;
  private readonly checkSet = new CheckSetReading();
  /** Web application scans number their checks on their own. */
  private scanner: 'nessus' | 'nessus-was' = 'nessus';
  private isHeaderGiven = false;
  private isZoneNoted = false;
  private isComplianceNoted = false;
  private items = 0;
  private hosts = 0;
  private hostName = '';
  private tags: Map<string, string> | undefined;
  private tagName = '';
  private host: ReadHost | undefined;
  private hostKey = '';
  private depthByItem: CredentialDepth | undefined;
  private item: ReportItem | undefined;

  constructor(output: XmlOutput, timeZone: string) {
    this.output = output;
    this.timeZone = timeZone;
  }

  open(name: string, attributes: XmlAttributes): XmlInterest {
    if (this.item !== undefined) return this.isWanted(name) ? 'text' : 'skip';
    switch (name) {
      case root:
      case 'Policy':
        return 'children';
      case 'Report':
        if (attributes['type']?.toLowerCase() === 'was') this.scanner = 'nessus-was';
        return 'children';
      case 'ReportHost':
        this.openHost(attributes);
        return 'children';
      case 'HostProperties':
        return this.tags === undefined ? 'skip' : 'children';
      case 'tag':
        this.tagName = attributes['name'] ?? '';
        return this.tags !== undefined && keptTags.has(this.tagName) ? 'text' : 'skip';
      case 'ReportItem':
        return this.openItem(attributes);
      default:
        if (this.output.path() === `/${name}`) throw notNessus(name);
        return this.checkSet.open(name);
    }
  }

  close(name: string, text: string): void {
    if (this.item !== undefined) {
      if (name === 'ReportItem') this.closeItem(this.item);
      else this.item.add(name, text);
    } else if (name === 'tag') this.tags?.set(this.tagName, text.trim());
    else if (name === 'HostProperties') this.closeProperties();
    else if (name === 'ReportHost') this.closeHost();
    else this.checkSet.close(name, text);
  }

  end(): void {
    this.giveHeader(null);
  }

  private isWanted(name: string): boolean {
    return isKeptChild(name) || (name === 'plugin_output' && this.item?.pluginId === scanInformationId);
  }

  private giveHeader(observedAt: Instant | null): void {
    if (this.isHeaderGiven) return;
    this.isHeaderGiven = true;
    const tool = this.scanner === 'nessus' ? 'Nessus' : 'Tenable Web App Scanning';
    this.output.emit({ kind: 'header', header: { observedAt, tool, partial: false } });
  }

  private openHost(attributes: XmlAttributes): void {
    this.hosts += 1;
    this.hostName = attributes['name'] ?? '';
    this.hostKey = `host-${this.hosts}`;
    this.tags = new Map();
    this.host = undefined;
    this.depthByItem = undefined;
  }

  /** Also for a host without properties, at its first item or its end: its name is then all we know. */
  private closeProperties(): ReadHost {
    const tags = this.tags ?? new Map<string, string>();
    this.tags = undefined;
    const host = readHost(this.hostName, tags, this.timeZone);
    this.host = host;
    this.giveHeader(host.startAt);
    if (host.isZoneAssumed && !this.isZoneNoted) {
      this.isZoneNoted = true;
      const message = `Scan times carry no time zone; they were read as ${this.timeZone}. This is said once.`;
      this.issue({ code: 'time-zone-assumed', message, severity: 'note', itemNumber: null });
    }
    if (host.isKnown) {
      const { startAt: observedAt, facts } = host;
      this.record({ kind: 'asset', itemNumber: null, assetKey: this.hostKey, role: 'discovery', observedAt, facts });
    } else {
      const message = 'A host without address or name cannot be known again; its items were refused.';
      this.issue({ code: 'host-without-identity', message, severity: 'warning', itemNumber: null });
    }
    return host;
  }

  private openItem(attributes: XmlAttributes): XmlInterest {
    if (this.hostKey === '') return 'skip';
    this.items += 1;
    if (this.items > limits.itemsMax) {
      const data = { itemsMax: limits.itemsMax, line: this.output.line() };
      throw new Problem('file-too-large', 'The report has more items than a report may; split it and import the parts.', data);
    }
    this.item = new ReportItem(this.items, this.scanner, attributes);
    return 'children';
  }

  private closeItem(item: ReportItem): void {
    this.item = undefined;
    const host = this.host ?? this.closeProperties();
    const { itemNumber } = item;
    if (item.refusal !== undefined) {
      this.issue({ ...item.refusal, severity: 'refused', itemNumber });
      return;
    }
    if (!host.isKnown) {
      const message = 'The item belongs to a host without address or name and was refused.';
      this.issue({ code: 'host-without-identity', message, severity: 'refused', itemNumber });
      return;
    }
    if (item.pluginId === scanInformationId) this.depthByItem ??= item.credentialDepth();
    if (item.isCompliance) {
      this.noteCompliance();
      this.record({ kind: 'nothing', itemNumber, reason: 'compliance-check' });
      return;
    }
    for (const code of item.remarks()) {
      this.issue({ code, message: 'A CVE identifier of the item is not one and was left out.', severity: 'note', itemNumber });
    }
    this.record(item.record(this.hostKey, host.startAt));
  }

  private noteCompliance(): void {
    if (this.isComplianceNoted) return;
    this.isComplianceNoted = true;
    const message = 'The report holds results of configuration audits; they are no vulnerabilities and were not stored. This is said once.';
    this.issue({ code: 'compliance-dropped', message, severity: 'note', itemNumber: null });
  }

  private closeHost(): void {
    const host = this.host ?? this.closeProperties();
    if (host.isKnown) {
      if (!host.isComplete) {
        const message = 'The scan of this host did not finish (no HOST_END): nothing of it is taken as gone.';
        this.issue({ code: 'host-unfinished', message, severity: 'warning', itemNumber: null });
      }
      this.record({
        kind: 'coverage',
        assetKey: this.hostKey,
        observedAt: host.startAt,
        scanner: this.scanner,
        depth: this.depthByItem ?? host.depth,
        checkSet: this.checkSet.name() ?? host.policy,
        complete: host.isComplete,
      });
    }
    this.hostKey = '';
    this.host = undefined;
    this.tags = undefined;
  }

  private record(record: ImportedRecord): void {
    this.output.emit({ kind: 'record', record });
  }

  private issue(remark: Omit<ImportIssue, 'path' | 'line'>): void {
    const event: ParseEvent = { kind: 'issue', issue: { ...remark, path: this.output.path(), line: this.output.line() } };
    this.output.emit(event);
  }
}

function notNessus(name: string): Problem {
  return new Problem('file-format-mismatch', `The file is XML with <${name}> at its root, not a Nessus report.`, {
    root: name,
    expected: root,
  });
}
