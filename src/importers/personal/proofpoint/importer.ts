/**
 * Proofpoint's phishing simulation: the report with one row per user and campaign (CSV) → events of a phishing test. Followed: the
 * headers that users of the export name in public; the maker publishes no list, so nothing of it is confirmed. README.md.
 */
import { phishingTableImporter } from '../phishing-table.ts';

const address = 'Clicked IP Address';
const agents = ['Clicked Browser'];

export const proofpoint = phishingTableImporter({
  id: 'proofpoint',
  title: 'Proofpoint phishing simulation (users of campaigns, CSV)',
  marks: ['Campaign Title', 'Date Sent', 'Primary Clicked'],
  recipient: ['Email Address', 'User Email Address'],
  campaign: ['Campaign Title'],
  tool: 'Proofpoint',
  events: [
    { event: 'sent', at: 'Date Sent' },
    { event: 'bounced', said: 'Email Bounced' },
    { event: 'opened', at: 'Date Email Opened', said: 'Primary Email Opened' },
    { event: 'clicked', at: 'Date Clicked', said: 'Primary Clicked', address, agents },
    { event: 'clicked', at: 'Date Attachment Open', said: 'Primary Attachment Open' },
    { event: 'submitted', at: 'Date Login Compromised', said: 'Primary Compromised Login', address, agents },
    { event: 'reported', at: 'Date Reported', said: 'Reported' },
  ],
  falsePositive: 'False Positive',
});
