/** The nine tests: what they are called, which tool mailed them, how hard they are, and what two scorers made of that. */
import type { CueId } from '#core/awareness/cue-ids.ts';
import type { Difficulty, PhishScore, PremisePoints } from '#core/awareness/phish-scale.ts';
import { testDays } from './people-story.ts';

export type TestTool = 'gophish-events' | 'gophish-campaign' | 'knowbe4' | 'platform';

export interface PhishingTest {
  readonly index: number;
  /** Null: the file of the tool does not say. */
  readonly name: string | null;
  readonly day: number;
  readonly tool: TestTool;
  /** True of the mail; what scorers made of it is below. */
  readonly difficulty: Difficulty;
  /** All mails leave within so many minutes. */
  readonly sendMinutes: number;
  readonly scores: readonly PhishScore[];
}

type Points = readonly [PremisePoints, PremisePoints, PremisePoints, PremisePoints, PremisePoints];

function score(cues: Partial<Record<CueId, number>>, [process, relevance, events, concern, training]: Points): PhishScore {
  return {
    cues,
    premise: {
      mimicsProcess: process,
      workplaceRelevance: relevance,
      fitsOtherEvents: events,
      concernAboutNotClicking: concern,
      recentTraining: training,
    },
  };
}

const parcel = {
  spelling: 3,
  inconsistency: 1,
  sender: 1,
  link: 2,
  'poor-layout': 3,
  urgency: 2,
  'generic-greeting': 1,
  'too-good': 2,
  'no-branding': 2,
};
const roster = { sender: 1, link: 1, 'generic-greeting': 1, 'work-process': 1 };
const invoice = { spelling: 2, sender: 1, link: 2, attachment: 1, urgency: 2, 'no-signature': 1, 'work-process': 1 };

interface Planned extends Omit<PhishingTest, 'index' | 'day'> {}

const planned: readonly Planned[] = [
  {
    name: null,
    tool: 'gophish-events',
    difficulty: 'moderate',
    sendMinutes: 90,
    scores: [score(invoice, [6, 4, 2, 2, 0]), score({ ...invoice, threat: 1 }, [4, 6, 2, 2, 0])],
  },
  {
    // They came to different difficulties and never talked it over: the test counts in no adjusted rate.
    name: null,
    tool: 'gophish-events',
    difficulty: 'least',
    sendMinutes: 90,
    scores: [score(parcel, [2, 2, 2, 2, 0]), score({ ...parcel, spelling: 1, 'poor-layout': 0 }, [4, 4, 4, 2, 0])],
  },
  {
    name: 'Roosterwijziging zomer',
    tool: 'gophish-campaign',
    difficulty: 'very',
    sendMinutes: 120,
    scores: [score(roster, [8, 8, 4, 2, 0]), score({ ...roster, urgency: 1 }, [8, 6, 4, 2, 0])],
  },
  {
    name: 'Factuur opleidingsdag',
    tool: 'knowbe4',
    difficulty: 'moderate',
    sendMinutes: 180,
    scores: [score(invoice, [6, 4, 2, 2, 2]), score(invoice, [6, 4, 4, 2, 2])],
  },
  {
    name: 'Pakket bij de receptie',
    tool: 'knowbe4',
    difficulty: 'least',
    sendMinutes: 180,
    scores: [score(parcel, [2, 2, 4, 2, 0]), score({ ...parcel, threat: 1, link: 1 }, [2, 4, 2, 0, 0])],
  },
  {
    name: 'Nieuw declaratieportaal',
    tool: 'platform',
    difficulty: 'very',
    sendMinutes: 240,
    scores: [score(roster, [8, 6, 4, 2, 0]), score({ ...roster, 'sensitive-request': 1 }, [8, 8, 2, 2, 0])],
  },
  {
    name: 'Gedeeld protocol',
    tool: 'platform',
    difficulty: 'moderate',
    sendMinutes: 240,
    scores: [score(invoice, [6, 6, 2, 2, 2]), score({ ...invoice, attachment: 0 }, [4, 6, 2, 2, 2])],
  },
  {
    name: 'Cadeaubon personeelsvereniging',
    tool: 'platform',
    difficulty: 'least',
    sendMinutes: 240,
    // Only one scored it: that counts, and the page says that nobody checked it.
    scores: [score(parcel, [2, 2, 4, 0, 2])],
  },
  {
    name: 'Wachtwoord verloopt',
    tool: 'platform',
    difficulty: 'moderate',
    sendMinutes: 240,
    scores: [score(invoice, [6, 4, 2, 4, 4]), score({ ...invoice, 'sensitive-request': 1 }, [6, 4, 4, 4, 4])],
  },
];

export const phishingTests: readonly PhishingTest[] = planned.map((test, index) => ({ ...test, index, day: testDays[index] ?? 0 }));
