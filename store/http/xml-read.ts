import { s3Error } from './s3-error.ts';

/** One element of a request body: its local name, the text directly in it, its child elements in order. */
export interface XmlElement {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

const MAX_DEPTH = 32;
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s/>!?]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>/g;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function malformed(): never {
  throw s3Error('MalformedXML');
}

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) malformed();
    const known = NAMED[name];
    if (known !== undefined) return known;
    const numeric = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    if (numeric === null) malformed();
    const point = numeric[1] === undefined ? Number(numeric[2]) : Number.parseInt(numeric[1], 16);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) malformed();
    return String.fromCodePoint(point);
  });
}

/**
 * Reads the small XML documents S3 clients send. No document types, no external entities; attributes are ignored and
 * namespace prefixes dropped. White space in text is kept: it may be part of a key.
 * @throws S3Error `MalformedXML`
 */
export function readXml(source: string): XmlElement {
  const text = source.replace(/^\uFEFF/, '');
  const document: XmlElement = { name: '', text: '', children: [] };
  const open: XmlElement[] = [document];
  let end = 0;
  const takeText = (upTo: number): void => {
    const top = open.at(-1);
    const raw = text.slice(end, upTo);
    if (raw.includes('<')) malformed();
    if (top !== undefined) top.text += unescapeXml(raw.replace(/\r\n?/g, '\n'));
  };
  for (const token of text.matchAll(TOKEN)) {
    takeText(token.index);
    end = token.index + token[0].length;
    const top = open.at(-1);
    if (top === undefined) return malformed();
    if (token[1] !== undefined) top.text += token[1];
    const name = token[3];
    if (name === undefined) continue;
    const local = name.slice(name.indexOf(':') + 1);
    if (token[2] === '/') {
      if (open.length < 2 || top.name !== local) malformed();
      open.pop();
      continue;
    }
    const child: XmlElement = { name: local, text: '', children: [] };
    top.children.push(child);
    if (token[5] !== '/') open.push(child);
    if (open.length > MAX_DEPTH) malformed();
  }
  takeText(text.length);
  const root = document.children[0];
  if (open.length !== 1 || root === undefined || document.children.length !== 1 || document.text.trim() !== '') {
    return malformed();
  }
  return root;
}

/** The text of the first child of that name. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

/** All children of that name. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
