/** One wording of why a figure is hidden, wherever it is read. */
import { expect, test } from 'vitest';
import { projectFiles, readProjectFile } from '../../../test/support/repository.ts';
import { hiddenReasonTexts, hiddenTexts } from './hidden-words.ts';
import { hiddenReasons } from './suppression.ts';

test('in the place of a figure stands the same reason as in brackets', () => {
  for (const reason of hiddenReasons) {
    expect(hiddenTexts[reason].en).toBe(`hidden: ${hiddenReasonTexts[reason].en}`);
    expect(hiddenTexts[reason].nl).toBe(`verborgen: ${hiddenReasonTexts[reason].nl}`);
  }
});

test('no page, command or report says it in words of its own', () => {
  const own = /['"`](?:hidden|verborgen): (?:would|zou|fewer than ten people|minder dan tien mensen|all answered|allen antwoordden)/;
  const files = projectFiles().filter((path) => /^src\/(?:web|cli|server|contract)\/.*(?<!\.test)\.tsx?$/.test(path));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((path) => own.test(readProjectFile(path)))).toEqual([]);
});
