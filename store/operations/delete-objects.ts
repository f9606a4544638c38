import { z } from 'zod';
import { isAllowed } from '../auth/permissions.ts';
import { receiveText } from '../body/receive.ts';
import { readPromises } from '../body/upload-headers.ts';
import { requireWritable } from '../http/conditions.ts';
import { emptyReply, xmlReply } from '../http/reply.ts';
import { S3Error, s3Error } from '../http/s3-error.ts';
import { requireKey } from '../http/s3-request.ts';
import { childrenOf, childText, readXml } from '../http/xml-read.ts';
import { type Context, type Operation, openBucket } from './context.ts';
import { requireNoVersion } from './find-object.ts';

const XML_LIMIT_BYTES = 4 * 1024 * 1024;
const MAX_KEYS = 1000;

export const deleteObject: Operation = (context) => {
  const bucket = openBucket(context);
  requireNoVersion(context);
  const key = requireKey(context.request);
  const object = bucket.state.objects.get(key);
  requireWritable(context.request.headers, object);
  if (object !== undefined) bucket.commit({ type: 'delete', key });
  return emptyReply(204);
};

const itemSchema = z.object({ key: z.string().min(1), versionId: z.string().optional(), etag: z.string().optional() });
const requestSchema = z.object({ items: z.array(itemSchema).min(1).max(MAX_KEYS), quiet: z.boolean() });

/** @throws S3Error `MalformedXML` */
function parseDelete(source: string): z.infer<typeof requestSchema> {
  const root = readXml(source);
  const parsed = requestSchema.safeParse({
    items: childrenOf(root, 'Object').map((item) => ({
      key: childText(item, 'Key'),
      versionId: childText(item, 'VersionId'),
      etag: childText(item, 'ETag'),
    })),
    quiet: childText(root, 'Quiet') === 'true',
  });
  if (root.name !== 'Delete' || !parsed.success) throw s3Error('MalformedXML');
  return parsed.data;
}

type Item = z.infer<typeof itemSchema>;

/** Why an object must stay, or undefined when it may go. */
function refusal(context: Context, bucket: string, item: Item, etag: string | undefined): S3Error | undefined {
  const { credential } = context.identity;
  const wish = { operation: 'DeleteObject', action: 's3:DeleteObject', bucket, key: item.key };
  if (!isAllowed(credential, wish)) return s3Error('AccessDenied');
  if (item.versionId !== undefined && item.versionId !== 'null') return s3Error('NoSuchVersion');
  if (item.etag === undefined) return undefined;
  try {
    requireWritable(new Map([['if-match', item.etag]]), etag === undefined ? undefined : { etag, modified: 0 });
    return undefined;
  } catch (error) {
    if (error instanceof S3Error) return error;
    throw error;
  }
}

export const deleteObjects: Operation = async (context) => {
  const bucket = openBucket(context);
  const promises = readPromises(context.request.headers);
  if (promises.contentMd5 === undefined && promises.algorithm === undefined) {
    throw s3Error('InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  const { items, quiet } = parseDelete(await receiveText(context.body(), promises, XML_LIMIT_BYTES));
  const judged = items.map((item) => ({
    item,
    error: refusal(context, bucket.name, item, bucket.state.objects.get(item.key)?.etag),
  }));
  const doomed = new Set(judged.filter(({ error }) => error === undefined).map(({ item }) => item.key));
  const present = [...doomed].filter((key) => bucket.state.objects.has(key));
  if (present.length > 0) bucket.commit(...present.map((key) => ({ type: 'delete' as const, key })));
  return xmlReply('DeleteResult', {
    Deleted: quiet ? [] : judged.filter(({ error }) => error === undefined).map(({ item }) => ({ Key: item.key })),
    Error: judged.map(({ item, error }) =>
      error === undefined ? undefined : { Key: item.key, Code: error.code, Message: error.message },
    ),
  });
};
