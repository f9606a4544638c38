import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface FlipProxy {
  /** What stands in for the storage's URL. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a proxy, in a process of its own, that flips a bit behind a marker in what passes.
 * @param times how often; without it, always
 */
export async function startFlipProxy(
  storageUrl: string,
  direction: 'up' | 'down',
  marker: Buffer,
  times = 1_000_000,
): Promise<FlipProxy> {
  const program = join(import.meta.dirname, 'bit-flip-proxy.ts');
  const { port } = new URL(storageUrl);
  const child = spawn(process.execPath, [program, port, direction, marker.toString('hex'), String(times)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [own] = await once(child.stdout, 'data');
  return {
    url: `http://127.0.0.1:${String(own).trim()}`,
    stop: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
