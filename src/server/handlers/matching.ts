/** Handlers of matching: questions, the answers of people, and the matching itself, which the worker does. */
import { matchAnswers, type MatchDecisionJson, type MatchingState, type QuestionDetail } from '#contract/endpoints/match-questions.ts';
import { isId, type Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import { dayOf } from '#core/kernel/time.ts';
import { qualityOf } from '#core/matching/answered-quality.ts';
import { writtenVersionOf, type MatchDecision } from '#core/matching/decisions.ts';
import type { MatchReason } from '#core/matching/reasons.ts';
import { findAdvisory } from '#store/advisories/advisories.ts';
import {
  addDecisions,
  countingDecisions,
  decisionBook,
  decisionsOfQuestion,
  listDecisions,
  withdrawDecision,
  type StoredDecision,
} from '#store/matching/match-decisions.ts';
import { askMatching, readMatchingState } from '#store/matching/matching-state.ts';
import {
  answeredQuestions,
  findQuestion,
  listStoredQuestions,
  matchesOfAdvisory,
  matchesOfAsset,
  totalQuestions,
} from '#store/matching/read-questions.ts';
import { readTree } from '#store/matching/read-tree.ts';
import { settleDevice } from '#store/matching/settle-device.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { exportLines, takeDecisionFile } from '../matching/decision-file.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { namesOf } from './finding-work.ts';

type MatchingEndpoint = Extract<keyof Handlers, `matching.${string}`>;

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

type Names = Awaited<ReturnType<typeof namesOf>>;

const listOf = (text: string | undefined): readonly string[] | null => text?.split(',') ?? null;

export const matchingHandlers: Pick<Handlers, MatchingEndpoint> = {
  'matching.questions': ({ context, principal, query }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => ({
      ...(await listStoredQuestions(scope, {
        bands: listOf(query.band),
        answers: listOf(query.answer),
        statuses: listOf(query.status),
        allVersions: query.allVersions === undefined ? null : query.allVersions === 'true',
        search: query.search,
        limit: query.limit,
        offset: query.offset,
      })),
      totals: await totalQuestions(scope),
    })),

  'matching.question': async ({ context, principal, params: { id } }) => {
    const detail = await readingOrganisation(context.database, principal.organisationId, (scope) => storedDetail(scope, id, context));
    if (detail === null) throw new Problem('not-found', 'Nothing asks this question now.', { id });
    return withNames({ context, principal }, detail);
  },

  'matching.ofAdvisory': async (asked) => {
    const { context, principal, params } = asked;
    return readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const advisory = await findAdvisory(scope, params.id);
      if (advisory === null) throw new Problem('not-found', 'The node holds no such advisory.', { id: params.id });
      const { matchedAt } = await readMatchingState(scope);
      const isMatched = advisory.brokenRules.length === 0 && matchedAt !== null && advisory.changedAt <= matchedAt;
      return { items: await matchesOfAdvisory(scope, advisory.id), matched: isMatched };
    });
  },

  'matching.ofAsset': async (asked) => {
    const { context, principal, params } = asked;
    const found = isId(params.id)
      ? await readingOrganisation(context.database, principal.organisationId, (scope) => matchesOfAsset(scope, params.id as Id))
      : null;
    if (found === null) throw new Problem('not-found', 'There is no such asset in this organisation.', { id: params.id });
    const told = await tellerOf(
      asked,
      found.items.flatMap(({ documents }) => documents.flatMap(({ reasons }) => reasons)),
    );
    return {
      deviceVersion: found.line === null ? null : writtenVersionOf({ id: '', ...found.line }),
      matchable: found.line !== null,
      items: found.items.map(({ question, documents }) => ({
        question,
        documents: documents.map((one) => ({ ...one, reasons: one.reasons.map(told) })),
      })),
    };
  },

  'matching.decide': async ({ context, principal, body }) => {
    const stored = await withOrganisation(context.database, principal.organisationId, async (scope) => {
      const question = await findQuestion(scope, body.questionId);
      if (question === null) throw new Problem('not-found', 'Nothing asks this question now.', { id: body.questionId });
      const { deviceKey, productKey } = question;
      const facts = { deviceKey, productKey, person: personOf(principal), at: context.clock.now(), reason: body.reason };
      const decision: MatchDecision =
        body.kind === 'identity'
          ? { kind: 'identity', ...facts, answer: body.answer }
          : { kind: 'version', ...facts, answer: body.answer, clauseText: body.clauseText, deviceVersion: body.deviceVersion };
      const [decisionId] = await addDecisions(scope, [decision], { origin: 'said', now: facts.at, newId: context.newId });
      await settleDevice(scope, deviceKey, [productKey]);
      return { decisionId: decisionId ?? '', detail: await storedDetail(scope, question.id, context) };
    });
    // The findings that follow are the worker's.
    await context.jobs.enqueueMatching(principal.organisationId);
    return decided({ context, principal }, stored);
  },

  'matching.undo': async ({ context, principal, params: { id } }) => {
    if (!isId(id)) throw new Problem('not-found', 'There is no such answer in the book.', { id });
    const stored = await withOrganisation(context.database, principal.organisationId, async (scope) => {
      const { deviceKey, productKey, questionId } = await withdrawDecision(scope, id, {
        now: context.clock.now(),
        by: personOf(principal),
      });
      await settleDevice(scope, deviceKey, [productKey]);
      return { decisionId: id, detail: await storedDetail(scope, questionId, context) };
    });
    await context.jobs.enqueueMatching(principal.organisationId);
    return decided({ context, principal }, stored);
  },

  'matching.decisions': async ({ context, principal, query }) => {
    const { limit, offset } = query;
    const found = await readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const counting = await countingDecisions(scope);
      const asked = {
        withWithdrawn: query.withdrawn === 'true',
        answers: matchAnswers.filter((one) => query.answer?.split(',').includes(one) ?? true),
        words: foldName(query.search ?? ''),
        ids: query.disputed === 'true' ? [...counting.disputed] : null,
      };
      return { ...counting, ...(await listDecisions(scope, { ...asked, limit, offset })) };
    });
    const { items, total, standing, disputed } = found;
    const names = await namesOf({ context, principal }, principalsOf(items));
    return {
      items: items.map(({ isAsked, deviceName, productName, ...one }) => ({
        ...wireDecision(one, names, standing),
        ...{ deviceName, productName, disputed: disputed.has(one.id), questionId: isAsked ? one.questionId : null },
      })),
      total,
      disputed: disputed.size,
    };
  },

  'matching.exportDecisions': async ({ context, principal }) => {
    const book = await readingOrganisation(context.database, principal.organisationId, decisionBook);
    const names = await namesOf({ context, principal }, principalsOf(book));
    return new Response(exportLines(book, names), {
      headers: { 'content-type': 'application/x-ndjson', 'content-disposition': 'attachment; filename="match-decisions.ndjson"' },
    });
  },

  'matching.importDecisions': async ({ context, principal, request }) => {
    const outcome = await takeDecisionFile({ context, principal }, request, (book) => namesOf({ context, principal }, principalsOf(book)));
    await context.jobs.enqueueMatching(principal.organisationId);
    return outcome;
  },

  'matching.run': async ({ context, principal }) => {
    await withOrganisation(context.database, principal.organisationId, (scope) => askMatching(scope, context.clock.now()));
    await context.jobs.enqueueMatching(principal.organisationId);
    return stateOf({ context, principal });
  },

  'matching.state': (asked) => stateOf(asked),

  'matching.quality': async ({ context, principal }) =>
    qualityOf(await readingOrganisation(context.database, principal.organisationId, answeredQuestions)),
};

/** Whoever answers with a token of their own is the same person as at the screen. */
function personOf({ accountId, name }: Principal): string {
  return accountId === null ? name : `account:${accountId}`;
}

async function stateOf({ context, principal }: Asked): Promise<MatchingState> {
  const {
    askedAt,
    setAside,
    rulesBroken,
    fingerprint: _fingerprint,
    ...state
  } = await readingOrganisation(context.database, principal.organisationId, readMatchingState);
  return { ...state, running: askedAt !== null, setAside: { documents: setAside, rules: rulesBroken } };
}

interface StoredDetail extends Omit<QuestionDetail, 'decisions'> {
  readonly decisions: readonly StoredDecision[];
  readonly standing: ReadonlySet<Id>;
}

async function storedDetail(scope: Scope, id: string, { clock }: ServerContext): Promise<StoredDetail | null> {
  const question = await findQuestion(scope, id);
  if (question === null) return null;
  const tree = await readTree(scope, question.id, dayOf(clock.now(), scope.timeZone));
  return {
    ...question,
    tree,
    decisions: await decisionsOfQuestion(scope, question.id),
    standing: (await countingDecisions(scope)).standing,
  };
}

async function decided(asked: Asked, { decisionId, detail }: { readonly decisionId: string; readonly detail: StoredDetail | null }) {
  return { decisionId, question: detail === null ? null : await withNames(asked, detail) };
}

async function withNames(asked: Asked, { standing, ...detail }: StoredDetail): Promise<QuestionDetail> {
  const names = await namesOf(asked, principalsOf(detail.decisions));
  const told = await tellerOf(
    asked,
    detail.tree.flatMap(({ versions }) => versions.flatMap(({ reasons }) => reasons)),
  );
  return {
    ...detail,
    tree: detail.tree.map((one) => ({
      ...one,
      versions: one.versions.map((version) => ({ ...version, reasons: version.reasons.map(told) })),
    })),
    decisions: detail.decisions.map((one) => wireDecision(one, names, standing)),
  };
}

function principalsOf(decisions: readonly StoredDecision[]): string[] {
  return decisions.flatMap(({ origin, person, withdrawnBy }) => [origin === 'said' ? person : '', withdrawnBy ?? '']);
}

function wireDecision({ questionId: _questionId, ...one }: StoredDecision, names: Names, standing: ReadonlySet<Id>): MatchDecisionJson {
  return {
    ...one,
    person: one.origin === 'file' ? one.person : names(one.person),
    withdrawnBy: names(one.withdrawnBy),
    counts: standing.has(one.id),
  };
}

const principalName = /\b(?:account|token):[0-9a-f-]{36}\b/gu;

/** Answers are told by principal; readers want names. */
async function tellerOf(asked: Asked, reasons: readonly MatchReason[]): Promise<(reason: MatchReason) => MatchReason> {
  const isSaid = ({ rule }: MatchReason): boolean => rule.startsWith('decided-');
  const names = await namesOf(
    asked,
    reasons.filter(isSaid).flatMap(({ detail }) => detail.match(principalName) ?? []),
  );
  return (reason) =>
    isSaid(reason) ? { ...reason, detail: reason.detail.replace(principalName, (principal) => names(principal) ?? principal) } : reason;
}
