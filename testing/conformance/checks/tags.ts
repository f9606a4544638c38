import { expect } from 'vitest';
import { type Bench, type Check, expectError } from '../check.ts';

async function tagsOf({ s3, bucket }: Bench): Promise<(string | undefined)[]> {
  const { TagSet = [] } = await s3.getObjectTagging({ Bucket: bucket, Key: 'k' });
  return TagSet.map(({ Key, Value }) => `${Key}=${Value}`).toSorted();
}

export const tagChecks: readonly Check[] = [
  {
    name: 'tags given with an object are kept and counted',
    run: async (bench) => {
      const { s3, bucket } = bench;
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x', Tagging: 'colour=red&what%20now=a%2Bb%20c%26d' });
      expect(await tagsOf(bench)).toEqual(['colour=red', 'what now=a+b c&d']);
      expect((await s3.getObject({ Bucket: bucket, Key: 'k' })).TagCount).toBe(2);
    },
  },
  {
    name: 'an object without tags has an empty set',
    run: async (bench) => {
      await bench.s3.putObject({ Bucket: bench.bucket, Key: 'k', Body: 'x' });
      expect(await tagsOf(bench)).toEqual([]);
      expect((await bench.s3.getObject({ Bucket: bench.bucket, Key: 'k' })).TagCount).toBeUndefined();
    },
  },
  {
    name: 'tags are replaced as a set, and deleted, the content untouched',
    run: async (bench) => {
      const { s3, bucket } = bench;
      const { ETag } = await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x', Tagging: 'old=1' });
      await s3.putObjectTagging({
        Bucket: bucket,
        Key: 'k',
        Tagging: { TagSet: [{ Key: 'new', Value: '<2> & "3"' }] },
      });
      expect(await tagsOf(bench)).toEqual(['new=<2> & "3"']);
      await s3.deleteObjectTagging({ Bucket: bucket, Key: 'k' });
      expect(await tagsOf(bench)).toEqual([]);
      expect((await s3.headObject({ Bucket: bucket, Key: 'k' })).ETag).toBe(ETag);
    },
  },
  {
    name: 'more than ten tags are refused',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x' });
      const TagSet = Array.from({ length: 11 }, (_, i) => ({ Key: `t${i}`, Value: '' }));
      const error = await s3
        .putObjectTagging({ Bucket: bucket, Key: 'k', Tagging: { TagSet } })
        .catch((e: unknown) => e);
      expect(error).toMatchObject({ $metadata: { httpStatusCode: 400 } });
    },
  },
  {
    name: 'a tag name twice, or too long, is refused',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: 'x' });
      const put = (TagSet: { Key: string; Value: string }[]): Promise<unknown> =>
        s3.putObjectTagging({ Bucket: bucket, Key: 'k', Tagging: { TagSet } });
      await expectError(put([{ Key: 'n'.repeat(129), Value: '' }]), 'InvalidTag', 400);
      await expectError(put([{ Key: 'a', Value: 'v'.repeat(257) }]), 'InvalidTag', 400);
      await expectError(
        put([
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ]),
        'InvalidTag',
        400,
      );
    },
    ceph: { reason: 'takes a name twice', failure: /the call succeeded/ },
  },
  {
    name: 'tags of an object that is not there answer NoSuchKey',
    run: ({ s3, bucket }) => expectError(s3.getObjectTagging({ Bucket: bucket, Key: 'none' }), 'NoSuchKey', 404),
  },
];
