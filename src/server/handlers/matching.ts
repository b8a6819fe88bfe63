/** Handlers of matching. */
import { Problem } from '#core/kernel/problem.ts';
import type { Handlers } from '../http/endpoint-handler.ts';

type MatchingEndpoint = Extract<keyof Handlers, `matching.${string}`>;

const notYet = () => Promise.reject(new Problem('node-not-ready', 'Matching inside the node is being built.'));

export const matchingHandlers: Pick<Handlers, MatchingEndpoint> = {
  'matching.questions': notYet,
  'matching.question': notYet,
  'matching.ofAdvisory': notYet,
  'matching.ofAsset': notYet,
  'matching.decide': notYet,
  'matching.undo': notYet,
  'matching.decisions': notYet,
  'matching.exportDecisions': notYet,
  'matching.importDecisions': notYet,
  'matching.run': notYet,
  'matching.state': notYet,
  'matching.quality': notYet,
};
