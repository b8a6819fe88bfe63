/**
 * The XML of a workbook's part, piece by piece, as calls for opened and closed elements and text. Parts are plain XML:
 * no DOCTYPE may stand in them, so there are no entities but the five and the numeric ones, and whole pieces between `<`
 * and `>` can be taken at once, which costs less than a general parser's step per character. Checked: tags match and
 * nest in one root, attributes are quoted and stand once. Not checked: which characters a name may have; namespaces.
 * Followed: XML 1.0 (Fifth Edition) 2.1, 2.4–2.7, 2.11, 3.1, 4.1; ECMA-376 part 2 (no DTD in a part).
 */

export interface TokenListener {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  /** Some of the text of the element that is open; decoded. */
  text(piece: string): void;
}

/** `malformed`: not well-formed; `doctype`: has one; `too-long`: one token longer than the limit. */
type TokenFault = 'malformed' | 'doctype' | 'too-long';

export class PartFault extends Error {
  readonly kind: TokenFault;

  constructor(kind: TokenFault, message: string) {
    super(message);
    this.name = 'PartFault';
    this.kind = kind;
  }
}

type Attributes = Record<string, string>;

const noAttributes: Attributes = Object.freeze({});
const exclamation = 33;
const ampersand = 38;
const slash = 47;
const lessThan = 60;
const equalsSign = 61;
const greaterThan = 62;
const questionMark = 63;
const doubleQuote = 34;
const singleQuote = 39;

export class PartTokens {
  private readonly listener: TokenListener;
  private readonly tokenCharactersMax: number;
  private readonly open: string[] = [];
  private hasRoot = false;
  /** What is not a whole token yet. */
  private held = '';

  constructor(listener: TokenListener, tokenCharactersMax: number) {
    this.listener = listener;
    this.tokenCharactersMax = tokenCharactersMax;
  }

  /** @throws PartFault */
  write(chunk: string): void {
    const text = this.held === '' ? chunk : this.held + chunk;
    let at = 0;
    while (at < text.length) {
      const end = text.charCodeAt(at) === lessThan ? this.markup(text, at) : this.characters(text, at);
      if (end < 0) break;
      at = end;
    }
    this.held = text.slice(at);
    if (this.held.length > this.tokenCharactersMax) {
      throw new PartFault('too-long', `one value is longer than ${this.tokenCharactersMax} characters`);
    }
  }

  /** @throws PartFault where the text stops before its root is closed. */
  end(): void {
    if (this.held.trim() !== '' || this.open.length > 0 || !this.hasRoot) {
      throw new PartFault('malformed', `it stops inside ${this.open.at(-1) ?? 'its start'}`);
    }
  }

  /** Takes the markup that begins here; the place behind it, or -1 while its end is not there yet. */
  private markup(text: string, at: number): number {
    const second = text.charCodeAt(at + 1);
    if (second === slash) return this.closeTag(text, at);
    if (second === exclamation) return this.declaration(text, at);
    if (second === questionMark) return after(text, '?>', at + 2);
    return this.openTag(text, at);
  }

  private declaration(text: string, at: number): number {
    if (text.length < at + 9) return -1;
    if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
    if (!text.startsWith('<![CDATA[', at)) throw new PartFault('doctype', 'it has a DOCTYPE');
    const end = after(text, ']]>', at + 9);
    if (end >= 0) this.plainText(text.slice(at + 9, end - 3));
    return end;
  }

  private closeTag(text: string, at: number): number {
    const end = text.indexOf('>', at);
    if (end < 0) return -1;
    const expected = this.open.pop() ?? '';
    const nameEnd = at + 2 + expected.length;
    if (expected === '' || !text.startsWith(expected, at + 2) || (nameEnd !== end && text.slice(nameEnd, end).trim() !== '')) {
      throw new PartFault('malformed', `${text.slice(at, Math.min(end + 1, at + 100))} closes nothing that is open`);
    }
    this.listener.close(expected);
    return end + 1;
  }

  private openTag(text: string, at: number): number {
    let place = nameEnd(text, at + 1);
    const name = text.slice(at + 1, place);
    let attributes = noAttributes;
    for (;;) {
      const spaced = afterSpace(text, place);
      if (spaced >= text.length) return -1;
      const code = text.charCodeAt(spaced);
      if (code === greaterThan) {
        this.opened(name, attributes);
        return spaced + 1;
      }
      if (code === slash) {
        if (spaced + 1 >= text.length) return -1;
        if (text.charCodeAt(spaced + 1) !== greaterThan) throw new PartFault('malformed', 'a tag has a slash inside it');
        this.opened(name, attributes);
        this.open.pop();
        this.listener.close(name);
        return spaced + 2;
      }
      const keyEnd = nameEnd(text, spaced);
      const equals = afterSpace(text, keyEnd);
      const quoteAt = afterSpace(text, equals + 1);
      if (quoteAt >= text.length) {
        if (equals < text.length && text.charCodeAt(equals) !== equalsSign) throw notAnAttribute();
        return -1;
      }
      const quote = text.charCodeAt(quoteAt);
      const isAttribute = spaced > place && keyEnd > spaced && text.charCodeAt(equals) === equalsSign;
      if (!isAttribute || (quote !== doubleQuote && quote !== singleQuote)) throw notAnAttribute();
      const valueEnd = text.indexOf(quote === doubleQuote ? '"' : "'", quoteAt + 1);
      if (valueEnd < 0) return -1;
      if (attributes === noAttributes) attributes = {};
      addAttribute(attributes, text.slice(spaced, keyEnd), text.slice(quoteAt + 1, valueEnd));
      place = valueEnd + 1;
    }
  }

  private opened(name: string, attributes: Attributes): void {
    if (name === '') throw new PartFault('malformed', 'a tag has no name');
    if (this.open.length === 0 && this.hasRoot) throw new PartFault('malformed', 'it has a second root');
    this.hasRoot = true;
    this.open.push(name);
    this.listener.open(name, attributes);
  }

  private characters(text: string, at: number): number {
    const end = text.indexOf('<', at);
    if (end < 0) return -1;
    const written = text.slice(at, end);
    this.plainText(written.includes('&') ? decoded(written) : written);
    return end;
  }

  private plainText(text: string): void {
    if (this.open.length > 0) this.listener.text(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);
    else if (text.trim() !== '') throw new PartFault('malformed', 'it has text outside its root');
  }
}

function addAttribute(attributes: Attributes, name: string, written: string): void {
  if (Object.hasOwn(attributes, name)) throw new PartFault('malformed', 'an attribute stands twice in one tag');
  attributes[name] = isPlain(written) ? written : attributeValue(written);
}

/** Nearly every value of a sheet is. */
function isPlain(written: string): boolean {
  for (let at = 0; at < written.length; at += 1) {
    const code = written.charCodeAt(at);
    if (code < 32 || code === lessThan || code === ampersand) return false;
  }
  return true;
}

/** Line ends and tabs as written are spaces; those given as numbers stay. */
function attributeValue(written: string): string {
  if (written.includes('<')) throw notAnAttribute();
  return decoded(written.replace(/\r\n|[\t\r\n]/g, ' '));
}

function notAnAttribute(): PartFault {
  return new PartFault('malformed', 'an attribute is not written as name="value"');
}

/** Place of the first character that no name has. */
function nameEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Letters, digits, and what is above ASCII; then `-`, `.`, `:`, `_`.
    const isName = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 58) || code > 127;
    if (!isName && code !== 45 && code !== 46 && code !== 95) break;
  }
  return at;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
  }
  return at;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,4}));|&/gi,
    (_whole, decimal?: string, hexadecimal?: string, name?: string) => {
      const known = name === undefined ? undefined : named[name];
      if (known !== undefined) return known;
      const code = decimal !== undefined ? Number(decimal) : hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : -1;
      if (code < 0 || code > 0x10ffff) throw new PartFault('malformed', 'it uses an entity that does not exist');
      return String.fromCodePoint(code);
    },
  );
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? -1 : at + end.length;
}
