/**
 * What masscan says of one port of one address → records. masscan names an address once per port, so an address becomes
 * one asset at its first mention; the addresses of a file are remembered for that, within a limit.
 */
import type { ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { ParseEvent } from '../define-importer.ts';
import { instantOfUnixSeconds, isIpAddress, portOf } from '../host-facts.ts';

/** Addresses of one file: a scan of more than the sixteen class-B networks of a large institution is no hospital's. */
const addressesMax = 1_000_000;

/** As written in the file; a missing part is an empty text. */
export interface Sighting {
  readonly address: string;
  readonly seconds: string;
  readonly protocol: string;
  readonly port: string;
  /** `open`, `closed`, or `banner` for a line that only quotes what a service answered. */
  readonly status: string;
}

export class Sightings {
  private readonly known = new Set<string>();
  private readonly itemsMax: number;
  private items = 0;
  private isHeaderGiven = false;

  constructor(itemsMax: number) {
    this.itemsMax = itemsMax;
  }

  /** The header, unless it was given; the first sighting's time is the start of a scan that does not tell its own. */
  *header(observedAt: Instant | null): Generator<ParseEvent> {
    if (this.isHeaderGiven) return;
    this.isHeaderGiven = true;
    yield { kind: 'header', header: { observedAt, tool: 'masscan', partial: false } };
  }

  /** A host that answered without a port. */
  *host(address: string, seconds: string): Generator<ParseEvent> {
    if (isIpAddress(address)) yield* this.asset(address, instantOfUnixSeconds(seconds) ?? null);
  }

  *read(sighting: Sighting, line: number): Generator<ParseEvent> {
    const itemNumber = this.nextItem(line);
    const address = sighting.address.toLowerCase();
    const observedAt = instantOfUnixSeconds(sighting.seconds) ?? null;
    const port = portOf(sighting.port);
    const protocol = sighting.protocol.toLowerCase();
    yield* this.header(observedAt);
    if (!isIpAddress(address)) {
      const message = 'A port whose host is no IP address was refused: there is nothing to know it by.';
      yield issueOf({ code: 'host-without-identity', message, severity: 'refused', itemNumber }, line);
      return;
    }
    if (port === undefined || !/^[a-z0-9]{2,16}$/.test(protocol) || sighting.status === '') {
      const message = 'A port without number, protocol or state was refused.';
      yield issueOf({ code: 'port-incomplete', message, severity: 'refused', itemNumber }, line);
      return;
    }
    if (sighting.status === 'banner') yield recordOf({ kind: 'nothing', itemNumber, reason: 'banner-text' });
    else if (sighting.status !== 'open') yield recordOf({ kind: 'nothing', itemNumber, reason: 'port-not-open' });
    else {
      yield* this.asset(address, observedAt);
      // An answer to a ping is written as port 0 of ICMP: it proves the host and is no port.
      if (protocol === 'icmp') yield recordOf({ kind: 'nothing', itemNumber, reason: 'ping-answer' });
      else {
        // The same words as for Nmap, so that the same port of both scanners reads alike.
        const check = { scanner: 'masscan', nativeId: 'port-open', title: 'Open port', family: null, solution: null };
        yield recordOf({ kind: 'detection', itemNumber, assetKey: address, observedAt, check, protocol, port, service: null });
      }
    }
  }

  private nextItem(line: number): number {
    this.items += 1;
    if (this.items <= this.itemsMax) return this.items;
    const detail = 'The file has more ports than a report may; split it and import the parts.';
    throw new Problem('file-too-large', detail, { itemsMax: this.itemsMax, line });
  }

  private *asset(address: string, observedAt: Instant | null): Generator<ParseEvent> {
    if (this.known.has(address)) return;
    if (this.known.size >= addressesMax) {
      const detail = `The file names more than ${addressesMax} addresses. Split it by network and import the parts.`;
      throw new Problem('file-too-large', detail, { addressesMax });
    }
    this.known.add(address);
    const facts = { ipAddresses: [address] };
    yield recordOf({ kind: 'asset', itemNumber: null, assetKey: address, role: 'discovery', observedAt, facts });
  }
}

function recordOf(record: ImportedRecord): ParseEvent {
  return { kind: 'record', record };
}

function issueOf(remark: Omit<ImportIssue, 'path' | 'line'>, line: number): ParseEvent {
  return { kind: 'issue', issue: { ...remark, path: null, line } };
}
