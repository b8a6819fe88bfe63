/**
 * The built web pages, read into memory at start (they are small, and a node that gave up root may not be able to
 * read its own folder any more). Files with a hash in their name are cached for good; pages are not.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

interface StaticFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly gzipped: Uint8Array<ArrayBuffer> | null;
  readonly type: string;
  readonly etag: string;
  readonly isHashed: boolean;
}

export type StaticFiles = ReadonlyMap<string, StaticFile>;

const compress = promisify(gzip);

/** Keys are URL paths: `/index.html`. An absent folder gives an empty map (API only). */
export async function loadStaticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const type = contentTypes[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const body = new Uint8Array(await readFile(path));
    const gzipped = /^(text|application|image\/svg)/.test(type) ? new Uint8Array(await compress(body)) : null;
    files.set(`/${relative(folder, path).split(sep).join('/')}`, {
      body,
      gzipped,
      type,
      etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 24)}"`,
      isHashed: /-[\w-]{8,}\.\w+$/.test(entry.name),
    });
  }
  return files;
}

/** Null: no page. Whoever is asked in a questionnaire gets a page of its own; of the others index.html's router takes over. */
function pageOf(path: string): string | null {
  if (extname(path) !== '') return null;
  return path.startsWith('/answer/') ? '/answer.html' : '/index.html';
}

/** The file of a path, or the page. Null: not ours. */
export function serveStatic(files: StaticFiles, request: Request): Response | null {
  const path = new URL(request.url).pathname;
  const file = files.get(path) ?? files.get(pageOf(path) ?? '');
  if (file === undefined) return null;
  const headers = new Headers({ 'content-type': file.type, etag: file.etag, vary: 'accept-encoding' });
  headers.set('cache-control', file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  if (file.gzipped !== null && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
    headers.set('content-encoding', 'gzip');
    return new Response(file.gzipped, { headers });
  }
  return new Response(file.body, { headers });
}
