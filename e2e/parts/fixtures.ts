import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { test as base, expect, type Page } from '@playwright/test';
import type { ProjectState } from '../../shared/api/project-replies.ts';
import { type Store, startStore } from '../../store/start-store.ts';
import { ProjectClient } from '../../testing/product/api-client.ts';
import { type Product, startProduct } from '../../testing/product/start-product.ts';

/** A storage of the journeys' own, with the credentials that people type and ways to look at it behind the product's back. */
export interface Storage {
  url: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Another account of the same storage: between the two it cannot copy by itself, so that the bytes pass through the agent. */
  other: { url: string; accessKeyId: string; secretAccessKey: string };
  put(bucket: string, key: string, body: Uint8Array, contentType?: string): Promise<void>;
  /** The object's bytes, or null when there is none. */
  get(bucket: string, key: string): Promise<Uint8Array | null>;
  store: Store;
}

interface WorkerParts {
  product: Product;
  storage: Storage;
}

interface TestParts {
  /** An empty project of this test's own; the page is open on it. */
  projectId: string;
  /** The same project over HTTP, for what a journey needs but is not about. */
  client: ProjectClient;
}

/** Lets the page finish saving before the project is looked at. */
class SettledClient extends ProjectClient {
  private readonly page: Page;

  constructor(productUrl: string, projectId: string, page: Page) {
    super(productUrl, projectId);
    this.page = page;
  }

  override async state(): Promise<ProjectState> {
    await expect(this.page.getByText('Saving', { exact: true })).toHaveCount(0);
    return super.state();
  }
}

export const test = base.extend<TestParts, WorkerParts>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern
    async ({}, use) => {
      const product = await startProduct({ args: ['--no-sample'] });
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  storage: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'sluice-e2e-store-'));
      const accessKeyId = 'AKIAJOURNEY000000001';
      const secretAccessKey = 'journeys/secret+key/0123456789abcdefghij';
      const other = { accessKeyId: 'AKIAJOURNEY000000002', secretAccessKey: 'other/secret+key/0123456789abcdefghij' };
      const store = await startStore({ dataDir, credentials: [{ accessKeyId, secretAccessKey }, other], faults: true });
      const client = new S3Client({
        endpoint: store.url,
        region: 'us-east-1',
        forcePathStyle: true,
        credentials: { accessKeyId, secretAccessKey },
      });
      for (const Bucket of ['inbox', 'archive']) await client.send(new CreateBucketCommand({ Bucket }));
      await use({
        url: store.url,
        accessKeyId,
        secretAccessKey,
        other: { url: store.url, ...other },
        store,
        put: async (Bucket, Key, Body, ContentType) => {
          await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
        },
        get: async (Bucket, Key) => {
          const reply = await client.send(new GetObjectCommand({ Bucket, Key })).catch((error: unknown) => {
            if (error instanceof Error && error.name === 'NoSuchKey') return null;
            throw error;
          });
          return (await reply?.Body?.transformToByteArray()) ?? null;
        },
      });
      client.destroy();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  projectId: async ({ page, product }, use) => {
    const name = `Journey ${randomBytes(4).toString('hex')}`;
    const reply = await page.request.post(new URL('/api/projects', product.url).href, { data: { name } });
    expect(reply.status()).toBe(200);
    const { id } = (await reply.json()) as { id: string };
    await page.goto(new URL(`/projects/${id}`, product.url).href);
    await expect(page.getByRole('button', { name: 'Amazon S3', exact: true })).toBeVisible();
    await use(id);
  },

  client: async ({ page, product, projectId }, use) => {
    await use(new SettledClient(product.url, projectId, page));
  },
});

export { expect };
