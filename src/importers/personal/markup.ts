/** Whether a text is JSON or XML as far as it goes. A title in brackets above a table is neither. */

const jsonToken = /\s*(?:([{}[\],:])|("(?:[^"\\\n\r]|\\.)*")|(-?\d[\d.eE+-]*|true|false|null)(?![\w]))/y;
/** What a cut may leave of one. */
const cutToken = /^\s*(?:"[^"\n\r]*|[\w.+-]{0,40})$/;

/** @param text the first part of a file. */
export function isMarkup(text: string): boolean {
  const start = text.trimStart();
  return start.startsWith('<') ? isXml(start) : /^[{[]/.test(start) && isJson(start);
}

/** After its declaration one element, in which the next one stands: nothing that we read has text there. */
function isXml(text: string): boolean {
  const rest = text.replace(/^(?:\s|<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*>)+/i, '');
  if (/^<!DOCTYPE/i.test(rest)) return true;
  return /^<[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(?:\/>\s*$|>\s*(?:<|$))/.test(rest);
}

/** One value after the other, each in brackets: a document, or one per line. */
function isJson(text: string): boolean {
  const open: ('{' | '[')[] = [];
  let expected: 'value' | 'key' | 'colon' | 'next' = 'value';
  let at = 0;
  while (at < text.length) {
    jsonToken.lastIndex = at;
    const token = jsonToken.exec(text);
    if (token === null) return cutToken.test(text.slice(at));
    at = jsonToken.lastIndex;
    const [, sign, string] = token;
    const inside = open.at(-1);
    if (sign === '}' || sign === ']') {
      if (inside !== (sign === '}' ? '{' : '[') || expected === 'colon' || (expected === 'value' && inside === '{')) return false;
      open.pop();
      expected = open.length === 0 ? 'value' : 'next';
    } else if (expected === 'next' || expected === 'colon') {
      if (sign !== (expected === 'next' ? ',' : ':')) return false;
      expected = expected === 'colon' || inside === '[' ? 'value' : 'key';
    } else if (expected === 'key') {
      if (string === undefined) return false;
      expected = 'colon';
    } else if (sign === '{' || sign === '[') {
      open.push(sign);
      expected = sign === '{' ? 'key' : 'value';
    } else {
      // Beside brackets a value stands only within some.
      if (sign !== undefined || inside === undefined) return false;
      expected = 'next';
    }
  }
  return true;
}
