import type { Sink } from '../../../../shared/runs/payload.ts';

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

/** Wraps a sink for plain bytes around one that takes the framed form. Call `end` after the last byte, with the checksum. */
export function framing(
  out: Sink,
  length: number,
): { take: (chunk: Uint8Array) => Promise<void>; end: (header: string, checksum: string) => Promise<void> } {
  let left = length;
  let inFrame = 0;
  return {
    take: async (chunk) => {
      for (let at = 0; at < chunk.length; ) {
        if (inFrame === 0) {
          if (left === 0) throw new RangeError(`more than the ${length} bytes that were announced`);
          inFrame = Math.min(FRAME, left);
          await out(Buffer.from(head(inFrame)));
        }
        const piece = chunk.subarray(at, at + inFrame);
        await out(piece);
        at += piece.length;
        inFrame -= piece.length;
        left -= piece.length;
        if (inFrame === 0) await out(Buffer.from('\r\n'));
      }
    },
    end: async (header, checksum) => {
      await out(Buffer.from(trailer(header, checksum)));
    },
  };
}
