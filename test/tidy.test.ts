/** Small rules that keep the project readable, each with what to do instead (design.md 8). */
import { describe, expect, test } from 'vitest';
import { projectFiles, readProjectFile, repositoryFolder } from './support/repository.ts';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const files = projectFiles();
const code = files.filter((path) => /\.(ts|tsx|mjs)$/.test(path));
const forbiddenFolders = new Set(['utils', 'util', 'helpers', 'common', 'shared', 'lib', 'types']);

describe('the project is tidy', () => {
  test('no folder is a drawer for everything: name it after what is in it', () => {
    expect(
      files.filter((path) =>
        dirname(path)
          .split('/')
          .some((part) => forbiddenFolders.has(part)),
      ),
    ).toEqual([]);
  });

  test('no TODO without an issue, no FIXME, no skipped or exclusive test', () => {
    const wrong = code
      .filter((path) => path !== 'test/tidy.test.ts')
      .flatMap((path) =>
        readProjectFile(path)
          .split('\n')
          .flatMap((line, index) =>
            /\bFIXME\b|\bTODO\b(?! \(issue \d+\))|\b(?:test|describe|it)\.only\(|@ts-ignore|@ts-nocheck/.test(line)
              ? [`${path}:${index + 1} ${line.trim()}`]
              : [],
          ),
      );
    expect(wrong).toEqual([]);
  });

  test('a lint rule is switched off only with a reason', () => {
    const wrong = code.flatMap((path) =>
      readProjectFile(path)
        .split('\n')
        .flatMap((line, index) =>
          /(?:oxlint|eslint)-disable/.test(line) &&
          !/-disable[\w-]* [\w@/-]+(?:, [\w@/-]+)* -- \S/.test(line) &&
          path !== 'test/tidy.test.ts'
            ? [`${path}:${index + 1}`]
            : [],
        ),
    );
    expect(wrong).toEqual([]);
  });

  test('a source file is at most 400 lines: split it by what it is about', () => {
    const long = code
      .filter((path) => (path.startsWith('src/') || path.startsWith('demo/')) && !path.startsWith('src/store/migrations/'))
      .filter((path) => readProjectFile(path).split('\n').length > 401);
    expect(long).toEqual([]);
  });

  test('the kernel stays under 500 lines: what is not needed everywhere goes to its own folder', () => {
    const lines = code
      .filter((path) => /^src\/core\/kernel\/[^.]+\.ts$/.test(path))
      .reduce((sum, path) => sum + readProjectFile(path).split('\n').length, 0);
    expect(lines).toBeLessThanOrEqual(500);
  });

  test('every source file opens with what it is', () => {
    const silent = code
      .filter((path) => /^(src|demo)\//.test(path) && !/\.test\.tsx?$/.test(path))
      .filter((path) => !/^(#!.*\n)?(\/\*\*|\/\/)/.test(readProjectFile(path)));
    expect(silent).toEqual([]);
  });

  test('paths that Markdown links to exist', () => {
    const broken = files
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        [...readProjectFile(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap((match) => {
          const target = match[1] ?? '';
          return existsSync(join(repositoryFolder, dirname(path), target)) ? [] : [`${path} → ${target}`];
        }),
      );
    expect(broken).toEqual([]);
  });

  test('no large file is committed by accident', () => {
    // Written by programs, and as long as what they describe.
    const written = new Set(['package-lock.json', 'docs/api/openapi.json']);
    const large = files.filter((path) => !written.has(path) && statSync(join(repositoryFolder, path)).size > 400_000);
    expect(large).toEqual([]);
  });

  test('versions of dependencies are exact', () => {
    const manifest = JSON.parse(readProjectFile('package.json')) as Record<string, Record<string, string>>;
    const loose = ['dependencies', 'devDependencies'].flatMap((group) =>
      Object.entries(manifest[group] ?? {}).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    );
    expect(loose).toEqual([]);
  });
});
