/** Walks the project's own files, for the tests about the project itself. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const repositoryFolder = fileURLToPath(new URL('../../', import.meta.url));

/** Paths relative to the project, of files that exist and are not ignored. */
export function projectFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryFolder,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((path) => path !== '' && existsSync(repositoryFolder + path));
}

export function readProjectFile(path: string): string {
  return readFileSync(repositoryFolder + path, 'utf8');
}
