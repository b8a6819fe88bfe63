import { describe, expect, it } from 'vitest';
import { compareEditions, parseCpe, productKeyOfCpe, wordsOfCpe } from './cpe.ts';

const key = (text: string): string | null => {
  const name = parseCpe(text);
  return name === null ? null : productKeyOfCpe(name);
};
const named = (text: string) => {
  const name = parseCpe(text);
  if (name === null) throw new Error(`${text} is no CPE`);
  return name;
};

describe('CPE names', () => {
  it('are read in both bindings, whatever the letters and the backslashes', () => {
    expect(key('cpe:2.3:a:Norda:flow\\!guard:1.2\\(3\\):*:*:*:*:*:*:*')).toBe('a:norda:flow!guard');
    expect(key('cpe:/a:norda:flow%21guard:1.2')).toBe('a:norda:flow!guard');
    expect(named('cpe:2.3:o:norda:kestrel_firmware:1.2\\:b:sp1:*:*:*:*:*:*')).toMatchObject({ part: 'o', version: '1.2:b', update: 'sp1' });
    expect(named('cpe:/a:norda:kestrel:2.0:u1:~~pro~windows~x64~')).toMatchObject({
      version: '2.0',
      edition: '*',
      softwareEdition: 'pro',
      targetSoftware: 'windows',
      targetHardware: 'x64',
    });
    expect(key('cpe:/h:norda:kestrel')).toBe('h:norda:kestrel');
  });

  it('are none with too many or too few parts, another part, blanks, or another scheme', () => {
    for (const text of [
      'cpe:2.3:a:soap::lite_project:soap::lite:*:*:*:*:*:perl:*:*',
      'cpe:2.3:a:norda:kestrel:*',
      'cpe:2.3:x:norda:kestrel:*:*:*:*:*:*:*:*',
      'cpe:2.3:a:norda:flow guard:*:*:*:*:*:*:*:*',
      'cpe:/a:norda',
      'pkg:npm/kestrel',
      '',
    ])
      expect([text, parseCpe(text)]).toEqual([text, null]);
  });

  it('name nothing where vendor or product is a wildcard, holds one, or is none', () => {
    for (const product of ['*:kestrel', 'norda:*', 'norda:kest*', 'norda:k?strel', '-:kestrel', 'norda:-', 'null:null'])
      expect(key(`cpe:2.3:a:${product}:1.0:*:*:*:*:*:*:*`)).toBeNull();
    expect(key('cpe:2.3:a:norda:kest\\*:1.0:*:*:*:*:*:*:*')).toBe('a:norda:kest\\*');
  });

  it('go together where one leaves open what the other says, and not where they say different things', () => {
    const device = named('cpe:2.3:a:norda:kestrel:1.0:*:*:*:*:node.js:*:*');
    expect(compareEditions(device, named('cpe:2.3:a:norda:kestrel:*:*:*:*:*:*:*:*'))).toBe('same');
    expect(compareEditions(device, named('cpe:2.3:a:norda:kestrel:*:*:*:*:pro:node.js:*:*'))).toBe('open');
    expect(compareEditions(device, named('cpe:2.3:a:norda:kestrel:*:*:*:*:*:wordpress:*:*'))).toBe('other');
    expect(compareEditions(device, named('cpe:2.3:a:norda:kestrel:*:*:*:nl:*:*:*:*'))).toBe('same');
  });

  it('are written for people without underscores', () => {
    expect(wordsOfCpe('internet_explorer')).toBe('internet explorer');
  });
});
