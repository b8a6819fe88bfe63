/** Files of advisories on this machine, for the readers of `advisory-sources`. It knows no format. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AdvisoryFilePort } from '#advisory-sources/advisory-files.ts';
import { Problem } from '#core/kernel/problem.ts';

export const localAdvisoryFiles: AdvisoryFilePort = {
  async list(path) {
    const found = await stat(path).catch((cause: unknown) => {
      throw new Problem('file-not-readable', `${path} cannot be read; check the path and who may read it.`, { path }, cause);
    });
    if (!found.isDirectory()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  },
  open: (path) => createReadStream(path),
};
