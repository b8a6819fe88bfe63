/** Handlers of trainings: requirements, the counting of a month, statements of xAPI. */
import { addMonths } from '#core/awareness/training-coverage.ts';
import type { TrainingFacts } from '#core/awareness/training-facts.ts';
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName, hasForbiddenCharacters } from '#core/kernel/text.ts';
import { dayOf, parseDay, type Day } from '#core/kernel/time.ts';
import { looksLikePerson } from '#importers/personal/personal-text.ts';
import { discardCourse } from '#store/awareness/forget-trainings.ts';
import { recordKeyEvent } from '#store/awareness/keys.ts';
import { listPublications } from '#store/awareness/publications.ts';
import { endRequirement, listRequirements, saveRequirement, setAutomatic } from '#store/awareness/training-requirements.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { publishTraining } from '../awareness/publish-training.ts';
import { statementsMax, takeStatements } from '../awareness/take-statements.ts';
import { readTraining } from '../awareness/training-state.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { bodyOf } from '../http/request-body.ts';

type TrainingEndpoints =
  | 'training.get'
  | 'training.require'
  | 'training.endRequirement'
  | 'training.discardCourse'
  | 'training.publish'
  | 'training.setAutomatic'
  | 'training.statements';

const statementBytesMax = 4 * 1024 ** 2;

export const trainingHandlers: Pick<Handlers, TrainingEndpoints> = {
  'training.get': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, (scope) => readTraining(scope, context.clock.now())),

  'training.require': ({ context, principal, body }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const now = context.clock.now();
      const today = dayOf(now, scope.timeZone);
      const said = { ...body, fromOn: dayAsked(body.fromOn, today), saidBy: principal.name, saidAt: now };
      for (const text of [said.course, said.roleGroup ?? ''])
        if (hasForbiddenCharacters(text) || looksLikePerson(text))
          throw new Problem('request-invalid', 'A course or role group holds no address of mail and no long number.');
      if (said.isHighRisk && said.roleGroup === null)
        throw new Problem('request-invalid', 'A high risk is one of a role group: say which.');
      await refuseBoth(scope, said);
      await refuseBeforePublished(scope, said);
      await saveRequirement(scope, said, context.newId);
      return readTraining(scope, now);
    }),

  'training.endRequirement': ({ context, principal, params }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const now = context.clock.now();
      const today = dayOf(now, scope.timeZone);
      const found = isId(params.id) ? (await listRequirements(scope)).find(({ id }) => id === params.id) : undefined;
      if (found === undefined || (found.toOn !== null && found.toOn <= today))
        throw new Problem('not-found', 'There is no requirement with this id that still holds.');
      await endRequirement(scope, found, today);
      return readTraining(scope, now);
    }),

  'training.discardCourse': ({ context, principal, params }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const now = context.clock.now();
      const name = isId(params.id) ? await discardCourse(scope, params.id) : null;
      if (name === null) throw new Problem('not-found', 'There is no course with this id.');
      // How many rows it was is not on record: everybody may read the record, and it would be how many people did the course.
      await recordKeyEvent(scope, { at: now, act: 'course-discarded', saidBy: principal.name }, context.newId);
      return readTraining(scope, now);
    }),

  'training.publish': async ({ context, principal, body }) => {
    const { organisationId, name } = principal;
    const outcomes = await publishTraining(context, organisationId, { month: body.month, askedBy: name });
    const training = await readingOrganisation(context.database, organisationId, (scope) => readTraining(scope, context.clock.now()));
    return { outcomes: [...outcomes], training };
  },

  'training.setAutomatic': ({ context, principal, body }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const now = context.clock.now();
      await setAutomatic(scope, body.on ? { saidBy: principal.name, saidAt: now } : null);
      return readTraining(scope, now);
    }),

  'training.statements': async ({ context, principal, query, request }) => {
    const asked = request.headers.get('x-experience-api-version') ?? '';
    const version = /^1\.0(?:\.\d+)?$/.test(asked) ? '1.0.3' : /^2\.0(?:\.\d+)?$/.test(asked) ? '2.0.0' : null;
    if (version === null)
      throw new Problem(
        'request-invalid',
        'The header X-Experience-API-Version is missing or of another version; 1.0.3 and 2.0.0 are spoken here.',
      );
    const statements = statementsOf(await textOf(request));
    const ids = await takeStatements(context, principal, { statements, accountHomePage: query.accountHomePage ?? null });
    return Response.json(ids, { headers: { 'x-experience-api-version': version, 'cache-control': 'no-store' } });
  },
};

function dayAsked(text: string | undefined, today: Day): Day {
  const day = text === undefined ? today : parseDay(text);
  if (day === undefined || day < addMonths(today, -24) || day > addMonths(today, 24))
    throw new Problem('request-invalid', 'A requirement begins within two years of today.');
  return day;
}

/** A course of both would be one figure in two tables, each with other cells hidden: what one hides the other would give. */
async function refuseBoth(
  scope: Scope,
  said: { readonly course: string; readonly roleGroup: string | null; readonly fromOn: Day },
): Promise<void> {
  const course = foldName(said.course);
  const asked = (await listRequirements(scope)).filter(({ toOn }) => toOn === null || toOn > said.fromOn);
  const other = asked.find((one) => foldName(one.course) === course && (one.roleGroup === null) !== (said.roleGroup === null));
  if (other !== undefined)
    throw new Problem(
      'conflict',
      'This course is asked both of everybody and of a role group: two figures about the same would give hidden groups away. End one of both first.',
    );
}

/** What a published month was counted by stands as it was: changed afterwards it would no longer say what its figure is of. */
async function refuseBeforePublished(scope: Scope, said: { readonly roleGroup: string | null; readonly fromOn: Day }): Promise<void> {
  const standing = [...(await listPublications(scope, { subject: 'training' })).values()].map(({ facts }) => facts as TrainingFacts);
  const own = standing.filter(({ part }) => (part === 'high-risk') === (said.roleGroup !== null));
  if (own.some(({ on }) => said.fromOn <= on))
    throw new Problem('conflict', 'A month from this day on is published already: say the requirement from the first day after it.');
}

async function textOf(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(request)) {
    size += chunk.byteLength;
    if (size > statementBytesMax) throw new Problem('request-invalid', 'So many statements are sent in parts of at most 4 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function statementsOf(text: string): readonly unknown[] {
  const value = parsed(text);
  const statements = Array.isArray(value) ? (value as readonly unknown[]) : typeof value === 'object' && value !== null ? [value] : null;
  if (statements === null) throw new Problem('request-invalid', 'The body is no statement and no list of statements as JSON.');
  if (statements.length > statementsMax)
    throw new Problem('request-invalid', 'A request takes at most 1,000 statements; send them in parts.');
  return statements;
}

/** Undefined: no JSON; what stands there is in no error. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
