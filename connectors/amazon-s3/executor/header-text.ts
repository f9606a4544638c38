/**
 * Header values are ASCII on the wire. Text beyond it travels as RFC 2047 encoded words, as S3 itself does it.
 * Source: Amazon S3 user guide, "Working with object metadata: User-defined object metadata".
 */
export function encodeHeaderText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return text;
  return `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}

const ENCODED_WORD = /=\?utf-8\?([bq])\?([^?]*)\?=/gi;

/** The text of a header as it came: encoded words and raw UTF-8 (which Node reads as Latin-1) are both understood. */
export function decodeHeaderText(value: string): string {
  const words = value.replace(/(\?=)\s+(=\?)/g, '$1$2');
  if (/=\?utf-8\?[bq]\?/i.test(words))
    return words.replace(ENCODED_WORD, (_, kind: string, text: string) => decodeWord(kind, text));
  const bytes = Buffer.from(value, 'latin1');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? value : text;
}

function decodeWord(kind: string, text: string): string {
  if (kind.toLowerCase() === 'b') return Buffer.from(text, 'base64').toString('utf8');
  const bytes = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
