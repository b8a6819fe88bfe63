/**
 * Operating systems named in product names, clauses and register lines (`Windows XP-Based`, `WinXP`, `Win 8.1`,
 * `Windows 10 Pro`), and other software whose version is not the device's (`IIS 7.5`): found with their place, so that
 * their numbers are not taken for a version of the device.
 */
import { foldName } from '../../kernel/text.ts';

export interface OperatingSystem {
  readonly family: string;
  /** `xp`, `7`, `8.1`, `10`, `server 2012 r2`. */
  readonly release: string;
}

export interface NamedSoftware {
  /** Null for software that is no operating system. */
  readonly system: OperatingSystem | null;
  readonly name: string;
  readonly at: number;
  readonly end: number;
}

const tail =
  '(?:[\\s,]*(?:sp|service pack)\\s?\\d\\b)?(?:\\s*(?:professional|pro|enterprise|home|embedded|ultimate|iot|ltsc|ltsb|64-?bits?|32-?bits?|operating systems?|os|systems?|machines?)\\b)*(?:[\\s-]*based\\b)?';
const windows = new RegExp(
  `(?:\\b(?:microsoft\\s+|ms\\s+)?win(?:dows)?[\\s-]*(?:embedded\\s+(?:standard\\s+)?)?(2000|(?:server[\\s-]*)?20\\d\\d(?:\\s*r2)?|xp|vista|nt|ce|95|98|8\\.1|7|8|10|11)(?:e\\b)?(?![\\w]|\\.\\d)|(?<![\\w-])(xp)(?=[\\s,;)-]|$))${tail}`,
  'g',
);
const others =
  /\b(android|debian|ubuntu|ios|macos|mac os x|centos|red hat enterprise linux|rhel|qnx|vxworks)\s*(?:os\s*)?v?(\d+(?:\.\d+)*)(?![\w])/g;
const beside =
  /\b(iis|sql server|mysql|postgresql|oracle|java|jre|jdk|\.net(?: framework)?|internet explorer|citrix|vmware|esxi|tomcat|apache)[\s/]*v?(\d+(?:\.\d+)*[a-z]?(?:\s*r2)?)?(?![\w])/g;

const hints =
  /\b(?:win|ms|microsoft|xp|android|debian|ubuntu|ios|mac|centos|red|rhel|qnx|vxworks|iis|sql|mysql|postgresql|oracle|java|jre|jdk|internet|citrix|vmware|esxi|tomcat|apache)|\.net/;

/** Places are those of the folded text (`foldName`). */
export function softwareWithin(text: string): readonly NamedSoftware[] {
  const folded = foldName(text);
  const found: NamedSoftware[] = [];
  // Most texts name none: one cheap look first.
  if (!/win|xp|[a-z][\s/]*v?\d/.test(folded) || !hints.test(folded)) return found;
  for (const one of folded.matchAll(windows)) {
    const release = (one[1] ?? one[2] ?? '')
      .replace(/[\s-]+/g, ' ')
      .replace(/(\d)r2$/, '$1 r2')
      .replace(/^(?:server )?(?=20[^0]\d|200[^0])/, 'server ');
    found.push({ system: { family: 'windows', release }, name: `windows ${release}`, at: one.index, end: one.index + one[0].length });
  }
  for (const one of folded.matchAll(others)) {
    const system = { family: one[1] ?? '', release: one[2] ?? '' };
    found.push({ system, name: `${system.family} ${system.release}`, at: one.index, end: one.index + one[0].length });
  }
  for (const one of folded.matchAll(beside)) {
    found.push({ system: null, name: (one[1] ?? '').trim(), at: one.index, end: one.index + one[0].length });
  }
  return found.toSorted((left, right) => left.at - right.at);
}

/** The folded text without the named software. */
export function withoutSoftware(folded: string, named: readonly NamedSoftware[]): string {
  let text = folded;
  for (const { at, end } of named.toReversed()) text = `${text.slice(0, at)} , ${text.slice(end)}`;
  return text;
}
