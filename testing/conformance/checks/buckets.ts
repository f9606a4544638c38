import { expect } from 'vitest';
import { type Check, expectError, expectStatus } from '../check.ts';

export const bucketChecks: readonly Check[] = [
  {
    name: 'a new bucket is listed with the time of its making, and can be deleted',
    run: async ({ s3, bucket }) => {
      const { Buckets = [] } = await s3.listBuckets();
      const found = Buckets.find(({ Name }) => Name === bucket);
      expect(Math.abs(Date.now() - (found?.CreationDate?.getTime() ?? 0))).toBeLessThan(600_000);
      await s3.deleteBucket({ Bucket: bucket });
      const after = await s3.listBuckets();
      expect(after.Buckets?.some(({ Name }) => Name === bucket) ?? false).toBe(false);
    },
  },
  {
    name: 'buckets are listed in the order of their names',
    run: async ({ s3, newBucket }) => {
      await newBucket();
      const { Buckets = [] } = await s3.listBuckets();
      const names = Buckets.map(({ Name = '' }) => Name);
      expect(names).toEqual(names.toSorted());
    },
  },
  {
    name: 'making a bucket again in us-east-1 succeeds and changes nothing',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'kept', Body: 'x' });
      await s3.createBucket({ Bucket: bucket });
      expect((await s3.listObjectsV2({ Bucket: bucket })).KeyCount).toBe(1);
    },
  },
  {
    name: 'HeadBucket succeeds for a bucket and answers 404 for none',
    run: async ({ s3, bucket }) => {
      await s3.headBucket({ Bucket: bucket });
      await expectStatus(s3.headBucket({ Bucket: `${bucket}-none` }), 404);
    },
  },
  {
    name: 'a bucket with objects can not be deleted',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x' });
      await expectError(s3.deleteBucket({ Bucket: bucket }), 'BucketNotEmpty', 409);
    },
  },
  {
    name: 'deleting a bucket that is not there answers NoSuchBucket',
    run: ({ s3, bucket }) => expectError(s3.deleteBucket({ Bucket: `${bucket}-none` }), 'NoSuchBucket', 404),
  },
  {
    name: 'a name that is none for a bucket is refused',
    run: async ({ raw }) => {
      for (const name of ['UPPER-case', 'under_score', 'ab', 'dots..twice', '192.168.5.4', '-dash']) {
        const { status, text } = await raw.send({ method: 'PUT', path: `/${name}` });
        expect(`${name} ${status} ${/<Code>(\w+)/.exec(text)?.[1]}`).toBe(`${name} 400 InvalidBucketName`);
      }
    },
  },
  {
    name: 'reading, writing and listing in a bucket that is not there answer NoSuchBucket',
    run: async ({ s3, bucket }) => {
      const Bucket = `${bucket}-none`;
      await expectError(s3.getObject({ Bucket, Key: 'k' }), 'NoSuchBucket', 404);
      await expectError(s3.putObject({ Bucket, Key: 'k', Body: 'x' }), 'NoSuchBucket', 404);
      await expectError(s3.listObjectsV2({ Bucket }), 'NoSuchBucket', 404);
      await expectError(s3.createMultipartUpload({ Bucket, Key: 'k' }), 'NoSuchBucket', 404);
    },
  },
  {
    name: 'the location of a bucket in us-east-1 is empty',
    run: async ({ s3, bucket }) => {
      const { LocationConstraint } = await s3.getBucketLocation({ Bucket: bucket });
      expect(LocationConstraint ?? '').toBe('');
    },
    ceph: { reason: 'names its zone group, "default"', failure: /default/ },
  },
  {
    name: 'a bucket has no versioning until it is asked for',
    run: async ({ s3, bucket }) => {
      expect((await s3.getBucketVersioning({ Bucket: bucket })).Status).toBeUndefined();
    },
  },
];
