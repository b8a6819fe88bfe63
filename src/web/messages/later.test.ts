/** Texts that come later are asked for by pages that say so, and by nothing else: elsewhere they may not have come yet. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { enLater } from './en-later.ts';
import { nlLater } from './nl-later.ts';

const pagesFolder = path.join(import.meta.dirname, '../pages');
const webFolder = path.join(import.meta.dirname, '..');

const files = readdirSync(webFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('messages/') && !file.endsWith('.test.ts'))
  .map((file) => ({ file: path.join(webFolder, file), text: readFileSync(path.join(webFolder, file), 'utf8') }));

/** Folders of pages of which every definition says that its texts come later. */
const laterFolders = files
  .filter(({ file }) => file.endsWith('.page.ts'))
  .filter(({ text }) => (text.match(/definePage\(/g) ?? []).length === (text.match(/texts: 'later'/g) ?? []).length)
  .map(({ file }) => path.dirname(file));

test('texts that come later are used by pages alone that wait for them', () => {
  const used = new RegExp(String.raw`\bm\.(?:${Object.keys(enLater).join('|')})\b`);
  const astray = files.filter(({ file, text }) => used.test(text) && !laterFolders.some((folder) => file.startsWith(`${folder}/`)));
  expect(astray.filter(({ file }) => !file.endsWith('.page.ts')).map(({ file }) => path.relative(pagesFolder, file))).toEqual([]);
  expect(laterFolders.length).toBeGreaterThan(3);
});

test('no text stands in both, and both languages have the same', () => {
  expect(Object.keys(en).filter((key) => key in enLater)).toEqual([]);
  expect(Object.keys(nlLater)).toEqual(Object.keys(enLater));
});
