/** Cases of the endpoints of real mails that people reported (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import type { MailReportRow } from '#core/awareness/mail-report-row.ts';
import type { Pseudonym } from '#core/awareness/pseudonym.ts';
import { instantFromMilliseconds } from '#core/kernel/time.ts';
import { mergeReports } from '#store/awareness/mail-reports.ts';
import { withOrganisation } from '#store/scope.ts';
import { neverBegunAnew, unlocked } from './awareness-cases.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const nobody = { params: { month: '2020-02' } };
const noMonth = { params: { month: '2026-13' } };
const report = { id: 'R-1', reporter: 'anna@noord.example', reportedAt: '2026-02-03T09:00:00+01:00', verdict: 'benign' } as const;

let months = 0;
/** A month of its own for each: it is published once. */
async function held(world: World): Promise<{ params: { month: string } }> {
  await neverBegunAnew(world);
  const { node } = world;
  months += 1;
  const month = `${2000 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  const at = instantFromMilliseconds(Date.parse(`${month}-03T09:00:00Z`));
  const row: MailReportRow = {
    kind: 'mail-report',
    itemNumber: 1,
    report: `report ${month}` as Pseudonym,
    reporter: 'somebody' as Pseudonym,
    reporterKind: 'email',
    reportedAt: at,
    message: null,
    threat: null,
    verdict: 'benign',
    decidedAt: at,
  };
  const ports = { newId: node.context.newId, now: at };
  await withOrganisation(node.context.database, node.fresh.organisationId, (scope) => mergeReports(scope, 1, [row], ports));
  return { params: { month } };
}

/** Both organisations have one, so that what a stranger removes is his own. */
async function signed({ node }: World): Promise<void> {
  for (const token of [node.localToken, await node.token({ organisationId: node.fresh.otherOrganisationId })])
    expect((await node.ask(token, 'POST', '/awareness/reports/signing')).status).toBe(201);
}

async function unsigned(world: World): Promise<void> {
  await unlocked(world);
  const { node } = world;
  for (const token of [node.localToken, await node.token({ organisationId: node.fresh.otherOrganisationId })])
    await node.ask(token, 'DELETE', '/awareness/reports/signing');
}

export const mailReportCases = {
  'mailReports.list': {
    works: async (world: World) => {
      await held(world);
      return {};
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ items: [] }) },
  },
  'mailReports.get': {
    works: held,
    bad: { 'a month of nothing': nobody, 'a thirteenth month': noMonth },
    stranger: 'not-found',
  },
  'mailReports.publish': {
    works: held,
    bad: { 'a month of nothing': nobody, 'a thirteenth month': noMonth },
    stranger: 'not-found',
  },
  'mailReports.receive': {
    works: async (world: World) => {
      await unsigned(world);
      return { body: { reports: [report, { ...report, id: 'R-2', messageId: '<m1@elders.example>', threatId: 'T-1' }] } };
    },
    bad: {
      'a verdict that is none': { body: { reports: [{ ...report, verdict: 'purple' }] } },
      'no reporter': { body: { reports: [{ ...report, reporter: ' ' }] } },
      'half an address': { body: { reports: [{ ...report, reporter: 'anna@' }] } },
      'a time without a zone': { body: { reports: [{ ...report, reportedAt: '2026-02-03T09:00:00' }] } },
      'decided before it was reported': { body: { reports: [{ ...report, decidedAt: '2026-02-03T07:00:00Z' }] } },
      'no report at all': { body: { reports: [] } },
      'a subject, which nobody asked for': { body: { reports: [{ ...report, subject: 'Betaling' }] } },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ received: 2 }) },
  },
  'mailReports.sign': {
    works: () => ({}),
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ secret: expect.any(String) as string }) },
  },
  'mailReports.unsign': {
    works: async (world: World) => {
      await signed(world);
      return {};
    },
    stranger: { own: () => undefined },
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
