import { S3 } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { Bench, Check, ChecksumSetting, Difference } from './check.ts';
import { authenticationChecks } from './checks/authentication.ts';
import { bucketChecks } from './checks/buckets.ts';
import { checksumChecks } from './checks/checksums.ts';
import { conditionChecks } from './checks/conditions.ts';
import { copyChecks } from './checks/copying.ts';
import { keyChecks } from './checks/keys.ts';
import { listingChecks } from './checks/listing.ts';
import { multipartChecks } from './checks/multipart.ts';
import { multipartEndChecks } from './checks/multipart-ends.ts';
import { objectChecks } from './checks/objects.ts';
import { rangeChecks } from './checks/ranges.ts';
import { tagChecks } from './checks/tags.ts';
import { type RawAddress, RawClient } from './raw-client.ts';

const GROUPS: readonly (readonly [string, readonly Check[]])[] = [
  ['buckets', bucketChecks],
  ['objects', objectChecks],
  ['ranges', rangeChecks],
  ['conditions', conditionChecks],
  ['listing', listingChecks],
  ['keys', keyChecks],
  ['multipart uploads', multipartChecks],
  ['ends of multipart uploads', multipartEndChecks],
  ['copying', copyChecks],
  ['tags', tagChecks],
  ['checksums', checksumChecks],
  ['authentication', authenticationChecks],
];

const SETTINGS: readonly ChecksumSetting[] = ['WHEN_SUPPORTED', 'WHEN_REQUIRED'];
let buckets = 0;

function connect(address: RawAddress, setting: ChecksumSetting): S3 {
  return new S3({
    endpoint: address.endpoint,
    region: address.region,
    credentials: { accessKeyId: address.accessKeyId, secretAccessKey: address.secretAccessKey },
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: setting,
    responseChecksumValidation: setting,
  });
}

async function makeBench(address: RawAddress, setting: ChecksumSetting): Promise<Bench> {
  const s3 = connect(address, setting);
  const newBucket = async (): Promise<string> => {
    buckets += 1;
    const name = `conformance-${process.pid}-${buckets}`;
    await s3.createBucket({ Bucket: name });
    return name;
  };
  return {
    s3,
    raw: new RawClient(address),
    bucket: await newBucket(),
    newBucket,
    newClient: (change) => connect({ ...address, ...change }, setting),
  };
}

/** Runs a check that is known to fail, and fails when it does not, or fails otherwise. */
async function expectDifference(check: Check, bench: Bench, { reason, failure }: Difference): Promise<void> {
  const error = await check.run(bench).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) {
    throw new Error(`This storage conforms now: it used to differ (${reason}). Remove the difference from the table.`);
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  expect(text, `it differs otherwise than known (${reason})`).toMatch(failure);
}

/** Registers every check, with both checksum settings of the SDK. */
export function registerConformance(
  address: () => RawAddress,
  differences?: (check: Check) => Difference | undefined,
): void {
  for (const setting of SETTINGS) {
    for (const [group, checks] of GROUPS) {
      describe(`${group}, checksums ${setting}`, () => {
        for (const check of checks) {
          const known = differences?.(check);
          const difference = known?.only === undefined || known.only === setting ? known : undefined;
          const name = difference === undefined ? check.name : `${check.name} (differs: ${difference.reason})`;
          test(name, async () => {
            const bench = await makeBench(address(), setting);
            if (difference === undefined) await check.run(bench);
            else await expectDifference(check, bench, difference);
          });
        }
      });
    }
  }
}
