/** Who did something, as far as it may be told: an account or token by the end of its id. */
import type { Messages } from '../../messages/en.ts';

export function sayBy(words: Messages['worksCouncil'], saidBy: string): string {
  const [kind = '', id = ''] = saidBy.split(':');
  const short = id.slice(-6);
  if (kind === 'account') return words.byAccount(short);
  if (kind === 'token') return words.byToken(short);
  return kind === 'local' ? words.byLocal : words.byNode;
}
