import { startChecksum, startMd5 } from '../checksums/running-checksum.ts';
import { compositeETag } from '../put/etag.ts';
import type { Cut } from './cut.ts';
import type { Vouched } from './vouched.ts';

/** What one reading of a whole content has given. */
export interface Read {
  /** Base64. */
  readonly crc32: string;
  /** Whether the bytes are what the storage vouches for; undefined where that cannot be told. */
  readonly matches: boolean | undefined;
}

/** What tells whether the bytes are what the storage vouches for. */
interface Test {
  update(chunk: Uint8Array): void;
  passes(): boolean;
}

/** Computes what can prove a reading, while its bytes pass in their order. */
export class Reading {
  readonly #crc = startChecksum('CRC32');
  readonly #test: Test | undefined;

  /** @param cut how the object was cut, as far as it is known; only for an object that was written in parts */
  constructor(vouched: Vouched, cut: Cut | undefined) {
    this.#test = testOf(vouched, cut);
  }

  update(chunk: Uint8Array): void {
    this.#crc.update(chunk);
    this.#test?.update(chunk);
  }

  /** To be called once, after the last byte. */
  end(): Read {
    return { crc32: this.#crc.base64(), matches: this.#test?.passes() };
  }
}

function testOf(vouched: Vouched, cut: Cut | undefined): Test | undefined {
  switch (vouched.kind) {
    case 'checksum': {
      const running = startChecksum(vouched.algorithm);
      return { update: (chunk) => running.update(chunk), passes: () => running.base64() === vouched.value };
    }
    case 'md5': {
      const running = startMd5();
      return { update: (chunk) => running.update(chunk), passes: () => running.hex() === vouched.md5 };
    }
    case 'composite':
      return cut && ofParts(vouched.eTag, cut);
    case 'nothing':
      return undefined;
  }
}

/** The MD5 of each part, one after the other, and the ETag that follows from them. */
function ofParts(eTag: string, cut: Cut): Test {
  const md5s: string[] = [];
  let md5 = startMd5();
  let left = cut[0] ?? 0;
  return {
    update: (chunk) => {
      for (let at = 0; at < chunk.length; ) {
        const piece = chunk.subarray(at, at + left);
        md5.update(piece);
        at += piece.length;
        left -= piece.length;
        if (left > 0) continue;
        md5s.push(md5.hex());
        md5 = startMd5();
        left = cut[md5s.length] ?? Number.POSITIVE_INFINITY;
      }
    },
    passes: () => compositeETag(md5s) === eTag,
  };
}
