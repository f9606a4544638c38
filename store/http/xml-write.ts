/** What an element holds: text, child elements, or a list (the element is repeated). `undefined` leaves it out. */
export type XmlContent =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlContent[]
  | { readonly [name: string]: XmlContent };

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must be written as references
const SPECIAL = /[&<>"\u0000-\u001f\u007f\ufffe\uffff]/g;
const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Escapes text for an XML body. Control characters become character references, as S3 writes them; XML 1.0 parsers
 * may refuse those, which is why listings know `encoding-type=url`.
 */
export function escapeXml(text: string): string {
  return text.replace(SPECIAL, (c) => NAMED[c] ?? `&#x${c.charCodeAt(0).toString(16)};`);
}

function element(name: string, content: XmlContent): string {
  if (content === undefined) return '';
  if (Array.isArray(content)) return content.map((item) => element(name, item)).join('');
  return `<${name}>${inner(content)}</${name}>`;
}

function inner(content: XmlContent): string {
  if (typeof content !== 'object') return escapeXml(String(content));
  return Object.entries(content)
    .map(([name, child]) => element(name, child))
    .join('');
}

/** Writes a whole document with one root element, in S3's namespace unless told otherwise. */
export function writeXml(root: string, content: XmlContent, namespace: string | undefined = NAMESPACE): string {
  const attribute = namespace === '' ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${inner(content)}</${root}>`;
}
