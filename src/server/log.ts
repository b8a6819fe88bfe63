/**
 * The log of a node: JSON lines on stderr, static messages with fields. No personal data: of an error only its kind,
 * text, code and place are written. PostgreSQL puts values of rows into `detail` and `where`; those never reach the log.
 */
import { pino, type DestinationStream, type Logger } from 'pino';

export interface LogOptions {
  readonly level: string;
  /** Fields of every line. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Default: stderr, written at once, so that nothing is lost when the process ends. */
  readonly destination?: DestinationStream;
}

export function makeLog({ level, fields, destination }: LogOptions): Logger {
  return pino({ level, base: fields ?? null, serializers: { err: errorFields } }, destination ?? pino.destination({ dest: 2, sync: true }));
}

function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  // Causes are followed by hand: the library would copy every member of them.
  return {
    type: error.name,
    message: messageOf(error),
    stack: placesOf(error),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(typeof table === 'string' ? { table } : {}),
    ...(error.cause === undefined ? {} : { cause: errorFields(error.cause) }),
  };
}

/** What PostgreSQL says of bad data quotes it: `invalid input syntax for type uuid: "…"`. */
function messageOf(error: Error): string {
  const isFromDatabase = 'severity' in error && 'routine' in error;
  return isFromDatabase ? error.message.replaceAll(/"[^"]*"/g, '"…"') : error.message;
}

/** The stack without its first lines, which repeat the message. */
function placesOf(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
