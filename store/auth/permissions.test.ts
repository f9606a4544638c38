import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Credential } from '../settings.ts';
import { startTemporaryStore, type TemporaryStore } from '../temporary-store.ts';

const Bucket = 'permissions';
const KEYS: Credential[] = [
  { accessKeyId: 'NO-BUCKET-LIST', secretAccessKey: 's', deny: { operations: ['s3:ListAllMyBuckets'] } },
  { accessKeyId: 'NO-LIST', secretAccessKey: 's', deny: { operations: ['s3:ListBucket'] } },
  { accessKeyId: 'READ-ONLY', secretAccessKey: 's', deny: { operations: ['s3:PutObject', 's3:DeleteObject'] } },
  {
    accessKeyId: 'NO-TAGS',
    secretAccessKey: 's',
    deny: { operations: ['s3:GetObjectTagging', 's3:PutObjectTagging'] },
  },
  { accessKeyId: 'NOT-HERE', secretAccessKey: 's', deny: { buckets: [Bucket] } },
  { accessKeyId: 'NO-SECRETS', secretAccessKey: 's', deny: [{ operations: ['s3:GetObject'], keyPrefix: 'secret/' }] },
  { accessKeyId: 'SESSION', secretAccessKey: 's', sessionToken: 'the-token' },
  { accessKeyId: 'EXPIRED', secretAccessKey: 's', sessionToken: 'old', expired: true },
];
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
let store: TemporaryStore;

beforeAll(async () => {
  store = await startTemporaryStore({ credentials: KEYS });
  const s3 = as(store.accessKeyId, store.secretAccessKey);
  await s3.createBucket({ Bucket });
  await s3.createBucket({ Bucket: 'elsewhere' });
  for (const Key of ['open', 'secret/k']) await s3.putObject({ Bucket, Key, Body: 'x', Tagging: 'a=b' });
});

afterAll(() => store.close());

function as(accessKeyId: string, secretAccessKey = 's', sessionToken?: string): S3 {
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  return new S3({ endpoint: store.url, region: 'us-east-1', forcePathStyle: true, maxAttempts: 1, credentials });
}

describe('a restricted access key', () => {
  test('without ListAllMyBuckets still works in a bucket', async () => {
    const s3 = as('NO-BUCKET-LIST');
    await expect(s3.listBuckets()).rejects.toMatchObject(denied);
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(2);
  });

  test('without ListBucket gets 403 for a missing key, not 404', async () => {
    const s3 = as('NO-LIST');
    await expect(s3.listObjectsV2({ Bucket })).rejects.toMatchObject(denied);
    await expect(s3.getObject({ Bucket, Key: 'none' })).rejects.toMatchObject(denied);
    await s3.getObject({ Bucket, Key: 'open' });
  });

  test('without PutObject can not write by any way', async () => {
    const s3 = as('READ-ONLY');
    await expect(s3.putObject({ Bucket, Key: 'new', Body: 'x' })).rejects.toMatchObject(denied);
    await expect(s3.createMultipartUpload({ Bucket, Key: 'new' })).rejects.toMatchObject(denied);
    await expect(s3.copyObject({ Bucket, Key: 'new', CopySource: `${Bucket}/open` })).rejects.toMatchObject(denied);
    await expect(s3.deleteObject({ Bucket, Key: 'open' })).rejects.toMatchObject(denied);
    const { Errors } = await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: 'open' }] } });
    expect(Errors).toMatchObject([{ Key: 'open', Code: 'AccessDenied' }]);
  });

  test('without PutObjectTagging can put, but not with tags', async () => {
    const s3 = as('NO-TAGS');
    await s3.putObject({ Bucket, Key: 'plain', Body: 'x' });
    await expect(s3.putObject({ Bucket, Key: 'tagged', Body: 'x', Tagging: 'a=b' })).rejects.toMatchObject(denied);
    await expect(s3.getObjectTagging({ Bucket, Key: 'open' })).rejects.toMatchObject(denied);
  });

  test('is kept out of a bucket, or of some keys', async () => {
    await expect(as('NOT-HERE').getObject({ Bucket, Key: 'open' })).rejects.toMatchObject(denied);
    await as('NOT-HERE').putObject({ Bucket: 'elsewhere', Key: 'k', Body: 'x' });
    const s3 = as('NO-SECRETS');
    await s3.getObject({ Bucket, Key: 'open' });
    await expect(s3.getObject({ Bucket, Key: 'secret/k' })).rejects.toMatchObject(denied);
    const copy = s3.copyObject({ Bucket, Key: 'stolen', CopySource: `${Bucket}/secret/k` });
    await expect(copy).rejects.toMatchObject(denied);
  });
});

describe('a session', () => {
  test('needs its token', async () => {
    await as('SESSION', 's', 'the-token').listBuckets();
    await expect(as('SESSION', 's', 'another').listBuckets()).rejects.toMatchObject({ name: 'InvalidToken' });
    await expect(as('SESSION').listBuckets()).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  });

  test('that is over answers ExpiredToken', async () => {
    await expect(as('EXPIRED', 's', 'old').listBuckets()).rejects.toMatchObject({ name: 'ExpiredToken' });
  });
});
