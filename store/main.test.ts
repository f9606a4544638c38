import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { selfSigned } from '../connectors/amazon-s3/executor/test-support/self-signed.ts';

// Each store is a process of its own.
vi.setConfig({ testTimeout: 120_000 });

const Bucket = 'process';
const MIB = 1024 * 1024;
const KEYS = { SLUICE_STORE_ACCESS_KEY_ID: 'MAIN', SLUICE_STORE_SECRET_ACCESS_KEY: 'main-secret' };
const readySchema = z.object({ url: z.url() });

let folder: string;
let running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-store-main-'));
});

afterEach(async () => {
  for (const child of running) await kill(child);
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

function run(args: readonly string[], environment: Record<string, string> = KEYS): ChildProcess {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: 'pipe',
  });
  running.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function ready(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the store has no output');
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, 'line');
  return readySchema.parse(JSON.parse(String(line))).url;
}

async function start(...more: string[]): Promise<{ child: ChildProcess; s3: S3 }> {
  const child = run(['--data', folder, '--port', '0', ...more]);
  const url = await ready(child);
  const credentials = { accessKeyId: 'MAIN', secretAccessKey: 'main-secret' };
  const s3 = new S3({ endpoint: url, region: 'us-east-1', forcePathStyle: true, maxAttempts: 1, credentials });
  return { child, s3 };
}

async function outcome(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  child.stderr?.on('data', (data) => {
    said += String(data);
  });
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, said };
}

describe('the store as a process', () => {
  test('ends well on SIGTERM, and with its parent when asked to', async () => {
    const first = await start();
    const ended = outcome(first.child);
    first.child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    const second = await start('--exit-with-parent');
    const endedToo = outcome(second.child);
    second.child.stdin?.end();
    expect((await endedToo).code).toBe(0);
  });

  test('speaks TLS with a certificate of its own, to two access keys', async () => {
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    writeFileSync(keyFile, selfSigned.key);
    writeFileSync(certFile, selfSigned.cert);
    const second = {
      SLUICE_STORE_SECOND_ACCESS_KEY_ID: 'OTHER',
      SLUICE_STORE_SECOND_SECRET_ACCESS_KEY: 'other-secret',
    };
    const tls = ['--tls-key', keyFile, '--tls-cert', certFile];
    const child = run(['--data', join(folder, 'data'), '--port', '0', ...tls], { ...KEYS, ...second });
    const endpoint = await ready(child);
    expect(endpoint).toMatch(/^https:/);
    const client = (accessKeyId: string, secretAccessKey: string) =>
      new S3({
        endpoint,
        region: 'us-east-1',
        forcePathStyle: true,
        maxAttempts: 1,
        credentials: { accessKeyId, secretAccessKey },
        requestHandler: { httpsAgent: new Agent({ ca: selfSigned.cert }) },
      });
    await client('MAIN', 'main-secret').createBucket({ Bucket });
    expect((await client('OTHER', 'other-secret').listBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
    await expect(client('OTHER', 'main-secret').listBuckets({})).rejects.toThrow(/signature/);
    const half = await outcome(run(['--data', folder, '--tls-key', keyFile]));
    expect(half).toEqual({ code: 1, said: expect.stringContaining('--tls-cert') });
  });

  test('says what is missing, and ends with 1', async () => {
    const noData = await outcome(run([]));
    expect(noData).toEqual({ code: 1, said: expect.stringContaining('--data DIR') });
    const noKeys = await outcome(run(['--data', folder], {}));
    expect(noKeys).toEqual({ code: 1, said: expect.stringContaining('SLUICE_STORE_ACCESS_KEY_ID is not set') });
    const unknown = await outcome(run(['--data', folder, '--nonsense']));
    expect(unknown).toEqual({ code: 1, said: expect.stringContaining('--nonsense') });
  });

  test('never holds a whole body in memory', async () => {
    const { child, s3 } = await start();
    await s3.createBucket({ Bucket });
    const piece = Buffer.alloc(MIB, 'x');
    const pieces = (function* () {
      for (let i = 0; i < 192; i++) yield piece;
    })();
    await s3.putObject({ Bucket, Key: 'big', Body: Readable.from(pieces), ContentLength: 192 * MIB });
    const { Body } = await s3.getObject({ Bucket, Key: 'big' });
    let read = 0;
    if (Body instanceof Readable) for await (const chunk of Body) read += Buffer.from(chunk).length;
    expect(read).toBe(192 * MIB);
    if (process.platform !== 'linux') return;
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    expect(Number(peak) * 1024).toBeLessThan(224 * MIB);
  });

  test('killed at any moment it has all that it acknowledged, and nothing torn', async () => {
    /** What is known of a key: the bodies it may have. The first is acknowledged. */
    const known = new Map<string, Set<string | undefined>>();
    const text = (key: string, version: number): string => `${key} ${version} `.repeat(1 + ((version * 37) % 20_000));
    let version = 0;

    const write = async (s3: S3, writer: number): Promise<void> => {
      for (let i = 0; ; i++) {
        version += 1;
        const key = `writer-${writer}/key-${i % 5}`;
        const body = i % 7 === 6 ? undefined : text(key, version);
        const possible = known.get(key) ?? new Set([undefined]);
        possible.add(body);
        known.set(key, possible);
        if (body === undefined) await s3.deleteObject({ Bucket, Key: key });
        else if (i % 5 === 4) await writeParts(s3, key, body);
        else await s3.putObject({ Bucket, Key: key, Body: body });
        known.set(key, new Set([body]));
      }
    };

    for (let round = 0; round < 4; round++) {
      const { child, s3 } = await start();
      if (round === 0) await s3.createBucket({ Bucket });
      await verify(s3, known);
      const before = version;
      const writers = [0, 1, 2].map((writer) => write(s3, writer).catch(() => {}));
      await expect.poll(() => version - before, { timeout: 60_000, interval: 1 }).toBeGreaterThan(40 + round * 13);
      await kill(child);
      await Promise.all(writers);
    }
    const { s3 } = await start();
    await verify(s3, known);
  });
});

async function writeParts(s3: S3, Key: string, Body: string): Promise<void> {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key });
  const { ETag } = await s3.uploadPart({ Bucket, Key, UploadId, PartNumber: 1, Body });
  await s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
}

/** Every key has a body it may have, its ETag fits, and listing and reading agree. What is found becomes what is known. */
async function verify(s3: S3, known: Map<string, Set<string | undefined>>): Promise<void> {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  const listed = new Map(Contents.map(({ Key = '', Size, ETag }) => [Key, { Size, ETag }]));
  for (const key of listed.keys()) expect(known.has(key)).toBe(true);
  for (const [key, possible] of known) {
    const entry = listed.get(key);
    const body =
      entry === undefined ? undefined : await (await s3.getObject({ Bucket, Key: key })).Body?.transformToString();
    expect(possible.has(body), `${key} has a body that was never written, or lost one that was acknowledged`).toBe(
      true,
    );
    known.set(key, new Set([body]));
    if (body === undefined || entry === undefined) continue;
    const md5 = createHash('md5').update(body).digest();
    const composed = `"${createHash('md5').update(md5).digest('hex')}-1"`;
    expect([`"${md5.toString('hex')}"`, composed]).toContain(entry.ETag);
    expect(entry.Size).toBe(Buffer.byteLength(body));
  }
}
