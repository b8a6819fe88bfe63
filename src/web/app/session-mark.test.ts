import { expect, test } from 'vitest';
import { mayBeSignedIn } from './session-mark.ts';

test.each([
  ['', false],
  ['theme=dark', false],
  ['cybermetrics-signed-in=1', true],
  ['theme=dark; cybermetrics-signed-in=1', true],
  ['cybermetrics-signed-in=', false],
  ['not-cybermetrics-signed-in=1', false],
  ['cybermetrics-signed-in-before=1', false],
])('of the cookies "%s" a page concludes that somebody may be signed in: %s', (cookies, isMarked) => {
  expect(mayBeSignedIn(cookies)).toBe(isMarked);
});
