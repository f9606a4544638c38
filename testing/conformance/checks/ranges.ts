import { expect } from 'vitest';
import { type Bench, type Check, expectError } from '../check.ts';

const TEXT = '0123456789';

async function read({ s3, bucket }: Bench, range: string): Promise<[number | undefined, string, string | undefined]> {
  await s3.putObject({ Bucket: bucket, Key: 'k', Body: TEXT });
  const got = await s3.getObject({ Bucket: bucket, Key: 'k', Range: range });
  return [got.$metadata.httpStatusCode, (await got.Body?.transformToString()) ?? '', got.ContentRange];
}

function part(name: string, range: string, text: string, contentRange: string): Check {
  return { name, run: async (bench) => expect(await read(bench, range)).toEqual([206, text, contentRange]) };
}

export const rangeChecks: readonly Check[] = [
  part('a range in the middle', 'bytes=2-4', '234', 'bytes 2-4/10'),
  part('a range from a place to the end', 'bytes=7-', '789', 'bytes 7-9/10'),
  part('a range of the last bytes', 'bytes=-3', '789', 'bytes 7-9/10'),
  part('a range that reaches behind the end is clipped', 'bytes=8-99', '89', 'bytes 8-9/10'),
  part('a suffix longer than the object is the object', 'bytes=-99', TEXT, 'bytes 0-9/10'),
  part('a range of everything is still a range', 'bytes=0-9', TEXT, 'bytes 0-9/10'),
  part('a range of one byte', 'bytes=0-0', '0', 'bytes 0-0/10'),
  {
    name: 'a range that begins behind the end answers InvalidRange',
    run: (bench) => expectError(read(bench, 'bytes=10-12'), 'InvalidRange', 416),
  },
  {
    name: 'a range of an empty object answers InvalidRange',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: '' });
      await expectError(s3.getObject({ Bucket: bucket, Key: 'k', Range: 'bytes=0-4' }), 'InvalidRange', 416);
    },
  },
  {
    name: 'a malformed range is ignored',
    run: async (bench) => expect((await read(bench, 'bytes=9-2')).slice(0, 2)).toEqual([200, TEXT]),
    ceph: { reason: 'answers InvalidRange', failure: /InvalidRange/ },
  },
  {
    name: 'HEAD of a range tells its length',
    run: async ({ s3, bucket }) => {
      await s3.putObject({ Bucket: bucket, Key: 'k', Body: TEXT });
      const head = await s3.headObject({ Bucket: bucket, Key: 'k', Range: 'bytes=2-4' });
      expect([head.ContentLength, head.$metadata.httpStatusCode]).toEqual([3, 206]);
    },
  },
];
