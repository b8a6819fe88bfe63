import { SaxesParser } from 'saxes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PartFault, PartTokens } from './part-tokens.ts';

/** Neighbouring texts are one: how they are cut is nobody's business. */
class Calls {
  readonly list: unknown[] = [];
  private run = '';

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.flush();
    this.list.push(['open', name, { ...attributes }]);
  }

  close(name: string): void {
    this.flush();
    this.list.push(['close', name]);
  }

  text(piece: string): void {
    this.run += piece;
  }

  private flush(): void {
    if (this.run !== '') this.list.push(['text', this.run]);
    this.run = '';
  }
}

function ours(xml: string, size: number): unknown[] {
  const calls = new Calls();
  const tokens = new PartTokens(calls, 10_000);
  for (let at = 0; at < xml.length; at += size) tokens.write(xml.slice(at, at + size));
  tokens.end();
  return calls.list;
}

function theirs(xml: string): unknown[] {
  const calls = new Calls();
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    calls.open(tag.name, tag.attributes);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    calls.close(tag.name);
  });
  for (const kind of ['text', 'cdata'] as const) {
    parser.on(kind, (text) => {
      if (depth > 0) calls.text(text);
    });
  }
  parser.write(xml).close();
  return calls.list;
}

const name = fc.constantFrom('a', 'row', 'x:c', 'v', 'is-1');
const value = fc.string({
  unit: fc.constantFrom('x', '>', ' ', '\n', '\t', '&#10;', '&amp;', '&#65;', '&#x41;', 'é', '/', '=', ']'),
  maxLength: 5,
});
const attributes = fc
  .uniqueArray(fc.tuple(name, value, fc.constantFrom('"', "'"), fc.constantFrom(' ', '\n  ')), { selector: ([key]) => key, maxLength: 3 })
  .map((list) => list.map(([key, text, quote, space]) => `${space}${key}=${quote}${text}${quote}`).join(''));
const leaf = fc.oneof(
  fc.string({ unit: fc.constantFrom('x', ' ', '\n', '\r\n', '&lt;', '&#10;', '漢', '"', "'"), maxLength: 6 }),
  fc.constantFrom('<!-- <a> - -->', '<![CDATA[<b>&amp;]] >]]>', '<?pi <a>?>', '<v/>', '<v a="1" />'),
);
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  content: fc.oneof({ depthSize: 'small' }, leaf, tie('element')),
  element: fc
    .tuple(name, attributes, fc.array(tie('content'), { maxLength: 4 }), fc.constantFrom('', ' '))
    .map(([tag, list, inside, space]) => `<${tag}${list}${space}>${inside.join('')}</${tag}${space}>`),
}));

describe('the tokens of a part', () => {
  it('are those that a general parser sees, however the text is cut', () => {
    fc.assert(
      fc.property(element, fc.integer({ min: 1, max: 30 }), (root, size) => {
        const xml = `<?xml version="1.0"?>\n${root}\n`;
        expect(ours(xml, size)).toEqual(theirs(xml));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a tag that is not closed', '<a><b></a>'],
    ['an end before the root is closed', '<a><b></b>'],
    ['an end inside a tag', '<a'],
    ['nothing', ''],
    ['a second root', '<a/><b/>'],
    ['text outside the root', '<a/>x'],
    ['an attribute without quotes', '<a b=1/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['attributes that touch', '<a b="1"c="2"/>'],
    ['a tag inside a tag', '<a <b/>>'],
    ['a tag without a name', '< a/>'],
    ['an entity of nobody', '<a>&copy;</a>'],
    ['half an entity', '<a>&amp</a>'],
    ['a character beyond Unicode', '<a>&#x110000;</a>'],
  ])('refuse %s', (_case, xml) => {
    for (const size of [1, 100]) expect(() => ours(xml, size)).toThrow(PartFault);
  });

  it('refuse a DOCTYPE, and a value without end', () => {
    expect(() => ours('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 7)).toThrow('DOCTYPE');
    expect(() => ours(`<a b="${'x'.repeat(20_000)}"/>`, 100)).toThrow('longer than');
  });

  it('refuse or read anything else, without another error', () => {
    const garbage = fc.string({
      unit: fc.constantFrom('<', '>', '/', '!', '?', '-', '[', ']', '"', '&', ';', '=', 'a', ' ', '<a>', '</a>'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(garbage, fc.integer({ min: 1, max: 5 }), (xml, size) => {
        const attempt = (pieces: number): unknown => {
          try {
            return ours(xml, pieces);
          } catch (fault) {
            if (fault instanceof PartFault) return fault.kind;
            throw fault;
          }
        };
        expect(attempt(size)).toEqual(attempt(1_000));
      }),
      { numRuns: 2_000 },
    );
  });
});
