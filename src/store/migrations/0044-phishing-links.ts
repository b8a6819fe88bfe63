/**
 * Links of phishing mails stand as pseudonyms: numbers of their order within one file said something else in the next. A phishing test
 * that nobody publishes can be discarded, on record.
 */
export const phishingLinks = {
  id: '0044-phishing-links',
  sql: `
alter table campaign_event alter column link type text collate "C" using null;
alter table awareness_event drop constraint awareness_event_act_check;
alter table awareness_event add constraint awareness_event_act_check check (act in ('key-created', 'key-unlocked', 'key-refused',
  'key-locked', 'key-rotated', 'service-on', 'service-off', 'service-unlocked', 'file-read', 'person-shown', 'person-erased',
  'campaign-discarded'));
`,
} as const;
