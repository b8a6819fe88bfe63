import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import { chooseImporter } from './detect.ts';
import { openFile } from './read-head.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function choose(content: string | Uint8Array, asked?: string) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const answer = chooseImporter((await openFile(once(bytes), 'file')).head, asked);
  return isProblem(answer) ? { code: answer.code, message: answer.message, data: answer.data } : answer.importer.id;
}

const nmapXml = '<?xml version="1.0"?><!DOCTYPE nmaprun><!-- comment --><nmaprun scanner="nmap">';
const nessusXml = '<?xml version="1.0" ?>\n<NessusClientData_v2>';

describe('chooseImporter', () => {
  it('knows a format by its content, zipped or not, in any encoding', async () => {
    expect(await choose(nmapXml)).toBe('nmap');
    expect(await choose(nessusXml)).toBe('nessus');
    expect(await choose(gzipSync(nessusXml))).toBe('nessus');
    expect(await choose(Buffer.from(`\ufeff${nessusXml}`, 'utf16le'))).toBe('nessus');
    expect(await choose(Buffer.from(nessusXml, 'utf16le'))).toBe('nessus');
  });

  it('is not misled by a name that only occurs in the text', async () => {
    expect(await choose('<other>nmaprun <nmaprun></other>')).toMatchObject({ code: 'file-format-unknown' });
  });

  it('takes the format asked for when the content agrees, and otherwise says what it looks like', async () => {
    expect(await choose(nmapXml, 'nmap')).toBe('nmap');
    expect(await choose(nmapXml, 'nessus')).toMatchObject({ code: 'file-format-mismatch', data: { asked: 'nessus', looksLike: 'nmap' } });
    expect(await choose(nmapXml, 'ods')).toMatchObject({ code: 'usage-invalid' });
  });

  it('says that a file is empty', async () => {
    expect(await choose('')).toMatchObject({ code: 'file-empty' });
    expect(await choose(' \r\n\t ')).toMatchObject({ code: 'file-empty' });
  });

  it.each([
    ['JSON', '{"a": 1}', 'JSON'],
    ['another XML', '<?xml version="1.0"?><CycloneDX/>', 'XML with <CycloneDX> at its root'],
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'a web page'],
    ['an Office document', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'a ZIP archive'],
    ['a PDF document', '%PDF-1.7\n', 'a PDF document'],
  ])('says of %s what it is and which formats it knows', async (_case, content, seen) => {
    const answer = await choose(content);
    expect(answer).toMatchObject({ code: 'file-format-unknown' });
    expect(typeof answer === 'object' ? answer.message : '').toContain(seen);
    expect(typeof answer === 'object' ? answer.message : '').toContain('Nmap XML; Nessus (.nessus); ');
  });

  it('names the danger of an entity bomb with a root that nobody knows', async () => {
    expect(await choose('<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "b">]><lolz>&a;</lolz>')).toMatchObject({
      code: 'file-entities-refused',
    });
  });
});
