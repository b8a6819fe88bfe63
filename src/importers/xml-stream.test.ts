import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem, type Problem } from '#core/kernel/problem.ts';
import type { ImporterLimits, ParseEvent } from './define-importer.ts';
import { cutText, readXml, rootNameOf, type XmlInterest, type XmlVisitor } from './xml-stream.ts';

const limits: ImporterLimits = { bytesMax: 1e9, itemsMax: 1e6, depthMax: 8, fieldCharactersMax: 1_000, issuesMax: 100 };

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

interface Seen {
  readonly calls: string[];
  readonly events: ParseEvent[];
  readonly problem: Problem | undefined;
}

/** Visits every element; `keep` collects its text, `drop` is skipped. */
async function visit(bytes: AsyncIterable<Uint8Array>): Promise<Seen> {
  const calls: string[] = [];
  const events: ParseEvent[] = [];
  const visitor: XmlVisitor = {
    open(name, attributes): XmlInterest {
      calls.push(
        `<${name}${Object.entries(attributes)
          .map(([key, value]) => ` ${key}=${value}`)
          .join('')}>`,
      );
      return name === 'drop' ? 'skip' : name === 'keep' ? 'text' : 'children';
    },
    close: (name, text) => calls.push(`${text}</${name}>`),
    end: () => calls.push('end'),
  };
  try {
    for await (const event of readXml(bytes, limits, () => visitor)) events.push(event);
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    return { calls, events, problem: cause };
  }
  return { calls, events, problem: undefined };
}

const visitText = (xml: string, size = 7) => visit(pieces(Buffer.from(xml), size));

describe('readXml', () => {
  it('gives the same calls however the bytes are cut', async () => {
    const xml =
      '<?xml version="1.0"?><r a="1 &lt; 2"><keep>één &amp; <![CDATA[<two>]]> &#x20AC;</keep><drop><keep>no</keep></drop><keep/>tail</r>\n';
    const expected = ['<r a=1 < 2>', '<keep>', 'één & <two> €</keep>', '<drop>', '<keep>', '</keep>', '</r>', 'end'];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 140 }), async (size) => {
        expect((await visitText(xml, size)).calls).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the text before the first child of an element whose text is wanted, and only that', async () => {
    const leads: string[] = [];
    const texts: string[] = [];
    const visitor: XmlVisitor = {
      open: (name) => (name === 'r' ? 'children' : name === 'drop' ? 'skip' : 'text'),
      lead: (text) => leads.push(text),
      close: (name, text) => texts.push(`${name}=${text}`),
      end: () => undefined,
    };
    const xml = '<r> white <host>10.0.0.1<drop/><name>ward</name> tail</host><host>10.0.0.2</host></r>';
    for await (const event of readXml(pieces(Buffer.from(xml), 3), limits, () => visitor)) expect(event).toBeUndefined();
    expect(leads).toEqual(['10.0.0.1']);
    expect(texts).toEqual(['name=ward', 'host=', 'host=10.0.0.2', 'r=']);
  });

  it('accepts a DOCTYPE that only names the root or an external DTD, and fetches nothing', async () => {
    for (const doctype of ['<!DOCTYPE r>', '<!DOCTYPE r SYSTEM "http://192.0.2.1/r.dtd">', '<!DOCTYPE r [<!ELEMENT r ANY>]>']) {
      expect((await visitText(`<?xml version="1.0"?>${doctype}<r/>`)).problem).toBeUndefined();
    }
  });

  it.each([
    ['general entities', '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'],
    ['parameter entities', '<!DOCTYPE r [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><r/>'],
  ])('refuses a DOCTYPE with %s', async (_case, xml) => {
    expect((await visitText(xml)).problem?.code).toBe('file-entities-refused');
  });

  it('expands no entity that is not predefined', async () => {
    const { problem } = await visitText('<r>\n<keep>&nbsp;</keep></r>');
    expect(problem?.code).toBe('file-malformed');
    expect(problem?.data).toMatchObject({ line: 2 });
  });

  it('ends a file that is nested too deeply, also inside what is skipped', async () => {
    const nested = (start: string) => `<r>${start}${'<x>'.repeat(20)}`;
    for (const xml of [nested(''), nested('<drop>')]) {
      const { problem } = await visitText(xml);
      expect(problem?.code).toBe('file-too-deep');
      expect(problem?.data).toMatchObject({ depthMax: 8, line: 1 });
    }
  });

  it.each(['', '<?xml version="1.0"?>', '<r', '<r>', '<r><keep>tex', '<r><!-- comm', '<r></r'])(
    'says that %j ends too early',
    async (xml) => {
      expect((await visitText(xml)).problem?.code).toBe('file-truncated');
    },
  );

  it.each(['<r></x>', '<r/><r/>', '<r a=1/>', '<r a="1" a="2"/>', '<r>\u0001</r>', 'text'])(
    'says that %j is not well-formed',
    async (xml) => {
      expect((await visitText(xml)).problem?.code).toBe('file-malformed');
    },
  );

  it('cuts a text and an attribute that are too long, and says where', async () => {
    const { calls, events } = await visitText(`<r long="${'a'.repeat(1_500)}"><keep>${'b'.repeat(1_500)}</keep></r>`);
    expect(calls.map((call) => call.length)).toEqual([1_009, 6, 1_007, 4, 3]);
    const issues = events.map((event) => (event.kind === 'issue' ? [event.issue.code, event.issue.path, event.issue.severity] : []));
    expect(issues).toEqual([
      ['value-cut', '/r/@long', 'warning'],
      ['value-cut', '/r/keep', 'warning'],
    ]);
  });

  it.each([
    ['text', '<r><keep>'],
    ['attribute', '<r a="'],
    ['comment', '<r><!--'],
    ['DOCTYPE', '<!DOCTYPE r ['],
  ])('stops reading one endless %s instead of holding it', async (_case, start) => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(start);
      for (;;) {
        given += 1;
        yield Buffer.alloc(1_000_000, 'x');
      }
    }
    const { problem } = await visit(endless());
    expect(problem?.code).toBe('file-too-large');
    expect(given).toBeLessThan(25);
  });

  it('waits for its consumer: it reads no further than the chunk whose events are taken', async () => {
    let given = 0;
    async function* report(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`<r>${' '.repeat(5_000)}`);
      for (; given < 1_000; given += 1) yield Buffer.from('<x/>');
    }
    const event: ParseEvent = { kind: 'header', header: { observedAt: null, tool: null, partial: false } };
    const events = readXml(report(), limits, (output) => ({
      open: () => {
        output.emit(event);
        return 'children';
      },
      close: () => undefined,
      end: () => undefined,
    }));
    for (let taken = 0; taken < 10; taken += 1) await events.next();
    expect(given).toBeLessThan(12);
    await events.return(undefined);
  });
});

describe('rootNameOf', () => {
  it.each([
    ['<?xml version="1.0"?><!DOCTYPE r><?style x?><!-- <a> -->\n<r:x a="1">', 'r:x'],
    ['\ufeff <r/>', 'r'],
    ['<!DOCTYPE r [<!ENTITY a "<b>">]><r>', 'r'],
    ['<!-- never closed <r>', undefined],
    ['name;value', undefined],
    ['', undefined],
  ])('finds in %j the root %s', (text, expected) => {
    expect(rootNameOf(text)).toBe(expected);
  });
});

describe('cutText', () => {
  it('never cuts a character in half', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, max) => {
        const cut = cutText(text, max);
        expect(cut.isWellFormed() || !text.isWellFormed()).toBe(true);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.length).toBeGreaterThanOrEqual(Math.min(text.length, max) - 1);
      }),
    );
  });
});
