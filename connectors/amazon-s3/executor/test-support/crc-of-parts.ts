import { startChecksum } from '../checksums/running-checksum.ts';
import type { Part } from '../plan/parts.ts';

/** The CRC32 of each part, base64. */
export function crcOfParts(bytes: Uint8Array, parts: readonly Part[]): string[] {
  return parts.map(({ offset, length }) => {
    const crc = startChecksum('CRC32');
    crc.update(bytes.subarray(offset, offset + length));
    return crc.base64();
  });
}
