/** What the people of the invented hospital said happened: the three turns of its story. */
import type { AnnotationWords } from '#core/metrics/annotation.ts';
import type { Day } from '#core/kernel/time.ts';
import { dayOfNumber, incidentDay, patchTeamDay, reconciliationDay } from './story.ts';

type Said = Pick<AnnotationWords, 'kind' | 'text' | 'detail' | 'domain'> & { readonly day: number };

const said: readonly Said[] = [
  {
    kind: 'incident',
    day: incidentDay,
    text: 'Ransomware at the supplier of remote support',
    detail: 'Its software is everywhere. Everybody worked on getting it off; ordinary repairs stalled for three months.',
    domain: 'VUL',
  },
  {
    kind: 'intervention',
    day: patchTeamDay,
    text: 'The patch team begins',
    detail: 'Four people who do nothing else. The critical servers are scanned every two weeks instead of every four.',
    domain: 'VUL',
  },
  {
    kind: 'intervention',
    day: reconciliationDay,
    text: 'The registers are compared with the network every week',
    detail: 'What is in a register and never seen goes out; what is seen and in no register comes in, with an owner.',
    domain: 'AST',
  },
];

/** @param lastDay of the files */
export function demoAnnotations(lastDay: Day): readonly AnnotationWords[] {
  return said.map(({ day, ...words }) => {
    const on = dayOfNumber(day, lastDay);
    return { ...words, fromOn: on, toOn: on, metricId: null, scope: null, specialCause: null, startsPhase: false };
  });
}
