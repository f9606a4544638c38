import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { StorageAddress } from '../../testing/product/api-client.ts';

/** The embedded store as a process of its own, with ways to fill it. */
export interface BenchStorage extends StorageAddress {
  /** Puts so many objects of so many bytes each. */
  fill(bucket: string, count: number, bytes: number): Promise<void>;
  putLarge(bucket: string, key: string, bytes: number): Promise<void>;
  putSmall(bucket: string, key: string, bytes: number): Promise<void>;
  close(): Promise<void>;
}

const MEBIBYTE = 1024 * 1024;

/** Starts the store on a folder of its own, with the given buckets. */
export async function startBenchStorage(buckets: readonly string[]): Promise<BenchStorage> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  const accessKeyId = 'AKIABENCH00000000001';
  const secretAccessKey = randomBytes(20).toString('hex');
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../store/main.ts'), '--data', folder, '--port', '0', '--exit-with-parent'],
    {
      env: { ...process.env, SLUICE_STORE_ACCESS_KEY_ID: accessKeyId, SLUICE_STORE_SECRET_ACCESS_KEY: secretAccessKey },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url } = z.object({ url: z.string() }).parse(JSON.parse(String(line)));
  const client = new S3Client({
    endpoint: url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  for (const Bucket of buckets) await client.send(new CreateBucketCommand({ Bucket }));
  return {
    url,
    accessKeyId,
    secretAccessKey,
    fill: async (Bucket, count, bytes) => {
      const Body = randomBytes(bytes);
      let next = 0;
      const worker = async () => {
        while (next < count) {
          const number = next++;
          await client.send(
            new PutObjectCommand({ Bucket, Key: `object-${String(number).padStart(7, '0')}.bin`, Body }),
          );
        }
      };
      await Promise.all(Array.from({ length: 32 }, worker));
    },
    putLarge: async (Bucket, Key, bytes) => {
      const chunk = randomBytes(MEBIBYTE);
      const Body = Readable.from(
        (function* () {
          for (let sent = 0; sent < bytes; sent += MEBIBYTE) yield chunk;
        })(),
      );
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: bytes }));
    },
    putSmall: async (Bucket, Key, bytes) => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: randomBytes(bytes) }));
    },
    close: async () => {
      client.destroy();
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
