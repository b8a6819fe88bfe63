import { describe, expect, it } from 'vitest';
import type { MailReportRow, MaliciousDeliveryRow } from '#core/awareness/mail-report-row.ts';
import { readPersonal } from '#test/support/read-personal.ts';

const lines = (...rows: readonly string[]) => rows.join('\r\n');
const reports = (rows: readonly unknown[]) =>
  (rows as readonly MailReportRow[]).map(
    ({ itemNumber, report, reporter, reportedAt, message, threat, verdict, decidedAt }) =>
      `${itemNumber} ${report} ${reporter} ${reportedAt} ${message} ${threat} ${verdict} ${decidedAt}`,
  );
const deliveries = (rows: readonly unknown[]) =>
  (rows as readonly MaliciousDeliveryRow[]).map(
    ({ itemNumber, threat, message, recipient, copies, deliveredAt, found }) =>
      `${itemNumber} ${threat} ${message} ${recipient} ${copies} ${deliveredAt} ${found}`,
  );

describe('reports of real mails', () => {
  it('Defender: who, when, which mail and what the desk marked it as; its own analysis where nobody did; no subject, no sender', async () => {
    const { importer, rows, issues } = await readPersonal(
      lines(
        'Name and type,Reported by,Date reported,Sender,Reported reason,Original verdict,Result,Message reported ID,Network Message ID,Phish simulation,Marked as,Marked by,Date marked,Tags',
        'Kanarie factuur,Anna@noord.example,2026-10-05T09:00:00Z,kanarie@elders.example,Phish,Clean,Spam,r1,m1,No,Phishing,kanarie@noord.example,2026-10-05T09:30:00Z,',
        'Kanarie test,bert@noord.example,2026-10-05T09:01:00Z,kanarie@elders.example,Phish,Clean,Phish,r2,m2,Yes,,,,',
        'Kanarie reclame,cas@noord.example,2026-10-05T09:02:00Z,kanarie@elders.example,Spam,Clean,Spam,r3,<m3@x>,No,,,,',
        'Kanarie,dee@noord.example,2026-10-05T09:03:00Z,kanarie@elders.example,Phish,Clean,Not submitted to Microsoft,r4,m4,No,No threats found,,2026-10-05T09:00:00Z,',
      ),
    );
    expect(importer?.id).toBe('mail-reports');
    expect(reports(rows)).toEqual([
      '1 report:r1 email:anna@noord.example 2026-10-05T09:00:00.000Z mail:m1 null true-positive 2026-10-05T09:30:00.000Z',
      '2 report:r2 email:bert@noord.example 2026-10-05T09:01:00.000Z mail:m2 null simulation null',
      '3 report:r3 email:cas@noord.example 2026-10-05T09:02:00.000Z mail:m3@x null spam null',
      '4 report:r4 email:dee@noord.example 2026-10-05T09:03:00.000Z mail:m4 null benign null',
    ]);
    expect(issues.map(({ code, line }) => `${code} ${line}`)).toEqual(['decision-too-early 5']);
    expect(JSON.stringify(rows)).not.toContain('anarie');
  });

  it('a Dutch table without numbers: reporter, mail and moment stand for one, and the clock is the hospital’s', async () => {
    const { importer, rows } = await readPersonal(
      lines(
        'Melder;Gemeld op;Bericht-ID;Oordeel;Beoordeeld op',
        '100001;05-10-2026 09:00;m1;kwaadaardig;05-10-2026 11:00',
        '100001;13-10-2026 09:00;;in behandeling;',
      ),
    );
    expect(importer?.id).toBe('mail-reports');
    expect(reports(rows)).toEqual([
      '1 report:employee:100001 mail:m1 2026-10-05T07:00:00.000Z employee:100001 2026-10-05T07:00:00.000Z mail:m1 null true-positive 2026-10-05T09:00:00.000Z',
      '2 report:employee:100001  2026-10-13T07:00:00.000Z employee:100001 2026-10-13T07:00:00.000Z null null null null',
    ]);
  });

  it('PhishER and CLEAR: their words for a verdict; one that is none leaves the report undecided, and says so', async () => {
    const { rows, issues } = await readPersonal(
      lines(
        'ID,Reported By,Category,Created At',
        'a,anna@noord.example,THREAT,2026-10-05T09:00:00Z',
        'b,anna@noord.example,CLEAN,2026-10-05T09:00:00Z',
        'c,anna@noord.example,UNKNOWN,2026-10-05T09:00:00Z',
        'd,anna@noord.example,Low Risk,2026-10-05T09:00:00Z',
        'e,anna@noord.example,Purple,2026-10-05T09:00:00Z',
      ),
    );
    expect((rows as MailReportRow[]).map(({ verdict }) => verdict)).toEqual(['true-positive', 'benign', null, 'benign', null]);
    expect(issues.map(({ code, itemNumber, column }) => `${code} ${itemNumber} ${column}`)).toEqual(['verdict-unknown 5 3']);
  });

  it('a row without a reporter, with a broken one, or without a time that can be read is refused', async () => {
    const { rows, issues } = await readPersonal(
      lines(
        'Report ID,Reporter,Reported at,Verdict',
        'a,,2026-10-05T09:00:00Z,phish',
        'b,anna@@noord.example,2026-10-05T09:00:00Z,phish',
        'c,anna@noord.example,,phish',
        'd,anna@noord.example,later,phish',
      ),
    );
    expect(rows).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual(['reporter-missing', 'reporter-invalid', 'report-time-missing', 'report-time-invalid']);
  });
});

describe('malicious mails that were delivered', () => {
  it('by number or by recipient, with how each was found; names around an address are never looked at', async () => {
    const { importer, rows, issues } = await readPersonal(
      lines(
        'Threat ID,Message ID,Recipients,Delivered at,Found how',
        'T1,<m1@x>,240,2026-10-05T09:00:00Z,ZAP',
        'T2,,"Kanarie, Anna <anna@noord.example>; bert@noord.example",2026-10-05T09:00:00Z,user report',
        'T3,,12,2026-10-05T09:00:00Z,crystal ball',
      ),
    );
    expect(importer?.id).toBe('malicious-deliveries');
    expect(deliveries(rows)).toEqual([
      '1 mail:T1 mail:m1@x null 240 2026-10-05T09:00:00.000Z filter',
      '2 mail:T2 null email:anna@noord.example 1 2026-10-05T09:00:00.000Z report',
      '2 mail:T2 null email:bert@noord.example 1 2026-10-05T09:00:00.000Z report',
      '3 mail:T3 null null 12 2026-10-05T09:00:00.000Z unknown',
    ]);
    expect(issues.map(({ code }) => code)).toEqual(['found-unknown']);
  });

  it('a row that says no mail, no recipients, none at all or no time is refused', async () => {
    const { rows, issues } = await readPersonal(
      lines(
        'Dreiging;Aantal ontvangers;Bezorgd op;Gevonden door',
        ';12;2026-10-05 09:00;filter',
        'T1;;2026-10-05 09:00;filter',
        'T1;0;2026-10-05 09:00;filter',
        'T1;12;;filter',
        'T1;12;straks;filter',
      ),
    );
    expect(rows).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual([
      'mail-missing',
      'recipients-missing',
      'recipients-invalid',
      'delivery-time-missing',
      'delivery-time-invalid',
    ]);
  });

  it('a trace of all mails is no list of malicious ones', async () => {
    const trace = lines('Message ID,Recipient,Delivered at', 'm1,anna@noord.example,2026-10-05T09:00:00Z');
    await expect(readPersonal(trace)).rejects.toThrow('no format for people knows its headers');
  });
});
