/**
 * `<SCAN>`: the result of one scan. An item is a `<VULN>`, `<PRACTICE>`, `<INFO>` or `<SERVICE>`. A host's names stand
 * before its items, so nothing but one item is held.
 */
import type { AssetFacts, CredentialDepth, ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { parseInstant } from '#core/kernel/time.ts';
import { Problem } from '#core/kernel/problem.ts';
import { fingerprintOf, portOf } from '../host-facts.ts';
import type { XmlAttributes, XmlInterest, XmlOutput, XmlVisitor } from '../xml-stream.ts';
import { cveMessage, Flaw, flawTexts, potentialMessage } from './flaw.ts';
import { factsOf, isKnown } from './host.ts';

type ItemKind = 'VULN' | 'PRACTICE' | 'INFO' | 'SERVICE';

interface Item {
  readonly itemNumber: number;
  readonly kind: ItemKind;
  readonly flaw: Flaw;
  result: string;
}

interface Place {
  readonly family: string;
  readonly protocol: string | null;
  readonly port: number | null;
}

const noPlace: Place = { family: '', protocol: null, port: null };

export class ScanReport implements XmlVisitor {
  private readonly output: XmlOutput;
  private readonly itemsMax: number;
  private readonly notedOnce = new Set<string>();
  private readonly header = new Map<string, string>();
  private headerKey = '';
  private isHeaderGiven = false;
  private profile = '';
  private items = 0;
  private hosts = 0;
  private address = '';
  private dnsName = '';
  private netbiosName = '';
  private operatingSystem = '';
  private hostKey = '';
  private facts: AssetFacts | undefined;
  private depth: CredentialDepth = 'unknown';
  private place = noPlace;
  private item: Item | undefined;
  private isInCve = false;

  constructor(output: XmlOutput, itemsMax: number) {
    this.output = output;
    this.itemsMax = itemsMax;
  }

  open(name: string, attributes: XmlAttributes): XmlInterest {
    if (this.item !== undefined) return this.openInItem(this.item, name);
    switch (name) {
      case 'SCAN':
      case 'HEADER':
      case 'OPTION_PROFILE':
      case 'VULNS':
      case 'PRACTICES':
      case 'INFOS':
      case 'SERVICES':
        return 'children';
      case 'KEY':
        this.headerKey = attributes['value'] ?? '';
        return 'text';
      case 'OPTION_PROFILE_TITLE':
      case 'OS':
      case 'NETBIOS_HOSTNAME':
        return 'text';
      case 'IP':
        this.openHost(attributes);
        return 'children';
      case 'CAT':
        this.place = placeOf(attributes);
        return 'children';
      case 'VULN':
      case 'PRACTICE':
      case 'INFO':
      case 'SERVICE':
        return this.openItem(name, attributes);
      default:
        return 'skip';
    }
  }

  close(name: string, text: string): void {
    if (this.item !== undefined) this.closeInItem(this.item, name, text);
    else if (name === 'KEY') this.header.set(this.headerKey, text.trim());
    else if (name === 'OPTION_PROFILE_TITLE') this.profile = text.trim().slice(0, 200);
    else if (name === 'HEADER') this.giveHeader();
    else if (name === 'OS') this.operatingSystem = text;
    else if (name === 'NETBIOS_HOSTNAME') this.netbiosName = text;
    else if (name === 'IP') this.closeHost();
  }

  end(): void {
    this.giveHeader();
  }

  private get startAt(): Instant | null {
    return parseInstant(this.header.get('DATE') ?? '') ?? null;
  }

  private get isFinished(): boolean {
    return this.header.get('STATUS')?.toUpperCase() === 'FINISHED';
  }

  private giveHeader(): void {
    if (this.isHeaderGiven) return;
    this.isHeaderGiven = true;
    this.output.emit({ kind: 'header', header: { observedAt: this.startAt, tool: 'Qualys', partial: false } });
  }

  private openHost(attributes: XmlAttributes): void {
    this.giveHeader();
    this.hosts += 1;
    this.hostKey = `host-${this.hosts}`;
    this.address = attributes['value'] ?? '';
    this.dnsName = attributes['name'] ?? '';
    this.netbiosName = this.operatingSystem = '';
    this.facts = undefined;
    this.depth = 'unknown';
  }

  /** At its first item or its end: all that names a host stands before. */
  private giveAsset(): AssetFacts {
    if (this.facts !== undefined) return this.facts;
    const { address, dnsName, netbiosName, operatingSystem } = this;
    const facts = factsOf({ addresses: [address], dnsName, netbiosName, operatingSystem });
    this.facts = facts;
    const { hostKey: assetKey, startAt: observedAt } = this;
    if (isKnown(facts)) this.record({ kind: 'asset', itemNumber: null, assetKey, role: 'discovery', observedAt, facts });
    else {
      const message = 'A host without address or name cannot be known again; its items were refused.';
      this.issue({ code: 'host-without-identity', message, severity: 'warning', itemNumber: null });
    }
    return facts;
  }

  private openItem(kind: ItemKind, attributes: XmlAttributes): XmlInterest {
    if (this.hostKey === '') return 'skip';
    this.items += 1;
    if (this.items > this.itemsMax) {
      const data = { itemsMax: this.itemsMax, line: this.output.line() };
      throw new Problem('file-too-large', 'The scan has more items than a scan may; split it and import the parts.', data);
    }
    const flaw = new Flaw(attributes['number']?.trim() ?? '');
    flaw.add('SEVERITY', attributes['severity'] ?? '');
    if (this.place.family !== '') flaw.add('CATEGORY', this.place.family);
    flaw.addCves(attributes['cveid'] ?? '');
    this.item = { itemNumber: this.items, kind, flaw, result: '' };
    this.isInCve = false;
    return 'children';
  }

  private openInItem(item: Item, name: string): XmlInterest {
    if (name === 'CVE_ID_LIST') return 'children';
    if (name === 'CVE_ID') {
      this.isInCve = true;
      return 'children';
    }
    if (name === 'ID') return this.isInCve ? 'text' : 'skip';
    if (name === 'RESULT') return /authentication method/i.test(item.flaw.title) ? 'text' : 'skip';
    return flawTexts.has(name) ? 'text' : 'skip';
  }

  private closeInItem(item: Item, name: string, text: string): void {
    if (name === item.kind) this.closeItem(item);
    else if (name === 'CVE_ID') this.isInCve = false;
    else if (name === 'ID') item.flaw.addCves(text);
    else if (name === 'RESULT') item.result = text;
    else if (name !== 'CVE_ID_LIST') item.flaw.add(name, text);
  }

  private closeItem({ itemNumber, kind, flaw, result }: Item): void {
    this.item = undefined;
    if (!isKnown(this.giveAsset())) {
      const message = 'The item belongs to a host without address or name and was refused.';
      this.issue({ code: 'host-without-identity', message, severity: 'refused', itemNumber });
      return;
    }
    if (!flaw.hasNumber) {
      const message = 'An item without a QID was refused: there is no check to know it by.';
      this.issue({ code: 'qid-missing', message, severity: 'refused', itemNumber });
      return;
    }
    this.depth = depthAfter(this.depth, flaw.title, result);
    const { port, protocol } = this.place;
    const base = { itemNumber, assetKey: this.hostKey, observedAt: this.startAt, check: flaw.check(), port, protocol };
    if (kind === 'INFO' || kind === 'SERVICE') {
      this.record({ kind: 'detection', ...base, service: null });
      return;
    }
    const { severity } = flaw;
    if (severity === undefined) {
      this.issue({
        code: 'severity-invalid',
        message: 'An item whose severity is not 1 to 5 was refused.',
        severity: 'refused',
        itemNumber,
      });
      return;
    }
    if (flaw.isCveMalformed) this.issue({ code: 'cve-malformed', message: cveMessage, severity: 'note', itemNumber });
    if (kind === 'PRACTICE') this.notePotential();
    this.record({ kind: 'vulnerability', ...base, ...flaw.statement(), severity });
  }

  private notePotential(): void {
    if (this.notedOnce.has('potential')) return;
    this.notedOnce.add('potential');
    this.issue({ code: 'potential-included', message: potentialMessage, severity: 'note', itemNumber: null });
  }

  private closeHost(): void {
    const complete = this.isFinished;
    if (isKnown(this.giveAsset())) {
      if (!complete && !this.notedOnce.has('unfinished')) {
        this.notedOnce.add('unfinished');
        const message = 'The file does not say that the scan finished: nothing of its hosts is taken as gone.';
        this.issue({ code: 'scan-unfinished', message, severity: 'warning', itemNumber: null });
      }
      const options = this.header.get('OPTIONS') ?? '';
      const checkSet = this.profile === '' ? null : `${this.profile}#${fingerprintOf(options)}`;
      // A scan whose options switch no authentication on cannot have had any.
      const isWithout = options !== '' && !/authentication ON\b/i.test(options);
      const depth = this.depth === 'unknown' && isWithout ? 'unauthenticated' : this.depth;
      const seen = { assetKey: this.hostKey, observedAt: this.startAt, scanner: 'qualys', depth, checkSet, complete } as const;
      this.record({ kind: 'coverage', ...seen });
    }
    this.hostKey = '';
  }

  private record(record: ImportedRecord): void {
    this.output.emit({ kind: 'record', record });
  }

  private issue(remark: Omit<ImportIssue, 'path' | 'line'>): void {
    this.output.emit({ kind: 'issue', issue: { ...remark, path: this.output.path(), line: this.output.line() } });
  }
}

/** `<CAT value="Web server" port="443" protocol="tcp">` groups items; without a port they are of the host itself. */
function placeOf(attributes: XmlAttributes): Place {
  const port = portOf(attributes['port']);
  return {
    family: attributes['value']?.trim() ?? '',
    protocol: attributes['protocol']?.trim().toLowerCase() || null,
    port: port === undefined || port === 0 ? null : port,
  };
}

/** What Qualys' own checks of the login say: the method that was used, or that it failed or was not tried. One success is enough. */
function depthAfter(before: CredentialDepth, title: string, result: string): CredentialDepth {
  if (before === 'authenticated') return before;
  if (/authentication method\b/i.test(title)) {
    return result.trim() === '' || /\(none\)|null session/i.test(result) ? 'unauthenticated' : 'authenticated';
  }
  return /\bauthentication (failed|not attempted)\b/i.test(title) ? 'unauthenticated' : before;
}
