import type { Outlet } from '../wire/upload.ts';

/**
 * The `aws-chunked` form of a body of known length with its checksum in a trailer.
 * Source: Amazon S3 API reference, "Signature calculations: unsigned payload with trailing headers".
 */

/** Frames as large as common storages take them; a frame's header is sent before its bytes are there, so nothing is held back. */
const FRAME = 1024 * 1024;

const head = (bytes: number) => `${bytes.toString(16)}\r\n`;

function trailer(header: string, checksum: string): string {
  return `0\r\n${header}:${checksum}\r\n\r\n`;
}

/** How many bytes the framed form has. @param checksumLength of the checksum's base64 */
export function framedLength(length: number, header: string, checksumLength: number): number {
  const full = Math.floor(length / FRAME);
  const rest = length % FRAME;
  const frames = full * (head(FRAME).length + FRAME + 2) + (rest > 0 ? head(rest).length + rest + 2 : 0);
  return frames + trailer(header, 'x'.repeat(checksumLength)).length;
}

const NOTHING = new Uint8Array(0);

/**
 * Wraps an outlet for plain bytes around one that takes the framed form. The end of a frame is sent together with what follows it.
 * Call `end` after the last byte, with the checksum.
 */
export function framing(
  out: Outlet,
  length: number,
): {
  take: (chunk: Uint8Array) => void | Promise<void>;
  end: (header: string, checksum: string) => void | Promise<void>;
} {
  let left = length;
  let inFrame = 0;
  const take = (chunk: Uint8Array, from: number): void | Promise<void> => {
    for (let at = from; at < chunk.length; ) {
      let before = '';
      if (inFrame === 0) {
        if (left === 0) throw new RangeError(`more than the ${length} bytes that were announced`);
        before = left === length ? '' : '\r\n';
        inFrame = Math.min(FRAME, left);
        before += head(inFrame);
      }
      const piece = chunk.subarray(at, at + inFrame);
      at += piece.length;
      inFrame -= piece.length;
      left -= piece.length;
      const taken = out(piece, before);
      if (taken) return at === chunk.length ? taken : taken.then(() => take(chunk, at));
    }
  };
  return {
    take: (chunk) => take(chunk, 0),
    end: (header, checksum) => out(NOTHING, `${length === 0 ? '' : '\r\n'}${trailer(header, checksum)}`),
  };
}
