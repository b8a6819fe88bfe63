/**
 * Machines that fetch links of mails: by what they call themselves, and by networks that their makers publish. Judged while a file is
 * read; what stays of an address or a user agent is the name of the entry. A list is never complete: rules of time and number stand
 * beside it (core/awareness/classify-events.ts).
 * Networks: Microsoft, "Microsoft 365 URLs and IP address ranges" (Exchange Online Protection); Barracuda, "Email Gateway Defense IP
 * Ranges". Not confirmed here against today's pages; hospitals name their own gateway by the rule of many recipients from one address.
 */
import type { KnownScanner } from '../define-personal-importer.ts';

const agents: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'mail-gateway',
    /barracuda|mimecast|proofpoint|urldefense|trend ?micro|symantec|messagelabs|fireeye|trellix|ironport|zscaler|sophos|fortimail|forcepoint/i,
  ],
  [
    'link-preview',
    /slackbot|skypeuripreview|teamsbot|whatsapp|facebookexternalhit|twitterbot|linkedinbot|telegrambot|bingpreview|googleimageproxy|yahoomailproxy/i,
  ],
  ['headless-browser', /headlesschrome|phantomjs|puppeteer|playwright|selenium|electron\/.*sandbox/i],
  [
    'scripted-client',
    /^(?:curl|wget|python|go-http-client|java|okhttp|libwww|ruby|perl|axios|node|powershell|winhttp|apache-httpclient)\b/i,
  ],
  ['crawler', /\b(?:bot|crawler|spider|scanner|urlscan|virustotal|google-safety)\b/i],
];

const networks: readonly (readonly [name: string, ranges: readonly string[]])[] = [
  ['microsoft-mail-protection', ['40.92.0.0/15', '40.107.0.0/16', '52.100.0.0/15', '52.102.0.0/16', '52.103.0.0/17', '104.47.0.0/17']],
  ['barracuda-mail-gateway', ['64.235.144.0/20', '209.222.80.0/21']],
];

interface Range {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

const ranges: readonly Range[] = networks.flatMap(([name, own]) =>
  own.flatMap((text) => {
    const [address = '', bits = ''] = text.split('/');
    const first = numberOf(address);
    return first === null ? [] : [{ name, first, last: first + 2 ** (32 - Number(bits)) - 1 }];
  }),
);

export const knownScanner: KnownScanner = ({ address, userAgent }) => {
  const number = address === null ? null : numberOf(address);
  const range = number === null ? undefined : ranges.find(({ first, last }) => number >= first && number <= last);
  if (range !== undefined) return range.name;
  return userAgent === null ? null : (agents.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null);
};

/** Of an IPv4 address, also as written within IPv6; null of anything else. */
function numberOf(address: string): number | null {
  const match = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/i.exec(address.trim());
  if (match === null) return null;
  const parts = match.slice(1).map(Number);
  return parts.every((part) => part <= 255) ? parts.reduce((sum, part) => sum * 256 + part, 0) : null;
}
