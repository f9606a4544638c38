import { type DebugPiece, MOST_DEBUG_BYTES } from '../../shared/runs/debug.ts';
import type { ByteRedactor } from './redact-bytes.ts';

/**
 * The first bytes of something, as they are kept.
 * @param bytes more of them than are kept, where there are more: a secret may stand across the end
 * @param size of all of it, when it is known
 * @param most so many bytes are kept
 */
export function pieceOf(
  bytes: Buffer,
  { redact }: ByteRedactor,
  size: number | undefined,
  isCut: boolean,
  most: number = MOST_DEBUG_BYTES,
): DebugPiece {
  const clean = redact(bytes);
  const kept = clean.subarray(0, most);
  const cut = isCut || kept.length < clean.length;
  const text = textOf(kept, cut);
  return {
    ...(text === null
      ? { encoding: 'base64' as const, data: kept.toString('base64') }
      : { encoding: 'text' as const, data: text }),
    ...(size === undefined ? {} : { size }),
    isCut: cut,
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells bytes from text
const NOT_TEXT = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** The text that bytes are; null when they are none. A character that the end cuts in two is left out. */
function textOf(bytes: Buffer, isCut: boolean): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
    return NOT_TEXT.test(text) ? null : text;
  } catch {
    return null;
  }
}
