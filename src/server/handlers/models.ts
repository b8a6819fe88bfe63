/** Handlers of device models. A change is one transaction; measuring of the days it touched is queued after it. */
import { isId, type Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, parseDay } from '#core/kernel/time.ts';
import {
  addMds2Form,
  mergeModels,
  stateModelFacts,
  undoMerge,
  withdrawMds2Form,
  type ChangeOptions,
} from '#store/device-models/change-models.ts';
import { readModelDetail } from '#store/device-models/read-model.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { listOf } from './records.ts';

type ModelEndpoint =
  | 'models.list'
  | 'models.get'
  | 'models.state'
  | 'models.merge'
  | 'models.undoMerge'
  | 'models.addForm'
  | 'models.withdrawForm';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

/** The store types a record as its fields by name, the contract field by field; the endpoint tests hold them equal. */
const onTheWire = (stored: unknown) => stored as never;

export const modelHandlers: Pick<Handlers, ModelEndpoint> = {
  'models.list': (asked) => listOf('device-model', asked),

  'models.get': ({ context, principal, params }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) =>
      onTheWire(await detailOf(scope, modelIdOf(params.id), context)),
    ),

  'models.state': (asked) =>
    change(asked, asked.params.id, async (scope, modelId, options) => {
      const { family, versionScheme, modality, safetyClass, udiDi, supportEndOn } = asked.body;
      await stateModelFacts(
        scope,
        modelId,
        {
          ...(family === undefined ? {} : { family }),
          ...(versionScheme === undefined ? {} : { versionScheme }),
          ...(modality === undefined ? {} : { modality }),
          ...(safetyClass === undefined ? {} : { safetyClass }),
          ...(udiDi === undefined ? {} : { udiDi }),
          ...(supportEndOn === undefined ? {} : { supportEndOn: supportEndOn === null ? null : (parseDay(supportEndOn) ?? null) }),
        },
        options,
      );
    }),

  'models.merge': (asked) =>
    change(asked, asked.params.id, (scope, modelId, options) => mergeModels(scope, modelIdOf(asked.body.fromId), modelId, options)),

  'models.undoMerge': (asked) =>
    change(asked, asked.params.id, async (scope, modelId, options) => {
      const { mergeId } = asked.params;
      if (!isId(mergeId)) throw new Problem('not-found', 'There is no such merge of this model to undo.', { id: mergeId });
      await undoMerge(scope, modelId, mergeId, options);
    }),

  'models.addForm': (asked) =>
    change(asked, asked.params.id, async (scope, modelId, options) => {
      const { formOn, answers, ...form } = asked.body;
      const day = formOn === null ? null : (parseDay(formOn) ?? null);
      await addMds2Form(scope, modelId, { ...form, formOn: day, answers: onTheWire(answers) }, options);
    }),

  'models.withdrawForm': (asked) =>
    change(asked, asked.params.id, async (scope, modelId, options) => {
      const { formId } = asked.params;
      if (!isId(formId)) throw new Problem('not-found', 'There is no such form of this model in force.', { id: formId });
      await withdrawMds2Form(scope, modelId, formId, options);
    }),
};

async function change(
  { context, principal }: Asked,
  id: string,
  work: (scope: Scope, modelId: Id, options: ChangeOptions) => Promise<void>,
): Promise<never> {
  const modelId = modelIdOf(id);
  const options = { now: context.clock.now(), by: principal.name, newId: context.newId };
  const detail = await withOrganisation(context.database, principal.organisationId, async (scope) => {
    await work(scope, modelId, options);
    return detailOf(scope, modelId, context);
  });
  await context.jobs.enqueueMeasuring(principal.organisationId);
  return onTheWire(detail);
}

function modelIdOf(id: string): Id {
  if (!isId(id)) throw missing(id);
  return id;
}

async function detailOf(scope: Scope, modelId: Id, { clock }: ServerContext) {
  const now = clock.now();
  const detail = await readModelDetail(scope, modelId, { now, today: dayOf(now, scope.timeZone) });
  if (detail === null) throw missing(modelId);
  return detail;
}

function missing(id: string): Problem {
  return new Problem('not-found', 'There is no such device model in this organisation.', { id });
}
