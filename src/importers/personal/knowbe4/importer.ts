/**
 * KnowBe4: recipients of a phishing security test (CSV) → events of a phishing test. Followed: the fields of "recipients" in KnowBe4's
 * reporting API, whose names the export writes with spaces; the headers of the CSV itself are not confirmed. README.md.
 */
import { phishingTableImporter } from '../phishing-table.ts';

const agents = ['Browser', 'User Agent'];
const address = 'IP Address';

export const knowbe4 = phishingTableImporter({
  id: 'knowbe4',
  title: 'KnowBe4 (recipients of a phishing test, CSV)',
  marks: ['Delivered At', 'Clicked At', 'Data Entered At'],
  recipient: ['Email', 'Email Address', 'User Email'],
  campaign: ['Campaign Name', 'Campaign', 'Phishing Campaign', 'PST Name'],
  tool: 'KnowBe4',
  events: [
    { event: 'sent', at: 'Scheduled At' },
    { event: 'delivered', at: 'Delivered At' },
    { event: 'bounced', at: 'Bounced At' },
    { event: 'opened', at: 'Opened At' },
    { event: 'clicked', at: 'Clicked At', address, agents },
    { event: 'clicked', at: 'Attachment Opened At', address, agents },
    { event: 'clicked', at: 'Macro Enabled At', address, agents },
    { event: 'submitted', at: 'Data Entered At', address, agents },
    { event: 'reported', at: 'Reported At' },
  ],
});
