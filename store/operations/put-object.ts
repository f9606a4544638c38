import { readPromises } from '../body/upload-headers.ts';
import { requireWritable } from '../http/conditions.ts';
import { checksumHeaders, readAttributes, requireKeyLength } from '../http/object-headers.ts';
import { emptyReply } from '../http/reply.ts';
import { requireKey } from '../http/s3-request.ts';
import { type Operation, openBucket, requireAction } from './context.ts';
import { receiveBlob } from './receive-blob.ts';

export const putObject: Operation = async (context) => {
  const { headers } = context.request;
  const bucket = openBucket(context);
  const key = requireKey(context.request);
  requireKeyLength(key);
  const attributes = readAttributes(headers);
  if (attributes.tags.length > 0) requireAction(context, 'PutObjectTagging', bucket.name, key);
  const promises = readPromises(headers);
  requireWritable(headers, bucket.state.objects.get(key));
  return receiveBlob(bucket, context.body(), promises, ({ size, md5Hex, checksum }, blobs) => {
    // Asked again: another write may have come first while the body was on its way.
    requireWritable(headers, bucket.state.objects.get(key));
    const modified = context.now().getTime();
    bucket.commit({ type: 'put', object: { ...attributes, key, size, etag: md5Hex, modified, checksum, blobs } });
    return emptyReply(200, { etag: `"${md5Hex}"`, ...checksumHeaders(checksum) });
  });
};
