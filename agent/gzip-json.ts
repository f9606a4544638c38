import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RecordValue } from '../shared/runs/payload.ts';

const compress = promisify(gzip);

/** A record as gzip-compressed JSON. */
export async function gzipJson(record: RecordValue): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await compress(JSON.stringify(record)));
}
