import { receiveText } from '../body/receive.ts';
import { readPromises } from '../body/upload-headers.ts';
import type { Bucket } from '../disk/bucket.ts';
import { emptyReply, xmlReply } from '../http/reply.ts';
import { requireKey } from '../http/s3-request.ts';
import { parseTagXml, type Tags } from '../http/tag-text.ts';
import { type Context, type Operation, openBucket } from './context.ts';
import { findObject, requireNoVersion } from './find-object.ts';

const XML_LIMIT_BYTES = 64 * 1024;

function replaceTags(context: Context, bucket: Bucket, tags: Tags): void {
  const object = findObject(context, bucket, requireKey(context.request));
  bucket.commit({ type: 'put', object: { ...object, tags } });
}

export const getObjectTagging: Operation = (context) => {
  const bucket = openBucket(context);
  requireNoVersion(context);
  const { tags } = findObject(context, bucket, requireKey(context.request));
  return xmlReply('Tagging', { TagSet: { Tag: tags.map(([Key, Value]) => ({ Key, Value })) } });
};

export const putObjectTagging: Operation = async (context) => {
  const bucket = openBucket(context);
  requireNoVersion(context);
  findObject(context, bucket, requireKey(context.request));
  const promises = readPromises(context.request.headers);
  replaceTags(context, bucket, parseTagXml(await receiveText(context.body(), promises, XML_LIMIT_BYTES)));
  return emptyReply(200);
};

export const deleteObjectTagging: Operation = (context) => {
  const bucket = openBucket(context);
  requireNoVersion(context);
  replaceTags(context, bucket, []);
  return emptyReply(204);
};
