const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ENTITY = /&(?:#x([0-9a-fA-F]+)|#(\d+)|(amp|lt|gt|quot|apos));/g;

/** Text of an XML document with its entities replaced. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) =>
    character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&quot;',
  );
}

/** The text of the first element of that name within a range of the document; undefined when there is none. */
export function elementText(xml: string, name: string, from = 0, to = xml.length): string | undefined {
  const open = `<${name}>`;
  const start = xml.indexOf(open, from);
  if (start < 0 || start >= to) return undefined;
  const end = xml.indexOf(`</${name}>`, start + open.length);
  if (end < 0 || end > to) return undefined;
  return unescapeXml(xml.slice(start + open.length, end));
}

/** Calls `each` with the range inside of every element of that name, in order. Elements must not contain their own name. */
export function eachElement(xml: string, name: string, each: (from: number, to: number) => void): void {
  const open = `<${name}>`;
  const close = `</${name}>`;
  for (let start = xml.indexOf(open); start >= 0; ) {
    const from = start + open.length;
    const to = xml.indexOf(close, from);
    if (to < 0) return;
    each(from, to);
    start = xml.indexOf(open, to + close.length);
  }
}
