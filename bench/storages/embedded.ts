import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { selfSigned } from '../../connectors/amazon-s3/executor/test-support/self-signed.ts';
import { reapAtEnd } from '../../testing/product/reap.ts';
import { cpuSeconds } from '../parts/processes.ts';
import { createFiller } from './s3.ts';
import type { BenchStorage, Keys } from './storage.ts';

const newKeys = (name: string): Keys => ({
  accessKeyId: `AKIABENCH${name}`.padEnd(20, '0'),
  secretAccessKey: randomBytes(20).toString('hex'),
});

/** Starts the embedded store on a folder of its own, over plain HTTP or over TLS with a certificate that nobody knows. */
export async function startEmbedded(name: 'store' | 'tls'): Promise<BenchStorage> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  reapAtEnd('folder', folder);
  const [source, target] = [newKeys('SOURCE'), newKeys('TARGET')];
  const [keyFile, caFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  await writeFile(keyFile, selfSigned.key);
  await writeFile(caFile, selfSigned.cert);
  const tls = name === 'tls' ? ['--tls-key', keyFile, '--tls-cert', caFile] : [];
  const program = join(import.meta.dirname, '../../store/main.ts');
  const child = spawn(
    process.execPath,
    [program, '--data', join(folder, 'data'), '--port', '0', '--exit-with-parent', ...tls],
    {
      env: {
        ...process.env,
        SLUICE_STORE_ACCESS_KEY_ID: source.accessKeyId,
        SLUICE_STORE_SECRET_ACCESS_KEY: source.secretAccessKey,
        SLUICE_STORE_SECOND_ACCESS_KEY_ID: target.accessKeyId,
        SLUICE_STORE_SECOND_SECRET_ACCESS_KEY: target.secretAccessKey,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url } = z.object({ url: z.string() }).parse(JSON.parse(String(line)));
  const filler = createFiller(url, source, name === 'tls' ? selfSigned.cert : undefined);
  return {
    name,
    title: name === 'tls' ? 'embedded store, TLS' : 'embedded store',
    url,
    source,
    target,
    caFile: name === 'tls' ? caFile : undefined,
    cpu: () => cpuSeconds(child.pid ?? 0),
    makeBuckets: filler.makeBuckets,
    fill: filler.fill,
    take: filler.take,
    close: async () => {
      filler.close();
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
