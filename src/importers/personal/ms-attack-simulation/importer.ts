/**
 * Microsoft Defender for Office 365, Attack simulation training: the export of users of one simulation (CSV) → events of a phishing test.
 * Followed: Microsoft Learn, "Insights and reports for Attack simulation training", appendix. What is read and dropped: README.md.
 */
import { phishingTableImporter } from '../phishing-table.ts';

export const msAttackSimulation = phishingTableImporter({
  id: 'ms-attack-simulation',
  title: 'Microsoft Attack simulation training (users of a simulation, CSV)',
  marks: ['EmailLinkClicked_TimeStamp', 'SuccessfullyDeliveredEmail_TimeStamp'],
  recipient: ['UserMail'],
  campaign: ['Simulation Name', 'SimulationName', 'Simulation'],
  tool: 'Attack simulation',
  events: [
    { event: 'delivered', at: 'SuccessfullyDeliveredEmail_TimeStamp' },
    { event: 'bounced', at: 'FailedToDeliverEmail_TimeStamp' },
    { event: 'opened', at: 'MessageRead_TimeStamp' },
    { event: 'clicked', at: 'EmailLinkClicked_TimeStamp', address: 'EmailLinkClicked_IP', agents: ['EmailLinkClicked_Browser'] },
    {
      event: 'clicked',
      at: 'AttachmentLinkClicked_TimeStamp',
      address: 'AttachmentLinkClicked_IP',
      agents: ['AttachmentLinkClicked_Browser'],
    },
    { event: 'clicked', at: 'AttachmentOpened_TimeStamp', address: 'AttachmentOpened_IP', agents: ['AttachmentOpened_Browser'] },
    { event: 'submitted', at: 'CredSupplied_TimeStamp(Compromised)', address: 'CredSupplied_IP', agents: ['CredSupplied_Browser'] },
    { event: 'reported', at: 'Phishing Reported On' },
  ],
});
