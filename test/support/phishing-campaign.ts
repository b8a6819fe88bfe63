/**
 * An invented phishing test with what truly happened: who clicked himself, which scanner, desk or link preview fetched what. Figures after
 * what is published: 14 % click (Gordon and others, JAMA Network Open 2019), 21 s to the click and 28 s more to enter data (DBIR), 20 %
 * report, a third of them within half an hour (Lain and others). Not for use outside tests.
 */
import type { PhishingRow } from '#core/awareness/phishing-row.ts';
import type { Pseudonym } from '#core/awareness/pseudonym.ts';
import { seededBytes } from '#core/kernel/seeded-bytes.ts';
import { instantFromMilliseconds } from '#core/kernel/time.ts';

export type Truth = 'human' | 'robot' | 'desk';

export interface InventedEvent {
  readonly row: PhishingRow;
  /** Null for what is no click. */
  readonly truth: Truth | null;
}

export interface InventedCampaign {
  readonly events: readonly InventedEvent[];
  readonly recipients: number;
  readonly trulyClicked: number;
  readonly trulyReported: number;
}

interface Options {
  readonly seed: number;
  readonly recipients: number;
  readonly clickShare?: number;
  readonly reportShare?: number;
  readonly links?: number;
}

/** 43 characters as a pseudonym has, of a name that tests can read. */
export function pseudonymOf(name: string): Pseudonym {
  return name.padEnd(43, '_') as Pseudonym;
}

export function inventCampaign({ seed, recipients, clickShare = 0.14, reportShare = 0.2, links = 2 }: Options): InventedCampaign {
  const bytes = seededBytes(seed);
  const chance = () => {
    const [a = 0, b = 0, c = 0] = bytes(3);
    return (a * 65_536 + b * 256 + c) / 16_777_216;
  };
  /** Log-normal by its median: most are quick, some take days. */
  const after = (medianMs: number, spread: number) =>
    medianMs * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance()));
  const startMs = Date.parse('2026-03-03T08:00:00.000Z');
  const events: InventedEvent[] = [];
  let trulyClicked = 0;
  let trulyReported = 0;
  for (let person = 0; person < recipients; person += 1) {
    const recipient = pseudonymOf(`person-${person}`);
    const deliveredMs = startMs + Math.floor(chance() * 3_600_000);
    const home = pseudonymOf(chance() < 0.7 ? `floor-${Math.floor(chance() * 40)}` : `phone-${person}`);
    const add = (event: PhishingRow['event'], atMs: number, truth: Truth | null, more: Partial<PhishingRow> = {}) =>
      events.push({ truth, row: rowOf(events.length + 1, recipient, event, atMs, more) });
    add('sent', deliveredMs - 1_000, null);
    if (chance() < 0.01) {
      add('bounced', deliveredMs, null);
      continue;
    }
    add('delivered', deliveredMs, null);
    scan({ chance, deliveredMs, links, person, add });
    if (chance() < clickShare) {
      trulyClicked += 1;
      const clickedMs = deliveredMs + 3_000 + after(21_000, 1.6);
      add('clicked', clickedMs, 'human', { address: home, link: pseudonymOf('link-1'), method: 'get', confirmed: chance() < 0.97 });
      if (chance() < 0.3) add('submitted', clickedMs + after(28_000, 0.8), 'human', { address: home, method: 'post', confirmed: true });
    }
    if (chance() < reportShare) {
      trulyReported += 1;
      const reportedMs = deliveredMs + after(4_000_000, 1.8);
      add('reported', reportedMs, null);
      if (chance() < 0.15)
        add('clicked', reportedMs + after(600_000, 1), 'desk', {
          address: pseudonymOf('desk'),
          link: pseudonymOf('link-1'),
          method: 'get',
          confirmed: true,
        });
    }
  }
  return { events, recipients, trulyClicked, trulyReported };
}

interface Scanning {
  readonly chance: () => number;
  readonly deliveredMs: number;
  readonly links: number;
  readonly person: number;
  readonly add: (event: PhishingRow['event'], atMs: number, truth: Truth, more: Partial<PhishingRow>) => void;
}

/** What machines do: the known scanner, the unknown sandbox that fetches all at once, the preview on a phone, the slow one in the cloud. */
function scan({ chance, deliveredMs, links, person, add }: Scanning): void {
  const kind = chance();
  const robot = { confirmed: false, method: 'get' } as const;
  if (kind < 0.1)
    add('clicked', deliveredMs + 500 + chance() * 1_000, 'robot', {
      ...robot,
      address: pseudonymOf('gateway'),
      link: pseudonymOf('link-1'),
    });
  else if (kind < 0.16)
    add('clicked', deliveredMs + 60_000 * chance() + 5_000, 'robot', {
      ...robot,
      knownScanner: 'mail-gateway',
      address: pseudonymOf('gateway'),
      link: pseudonymOf('link-1'),
    });
  else if (kind < 0.2) {
    const atMs = deliveredMs + 4_000 + chance() * 30_000;
    for (let link = 1; link <= links; link += 1)
      add('clicked', atMs + link * 120, 'robot', {
        ...robot,
        address: pseudonymOf(`sandbox-${person}`),
        link: pseudonymOf(`link-${link}`),
      });
  } else if (kind < 0.22)
    add('clicked', deliveredMs + 10_000 + chance() * 1_000, 'robot', {
      ...robot,
      method: 'head',
      address: pseudonymOf('preview'),
      link: pseudonymOf('link-1'),
    });
  else if (kind < 0.23)
    add('clicked', deliveredMs + 20_000, 'robot', { ...robot, honeypot: true, address: pseudonymOf(`crawler-${person}`) });
  // Comes late, from an address of its own, and looks like a browser: no rule can know.
  else if (kind < 0.235)
    add('clicked', deliveredMs + 40_000 + chance() * 60_000, 'robot', {
      ...robot,
      confirmed: chance() < 0.5,
      address: pseudonymOf(`cloud-${person}`),
      link: pseudonymOf('link-1'),
    });
}

function rowOf(
  itemNumber: number,
  recipient: Pseudonym,
  event: PhishingRow['event'],
  atMs: number,
  more: Partial<PhishingRow>,
): PhishingRow {
  return {
    kind: 'phishing',
    itemNumber,
    campaign: 'spring',
    recipient,
    recipientKind: 'email',
    event,
    at: instantFromMilliseconds(Math.round(atMs)),
    address: null,
    knownScanner: null,
    method: null,
    link: null,
    linkPlace: 1,
    honeypot: null,
    confirmed: null,
    ...more,
  };
}
