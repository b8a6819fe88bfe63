/** What a file is that was taken for an inventory or an advisory and is neither, by its first bytes, so that a refusal can name it. */

const magics: readonly (readonly [magic: string, name: string])[] = [
  ['%PDF', 'a PDF'],
  ['PK\u0003\u0004', 'a ZIP archive or an Office document'],
  ['\u00D0\u00CF\u0011\u00E0', 'an old Office document (.xls, .doc)'],
  ['\u0089PNG', 'an image'],
  ['\u00FF\u00D8\u00FF', 'an image'],
  ['GIF8', 'an image'],
  ['7z\u00BC\u00AF', 'a 7z archive'],
  ['Rar!', 'a RAR archive'],
];

/** With its article, for `This is {}`; null where nothing is known of it. @param head first bytes of the file, unzipped */
export function foreignFormat(head: Uint8Array): string | null {
  const start = Buffer.from(head.subarray(0, 8)).toString('latin1');
  return magics.find(([magic]) => start.startsWith(magic))?.[1] ?? null;
}
