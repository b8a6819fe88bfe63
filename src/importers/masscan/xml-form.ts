/**
 * `masscan -oX`: Nmap's element names with one `<host>` per port. It is not read as Nmap's own report, where each
 * `<host>` is another host and a missing `<finished>` has another meaning.
 */
import { Problem } from '#core/kernel/problem.ts';
import { instantOfUnixSeconds } from '../host-facts.ts';
import type { XmlAttributes, XmlInterest, XmlOutput, XmlVisitor } from '../xml-stream.ts';
import type { Sightings } from './sightings.ts';

export class MasscanXml implements XmlVisitor {
  private readonly output: XmlOutput;
  private readonly sightings: Sightings;
  private isFinished = false;
  private address = '';
  private seconds = '';
  private protocol = '';
  private port = '';
  private status = '';
  private hasBanner = false;

  constructor(output: XmlOutput, sightings: Sightings) {
    this.output = output;
    this.sightings = sightings;
  }

  open(name: string, attributes: XmlAttributes): XmlInterest {
    switch (name) {
      case 'nmaprun':
        this.emit(this.sightings.header(instantOfUnixSeconds(attributes['start']) ?? null));
        return 'children';
      case 'host':
        this.seconds = attributes['endtime'] ?? '';
        this.address = '';
        return 'children';
      case 'ports':
      case 'runstats':
        return 'children';
      case 'port':
        this.protocol = attributes['protocol'] ?? '';
        this.port = attributes['portid'] ?? '';
        this.status = '';
        this.hasBanner = false;
        return 'children';
      default:
        if (this.output.path() === `/${name}`) throw notMasscan(name);
        this.leaf(name, attributes);
        return 'skip';
    }
  }

  close(name: string): void {
    if (name === 'host' && this.address !== '') this.emit(this.sightings.host(this.address, this.seconds));
    if (name !== 'port') return;
    // With banners, masscan writes a port again: as it is in `<state>`, with what its service answered beside it.
    const { address, seconds, protocol, port, hasBanner } = this;
    const status = hasBanner && this.status !== 'closed' ? 'banner' : this.status;
    this.emit(this.sightings.read({ address, seconds, protocol, port, status }, this.output.line()));
  }

  end(): void {
    if (this.isFinished) return;
    const detail = 'The report does not say that the scan came to its end (no <finished>); run it again, or keep what was read.';
    throw new Problem('file-truncated', detail, { line: this.output.line() });
  }

  private leaf(name: string, attributes: XmlAttributes): void {
    if (name === 'address') this.address = attributes['addr'] ?? '';
    else if (name === 'state') this.status = attributes['state'] ?? '';
    else if (name === 'service') this.hasBanner = true;
    else if (name === 'finished') this.isFinished = true;
  }

  private emit(events: Iterable<Parameters<XmlOutput['emit']>[0]>): void {
    for (const event of events) this.output.emit(event);
  }
}

function notMasscan(root: string): Problem {
  return new Problem('file-format-mismatch', `The file is XML with <${root}> at its root, not a report of masscan.`, {
    root,
    expected: 'nmaprun',
  });
}
