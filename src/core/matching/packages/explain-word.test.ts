import { expect, it } from 'vitest';
import { explainWord, type ExplainedWord } from './explain-word.ts';

const word: ExplainedWord = {
  ...{ by: 'list', status: 'affected', isOfProduct: false, justification: null, statement: null, documentId: 'GHSA-1', publisher: null },
  reasons: [{ rule: 'version-inside', detail: '1.1.0 against vers:npm/>=1.0.0|<1.2.3%2B1' }],
};

it.each<readonly [Partial<ExplainedWord>, string, string]>([
  [{}, 'Version 1.1.0 lies within >=1.0.0, <1.2.3+1. (GHSA-1)', 'Versie 1.1.0 valt binnen >=1.0.0, <1.2.3+1. (GHSA-1)'],
  [
    { by: 'cpe', reasons: [{ rule: 'version-outside', detail: '1.1 against <1.0' }] },
    'Version 1.1 lies outside <1.0. Found by a CPE name alone, which is never the whole list. (GHSA-1)',
    'Versie 1.1 valt buiten <1.0. Alleen via een CPE-naam gevonden, wat nooit de hele lijst is. (GHSA-1)',
  ],
  [
    {
      ...{ by: 'supplier', status: 'not-affected', isOfProduct: true, publisher: 'Tarnmed', documentId: 'V-1' },
      ...{ justification: 'vulnerable_code_not_in_execute_path', statement: 'The pump never parses.' },
      reasons: [
        { rule: 'stated-known-not-affected', detail: '' },
        { rule: 'version-inside', detail: '4.2' },
      ],
    },
    'Tarnmed says that this product is not affected: the vulnerable code is never run. The pump never parses. (V-1)',
    'Tarnmed zegt dat dit product niet getroffen is: de kwetsbare code wordt nooit uitgevoerd. The pump never parses. (V-1)',
  ],
  [
    { by: 'supplier', publisher: null, justification: 'of_their_own', reasons: [{ rule: 'stated-known-not-affected', detail: '' }] },
    'The document says that this component is not affected: of_their_own. (GHSA-1)',
    'Het document zegt dat dit onderdeel niet getroffen is: of_their_own. (GHSA-1)',
  ],
  [
    { by: 'supplier', publisher: 'T', status: 'undetermined', reasons: [{ rule: 'stated-under-investigation', detail: '' }] },
    'T is still looking into it. (GHSA-1)',
    'T zoekt het nog uit. (GHSA-1)',
  ],
  [
    { status: 'undetermined', reasons: [{ rule: 'version-device-version-missing', detail: 'vers:npm/<2' }] },
    'The bill gives no version to hold against <2. (GHSA-1)',
    'De stuklijst geeft geen versie om naast <2 te leggen. (GHSA-1)',
  ],
  [
    {
      status: 'undetermined',
      reasons: [
        { rule: 'release-unknown', detail: 'debian-12' },
        { rule: 'version-other-kind', detail: 'x against vers:deb/<2' },
      ],
    },
    'Version x and <2 cannot be compared. The bill does not tell of which release the package is. (GHSA-1)',
    'Versie x en <2 zijn niet te vergelijken. De stuklijst zegt niet van welke uitgave het pakket is. (GHSA-1)',
  ],
])('%j', (more, en, nl) => expect(explainWord({ ...word, ...more })).toEqual({ en, nl }));
