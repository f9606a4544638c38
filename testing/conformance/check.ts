import type { S3, S3ServiceException } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import type { RawClient } from './raw-client.ts';

/** What a check works with: a storage, and an empty bucket of its own. */
export interface Bench {
  readonly s3: S3;
  readonly raw: RawClient;
  readonly bucket: string;
  /** A client with other credentials, or none of the usual settings. */
  readonly newClient: (change: { accessKeyId?: string; secretAccessKey?: string; region?: string }) => S3;
  /** Another empty bucket. */
  readonly newBucket: () => Promise<string>;
}

export type ChecksumSetting = 'WHEN_SUPPORTED' | 'WHEN_REQUIRED';

/** What a storage is known to do otherwise. Asserted too: once the storage conforms, the test says so. */
export interface Difference {
  readonly reason: string;
  /** Matches the failure it leads to. */
  readonly failure: RegExp;
  /** Only with this checksum setting of the SDK. */
  readonly only?: ChecksumSetting;
}

/** One thing that an S3 storage does. */
export interface Check {
  readonly name: string;
  readonly run: (bench: Bench) => Promise<void>;
  /** How Ceph 16.2 differs. */
  readonly ceph?: Difference;
}

function isServiceError(error: unknown): error is S3ServiceException {
  return error instanceof Error && '$metadata' in error;
}

/** The error an answer carries. Fails when there is none. */
export async function failure(call: Promise<unknown>): Promise<S3ServiceException> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (isServiceError(error)) return error;
  throw error instanceof Error ? error : new Error('expected an error of the storage, but the call succeeded');
}

/** Expects an error by its S3 code and HTTP status. */
export async function expectError(call: Promise<unknown>, code: string, status: number): Promise<void> {
  const error = await failure(call);
  expect(`${error.name} ${error.$metadata.httpStatusCode}`).toBe(`${code} ${status}`);
}

/** Expects only a status: answers to HEAD have no code. */
export async function expectStatus(call: Promise<unknown>, status: number): Promise<void> {
  const error = await failure(call);
  expect(error.$metadata.httpStatusCode).toBe(status);
}

/** The text of an object. */
export async function textOf(s3: S3, bucket: string, key: string): Promise<string> {
  const { Body } = await s3.getObject({ Bucket: bucket, Key: key });
  return (await Body?.transformToString()) ?? '';
}

/** The bytes of an object. */
export async function bytesOf(s3: S3, bucket: string, key: string): Promise<Buffer> {
  const { Body } = await s3.getObject({ Bucket: bucket, Key: key });
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** Bytes that look random and are the same each time. */
export function sampleBytes(length: number, seed = 1): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = state >>> 16;
  }
  return bytes;
}
