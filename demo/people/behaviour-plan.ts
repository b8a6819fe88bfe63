/** The plan of the behaviour campaign of the story, as the awareness officer writes it before the talks begin. */
import type { BehaviourPlan } from '#core/awareness/behaviour/behaviour-plan.ts';
import { usualDepartmentCorrelation } from '#core/awareness/behaviour/behaviour-plan.ts';
import type { Day } from '#core/kernel/time.ts';
import { dayOfNumber } from '../story.ts';
import { talkDay, talkDays } from './behaviour-story.ts';
import { reportButtonDay, testDays } from './people-story.ts';

/** Tests that are judged: the last two before the talks, and the two after. */
const judgedFrom = 5;

export interface PlannedGroups {
  readonly year: number;
  readonly reached: readonly string[];
  readonly others: readonly string[];
}

export function behaviourPlan(lastDay: Day, { year, reached, others }: PlannedGroups): BehaviourPlan {
  const on = (day: number) => dayOfNumber(day, lastDay);
  const firstAfter = testDays[judgedFrom + 2] ?? talkDay;
  return {
    name: 'De meldknop in vijf minuten',
    problem: 'Drie van de vier collega’s die een verdachte mail herkennen, melden hem niet.',
    targetBehaviour: 'Meldt een verdachte mail met de knop.',
    measure: 'report-rate',
    causes: ['capability', 'motivation'],
    causeText: 'In gesprekken kende de helft de knop niet, en dacht een deel dat er niets met een melding gebeurt.',
    intervention: 'Vijf minuten in het teamoverleg: waar de knop zit, en wat een melding deze maand heeft voorkomen.',
    groupYear: year,
    reachedGroupIds: reached,
    otherGroupIds: others,
    before: { fromOn: on(reportButtonDay + 1), toOn: on(talkDay - 1) },
    during: { fromOn: on(talkDay), toOn: on(talkDay + talkDays - 1) },
    after: { fromOn: on(firstAfter - 3), toOn: on((testDays.at(-1) ?? firstAfter) + 3) },
    testsAfter: testDays.length - judgedFrom - 2,
    expectedEffect: 0.1,
    departmentCorrelation: usualDepartmentCorrelation,
  };
}
