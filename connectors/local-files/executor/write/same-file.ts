import { crc32 } from 'node:zlib';
import type { Root } from '../folder/root.ts';
import type { Written } from './write-content.ts';

const CHUNK = 512 * 1024;

/** Whether a file holds just what was written, as far as its size and CRC-32 tell. */
export async function isSame(root: Root, parts: readonly string[], written: Written): Promise<boolean> {
  const { handle, stats } = await root.openFile(parts);
  try {
    if (stats.size !== BigInt(written.size)) return false;
    const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(CHUNK, written.size)));
    let crc = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      crc = crc32(buffer.subarray(0, bytesRead), crc);
    }
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc);
    return bytes.toString('base64') === written.crc32;
  } finally {
    await handle.close();
  }
}
