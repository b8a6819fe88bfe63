import { expect, describe, it } from 'vitest';
import type { PhishingRow } from '#core/awareness/phishing-row.ts';
import { readPersonal } from '#test/support/read-personal.ts';
import { knownScanner } from './known-scanners.ts';

const told = (rows: readonly unknown[]) =>
  (rows as readonly PhishingRow[]).map(
    ({ itemNumber, event, at, recipient, campaign }) => `${itemNumber} ${recipient} ${event} ${at} ${campaign}`,
  );
const lines = (...rows: readonly string[]) => rows.join('\r\n');

describe('Gophish', () => {
  const details = (address: string, agent: string) =>
    `"{""payload"":{""password"":[""Geheim123""],""rid"":[""aB1""]},""browser"":{""address"":""${address}"",""user-agent"":""${agent}""}}"`;

  it('raw events: who, what and when, from where as a pseudonym; what was entered is gone', async () => {
    const { importer, rows, issues } = await readPersonal(
      lines(
        'email,time,message,details',
        ',2026-03-03T08:00:00Z,Campaign Created,',
        'Anna@Noord.example,2026-03-03T08:00:01Z,Email Sent,',
        `anna@noord.example,2026-03-03T08:00:30.5Z,Clicked Link,${details('192.0.2.7', 'Mozilla/5.0')}`,
        `anna@noord.example,2026-03-03T08:01:00Z,Submitted Data,${details('192.0.2.7', 'Mozilla/5.0')}`,
        `bert@noord.example,2026-03-03T08:00:02Z,Clicked Link,${details('40.107.1.1', 'Mozilla/5.0')}`,
        'bert@noord.example,2026-03-03T08:09:00Z,Email Reported,',
      ),
    );
    expect(importer?.id).toBe('gophish');
    expect(issues).toEqual([]);
    expect(told(rows)).toEqual([
      '2 email:anna@noord.example sent 2026-03-03T08:00:01.000Z Gophish 2026-03-03',
      '3 email:anna@noord.example clicked 2026-03-03T08:00:30.500Z Gophish 2026-03-03',
      '4 email:anna@noord.example submitted 2026-03-03T08:01:00.000Z Gophish 2026-03-03',
      '5 email:bert@noord.example clicked 2026-03-03T08:00:02.000Z Gophish 2026-03-03',
      '6 email:bert@noord.example reported 2026-03-03T08:09:00.000Z Gophish 2026-03-03',
    ]);
    expect((rows as PhishingRow[]).map(({ address, knownScanner: scanner }) => [address, scanner])).toEqual([
      [null, null],
      ['address:192.0.2.7', null],
      ['address:192.0.2.7', null],
      ['address:40.107.1.1', 'microsoft-mail-protection'],
      [null, null],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Geheim|Mozilla|rid/);
  });

  it('results: the last step with its time; a click before a report has none', async () => {
    const head = 'id,status,ip,latitude,longitude,send_date,reported,modified_date,email,first_name,last_name,position';
    const { rows } = await readPersonal(
      lines(
        head,
        'x1,Clicked Link,192.0.2.7,52,4,2026-03-03T08:00:00Z,false,2026-03-03T08:02:00Z,anna@noord.example,Anna,Kanarie,Arts',
        'x2,Submitted Data,192.0.2.8,52,4,2026-03-03T08:00:00Z,true,2026-03-03T08:05:00Z,bert@noord.example,Bert,Kanarie,Arts',
        'x3,Error,,0,0,0001-01-01T00:00:00Z,false,2026-03-03T08:00:01Z,cas@noord.example,Cas,Kanarie,Arts',
        'x4,Email Sent,,0,0,2026-03-03T08:00:00Z,true,2026-03-03T08:06:00Z,dee@noord.example,Dee,Kanarie,Arts',
      ),
    );
    expect(told(rows).map((one) => one.replace(/ Gophish.*|T08|email:|:00.000Z|@noord.example/g, ''))).toEqual([
      '1 anna sent 2026-03-03:00',
      '1 anna clicked 2026-03-03:02',
      '2 bert sent 2026-03-03:00',
      '2 bert submitted null',
      '2 bert clicked null',
      '2 bert reported 2026-03-03:05',
      '3 cas bounced null',
      '4 dee sent 2026-03-03:00',
      '4 dee reported 2026-03-03:06',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Kanarie|Arts/);
  });

  it('a campaign of the API, with its name; a file that is none is refused without a word of it', async () => {
    const campaign = {
      id: 3,
      name: 'Spring parcel',
      launch_date: '2026-03-03T08:00:00Z',
      results: [{ email: 'anna@noord.example', first_name: 'Anna' }],
      timeline: [
        { email: '', time: '2026-03-03T08:00:00Z', message: 'Campaign Created', details: '' },
        { email: 'anna@noord.example', time: '2026-03-03T10:00:00.123456789+02:00', message: 'Email Sent', details: '' },
      ],
    };
    const { importer, rows } = await readPersonal(JSON.stringify(campaign), 'campaign.json');
    expect(importer?.id).toBe('gophish');
    expect(told(rows)).toEqual(['2 email:anna@noord.example sent 2026-03-03T08:00:00.123Z Spring parcel']);
    const broken = JSON.stringify({ ...campaign, timeline: [{ email: 'kanarie@noord.example' }] });
    await expect(readPersonal(broken, 'campaign.json')).rejects.toThrow('The file is no campaign as the API of Gophish gives it.');
  });

  it('a name of a campaign that holds an address of mail is not kept', async () => {
    const text = lines('campaign,recipient,event,at', 'for kanarie@noord.example,anna@noord.example,clicked,2026-03-03T08:00:00Z');
    const { rows, issues } = await readPersonal(text);
    expect(rows).toEqual([]);
    expect(issues).toMatchObject([{ code: 'campaign-invalid', itemNumber: 1 }]);
  });
});

it('Microsoft: delivered, clicked, entered and reported of one user; names, departments and managers are never looked at', async () => {
  const { importer, rows } = await readPersonal(
    lines(
      'UserName,UserMail,Compromised,EmailLinkClicked_TimeStamp,EmailLinkClicked_Browser,EmailLinkClicked_IP,CredSupplied_TimeStamp(Compromised),SuccessfullyDeliveredEmail_TimeStamp,Phishing Reported On,Department,Manager',
      'Anna Kanarie,anna@noord.example,Yes,2026-03-03T08:02:00Z,HeadlessChrome/120,192.0.2.9,2026-03-03T08:03:00Z,2026-03-03T08:00:00Z,,Cardiologie,Piet Kanarie',
      'Bert Kanarie,bert@noord.example,No,,,,,2026-03-03T08:00:00Z,2026-03-03T08:10:00Z,Cardiologie,Piet Kanarie',
    ),
  );
  expect(importer?.id).toBe('ms-attack-simulation');
  expect((rows as PhishingRow[]).map(({ itemNumber, event, knownScanner: scanner }) => [itemNumber, event, scanner])).toEqual([
    [1, 'delivered', null],
    [1, 'clicked', 'headless-browser'],
    [1, 'submitted', null],
    [2, 'delivered', null],
    [2, 'reported', null],
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/Kanarie|Cardiologie|Headless/);
});

it('KnowBe4: a time on the hospital’s clock, and one that could be either way round is told and left out', async () => {
  const { importer, rows, issues } = await readPersonal(
    lines(
      'Email,First Name,Last Name,Department,Campaign Name,Delivered At,Opened At,Clicked At,Data Entered At,Reported At,Bounced At,IP Address,Browser',
      'anna@noord.example,Anna,Kanarie,Lab,Parcel,2026-03-03 09:00:00,,03/04/2026 09:05:00,,,,192.0.2.7,Chrome',
      'bert@noord.example,Bert,Kanarie,Lab,Parcel,,,,,,2026-03-03 09:00:00,,',
    ),
  );
  expect(importer?.id).toBe('knowbe4');
  expect(told(rows)).toEqual([
    '1 email:anna@noord.example delivered 2026-03-03T08:00:00.000Z Parcel',
    '1 email:anna@noord.example clicked null Parcel',
    '2 email:bert@noord.example bounced 2026-03-03T08:00:00.000Z Parcel',
  ]);
  expect(issues).toMatchObject([{ code: 'time-ambiguous', line: 2, column: 8 }]);
});

it('Proofpoint: what it says and when, and what it takes back as a false positive', async () => {
  const { importer, rows, issues } = await readPersonal(
    lines(
      'Email Address,First Name,Campaign Title,Date Sent,Primary Email Opened,Date Email Opened,Primary Clicked,Date Clicked,Clicked IP Address,Clicked Browser,Primary Compromised Login,Date Login Compromised,Reported,Date Reported,False Positive,Email Bounced',
      'anna@noord.example,Anna,Parcel,2026-03-03 09:00:00,TRUE,,TRUE,2026-03-03 09:05:00,192.0.2.7,Chrome,FALSE,,FALSE,,FALSE,FALSE',
      'bert@noord.example,Bert,Parcel,2026-03-03 09:00:00,FALSE,,TRUE,2026-03-03 09:00:01,192.0.2.8,Chrome,FALSE,,TRUE,2026-03-03 09:20:00,TRUE,FALSE',
      'cas@noord.example,Cas,Parcel,2026-03-03 09:00:00,FALSE,,FALSE,,,,FALSE,,FALSE,,FALSE,TRUE',
    ),
  );
  expect(importer?.id).toBe('proofpoint');
  expect(told(rows).map((one) => one.slice(0, 38).trim())).toHaveLength(7);
  expect((rows as PhishingRow[]).map(({ itemNumber, event }) => `${itemNumber} ${event}`)).toEqual([
    '1 sent',
    '1 opened',
    '1 clicked',
    '2 sent',
    '2 reported',
    '3 sent',
    '3 bounced',
  ]);
  expect(issues).toMatchObject([{ code: 'marked-false', line: 3 }]);
});

describe('events of any tool', () => {
  it('reads Dutch and English, numbers instead of mail, and facts for the rules', async () => {
    const { importer, rows, issues } = await readPersonal(
      lines(
        'campagne;ontvanger;gebeurtenis;tijdstip;ip;user_agent;method;link;honeypot;confirmed',
        'Lente;100001;geklikt;03-03-2026 09:00:10;192.0.2.7;curl/8;HEAD;https://a.example/1;nee;nee',
        'Lente;100001;geklikt;03-03-2026 09:00:11;192.0.2.7;Mozilla/5.0;GET;https://a.example/2;ja;ja',
        'Lente;100001;gedanst;03-03-2026 09:00:11;;;;;;',
        'Lente;;gemeld;03-03-2026 09:00:11;;;;;;',
        'Lente;100002;gemeld;;;;;;;',
      ),
    );
    expect(importer?.id).toBe('phishing-events');
    expect(
      (rows as PhishingRow[]).map(({ recipientKind, method, link, honeypot, confirmed, knownScanner: scanner }) => [
        recipientKind,
        method,
        link,
        honeypot,
        confirmed,
        scanner,
      ]),
    ).toEqual([
      ['employee', 'head', 'link:https://a.example/1', false, false, 'scripted-client'],
      ['employee', 'get', 'link:https://a.example/2', true, true, null],
      ['employee', null, null, null, null, null],
    ]);
    expect(rows.map((row) => 'at' in row && row.at)).toEqual(['2026-03-03T08:00:10.000Z', '2026-03-03T08:00:11.000Z', null]);
    expect(issues).toMatchObject([
      { code: 'event-unknown', itemNumber: 3, column: 3 },
      { code: 'recipient-missing', itemNumber: 4, column: 2 },
    ]);
    expect(JSON.stringify([rows, issues]).replaceAll('link:https://a.example/', '')).not.toMatch(/a\.example|curl|gedanst/);
  });

  it('a link is the same in every file, whatever comes first; two of one moment stay two', async () => {
    const links = ['Pad/a', 'pad/a', 'pad/b'].map(
      (path) => `Lente,anna@noord.example,clicked,2026-03-03T09:00:10Z,https://a.example/${path}`,
    );
    const read = async (given: readonly string[]) => {
      const { rows } = await readPersonal(lines('campaign,recipient,event,at,link', ...given));
      return (rows as PhishingRow[]).map(({ link, linkPlace }) => ({ link, linkPlace }));
    };
    const [first, second] = [await read([...links, links[0] ?? '']), await read(links.toReversed())];
    expect(first.map(({ linkPlace }) => linkPlace)).toEqual([1, 2, 3, 1]);
    expect(second.map(({ linkPlace }) => linkPlace)).toEqual([1, 2, 3]);
    expect(second.map(({ link }) => link)).toEqual(
      first
        .slice(0, 3)
        .map(({ link }) => link)
        .toReversed(),
    );
    expect(new Set(first.map(({ link }) => link)).size).toBe(3);
  });

  it('a population file stays one, and a table of devices is nobody’s here', async () => {
    expect((await readPersonal('personeelsnummer;afdeling;functiegroep\n1;Lab;analist')).importer?.id).toBe('population');
    expect((await readPersonal('serial number,hostname,status\n1,a,b')).importer).toBeNull();
  });
});

it('scanners are known by address, also as written within IPv6, and by what they call themselves', () => {
  const of = (address: string | null, userAgent: string | null) => knownScanner({ address, userAgent });
  expect(of('52.103.127.255', null)).toBe('microsoft-mail-protection');
  expect(of('52.103.128.0', null)).toBeNull();
  expect(of('::ffff:209.222.80.1', null)).toBe('barracuda-mail-gateway');
  expect(of('2001:db8::1', 'BarracudaSentinel (EE)')).toBe('mail-gateway');
  expect(of(null, 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120')).toBeNull();
  expect(of('999.1.1.1', 'python-requests/2')).toBe('scripted-client');
  expect(of(null, null)).toBeNull();
});
