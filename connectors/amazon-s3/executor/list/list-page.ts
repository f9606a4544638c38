import { unescapeXml } from '../../../common/xml.ts';
import { bareETag } from '../where.ts';

/** A type, not an interface: it stands in records as it is. */
export type ListedObject = {
  readonly key: string;
  readonly size: number;
  /** ISO 8601, UTC. */
  readonly lastModified: string;
  readonly eTag: string;
  readonly storageClass: string;
};

/** One answer to a ListObjectsV2. */
export interface ListPage {
  readonly objects: readonly ListedObject[];
  readonly commonPrefixes: readonly string[];
  /** Set when there is more. */
  readonly next: string | undefined;
}

const code = (character: string) => character.charCodeAt(0);
const [LESS, GREATER, SLASH, SPACE] = [code('<'), code('>'), code('/'), code(' ')];
const [AMPERSAND, SEMICOLON] = [code('&'), code(';')];
const QUOTE = '&quot;'.length;
const [K, S, E, L, Q] = [code('K'), code('S'), code('E'), code('L'), code('q')];
const [ZERO, NINE] = [code('0'), code('9')];

/**
 * Reads a page of ListObjectsV2 off its bytes in one go, and makes texts of the few elements we want alone: several times as
 * fast as a document, and no text that is given keeps the page in memory. Keys are decoded when the storage says that it has
 * encoded them (`encoding-type=url`). Whatever the bytes are, it does not throw.
 */
export function readListPage(xml: Buffer): ListPage {
  const encoded = elementIn(xml, 'EncodingType', 0, xml.length) === 'url';
  const objects: ListedObject[] = [];
  for (let at = xml.indexOf('<Contents>'); at >= 0; ) {
    const end = readObject(xml, at + '<Contents>'.length, encoded, objects);
    at = end < 0 ? -1 : xml.indexOf('<Contents>', end);
  }
  const commonPrefixes: string[] = [];
  for (let at = xml.indexOf('<CommonPrefixes>'); at >= 0; at = xml.indexOf('<CommonPrefixes>', at + 1)) {
    const end = xml.indexOf('</CommonPrefixes>', at);
    if (end < 0) break;
    commonPrefixes.push(nameOf(elementIn(xml, 'Prefix', at, end) ?? '', encoded));
  }
  const truncated = elementIn(xml, 'IsTruncated', 0, xml.length) === 'true';
  const token = truncated ? (elementIn(xml, 'NextContinuationToken', 0, xml.length) ?? '') : undefined;
  return { objects, commonPrefixes, next: token };
}

/** Whether the bytes are an answer to a ListObjectsV2 at all. */
export function isListPage(xml: Buffer): boolean {
  return xml.includes('<ListBucketResult');
}

/** Whether the bytes of such an answer end too early. */
export function isCutPage(xml: Buffer): boolean {
  if (!isListPage(xml) || xml.lastIndexOf('</ListBucketResult>') >= 0) return false;
  // One that has nothing in it may be written as one tag.
  return !/<ListBucketResult[^>]*\/>\s*$/.test(xml.toString('latin1'));
}

/** Reads the children of one `Contents` from behind its opening tag; gives where it ends, -1 when it does not. */
function readObject(xml: Buffer, from: number, encoded: boolean, into: ListedObject[]): number {
  let key = '';
  let size = 0;
  let lastModified = '';
  let eTag = '';
  let storageClass = 'STANDARD';
  for (let at = from; ; ) {
    const open = seek(xml, LESS, at);
    const tagEnd = seek(xml, GREATER, open);
    if (tagEnd === xml.length) return -1;
    if (xml[open + 1] === SLASH) {
      into.push({ key, size, lastModified, eTag, storageClass });
      return tagEnd + 1;
    }
    const start = tagEnd + 1;
    const child = childAt(xml, open + 1, tagEnd);
    if (child === undefined) {
      at = behind(xml, open + 1, tagEnd);
      if (at < 0) return -1;
      continue;
    }
    const end = seek(xml, LESS, start);
    if (child === 'Key') key = nameOf(text(xml, start, end), encoded);
    else if (child === 'Size') size = whole(xml, start, end);
    else if (child === 'LastModified') lastModified = text(xml, start, end);
    else if (child === 'ETag') eTag = eTagOf(xml, start, end);
    else storageClass = text(xml, start, end);
    at = end + child.length + '</>'.length;
  }
}

/** Which of the children we want has its name there. */
function childAt(xml: Buffer, from: number, to: number) {
  const first = xml[from];
  switch (to - from) {
    case 3:
      return first === K ? 'Key' : undefined;
    case 4:
      return first === S ? 'Size' : first === E ? 'ETag' : undefined;
    case 12:
      return first === L ? 'LastModified' : first === S ? 'StorageClass' : undefined;
    default:
      return undefined;
  }
}

/** Behind the end of an element that is not wanted; -1 when it has none. */
function behind(xml: Buffer, from: number, tagEnd: number): number {
  if (xml[tagEnd - 1] === SLASH) return tagEnd + 1;
  const end = `</${xml.toString('latin1', from, seek(xml, SPACE, from, tagEnd))}>`;
  const at = xml.indexOf(end, tagEnd);
  return at < 0 ? -1 : at + end.length;
}

/** Where a byte is next before `to`; there when it is not. */
function seek(xml: Buffer, byte: number, from: number, to = xml.length): number {
  let at = from;
  while (at < to && xml[at] !== byte) at += 1;
  return Math.min(at, to);
}

function whole(xml: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const byte = xml[at] ?? 0;
    if (byte < ZERO || byte > NINE) return Number(text(xml, from, to)) || 0;
    value = value * 10 + byte - ZERO;
  }
  return value;
}

function text(xml: Buffer, from: number, to: number): string {
  let bits = 0;
  let entity = false;
  for (let at = from; at < to; at += 1) {
    const byte = xml[at] ?? 0;
    bits |= byte;
    if (byte === AMPERSAND) entity = true;
  }
  const found = xml.toString(bits < 0x80 ? 'latin1' : 'utf8', from, to);
  return entity ? unescapeXml(found) : found;
}

/** An ETag without its quotation marks, which stand as `&quot;` or as they are. */
function eTagOf(xml: Buffer, from: number, to: number): string {
  const escaped = to - from >= 2 * QUOTE && xml[from] === AMPERSAND && xml[from + 1] === Q && xml[to - 1] === SEMICOLON;
  return escaped ? text(xml, from + QUOTE, to - QUOTE) : bareETag(text(xml, from, to));
}

/** The text of the first element of that name within a range; undefined when there is none. */
function elementIn(xml: Buffer, name: string, from: number, to: number): string | undefined {
  const open = `<${name}>`;
  const start = xml.indexOf(open, from);
  if (start < 0 || start >= to) return undefined;
  const end = xml.indexOf(`</${name}>`, start);
  return end < 0 || end > to ? undefined : text(xml, start + open.length, end);
}

/** S3 encodes as forms do: a space may stand as `+`. */
function nameOf(text: string, encoded: boolean): string {
  if (!encoded || !(text.includes('%') || text.includes('+'))) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
