import { createHash } from 'node:crypto';
import type { Bucket } from '../disk/bucket.ts';

/** Gives an object other content, as another client's PUT would. Does nothing when it is gone. */
export async function replaceObject(
  bucket: Bucket | undefined,
  key: string | undefined,
  content: string,
): Promise<void> {
  const object = key === undefined ? undefined : bucket?.state.objects.get(key);
  if (bucket === undefined || object === undefined) return;
  const data = Buffer.from(content, 'utf8');
  const writer = bucket.blobs.create();
  await writer.write(data);
  const blobs = await writer.finish();
  const etag = createHash('md5').update(data).digest('hex');
  const { partCount: _parts, uploadId: _upload, checksum: _checksum, ...rest } = object;
  bucket.commit({ type: 'put', object: { ...rest, size: data.length, etag, modified: Date.now(), blobs } });
}
