/** Files handed to the pages: dropped anywhere, looked at and followed on the imports page, until the reader puts them away. */
import { useSyncExternalStore } from 'react';

export interface DroppedFile {
  readonly key: number;
  readonly file: File;
  /** Known once the node has the file. */
  readonly importId: string | null;
  /** The preview found nothing to read in it; there is no use in sending it. */
  readonly isUnreadable: boolean;
}

let files: readonly DroppedFile[] = [];
let nextKey = 1;
const listeners = new Set<() => void>();

function change(next: readonly DroppedFile[]): void {
  files = next;
  for (const listener of listeners) listener();
}

export function addFiles(added: Iterable<File>): void {
  const fresh: DroppedFile[] = [];
  for (const file of added) {
    fresh.push({ key: nextKey, file, importId: null, isUnreadable: false });
    nextKey += 1;
  }
  if (fresh.length > 0) change([...files, ...fresh]);
}

export function removeFile(key: number): void {
  change(files.filter((file) => file.key !== key));
}

export function markAccepted(key: number, importId: string): void {
  change(files.map((file) => (file.key === key ? { ...file, importId } : file)));
}

export function markUnreadable(key: number): void {
  change(files.map((file) => (file.key === key ? { ...file, isUnreadable: true } : file)));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDroppedFiles(): readonly DroppedFile[] {
  return useSyncExternalStore(subscribe, () => files);
}
