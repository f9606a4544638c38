import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ResolvedConnection, ResolvedSettings } from '../../../../shared/connector.ts';
import { type Store, startStore } from '../../../../store/start-store.ts';

/** An S3 storage for tests, with the AWS SDK as the independent witness of what is in it. */
export interface TestStorage {
  readonly url: string;
  connection(settings?: ResolvedSettings): ResolvedConnection;
  readonly witness: Witness;
}

export interface TestStore extends TestStorage {
  readonly store: Store;
  stop(): Promise<void>;
}

export const KEY_ID = 'AKIATESTCONNECTOR123';
export const SECRET = 'secret/for+tests';

type StoreOptions = Parameters<typeof startStore>[0];

/** Starts an embedded store of its own, in a temporary folder, with one bucket named `data`. */
export async function testStore(options: Partial<StoreOptions> = {}): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-connector-'));
  const credentials = [{ accessKeyId: KEY_ID, secretAccessKey: SECRET }, ...(options.credentials ?? [])];
  const store = await startStore({ dataDir: folder, faults: true, ...options, credentials });
  const witness = new Witness(store.url, KEY_ID, SECRET, store.region);
  await witness.createBucket('data');
  return {
    ...storage(store.url, KEY_ID, SECRET, witness),
    store,
    stop: async () => {
      witness.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function storage(url: string, accessKeyId: string, secretAccessKey: string, witness: Witness): TestStorage {
  return {
    url,
    witness,
    connection: (settings = {}) => ({
      name: 'Test storage',
      settings: { accessKeyId, secretAccessKey, endpointUrl: url, forcePathStyle: true, ...settings },
    }),
  };
}

/** Looks into a storage by the AWS SDK. */
export class Witness {
  readonly client: S3Client;

  constructor(url: string, accessKeyId: string, secretAccessKey: string, region: string) {
    this.client = new S3Client({
      endpoint: url,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async createBucket(bucket: string): Promise<void> {
    await this.client.send(new CreateBucketCommand({ Bucket: bucket }));
  }

  async put(key: string, body: Uint8Array | string, more: Partial<PutObjectCommand['input']> = {}): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: 'data', Key: key, Body: Buffer.from(body), ...more }));
  }

  async bytes(key: string, bucket = 'data'): Promise<Buffer> {
    const answer = await this.client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
  }

  head(key: string, bucket = 'data') {
    return this.client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }));
  }

  async remove(key: string, bucket = 'data'): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  }

  /** Whether the object is there. */
  async has(key: string, bucket = 'data'): Promise<boolean> {
    try {
      await this.head(key, bucket);
      return true;
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
      throw error;
    }
  }

  async keys(prefix = '', bucket = 'data'): Promise<string[]> {
    const page = await this.client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
    return (page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
  }

  /** Open multipart uploads. */
  async uploads(bucket = 'data'): Promise<number> {
    const page = await this.client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    return page.Uploads?.length ?? 0;
  }

  /** Aborts every open multipart upload. */
  async abortAll(bucket = 'data'): Promise<void> {
    const { Uploads = [] } = await this.client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    for (const { Key, UploadId } of Uploads)
      await this.client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
  }

  close(): void {
    this.client.destroy();
  }
}
