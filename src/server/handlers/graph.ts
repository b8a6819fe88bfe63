/** Handlers of the dependency graph. A change is one transaction; measuring of the days it touched is queued after. */
import { readAttachmentFilter } from '#core/dependencies/attachment-filter.ts';
import type { GraphChange } from '#core/dependencies/change-graph.ts';
import { graphCsv } from '#core/dependencies/graph-csv.ts';
import { readSubject } from '#core/dependencies/subject.ts';
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, parseDay, type Day } from '#core/kernel/time.ts';
import { recordKinds } from '#core/records/registry.ts';
import { editGraph, undoGraphEdits } from '#store/dependencies/edit-graph.ts';
import { findNodeId, readGraph, type StoredGraph } from '#store/dependencies/read-graph.ts';
import { readNodeDetail } from '#store/dependencies/read-node.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { namesOf } from './finding-work.ts';
import { listOf } from './records.ts';

type GraphEndpoint = 'graph.list' | 'graph.get' | 'graph.whole' | 'graph.export' | 'graph.edit' | 'graph.undo';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

/** The store types a record as its fields by name, the contract field by field; the endpoint tests hold them equal. */
const onTheWire = (stored: unknown) => stored as never;

export const graphHandlers: Pick<Handlers, GraphEndpoint> = {
  'graph.list': (asked) => listOf('dependency-node', asked),

  'graph.get': async (asked) => {
    const { context, principal, params } = asked;
    const detail = await readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const id = isId(params.id) ? params.id : await findNodeId(scope, params.id);
      const now = context.clock.now();
      return id === null ? null : readNodeDetail(scope, id, { now, today: dayOf(now, scope.timeZone) });
    });
    if (detail === null) throw new Problem('not-found', 'There is no such part of the care chain in this organisation.', { id: params.id });
    const { edits, ...rest } = detail;
    const names = await namesOf(
      asked,
      edits.flatMap((one) => [one.editedBy, one.withdrawnBy ?? one.editedBy]),
    );
    return onTheWire({
      ...rest,
      edits: edits.map(({ subject, editedBy, withdrawnBy, ...edit }) => ({
        ...edit,
        what: whatOf(subject),
        by: names(editedBy),
        withdrawnBy: names(withdrawnBy),
      })),
    });
  },

  'graph.whole': (asked) =>
    graphOn(asked, asked.query.asOf, ({ nodes, edges, attachments }, asOf) => ({
      asOf,
      nodes: [...nodes],
      edges: [...edges],
      attachments: [...attachments],
    })),

  'graph.export': (asked) =>
    graphOn(asked, asked.query.asOf, (graph, asOf) => {
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="dependencies-${asOf}.csv"`,
      };
      return new Response(graphCsv(graph), { headers });
    }),

  'graph.edit': async ({ context, principal, body }) => {
    const changes = body.changes.map(changeOf);
    const done = await withOrganisation(context.database, principal.organisationId, (scope) =>
      editGraph(scope, changes, { by: principal.name, now: context.clock.now(), newId: context.newId, reason: body.reason }),
    );
    if (done.batchId !== null) await context.jobs.enqueueMeasuring(principal.organisationId);
    return done;
  },

  'graph.undo': async ({ context, principal, params: { id } }) => {
    if (!isId(id)) throw new Problem('not-found', 'There is no such change of the graph in this organisation.', { id });
    const done = await withOrganisation(context.database, principal.organisationId, (scope) =>
      undoGraphEdits(scope, id, { by: principal.name, now: context.clock.now(), newId: context.newId }),
    );
    await context.jobs.enqueueMeasuring(principal.organisationId);
    return done;
  },
};

function graphOn<T>({ context, principal }: Asked, asOf: string | undefined, work: (graph: StoredGraph, asOf: Day) => T): Promise<T> {
  return readingOrganisation(context.database, principal.organisationId, async (scope) => {
    const today = dayOf(context.clock.now(), scope.timeZone);
    const day = asOf === undefined ? today : parseDay(asOf);
    if (day === undefined || day > today)
      throw new Problem('request-invalid', `The day ${asOf ?? ''} has not been yet: ask as of ${today} or before.`, {
        asOf: asOf ?? '',
        today,
      });
    return work(await readGraph(scope, day), day);
  });
}

/** The contract has looked at the form of keys, and tells them as text. */
type Wire<Change> = Change extends unknown ? { readonly do: GraphChange['do'] } & { readonly [M in keyof Change]?: unknown } : never;

/** Without what is not spoken of, and with filters that can be asked. */
function changeOf(change: Wire<GraphChange>, index: number): GraphChange {
  const said = Object.fromEntries(Object.entries<unknown>(change).filter(([, value]) => value !== undefined)) as unknown as GraphChange;
  if (said.do === 'attach' && said.form === 'filter') {
    const read = readAttachmentFilter(said.text, recordKinds);
    if (read.kind === 'refused')
      throw new Problem('request-invalid', `Change ${index + 1}: ${read.detail}`, { wrong: [{ path: `changes.${index}.text` }] });
  }
  return said;
}

function whatOf(text: string): string {
  const subject = readSubject(text);
  if (subject.is === 'node') return subject.key;
  return subject.is === 'edge' ? `${subject.from} → ${subject.to}` : `${subject.text} → ${subject.node}`;
}
