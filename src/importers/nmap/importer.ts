/**
 * Nmap XML (`nmap -oX`) → discovered hosts, their open ports, and what vulnerability scripts state. An item is a
 * `<port>`. A host that is up becomes an asset; a port that is open becomes a detection; any other port was read and
 * says nothing to store. A port list alone is no vulnerability scan: coverage comes only where vulnerability scripts ran.
 * Followed: nmap.dtd of Nmap 7.95, xmloutputversion 1.04 and 1.05. What is read and dropped: README.md.
 */
import type { AssetFacts, ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { ImporterLimits, ParseEvent } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { fingerprintOf, hostNameFacts, instantOfUnixSeconds, portOf } from '../host-facts.ts';
import type { XmlAttributes, XmlInterest, XmlOutput, XmlVisitor } from '../xml-stream.ts';
import { readXml, rootNameOf } from '../xml-stream.ts';
import { ScriptReading } from './scripts.ts';

const limits: ImporterLimits = {
  bytesMax: 4 * 1024 ** 3,
  itemsMax: 20_000_000,
  depthMax: 32,
  fieldCharactersMax: 1_000_000,
  issuesMax: 1_000,
};

/** Every port of TCP, UDP and SCTP, and room for scripts; a host beyond this is no real report. */
const hostRecordsMax = 250_000;
/** Addresses, and names, that one host may have. */
const namesMax = 256;
/** Below this Nmap itself calls the operating system a guess. */
const accuracyMin = 90;

export const nmap = defineImporter({
  id: 'nmap',
  version: 1,
  title: 'Nmap XML',
  itemName: { en: 'port', nl: 'poort' },
  produces: ['discovery', 'findings'],
  limits,
  accepts: (head) => rootNameOf(head.text) === 'nmaprun',
  parse: (bytes) => readXml(bytes, limits, (output) => new NmapVisitor(output)),
});

/** Buffered until the host closes, because its operating system stands after its ports. */
interface Host {
  readonly key: string;
  readonly startAt: Instant | null;
  isUp: boolean;
  isComplete: boolean;
  readonly ipAddresses: string[];
  readonly macAddresses: string[];
  readonly names: { readonly name: string; readonly isFromDns: boolean }[];
  operatingSystem: { readonly name: string; readonly accuracy: number } | undefined;
  readonly events: ParseEvent[];
  hasVulnerabilityScript: boolean;
}

interface Port {
  readonly itemNumber: number;
  readonly line: number;
  readonly protocol: string | undefined;
  readonly port: number | undefined;
  state: string | undefined;
  service: string | null;
  /** What scripts stated of it. */
  readonly statements: ParseEvent[];
}

class NmapVisitor implements XmlVisitor {
  private readonly output: XmlOutput;
  private scanner = 'nmap';
  private startAt: Instant | null = null;
  private scripts: string[] = [];
  private scriptArguments = '';
  private scannedPorts = '';
  private isFinished = false;
  private isSeverityNoted = false;
  private items = 0;
  private hosts = 0;
  private host: Host | undefined;
  private port: Port | undefined;
  private script: ScriptReading | undefined;
  private elementKey = '';

  constructor(output: XmlOutput) {
    this.output = output;
  }

  open(name: string, attributes: XmlAttributes): XmlInterest {
    switch (name) {
      case 'nmaprun':
        this.openRun(attributes);
        return 'children';
      case 'host':
        this.openHost(attributes);
        return 'children';
      case 'ports':
      case 'hostnames':
      case 'hostscript':
      case 'os':
      case 'runstats':
        return 'children';
      case 'port':
        return this.openPort(attributes);
      case 'script':
        return this.openScript(attributes);
      case 'table':
        this.script?.openTable(attributes['key'] ?? '');
        return 'children';
      case 'elem':
        this.elementKey = attributes['key'] ?? '';
        return 'text';
      default:
        if (this.output.path() === `/${name}`) throw notNmap(name);
        this.leaf(name, attributes);
        return 'skip';
    }
  }

  close(name: string, text: string): void {
    if (name === 'elem') this.script?.element(this.elementKey, text);
    else if (name === 'table') this.script?.closeTable();
    else if (name === 'script') this.closeScript();
    else if (name === 'port') this.closePort();
    else if (name === 'host') this.closeHost();
  }

  end(): void {
    if (this.isFinished) return;
    const detail =
      'The report says that the scan did not finish (no successful <finished> at its end); run it again, or keep what was read.';
    throw new Problem('file-truncated', detail, { hosts: this.hosts, items: this.items });
  }

  private openRun(attributes: XmlAttributes): void {
    this.scanner = (attributes['scanner'] ?? 'nmap').toLowerCase();
    this.startAt = instantOfUnixSeconds(attributes['start']) ?? null;
    const given = attributes['args'] ?? '';
    this.scripts = optionValues(given, 'script')
      .flatMap((value) => value.split(','))
      .map((script) => script.replace(/^.*\//, '').replace(/\.nse$/, ''))
      .toSorted();
    this.scriptArguments = optionValues(given, 'script-args').join(',');
    const tool = [this.scanner, attributes['version']].filter((part) => part !== undefined).join(' ');
    this.output.emit({ kind: 'header', header: { observedAt: this.startAt, tool, partial: false } });
  }

  private openHost(attributes: XmlAttributes): void {
    this.hosts += 1;
    this.host = {
      key: `host-${this.hosts}`,
      startAt: instantOfUnixSeconds(attributes['starttime']) ?? this.startAt,
      isUp: true,
      isComplete: attributes['timedout'] !== 'true',
      ipAddresses: [],
      macAddresses: [],
      names: [],
      operatingSystem: undefined,
      events: [],
      hasVulnerabilityScript: this.scripts.some((script) => /vuln/i.test(script) || script === 'all'),
    };
  }

  /** Elements without children that matter: all they say is in their attributes. */
  private leaf(name: string, attributes: XmlAttributes): void {
    if (name === 'scaninfo') {
      this.scannedPorts = fingerprintOf(`${this.scannedPorts}${attributes['protocol'] ?? ''}:${attributes['services'] ?? ''}`);
    } else if (name === 'finished') this.isFinished = (attributes['exit'] ?? 'success') === 'success';
    else if (this.port !== undefined) this.portLeaf(this.port, name, attributes);
    else if (this.host !== undefined) hostLeaf(this.host, name, attributes);
  }

  private portLeaf(port: Port, name: string, attributes: XmlAttributes): void {
    if (name === 'state') port.state = attributes['state'];
    if (name !== 'service') return;
    const { name: service, product, version, tunnel } = attributes;
    const named = tunnel === undefined || service === undefined ? service : `${tunnel}/${service}`;
    const text = [named, product, version].filter((part) => part !== undefined && part !== '').join(' ');
    port.service = text === '' ? null : text;
  }

  private openPort(attributes: XmlAttributes): XmlInterest {
    if (this.host === undefined) return 'skip';
    this.items += 1;
    if (this.items > limits.itemsMax || this.host.events.length > hostRecordsMax) {
      throw new Problem('file-too-large', 'The report has more ports than a report may; split it and import the parts.', {
        itemsMax: limits.itemsMax,
        hostRecordsMax,
        line: this.output.line(),
      });
    }
    this.port = {
      itemNumber: this.items,
      line: this.output.line(),
      protocol: attributes['protocol']?.toLowerCase(),
      port: portOf(attributes['portid']),
      state: undefined,
      service: null,
      statements: [],
    };
    return 'children';
  }

  private closePort(): void {
    const { host, port } = this;
    this.port = undefined;
    if (host === undefined || port === undefined) return;
    const { itemNumber, protocol } = port;
    if (port.port === undefined || protocol === undefined || protocol === '' || port.state === undefined) {
      const message = 'A port without number, protocol or state was refused.';
      host.events.push(issue({ code: 'port-incomplete', message, line: port.line, severity: 'refused', itemNumber }));
    } else if (port.state !== 'open') {
      host.events.push(record({ kind: 'nothing', itemNumber, reason: host.isUp ? 'port-not-open' : 'host-down' }));
    } else {
      const check = { scanner: this.scanner, nativeId: 'port-open', title: 'Open port', family: null, solution: null };
      const at = { itemNumber, assetKey: host.key, observedAt: host.startAt };
      host.events.push(record({ kind: 'detection', ...at, check, protocol, port: port.port, service: port.service }), ...port.statements);
    }
  }

  private openScript(attributes: XmlAttributes): XmlInterest {
    if (this.host === undefined) return 'skip';
    this.script = new ScriptReading(attributes['id'] ?? '', attributes['output'] ?? '', this.scanner);
    return 'children';
  }

  /** A host script has no port of its own: what it states counts with the host's last port. */
  private closeScript(): void {
    const { host, script } = this;
    this.script = undefined;
    if (host === undefined || script === undefined) return;
    if (script.isUnstructured) {
      const message = `The output of the script "${script.id}" names CVEs only as free text and was not read; use a newer version of the script.`;
      host.events.push(issue({ code: 'script-unstructured', message, line: this.output.line(), severity: 'warning', itemNumber: null }));
    }
    if (script.statements.length === 0) return;
    host.hasVulnerabilityScript = true;
    const itemNumber = this.port?.itemNumber ?? lastItemOf(host.events);
    if (itemNumber === undefined) {
      const message = `The script "${script.id}" states a vulnerability of a host without any port; it was not read.`;
      host.events.push(issue({ code: 'script-without-port', message, line: this.output.line(), severity: 'warning', itemNumber: null }));
      return;
    }
    const target = this.port?.statements ?? host.events;
    const place = { protocol: this.port?.protocol ?? null, port: this.port?.port ?? null };
    for (const { isSeverityAssumed, ...statement } of script.statements.slice(0, hostRecordsMax - host.events.length)) {
      if (isSeverityAssumed) this.noteSeverity();
      const at = { itemNumber, assetKey: host.key, observedAt: host.startAt, epss: null, kev: null, ...place };
      target.push(record({ kind: 'vulnerability', ...at, ...statement }));
    }
  }

  private noteSeverity(): void {
    if (this.isSeverityNoted) return;
    this.isSeverityNoted = true;
    const message = 'Some vulnerabilities carry neither score nor risk; they were read as medium. This is said once.';
    this.output.emit(issue({ code: 'severity-assumed', message, line: this.output.line(), severity: 'note', itemNumber: null }));
  }

  private closeHost(): void {
    const host = this.host;
    this.host = undefined;
    if (host === undefined) return;
    const facts = factsOf(host);
    const hasIdentity = (facts.ipAddresses ?? facts.macAddresses ?? facts.hostName) !== undefined;
    if (!host.isUp || !hasIdentity) {
      for (const event of eventsWithoutAsset(host)) this.output.emit(event);
      return;
    }
    this.output.emit(record({ kind: 'asset', itemNumber: null, assetKey: host.key, role: 'discovery', observedAt: host.startAt, facts }));
    for (const event of host.events) this.output.emit(event);
    if (!host.hasVulnerabilityScript) return;
    const checkSet = `${this.scripts.join(',') || 'scripts'}#${fingerprintOf(`${this.scripts.join(',')}|${this.scriptArguments}|${this.scannedPorts}`)}`;
    const { scanner } = this;
    const seen = { assetKey: host.key, observedAt: host.startAt, scanner, complete: host.isComplete } as const;
    this.output.emit(record({ kind: 'coverage', ...seen, depth: 'unauthenticated', checkSet }));
  }
}

function hostLeaf(host: Host, name: string, attributes: XmlAttributes): void {
  if (name === 'status') host.isUp = attributes['state'] !== 'down';
  else if (name === 'address') {
    const list = attributes['addrtype'] === 'mac' ? host.macAddresses : host.ipAddresses;
    const address = attributes['addr'] ?? '';
    if (address !== '' && list.length < namesMax && !list.includes(address)) list.push(address);
  } else if (name === 'hostname' && host.names.length < namesMax) {
    host.names.push({ name: attributes['name'] ?? '', isFromDns: attributes['type'] === 'PTR' });
  } else if (name === 'osmatch') {
    const accuracy = Number(attributes['accuracy'] ?? 0);
    const system = attributes['name'] ?? '';
    if (system !== '' && accuracy >= accuracyMin && accuracy > (host.operatingSystem?.accuracy ?? 0)) {
      host.operatingSystem = { name: system, accuracy };
    }
  }
}

/** The name that DNS gives comes before the one the person typed, which may be an alias of many. */
function factsOf(host: Host): AssetFacts {
  const names = host.names.toSorted((a, b) => Number(b.isFromDns) - Number(a.isFromDns));
  const named = names.map(({ name }) => hostNameFacts(name)).find((facts) => facts !== undefined);
  return {
    ...named,
    ...(host.ipAddresses.length === 0 ? {} : { ipAddresses: host.ipAddresses }),
    ...(host.macAddresses.length === 0 ? {} : { macAddresses: host.macAddresses }),
    ...(host.operatingSystem === undefined ? {} : { operatingSystem: host.operatingSystem.name }),
  };
}

/** A host that is down is no asset; one that nothing names cannot become one, so its items are refused. */
function eventsWithoutAsset(host: Host): ParseEvent[] {
  const events: ParseEvent[] = [];
  let itemNumber: number | undefined;
  for (const event of host.events) {
    const item = itemOf(event);
    if (item === undefined) events.push(event);
    if (item === undefined || item === itemNumber) continue;
    itemNumber = item;
    const message = 'A port of a host without address or name was refused: there is nothing to know it by.';
    if (host.isUp) events.push(issue({ code: 'host-without-identity', message, line: null, severity: 'refused', itemNumber }));
    else events.push(record({ kind: 'nothing', itemNumber, reason: 'host-down' }));
  }
  return events;
}

function itemOf(event: ParseEvent): number | undefined {
  if (event.kind !== 'record' || !('itemNumber' in event.record)) return undefined;
  return event.record.itemNumber ?? undefined;
}

function lastItemOf(events: readonly ParseEvent[]): number | undefined {
  return events.map(itemOf).findLast((item) => item !== undefined);
}

/** `--script=a,b`, `--script "a b"`, `--script a` in Nmap's own command line. */
function optionValues(given: string, option: string): string[] {
  const matches = given.matchAll(/--([a-z-]+)(?:=|\s+)("[^"]*"|\S+)/g);
  return [...matches].filter((match) => match[1] === option).map((match) => (match[2] ?? '').replaceAll('"', ''));
}

function record(imported: ImportedRecord): ParseEvent {
  return { kind: 'record', record: imported };
}

function issue(remark: Omit<ImportIssue, 'path'>): ParseEvent {
  return { kind: 'issue', issue: { path: '/nmaprun/host', ...remark } };
}

function notNmap(root: string): Problem {
  return new Problem('file-format-mismatch', `The file is XML with <${root}> at its root, not a report of Nmap.`, {
    root,
    expected: 'nmaprun',
  });
}
