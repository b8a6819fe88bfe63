/**
 * Greenbone (OpenVAS) XML report → discovered hosts, findings, informational detections and how well each host was looked
 * at. An item is a `<result>`. What a report says of a host stands behind its results, so the results of one report are
 * held, compactly and within a limit, until it closes. The CSV export of the same report is read by the CSV importer.
 * Followed: Greenbone Management Protocol 9.0 to 22.6, element `report`. What is read and dropped: README.md.
 */
import type { ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { parseInstant } from '#core/kernel/time.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import type { FileHead, ImporterLimits, ParseEvent } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { fingerprintOf } from '../host-facts.ts';
import type { XmlAttributes, XmlInterest, XmlOutput, XmlVisitor } from '../xml-stream.ts';
import { ownText, readXml, rootNameOf } from '../xml-stream.ts';
import { ReportHost } from './report-host.ts';
import type { CheckFacts, Statement } from './result.ts';
import { ResultReading } from './result.ts';

const limits: ImporterLimits = {
  bytesMax: 4 * 1024 ** 3,
  // All of one report are held: 300,000 results of 5,000 hosts took 480 MB.
  itemsMax: 500_000,
  depthMax: 32,
  fieldCharactersMax: 200_000,
  issuesMax: 1_000,
};

const hostsMax = 200_000;
const taskNameCharactersMax = 200;

export const openvas = defineImporter({
  id: 'openvas',
  version: 1,
  title: 'Greenbone / OpenVAS XML',
  itemName: { en: 'result', nl: 'resultaat' },
  produces: ['discovery', 'findings'],
  limits,
  accepts,
  parse,
});

/** Other tools write a `<report>` too; Greenbone's says what it is in its attributes or soon after. */
function accepts(head: FileHead): boolean {
  const root = rootNameOf(head.text);
  if (root === 'get_reports_response') return true;
  return root === 'report' && /<report\s[^>]*\bformat_id=|<(gmp|omp)>|<scan_run_status>|<report_format\b|<nvt\s+oid=/.test(head.text);
}

/** A file that breaks off still gives the results before the break. */
async function* parse(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ParseEvent> {
  let visitor: OpenvasVisitor | undefined;
  const broken: ParseEvent[] = [];
  try {
    yield* readXml(bytes, limits, (output) => (visitor = new OpenvasVisitor(output)));
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    visitor?.salvage(broken);
    yield* broken;
    throw cause;
  }
}

interface Held {
  readonly itemNumber: number;
  readonly host: ReportHost;
  readonly statement: Exclude<Statement, { kind: 'refused' }>;
}

class OpenvasVisitor implements XmlVisitor {
  private readonly output: XmlOutput;
  private readonly checks = new Map<string, CheckFacts>();
  private readonly notedOnce = new Set<string>();
  private isHeaderGiven = false;
  private items = 0;
  private reports = 0;
  private depth = 0;
  private result: ResultReading | undefined;
  // Of the outermost open report; GMP nests the report with the results in one that describes it.
  private hosts = new Map<string, ReportHost>();
  private held: Held[] = [];
  private itemsBefore = 0;
  private scanStartAt: Instant | null = null;
  private isScanEnded = false;
  private isBroken = false;
  private runStatus = '';
  private taskId = '';
  private taskName = '';
  private filter = '';
  private filteredCount = 0;
  // Of the open `<host>`.
  private address = '';
  private startText = '';
  private endText = '';
  private details: [string, string][] = [];
  private detailName = '';
  private detailValue = '';

  constructor(output: XmlOutput) {
    this.output = output;
  }

  open(name: string, attributes: XmlAttributes): XmlInterest {
    if (this.result !== undefined) return this.result.open(name, attributes);
    switch (name) {
      case 'report':
        this.openReport();
        return 'children';
      case 'get_reports_response':
      case 'results':
      case 'filters':
      case 'result_count':
        return 'children';
      case 'result':
        return this.openResult();
      case 'task':
        if (this.taskId !== '') return 'skip';
        this.taskId = attributes['id'] ?? '';
        return 'children';
      case 'host':
        this.openHost();
        return 'children';
      case 'detail':
        this.detailName = this.detailValue = '';
        return 'children';
      default:
        if (this.output.path() === `/${name}`) throw notGreenbone(name);
        return this.isText() ? 'text' : 'skip';
    }
  }

  lead(text: string): void {
    this.result?.lead(text);
  }

  close(name: string, text: string): void {
    if (this.result !== undefined) {
      if (this.result.isAtTop) this.closeResult(this.result);
      else this.result.close(text);
    } else if (name === 'report') this.closeReport();
    else if (name === 'host') this.closeHost();
    else if (name === 'detail') this.details.push([this.detailName, this.detailValue]);
    else this.closeText(this.output.path(), text.trim());
  }

  end(): void {
    this.giveHeader();
  }

  /** Gives what a broken file said up to the break; nothing of it counts as looked at to the end. */
  salvage(into: ParseEvent[]): void {
    this.isBroken = true;
    this.flush((event) => into.push(event));
  }

  private isText(): boolean {
    const path = this.output.path();
    if (/\/report\/(scan_start|scan_end|scan_run_status)$/.test(path)) return true;
    if (/\/host\/(ip|start|end)$/.test(path) || /\/host\/detail\/(name|value)$/.test(path)) return true;
    return /\/(task\/name|filters\/term|report\/result_count\/filtered)$/.test(path);
  }

  private closeText(path: string, text: string): void {
    if (path.endsWith('/scan_start')) {
      this.scanStartAt = parseInstant(text) ?? this.scanStartAt;
      this.giveHeader();
    } else if (path.endsWith('/scan_end')) this.isScanEnded = text !== '';
    else if (path.endsWith('/scan_run_status')) this.runStatus = text;
    else if (path.endsWith('/task/name')) this.taskName = text.slice(0, taskNameCharactersMax);
    else if (path.endsWith('/filters/term')) this.filter = filterOf(text);
    else if (path.endsWith('/filtered')) this.filteredCount = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    else if (path.endsWith('/host/ip')) this.address = text;
    else if (path.endsWith('/host/start')) this.startText = text;
    else if (path.endsWith('/host/end')) this.endText = text;
    else if (path.endsWith('/detail/name')) this.detailName = text;
    else if (path.endsWith('/detail/value')) this.detailValue = text;
  }

  private giveHeader(): void {
    if (this.isHeaderGiven) return;
    this.isHeaderGiven = true;
    this.output.emit({ kind: 'header', header: { observedAt: this.scanStartAt, tool: 'OpenVAS', partial: false } });
  }

  private openReport(): void {
    this.depth += 1;
    if (this.depth > 1) return;
    this.reports += 1;
    this.itemsBefore = this.items;
    this.scanStartAt = null;
    this.isScanEnded = false;
    this.runStatus = this.taskId = this.taskName = this.filter = '';
    this.filteredCount = 0;
  }

  private closeReport(): void {
    this.depth -= 1;
    if (this.depth > 0) return;
    this.giveHeader();
    this.flush((event) => this.output.emit(event));
  }

  private openResult(): XmlInterest {
    this.items += 1;
    if (this.items > limits.itemsMax) {
      const data = { itemsMax: limits.itemsMax, line: this.output.line() };
      throw new Problem('file-too-large', 'The report has more results than a report may; split it and import the parts.', data);
    }
    this.result = new ResultReading(this.items);
    return 'children';
  }

  private closeResult(result: ResultReading): void {
    this.result = undefined;
    const { itemNumber } = result;
    const statement = result.statement(this.checks);
    if (statement.kind === 'refused') {
      const { code, message } = statement;
      this.issue({ code, message, severity: 'refused', itemNumber });
      return;
    }
    if (statement.kind === 'nothing') this.noteLeftOut(statement.reason);
    else for (const remark of result.remarks()) this.issue({ ...remark, severity: 'note', itemNumber });
    const host = this.hostOf(result.host === '' ? result.hostName : result.host);
    host.addName(result.hostName);
    this.held.push({ itemNumber, host, statement });
  }

  private noteLeftOut(reason: string): void {
    const message =
      reason === 'false-positive'
        ? 'The report holds results that somebody marked as false positive in Greenbone; they are no findings here. This is said once.'
        : 'The report holds errors of the scanner among its results; they are no findings. This is said once.';
    if (!this.notedOnce.has(reason)) this.issue({ code: `${reason}-left-out`, message, severity: 'note', itemNumber: null });
    this.notedOnce.add(reason);
  }

  private hostOf(address: string): ReportHost {
    const known = this.hosts.get(address);
    if (known !== undefined) return known;
    if (this.hosts.size >= hostsMax) {
      const detail = `The report names more than ${hostsMax} hosts. Split it by network or site and import the parts.`;
      throw new Problem('file-too-large', detail, { hostsMax, line: this.output.line() });
    }
    const own = ownText(address);
    const host = new ReportHost(`report-${this.reports} ${own}`, own);
    this.hosts.set(own, host);
    return host;
  }

  private openHost(): void {
    this.address = this.startText = this.endText = '';
    this.details = [];
  }

  private closeHost(): void {
    if (this.address === '') return;
    const host = this.hostOf(this.address);
    host.isDescribed = true;
    host.startAt ??= parseInstant(this.startText) ?? null;
    host.isEnded = this.endText !== '';
    for (const [name, value] of this.details) host.addDetail(name, value);
    this.details = [];
  }

  /** Assets, then items in their order, then coverage; and makes room for the next report. */
  private flush(emit: (event: ParseEvent) => void): void {
    const give = (record: ImportedRecord): void => emit({ kind: 'record', record });
    const { hosts, held } = this;
    this.hosts = new Map();
    this.held = [];
    const known = new Set<ReportHost>();
    for (const host of hosts.values()) if (this.giveAsset(host, emit)) known.add(host);
    for (const { itemNumber, host, statement } of held) {
      if (statement.kind === 'nothing') give({ ...statement, itemNumber });
      else if (known.has(host)) give({ ...statement, itemNumber, assetKey: host.key, observedAt: host.startAt ?? this.scanStartAt });
      else {
        const message = 'The result belongs to a host without a usable address or name and was refused.';
        emit(issueOf({ code: 'host-without-identity', message, severity: 'refused', itemNumber }, null));
      }
    }
    const isPaged = this.isPaged(emit);
    for (const host of known) this.giveCoverage(host, isPaged, emit);
  }

  private giveAsset(host: ReportHost, emit: (event: ParseEvent) => void): boolean {
    const facts = host.facts();
    const isKnown = (facts.ipAddresses ?? facts.macAddresses ?? facts.hostName) !== undefined;
    if (!host.isAddressValid) {
      const message = 'A host is named by something that is no IP address; it was left out of the addresses.';
      emit(issueOf({ code: 'address-malformed', message, severity: 'warning', itemNumber: null }, null));
    }
    const observedAt = host.startAt ?? this.scanStartAt;
    if (isKnown) {
      emit({ kind: 'record', record: { kind: 'asset', itemNumber: null, assetKey: host.key, role: 'discovery', observedAt, facts } });
    }
    return isKnown;
  }

  /** True when the report says that it does not show all its results. */
  private isPaged(emit: (event: ParseEvent) => void): boolean {
    const shown = this.items - this.itemsBefore;
    if (this.isBroken || this.filteredCount <= shown) return false;
    const message = `The report shows ${shown} of ${this.filteredCount} results (a page of it was exported): nothing in it is taken as gone.`;
    emit(issueOf({ code: 'report-paged', message, severity: 'warning', itemNumber: null }, null));
    return true;
  }

  private giveCoverage(host: ReportHost, isPaged: boolean, emit: (event: ParseEvent) => void): void {
    // A host with an end was looked at to its end, also when the scan of others was stopped.
    const isEnded = host.isDescribed ? host.isEnded : this.isScanEnded && (this.runStatus === '' || this.runStatus === 'Done');
    const complete = isEnded && !isPaged && !this.isBroken;
    if (!complete) {
      const message = 'The scan of this host did not finish, or not all of it is in the report: nothing of it is taken as gone.';
      emit(issueOf({ code: 'host-unfinished', message, severity: 'warning', itemNumber: null }, null));
    }
    const checkSet = this.taskId === '' ? null : `${this.taskName || 'task'}#${fingerprintOf(`${this.taskId}|${this.filter}`)}`;
    const observedAt = host.startAt ?? this.scanStartAt;
    const seen = { assetKey: host.key, observedAt, scanner: 'openvas', depth: host.depth, checkSet, complete } as const;
    emit({ kind: 'record', record: { kind: 'coverage', ...seen } });
  }

  private issue(remark: Omit<ImportIssue, 'path' | 'line'>): void {
    this.output.emit(issueOf(remark, this.output.line()));
  }
}

/** What the filter of a report leaves out changes what an absence means; its paging and order do not. */
function filterOf(term: string): string {
  return term
    .split(/\s+/)
    .filter((part) => part !== '' && !/^(first|rows|sort(-reverse)?|notes|overrides|timezone)=/.test(part))
    .toSorted()
    .join(' ');
}

function issueOf(remark: Omit<ImportIssue, 'path' | 'line'>, line: number | null): ParseEvent {
  return { kind: 'issue', issue: { ...remark, path: '/report/results/result', line } };
}

function notGreenbone(root: string): Problem {
  return new Problem('file-format-mismatch', `The file is XML with <${root}> at its root, not a report of Greenbone or OpenVAS.`, {
    root,
    expected: 'report',
  });
}
