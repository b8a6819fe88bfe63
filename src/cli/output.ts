/** The two streams of a command: answers to stdout, everything else to stderr. */
import { problemCatalogue } from '#contract/problem-catalogue.ts';
import type { CommandOutput } from '#contract/define-command.ts';
import type { Problem } from '#core/kernel/problem.ts';
import type { Language } from '#core/kernel/text.ts';
import { nearestName } from '#core/query/nearest.ts';

export interface Streams {
  readonly out: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean };
}

export function makeOutput(streams: Streams, isJson: boolean, language: Language): CommandOutput {
  let hasStatus = false;
  const clearStatus = () => {
    if (hasStatus) streams.err.write('\r\u001b[K');
    hasStatus = false;
  };
  return {
    isJson,
    language,
    width: streams.out.isTTY === true ? (streams.out.columns ?? 100) : null,
    answer(text) {
      clearStatus();
      streams.out.write(`${text}\n`);
    },
    progress(text) {
      clearStatus();
      if (!isJson) streams.err.write(`${text}\n`);
    },
    status(text, isLast) {
      if (isJson) return;
      if (streams.err.isTTY === true) {
        streams.err.write(`\r\u001b[K${text}${isLast ? '\n' : ''}`);
        hasStatus = !isLast;
      } else if (isLast) streams.err.write(`${text}\n`);
    },
    problem(problem) {
      clearStatus();
      streams.err.write(isJson ? `${JSON.stringify(problemLine(problem, language))}\n` : problemText(problem, language));
    },
  };
}

export function problemLine(problem: Problem, language: Language) {
  const row = problemCatalogue[problem.code];
  return {
    type: `urn:cybermetrics:problem:${problem.code}`,
    title: row.title[language],
    status: row.status,
    detail: problem.message,
    code: problem.code,
    help: row.help[language],
    data: problem.data,
  };
}

function problemText(problem: Problem, language: Language): string {
  const row = problemCatalogue[problem.code];
  const { expected, more } = problem.data;
  const meant = nameMeant(problem);
  const guess = meant === undefined ? '' : `  did you mean ${meant}?\n`;
  const others = typeof more === 'number' ? ` and ${more} more (docs/records.md lists them all)` : '';
  const allowed = Array.isArray(expected) && expected.length > 0 ? `  allowed here: ${expected.join(', ')}${others}\n` : '';
  return `${row.title[language]} (${problem.code})\n  ${problem.message}\n${guess}${allowed}  ${row.help[language]}\n`;
}

/** Of a command, flag, field or value that is not known, the one that is nearly written so. */
function nameMeant({ data: { found, expected } }: Problem): string | undefined {
  const given = (Array.isArray(found) ? found : [found]).filter((one) => typeof one === 'string');
  const names = Array.isArray(expected) ? expected.filter((one) => typeof one === 'string') : [];
  return given.map((one) => nearestName(one, names)).find((one) => one !== undefined);
}
