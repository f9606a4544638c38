import { createHash, createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** How the body is vouched for; see `x-amz-content-sha256`. */
export type PayloadForm = 'hash' | 'unsigned' | 'streaming' | 'streaming-trailer' | 'unsigned-trailer' | 'none';

/** What signs a request and its chunks. */
export interface Signer {
  readonly timestamp: string;
  readonly scope: string;
  readonly key: Buffer;
}

const CHUNK = 65_536;

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function crc32Base64(data: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(data));
  return bytes.toString('base64');
}

/** The framing of `aws-chunked`, with chunk signatures beginning at the request's own where they are wanted. */
export function frame(body: Buffer, form: PayloadForm, signer: Signer, seed: string): Buffer {
  const signed = form !== 'unsigned-trailer';
  const pieces: Buffer[] = [];
  let previous = seed;
  const sign = (algorithm: string, tail: string): string => {
    previous = hmac(signer.key, `${algorithm}\n${signer.timestamp}\n${signer.scope}\n${previous}\n${tail}`).toString(
      'hex',
    );
    return previous;
  };
  for (let at = 0; ; at += CHUNK) {
    const data = body.subarray(at, at + CHUNK);
    const signature = signed
      ? `;chunk-signature=${sign('AWS4-HMAC-SHA256-PAYLOAD', `${sha256('')}\n${sha256(data)}`)}`
      : '';
    pieces.push(Buffer.from(`${data.length.toString(16)}${signature}\r\n`), data);
    if (data.length === 0) break;
    pieces.push(Buffer.from('\r\n'));
  }
  if (form !== 'streaming') {
    const trailer = `x-amz-checksum-crc32:${crc32Base64(body)}`;
    pieces.push(Buffer.from(`${trailer}\r\n`));
    if (signed) {
      pieces.push(
        Buffer.from(`x-amz-trailer-signature:${sign('AWS4-HMAC-SHA256-TRAILER', sha256(`${trailer}\n`))}\r\n`),
      );
    }
  }
  pieces.push(Buffer.from('\r\n'));
  return Buffer.concat(pieces);
}
