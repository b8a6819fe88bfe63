/**
 * From a question to the answer that carries its table: one snapshot for the whole file, few files at a time, a row limit
 * that is looked at before the first byte.
 */
import { exportRowsMax, mediaTypes, type ExportFormat, type TableHead, type TableRow } from '#core/exports/table.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { readingOrganisation, type Scope } from '#store/scope.ts';
import type { Database } from '#store/database.ts';
import { languageOf } from '../http/language.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { streamedResponse } from './streamed-response.ts';
import { tableWriters } from './table-file.ts';

/** Each holds a connection for as long as its file is read; the pages need the others. */
const atOnceMax = 4;
/** Of one organisation: it cannot take the places of all. */
const atOnceOfOneMax = 2;
/** The organisation of each file that is being written. */
const running = new WeakMap<Database, readonly OrganisationId[]>();

export interface AskedTable {
  readonly context: ServerContext;
  readonly principal: Principal;
  readonly request: Request;
  readonly query: { readonly format: ExportFormat };
  readonly reply: { breakOff(): boolean };
}

export interface FoundTable {
  readonly head: TableHead;
  /** Rows there are, or any number above the limit. */
  readonly count: number;
  readonly rows: AsyncIterable<readonly TableRow[]>;
  /** Stands in the name of the file. */
  readonly asOf: string;
}

/** @throws Problem `filter-too-broad` (more rows than the format takes), `rate-limited` (too many files at a time), and what `find` throws */
export function exportTable(asked: AskedTable, find: (scope: Scope, rowsMax: number) => Promise<FoundTable>): Promise<Response> {
  const { context, principal, request, reply } = asked;
  const { format } = asked.query;
  const language = languageOf(request);
  return streamedResponse(
    (begin) =>
      inTurn(context.database, principal.organisationId, () =>
        readingOrganisation(context.database, principal.organisationId, async (scope) => {
          const { head, count, rows, asOf } = await find(scope, exportRowsMax[format]);
          refuseTooMany(count, format);
          // Reading is not audited; that a whole table left is told by the log.
          context.log.info({ by: principal.name, table: head.name, format, rows: count }, 'a table leaves the node');
          const write = begin({
            'content-type': mediaTypes[format],
            'content-disposition': `attachment; filename="${head.name}-${asOf}.${format}"`,
          });
          await tableWriters[format]({ head, rows, language, timeZone: scope.timeZone }, write);
        }),
      ),
    { log: context.log, breakOff: () => reply.breakOff() },
  );
}

function refuseTooMany(count: number, format: ExportFormat): void {
  const rowsMax = exportRowsMax[format];
  if (count <= rowsMax) return;
  throw new Problem('filter-too-broad', `A file of this format holds at most ${rowsMax} rows, and there are more. Narrow the question.`, {
    format,
    rowsMax,
  });
}

async function inTurn(database: Database, organisationId: OrganisationId, work: () => Promise<void>): Promise<void> {
  const others = running.get(database) ?? [];
  const own = others.filter((one) => one === organisationId).length;
  if (own >= atOnceOfOneMax || others.length >= atOnceMax) {
    const detail = `${own >= atOnceOfOneMax ? atOnceOfOneMax : atOnceMax} files are being written at this moment. Try again when one is done.`;
    throw new Problem('rate-limited', detail, { retryAfterSeconds: 10 });
  }
  running.set(database, [...others, organisationId]);
  try {
    await work();
  } finally {
    const now = running.get(database) ?? [];
    running.set(database, now.toSpliced(now.indexOf(organisationId), 1));
  }
}
