/**
 * `<ASSET_DATA_REPORT>`: what Qualys knows of its hosts by the time of the report. An item is a `<VULN_INFO>`. What a check
 * is stands in the glossary behind all hosts, so items are held, compactly and within a limit, until the file closes.
 */
import type { AssetFacts, ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { parseInstant } from '#core/kernel/time.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { ParseEvent } from '../define-importer.ts';
import { portOf } from '../host-facts.ts';
import type { XmlAttributes, XmlInterest, XmlOutput, XmlVisitor } from '../xml-stream.ts';
import { cutText, ownText } from '../xml-stream.ts';
import { cveMessage, Flaw, flawTexts, potentialMessage } from './flaw.ts';
import { factsOf, isKnown } from './host.ts';

const itemsHeldMax = 1_000_000;
/** Of one text of the glossary, with its markup; what is kept in the end is shorter. */
const glossaryCharactersMax = 8_000;

const hostTexts: ReadonlySet<string> = new Set(['IP', 'IPV6', 'DNS', 'NETBIOS', 'OPERATING_SYSTEM']);
const itemTexts: ReadonlySet<string> = new Set(['QID', 'TYPE', 'PORT', 'PROTOCOL', 'LAST_FOUND', 'VULN_STATUS']);

interface HeldHost {
  readonly key: string;
  readonly facts: AssetFacts;
}

interface HeldItem {
  readonly itemNumber: number;
  readonly line: number;
  readonly host: HeldHost;
  readonly nativeId: string;
  readonly type: string;
  readonly status: string;
  readonly lastFoundAt: Instant | null;
  readonly protocol: string | null;
  readonly port: number | null;
}

export class AssetDataReport implements XmlVisitor {
  private readonly output: XmlOutput;
  private readonly hosts: HeldHost[] = [];
  private readonly held: HeldItem[] = [];
  private readonly glossary = new Map<string, Flaw>();
  private readonly words = new Map<string, string>();
  private generatedAt: Instant | null = null;
  private isSelection = false;
  private isPotentialNoted = false;
  private items = 0;
  private isInHosts = false;
  /** Texts of the open host or item. */
  private texts = new Map<string, string>();
  private hostTextsRead = new Map<string, string>();
  private host: HeldHost | undefined;
  private isInItem = false;
  private flaw: Flaw | undefined;
  private isInCve = false;

  constructor(output: XmlOutput) {
    this.output = output;
  }

  open(name: string, attributes: XmlAttributes): XmlInterest {
    if (this.flaw !== undefined) return this.openInFlaw(name);
    if (this.isInHosts) return this.openInHosts(name);
    switch (name) {
      case 'HOST_LIST':
        this.isInHosts = true;
        return 'children';
      case 'VULN_DETAILS':
        this.flaw = new Flaw(attributes['id']?.replace(/^qid_/, '') ?? '');
        return 'children';
      case 'ASSET_DATA_REPORT':
      case 'HEADER':
      case 'GLOSSARY':
      case 'VULN_DETAILS_LIST':
      case 'APPENDICES':
      case 'TEMPLATE_DETAILS':
        return 'children';
      case 'SELECTIVE_VULNS':
        this.isSelection = true;
        return 'skip';
      case 'GENERATION_DATETIME':
        return 'text';
      default:
        return 'skip';
    }
  }

  close(name: string, text: string): void {
    if (this.flaw !== undefined) this.closeInFlaw(this.flaw, name, text);
    else if (name === 'GENERATION_DATETIME') this.generatedAt = parseInstant(text.trim()) ?? null;
    else if (name === 'HOST_LIST') this.isInHosts = false;
    else if (name === 'HOST') this.closeHost();
    else if (name === 'VULN_INFO') this.closeItem();
    else if (this.isInItem) this.texts.set(name, text.trim());
    else if (this.isInHosts) this.hostTextsRead.set(name, text.trim());
  }

  /** Everything: the header too, because only the file's end tells whether the report shows a selection. */
  end(): void {
    const header = { observedAt: this.generatedAt, tool: 'Qualys', partial: this.isSelection };
    this.output.emit({ kind: 'header', header });
    if (this.isSelection) {
      const message = 'The report shows only the checks that its template selects: nothing that is missing in it is taken as gone.';
      this.output.emit(issueOf({ code: 'report-selective', message, severity: 'note', itemNumber: null, line: null }));
    }
    const lookedAt = this.lookedAt();
    for (const host of this.hosts) {
      if (!isKnown(host.facts)) continue;
      const observedAt = lookedAt.get(host) ?? this.generatedAt;
      this.output.emit(recordOf({ kind: 'asset', itemNumber: null, assetKey: host.key, role: 'discovery', observedAt, facts: host.facts }));
    }
    for (const item of this.held) this.giveItem(item);
    for (const [host, observedAt] of lookedAt) {
      if (!isKnown(host.facts)) continue;
      const seen = { assetKey: host.key, observedAt, scanner: 'qualys', depth: 'unknown', checkSet: null } as const;
      this.output.emit(recordOf({ kind: 'coverage', ...seen, complete: !this.isSelection }));
    }
  }

  /** The report does not tell when a host was scanned; the newest time that something was found on it is known to be one. */
  private lookedAt(): Map<HeldHost, Instant> {
    const latest = new Map<HeldHost, Instant>();
    for (const { host, lastFoundAt } of this.held) {
      if (lastFoundAt === null) continue;
      const before = latest.get(host);
      if (before === undefined || lastFoundAt > before) latest.set(host, lastFoundAt);
    }
    return latest;
  }

  private openInHosts(name: string): XmlInterest {
    if (name === 'VULN_INFO') {
      this.isInItem = true;
      this.texts = new Map();
      this.items += 1;
      if (this.items > itemsHeldMax) {
        const data = { itemsMax: itemsHeldMax, line: this.output.line() };
        throw new Problem(
          'file-too-large',
          'The report has more items than a report may; split it by asset group and import the parts.',
          data,
        );
      }
      return 'children';
    }
    if (this.isInItem) return itemTexts.has(name) ? 'text' : 'skip';
    if (name === 'HOST') {
      this.hostTextsRead = new Map();
      this.host = undefined;
      return 'children';
    }
    if (name === 'VULN_INFO_LIST') return 'children';
    return hostTexts.has(name) ? 'text' : 'skip';
  }

  /** At the host's first item or its end: all that names it stands before. */
  private heldHost(): HeldHost {
    if (this.host !== undefined) return this.host;
    const read = (name: string): string => ownText(this.hostTextsRead.get(name) ?? '');
    const addresses = [read('IP'), read('IPV6')];
    const written = { addresses, dnsName: read('DNS'), netbiosName: read('NETBIOS'), operatingSystem: read('OPERATING_SYSTEM') };
    this.host = { key: `host-${this.hosts.length + 1}`, facts: factsOf(written) };
    this.hosts.push(this.host);
    return this.host;
  }

  private closeHost(): void {
    this.heldHost();
    this.host = undefined;
  }

  private closeItem(): void {
    this.isInItem = false;
    const read = (name: string): string => this.texts.get(name) ?? '';
    const port = portOf(read('PORT'));
    this.held.push({
      itemNumber: this.items,
      line: this.output.line(),
      host: this.heldHost(),
      nativeId: this.word(read('QID')),
      type: this.word(read('TYPE').toLowerCase()),
      status: this.word(read('VULN_STATUS').toLowerCase()),
      lastFoundAt: parseInstant(read('LAST_FOUND')) ?? null,
      protocol: this.word(read('PROTOCOL').toLowerCase()) || null,
      port: port === undefined || port === 0 ? null : port,
    });
  }

  /** One copy of each repeated word: a slice of the file's text would hold all of it. */
  private word(text: string): string {
    const known = this.words.get(text);
    if (known !== undefined) return known;
    const copy = ownText(text);
    this.words.set(copy, copy);
    return copy;
  }

  private openInFlaw(name: string): XmlInterest {
    if (name === 'CVE_ID') this.isInCve = true;
    if (name === 'CVE_ID' || name === 'CVE_ID_LIST' || name === 'CVSS_SCORE' || name === 'CVSS3_SCORE') return 'children';
    if (name === 'ID') return this.isInCve ? 'text' : 'skip';
    return flawTexts.has(name) ? 'text' : 'skip';
  }

  private closeInFlaw(flaw: Flaw, name: string, text: string): void {
    if (name === 'VULN_DETAILS') {
      this.glossary.set(ownText(flaw.nativeId), flaw);
      this.flaw = undefined;
    } else if (name === 'CVE_ID') this.isInCve = false;
    else if (name === 'ID') flaw.addCves(ownText(text));
    else if (flawTexts.has(name)) flaw.add(name, ownText(cutText(text, glossaryCharactersMax)));
  }

  private giveItem(item: HeldItem): void {
    const { itemNumber, host, protocol, port, line } = item;
    const refuse = (code: string, message: string): void =>
      this.output.emit(issueOf({ code, message, severity: 'refused', itemNumber, line }));
    if (!isKnown(host.facts)) {
      refuse('host-without-identity', 'The item belongs to a host without address or name and was refused.');
      return;
    }
    const flaw = this.glossary.get(item.nativeId) ?? new Flaw(item.nativeId);
    if (!flaw.hasNumber) {
      refuse('qid-missing', 'An item without a QID was refused: there is no check to know it by.');
      return;
    }
    if (item.status === 'fixed') {
      this.output.emit(recordOf({ kind: 'nothing', itemNumber, reason: 'finding-fixed' }));
      return;
    }
    const base = { itemNumber, assetKey: host.key, observedAt: item.lastFoundAt, check: flaw.check(), protocol, port };
    if (item.type === 'ig') {
      this.output.emit(recordOf({ kind: 'detection', ...base, service: null }));
      return;
    }
    const { severity } = flaw;
    if (severity === undefined) {
      refuse('severity-invalid', 'An item was refused whose QID has no severity from 1 to 5 in the glossary.');
      return;
    }
    if (flaw.isCveMalformed) {
      this.output.emit(issueOf({ code: 'cve-malformed', message: cveMessage, severity: 'note', itemNumber, line }));
    }
    if (item.type === 'practice') this.notePotential();
    this.output.emit(recordOf({ kind: 'vulnerability', ...base, ...flaw.statement(), severity }));
  }

  private notePotential(): void {
    if (this.isPotentialNoted) return;
    this.isPotentialNoted = true;
    this.output.emit(issueOf({ code: 'potential-included', message: potentialMessage, severity: 'note', itemNumber: null, line: null }));
  }
}

function recordOf(record: ImportedRecord): ParseEvent {
  return { kind: 'record', record };
}

function issueOf(remark: Omit<ImportIssue, 'path'>): ParseEvent {
  return { kind: 'issue', issue: { ...remark, path: '/ASSET_DATA_REPORT/HOST_LIST/HOST/VULN_INFO_LIST/VULN_INFO' } };
}
