/** What machines do with the mails of a test: fetch links before, while and after they are delivered, each kind in its own way. */
import { integerOf, shareOf } from '../random.ts';
import { linkCount, ordinaryAgent, type MailEvent } from './mail-event.ts';
import type { PhishingTest } from './phishing-tests.ts';

const network = { gateway: '192.0.2.25', preview: '192.0.2.70', rewriter: '192.0.2.80' } as const;
/** So many mails are taken up by the rewriter at once, minutes later. */
const rewriterBatchMs = 30 * 60_000;

/** Share of delivered mails that each kind fetches from. Chosen: two in ten mails in all. */
const shares = {
  gateway: 0.09,
  sandbox: 0.04,
  preview: 0.02,
  'link-checker': 0.02,
  crawler: 0.01,
  rewriter: 0.03,
  'cloud-browser': 0.004,
} as const;
type Kind = keyof typeof shares;

/** @param events of people and of the mail system */
export function machineEvents(seed: number, test: PhishingTest, events: readonly MailEvent[]): MailEvent[] {
  return events.flatMap((delivery) => {
    if (delivery.event !== 'delivered') return [];
    let left = shareOf(seed, 'machine', test.index, delivery.employee.index);
    const kind = (Object.keys(shares) as Kind[]).find((one) => (left -= shares[one]) < 0);
    return kind === undefined ? [] : fetchesOf[kind]({ seed, test, delivery });
  });
}

interface Fetching {
  readonly seed: number;
  readonly test: PhishingTest;
  readonly delivery: MailEvent;
}

function fetchOf({ delivery }: Fetching, doer: Kind, more: Partial<MailEvent> & Pick<MailEvent, 'atMs' | 'address'>): MailEvent {
  const { employee } = delivery;
  return { employee, event: 'clicked', doer, agent: ordinaryAgent, method: 'get', link: 1, confirmed: false, ...more };
}

const fetchesOf: Readonly<Record<Kind, (fetching: Fetching) => MailEvent[]>> = {
  // Looks at the mail while it is being delivered, and calls itself nothing.
  gateway: (fetching) => [
    fetchOf(fetching, 'gateway', { atMs: fetching.delivery.atMs - 700 + delayOf(fetching, 'gateway', 2_600), address: network.gateway }),
  ],
  // A minute later, and says what it is.
  sandbox: (fetching) => [
    fetchOf(fetching, 'sandbox', {
      atMs: fetching.delivery.atMs + 5_000 + delayOf(fetching, 'sandbox', 55_000),
      address: `192.0.2.${integerOf(40, 60, fetching.seed, 'sandbox-place', fetching.delivery.employee.index)}`,
      agent: 'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0',
    }),
  ],
  // Asks only whether the page is there.
  preview: (fetching) => [
    fetchOf(fetching, 'preview', {
      atMs: fetching.delivery.atMs + 10_000 + delayOf(fetching, 'preview', 7_200_000),
      address: network.preview,
      method: 'head',
      confirmed: null,
    }),
  ],
  // Every link, each from the same place in its cloud.
  'link-checker': (fetching) => {
    const firstMs = fetching.delivery.atMs + 4_000 + delayOf(fetching, 'checker', 120_000);
    const address = cloudAddress(fetching, 'checker');
    return Array.from({ length: linkCount }, (_, place) =>
      fetchOf(fetching, 'link-checker', { atMs: firstMs + 210 * place, address, link: place + 1 }),
    );
  },
  // Follows what nobody can see.
  crawler: (fetching) => [
    fetchOf(fetching, 'crawler', {
      atMs: fetching.delivery.atMs + 20_000 + delayOf(fetching, 'crawler', 600_000),
      address: cloudAddress(fetching, 'crawler'),
      link: 0,
    }),
  ],
  // In batches, all from one place within some seconds.
  rewriter: (fetching) => [
    fetchOf(fetching, 'rewriter', {
      atMs: (Math.floor(fetching.delivery.atMs / rewriterBatchMs) + 1) * rewriterBatchMs + 240_000 + delayOf(fetching, 'rewriter', 8_000),
      address: network.rewriter,
    }),
  ],
  // Late, from a place of its own, in a whole browser: often nothing gives it away.
  'cloud-browser': (fetching) => [
    fetchOf(fetching, 'cloud-browser', {
      atMs: fetching.delivery.atMs + 40_000 + delayOf(fetching, 'cloud', 3_600_000),
      address: cloudAddress(fetching, 'cloud'),
      confirmed: shareOf(fetching.seed, 'cloud-script', fetching.test.index, fetching.delivery.employee.index) < 0.5,
    }),
  ],
};

function delayOf({ seed, test, delivery }: Fetching, what: string, uptoMs: number): number {
  return Math.floor(shareOf(seed, what, test.index, delivery.employee.index) * uptoMs);
}

/** Of the range for measuring networks (RFC 2544), one for each fetch. */
function cloudAddress({ seed, test, delivery }: Fetching, what: string): string {
  const at = (part: string) => integerOf(1, 254, seed, what, part, test.index, delivery.employee.index);
  return `198.18.${at('third')}.${at('fourth')}`;
}
