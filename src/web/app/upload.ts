/** Handing in a file with progress: `fetch` does not tell how much was sent, so this one request goes through XMLHttpRequest. */
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { Problem } from '#core/kernel/problem.ts';
import { urlOf } from '#sdk/client.ts';
import type { Input } from '#sdk/client-types.ts';
import { problemFromText } from '#sdk/problem-response.ts';
import { currentSession } from './api.ts';

interface Upload {
  readonly file: File;
  readonly query: Input<'imports.create'>['query'];
  /** 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** @throws Problem as the client does. */
export function uploadFile({ file, query, onProgress }: Upload): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', urlOf('imports.create', { query }));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.setRequestHeader('accept-language', document.documentElement.lang);
    const csrf = currentSession()?.csrf;
    if (csrf !== undefined) request.setRequestHeader('x-csrf-token', csrf);
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('error', () =>
      reject(new Problem('node-unreachable', 'The node stopped answering while the file was sent; nothing was stored.')),
    );
    request.addEventListener('load', () => {
      if (request.status >= 400) reject(problemFromText(request.status, request.responseText));
      else resolve(JSON.parse(request.responseText) as ImportReport);
    });
    request.send(file);
  });
}
