import { randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { CreateBucketCommand, DeleteObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { EMPTY_PAYLOAD, Signer, UNSIGNED_PAYLOAD } from '../../connectors/amazon-s3/executor/wire/sign.ts';
import { keyOf } from '../canned/messages.ts';
import { putLarge } from './put-large.ts';
import type { BenchStorage, Keys } from './storage.ts';

const MEBIBYTE = 1024 * 1024;
const AT_ONCE = 24;
/** Up to this size an object is sent by {@link putSmall}, which costs a quarter of what the SDK does. */
const SMALL = MEBIBYTE;

/** The SDK's client for a storage of the bench. */
export function sdkClient(url: string, keys: Keys, ca?: string): S3Client {
  return new S3Client({
    endpoint: url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { ...keys },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: ca === undefined ? {} : { httpsAgent: new https.Agent({ keepAlive: true, ca }) },
  });
}

/** Fills a storage through its own door. */
export interface Filler {
  makeBuckets(...names: readonly string[]): Promise<void>;
  fill(bucket: string, count: number, bytes: number): Promise<void>;
  take: BenchStorage['take'];
  close(): void;
}

export function createFiller(url: string, keys: Keys, ca?: string): Filler {
  const client = sdkClient(url, keys, ca);
  const pool = url.startsWith('https:')
    ? new https.Agent({ keepAlive: true, maxSockets: AT_ONCE, ca })
    : new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const signer = new Signer();
  const full = new Set<string>();
  const made = new Set<string>();
  return {
    makeBuckets: async (...names) => {
      for (const Bucket of names.filter((name) => !made.has(name))) {
        await client.send(new CreateBucketCommand({ Bucket }));
        made.add(Bucket);
      }
    },
    fill: async (bucket, count, bytes) => {
      const what = `${bucket} ${count} ${bytes}`;
      if (full.has(what)) return;
      const body = randomBytes(Math.min(bytes, SMALL));
      const put = (key: string) =>
        bytes > SMALL
          ? putLarge(client, bucket, key, bytes)
          : putSmall(pool, signer, keys, new URL(`/${bucket}/${key}`, url), body);
      let next = 0;
      const worker = async () => {
        while (next < count) await put(keyOf(next++));
      };
      await Promise.all(Array.from({ length: bytes > SMALL ? 1 : AT_ONCE }, worker));
      full.add(what);
    },
    take: async (Bucket, keys, bytes) => {
      for (const Key of keys) {
        const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key }));
        if (ContentLength !== bytes) throw new Error(`${Bucket}/${Key} has ${ContentLength} bytes instead of ${bytes}`);
        await client.send(new DeleteObjectCommand({ Bucket, Key }));
      }
    },
    close: () => {
      client.destroy();
      pool.destroy();
    },
  };
}

function putSmall(pool: http.Agent, signer: Signer, keys: Keys, url: URL, body: Buffer): Promise<void> {
  const signed = signer.sign(
    {
      method: 'PUT',
      path: url.pathname,
      query: '',
      headers: { host: url.host, 'content-length': String(body.length) },
      payloadHash: body.length === 0 ? EMPTY_PAYLOAD : UNSIGNED_PAYLOAD,
    },
    keys,
    'us-east-1',
    new Date(),
  );
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'PUT', headers: signed, agent: pool }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200
          ? resolve()
          : reject(new Error(`PUT ${url.pathname} was answered ${answer.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
