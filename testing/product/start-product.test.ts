import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRunning, until } from './processes.ts';
import { temporaryFolder } from './reap.ts';
import { type Product, ProductFailed, startProduct } from './start-product.ts';

async function failure(options: Parameters<typeof startProduct>[0]): Promise<ProductFailed> {
  try {
    const product = await startProduct(options);
    await product.kill9('all');
  } catch (error) {
    if (error instanceof ProductFailed) return error;
    throw error;
  }
  throw new Error('It started.');
}

/** One paragraph for a person: no stack, no second line. */
function expectParagraph({ exitCode, output }: ProductFailed, content: RegExp): void {
  expect(output).toMatch(content);
  expect(output.trim().split('\n')).toHaveLength(1);
  expect(exitCode).toBe(1);
}

describe('the product in processes of its own', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ args: ['--no-sample'] });
  });
  afterAll(() => product.stop());

  it('answers at the URL of its ready line', async () => {
    const reply = await fetch(`${product.url}/api/health`);
    expect(reply.status).toBe(200);
    expect(product.output().match(/^Sluice is ready at /gm)).toHaveLength(1);
  });

  it('refuses a second process on the same folder and names the first one', async () => {
    const refused = await failure({ dataDir: product.dataDir });
    expectParagraph(refused, /is using the data folder/);
    expect(refused.output).toContain(`pid ${product.pid}`);
    expect(refused.output).toContain(product.url);
    expect((await fetch(`${product.url}/api/health`)).status).toBe(200);
  });

  it('says so when the port is taken', async () => {
    expectParagraph(await failure({ env: { PORT: new URL(product.url).port } }), /another program does so already/);
  });

  it('says so when the folder cannot be written', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expectParagraph(await failure({ dataDir: file }), new RegExp(`data folder ${file} cannot be written`));
  });

  it('says so when the database cannot be reached, without the password', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const refused = await failure({ env: { DATABASE_URL: `postgres://ada:s3cret@127.0.0.1:${port}/sluice` } });
    expectParagraph(refused, /nothing listens there/);
    expect(refused.output).not.toContain('s3cret');
  });

  it('says what is wrong with a setting', async () => {
    expectParagraph(await failure({ env: { PORT: 'eighty' } }), /PORT must be/);
    expectParagraph(await failure({ args: ['--bogus'] }), /--bogus is not known/);
  });

  it('starts again after a kill -9 of everything', async () => {
    const pids = [product.pid, product.postgresPid(), ...product.childPids()];
    await product.kill9('all');
    await until('all to be gone', () => pids.every((pid) => pid === null || !isRunning(pid)));
    product = await startProduct({ dataDir: product.dataDir, args: ['--no-sample'] });
    expect((await fetch(`${product.url}/api/health`)).status).toBe(200);
  });

  it('ends with everything that it started, with code 0, on SIGTERM', async () => {
    const pids = [product.pid, product.postgresPid(), ...product.childPids()];
    expect(await product.stop()).toBe(0);
    await until('all to be gone', () => pids.every((pid) => pid === null || !isRunning(pid)));
  });
});
