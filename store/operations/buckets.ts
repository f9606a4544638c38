import { receiveText } from '../body/receive.ts';
import { readPromises } from '../body/upload-headers.ts';
import { refuseUnsupported } from '../http/object-headers.ts';
import { emptyReply, xmlReply } from '../http/reply.ts';
import { s3Error } from '../http/s3-error.ts';
import { queryValue, requireBucket } from '../http/s3-request.ts';
import { s3Time } from '../http/s3-time.ts';
import { childText, readXml } from '../http/xml-read.ts';
import { type Context, type Operation, OWNER, openBucket } from './context.ts';
import { readMaximum } from './list-options.ts';

const XML_LIMIT_BYTES = 64 * 1024;

/** S3's rules for names of buckets; they also make a name safe as a folder's. */
export function isBucketName(name: string): boolean {
  return /^[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+(?:\.\d+){3}$/.test(name);
}

export const listBuckets: Operation = ({ folder, request }) => {
  const prefix = queryValue(request, 'prefix') ?? '';
  const after = queryValue(request, 'continuation-token') ?? '';
  const limit = readMaximum(request, 'max-buckets', 10_000);
  const found = folder.all().filter(({ name }) => name.startsWith(prefix) && name > after);
  const page = found.slice(0, limit);
  return xmlReply('ListAllMyBucketsResult', {
    Owner: OWNER,
    Buckets: { Bucket: page.map((bucket) => ({ Name: bucket.name, CreationDate: s3Time(bucket.created.getTime()) })) },
    Prefix: prefix === '' ? undefined : prefix,
    ContinuationToken: found.length > page.length ? page.at(-1)?.name : undefined,
  });
};

async function checkLocation(context: Context): Promise<void> {
  const { headers } = context.request;
  if ((headers.get('content-length') ?? '0') === '0' && !headers.has('x-amz-decoded-content-length')) return;
  const text = await receiveText(context.body(), readPromises(headers), XML_LIMIT_BYTES);
  if (text.trim() === '') return;
  const root = readXml(text);
  if (root.name !== 'CreateBucketConfiguration') throw s3Error('MalformedXML');
  const wanted = childText(root, 'LocationConstraint') ?? '';
  if (wanted !== '' && wanted !== context.region) throw s3Error('IllegalLocationConstraintException');
}

export const createBucket: Operation = async (context) => {
  const name = requireBucket(context.request);
  refuseUnsupported(context.request.headers);
  if (!isBucketName(name)) throw s3Error('InvalidBucketName', undefined, { BucketName: name });
  if (context.request.headers.get('x-amz-bucket-object-lock-enabled') === 'true') throw s3Error('NotImplemented');
  await checkLocation(context);
  if (context.folder.get(name) !== undefined) {
    // In its oldest region S3 lets an owner make a bucket again, to no effect.
    if (context.region === 'us-east-1') return emptyReply(200, { location: `/${name}` });
    throw s3Error('BucketAlreadyOwnedByYou', undefined, { BucketName: name });
  }
  context.folder.create(name, context.now());
  return emptyReply(200, { location: `/${name}` });
};

export const headBucket: Operation = (context) => {
  openBucket(context);
  return emptyReply(200, { 'x-amz-bucket-region': context.region, 'x-amz-access-point-alias': 'false' });
};

export const deleteBucket: Operation = (context) => {
  const bucket = openBucket(context);
  if (bucket.state.objects.size > 0) throw s3Error('BucketNotEmpty', undefined, { BucketName: bucket.name });
  context.folder.remove(bucket);
  return emptyReply(204);
};

export const getBucketLocation: Operation = (context) => {
  openBucket(context);
  // For us-east-1 the element is empty, as S3 has it.
  return xmlReply('LocationConstraint', context.region === 'us-east-1' ? '' : context.region);
};

export const getBucketVersioning: Operation = (context) => {
  openBucket(context);
  return xmlReply('VersioningConfiguration', '');
};
