import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Store, startStore } from '../../../store/start-store.ts';
import { activity, bytesOf, contentOf, NOTHING, quick, recorder, type TestExecutor } from './test-support/run-step.ts';
import { selfSigned } from './test-support/self-signed.ts';

let store: Store;
let folder: string;
let executor: TestExecutor;
const credentials = { accessKeyId: 'AKIASECURE', secretAccessKey: 'x' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-connector-'));
  store = await startStore({ dataDir: folder, credentials: [credentials], tls: selfSigned, faults: true });
  executor = quick({ ca: selfSigned.cert });
});
afterAll(async () => {
  executor.close();
  await store.close();
  await rm(folder, { recursive: true });
});

const connection = () => ({
  name: 'Secure',
  settings: { ...credentials, endpointUrl: store.url, forcePathStyle: true },
});

test('over TLS, streamed and collected content arrive as they are', async () => {
  await createBucket();
  for (const rereadable of [true, false]) {
    const bytes = randomBytes(18 * 1024 ** 2);
    const key = `secure-${rereadable}`;
    const input = { record: {}, content: contentOf(bytes, rereadable) };
    await executor.execute(connection(), activity('put-object', { bucket: 'data', key }), input, recorder());
    const got = await executor.execute(
      connection(),
      activity('get-object', { bucket: 'data', key }),
      NOTHING,
      recorder(),
    );
    expect((await bytesOf(got.content)).equals(bytes)).toBe(true);
  }
});

test('a certificate that nobody vouches for stops a transfer before anything is sent', async () => {
  const trusting = quick();
  const step = activity('put-object', { bucket: 'data', key: 'k' });
  const failing = trusting.execute(connection(), step, { record: {}, content: contentOf(randomBytes(10)) }, recorder());
  await expect(failing).rejects.toMatchObject({ code: 'tls-failure', nature: 'final' });
  trusting.close();
});

/** The connector makes no buckets; the store takes one from whoever signs right. */
async function createBucket(): Promise<void> {
  const client = new S3Client({
    endpoint: store.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials,
    requestHandler: { httpsAgent: new Agent({ ca: selfSigned.cert }) },
  });
  await client.send(new CreateBucketCommand({ Bucket: 'data' }));
  client.destroy();
}
